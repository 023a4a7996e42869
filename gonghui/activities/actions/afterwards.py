"""What people thought of it, without their names, and the summary of a check-up, without anybody's result."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from gonghui.activities.actions.running import refuse_closed
from gonghui.activities.choices import FEWEST, Answer, Kind, Question
from gonghui.activities.models import Activity, Attendance, Finding, Opinion
from gonghui.activities.queries import heads_of
from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.refusal import Refused
from gonghui.people.public import Worker

NOBODY = writes.Hand(None, "不记名")


@transaction.atomic
def opinion_give(
    *, activity: Activity, worker: Worker, answers: Mapping[str, str], by: writes.Hand, at: datetime
) -> None:
    """Count the answers of somebody who was there, one to each of the three questions ({question: answer}).

    What he said is added to the counts; that he has said something is kept, so that he says it once. The event names
    nobody and only the day. Raises Refused for whoever is not on the list, the second time, and without all answers.
    """
    refuse_closed(activity)
    row = Attendance.objects.valid().filter(activity=activity, worker=worker).first()
    if row is None:
        raise Refused("到会名单里没有您。", "到过场的请先签到，或者找主办的工会补上。")
    if row.asked:
        raise Refused("您已经填过了。", "一个人填一次，谢谢。")
    if set(answers) != set(Question) or not set(answers.values()) <= set(Answer):
        raise Refused("三个问题还没有答全。", "请每个问题选一个。")
    writes.change(row, by, asked=True)
    _add(activity, {(question, answer): 1 for question, answer in answers.items()}, by)
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    writes.log("activity_opinion", activity, "收到1份满意度", NOBODY, day, union_id=activity.union_id)


@transaction.atomic
def opinions_enter(*, activity: Activity, counts: Mapping[tuple[str, str], int], by: writes.Hand, at: datetime) -> int:
    """Add the counts of paper forms ({(question, answer): forms}); returns how many forms that are.

    Raises Refused when the questions were not answered by equally many, for none, and for more than came.
    """
    refuse_closed(activity)
    refuse_future(activity.on, at)
    sums = {question: sum(counts.get((question, answer), 0) for answer in Answer) for question in Question}
    forms = max(sums.values())
    if not forms:
        raise Refused("一份也没有填。", "请写各个回答有几份。")
    if len(set(sums.values())) > 1:
        words = "，".join(f"“{Question(question).label}”{number}份" for question, number in sums.items())
        raise Refused(f"三个问题的份数不一样：{words}。", "每份表每个问题选一个，请再数一遍。")
    there = _forms(activity)
    came = heads_of(activity).all
    if there + forms > came:
        raise Refused(f"满意度共{there + forms}份，到会只有{came}人次。", "请先登记到会的人，或者核对份数。")
    writes.hold(activity)
    _add(activity, counts, by)
    writes.log("activity_opinion", activity, f"登记{forms}份满意度", by, at, union_id=activity.union_id)
    return forms


def _forms(activity: Activity) -> int:
    return sum(activity.opinions.filter(question=Question.USEFUL).values_list("heads", flat=True))


def _add(activity: Activity, counts: Mapping[tuple[str, str], int], by: writes.Hand) -> None:
    held = {(row.question, row.answer): row for row in activity.opinions.select_for_update()}
    for (question, answer), number in counts.items():
        row = held.get((question, answer))
        if row is not None and number:
            writes.change(row, by, heads=row.heads + number)
        elif number:
            writes.create(Opinion(activity=activity, question=question, answer=answer, heads=number), by)


@transaction.atomic
def findings_set(*, activity: Activity, findings: Mapping[str, int], by: writes.Hand, at: datetime) -> None:
    """Enter the summary of a health check-up anew: {what was found: with how many}.

    Raises Refused for an activity of another kind, for fewer than five in a line, and for more than came.
    """
    refuse_closed(activity)
    refuse_future(activity.on, at)
    if activity.kind != Kind.CHECKUP:
        raise Refused("只有健康体检有汇总。", "别的活动写在小结里。")
    came = heads_of(activity).all
    for what, heads in findings.items():
        if heads < FEWEST:
            raise Refused(f"“{what}”只有{heads}人，太少，会看出是谁。", f"不足{FEWEST}人的请并进“其他”。", "findings")
        if heads > came:
            raise Refused(f"“{what}”{heads}人，体检的只有{came}人。", "请先登记参加人数，或者核对。", "findings")
    writes.hold(activity)
    for row in activity.findings.all():
        writes.remove(row, by)
    writes.create_many([Finding(activity=activity, what=what, heads=heads) for what, heads in findings.items()], by)
    writes.log("activity_findings", activity, f"登记体检汇总{len(findings)}项", by, at, union_id=activity.union_id)
