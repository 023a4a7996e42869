"""Confirming the ranking of a competition, opening it again, and entering the places of a skill contest."""

from datetime import date, datetime

from django.db import transaction

from gonghui.activities.public import Activity, Attendance, Comer, attend, attendance_result
from gonghui.emulation.models import Competition
from gonghui.emulation.ranking import contest, missing, ranked
from gonghui.kernel.audit import writes
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused


@transaction.atomic
def competition_rank(*, competition: Competition, by: writes.Hand, at: datetime) -> int:
    """Confirm the ranking as it stands; returns how many teams have a place. The reports of the months stay from then on.

    Raises Refused while the competition runs, without a team, while a month is missing, and a second time.
    """
    refuse_ranked(competition)
    day: date = at.date()
    if (competition.activity.until or competition.activity.on) >= day:
        raise Refused(f"“{competition.name}”还没有结束。", "结束以后再确认名次。")
    rows = ranked(competition)
    if not rows:
        raise Refused("还没有参赛队。", "请先登记参赛队和目标。")
    lost = missing(competition, date.max)
    if lost:
        words = "、".join(f"{team.name}{month}" for team, month in lost[:3])
        raise Refused(f"还缺{len(lost)}份月报：{words}。", "没有完成的请报0，再确认名次。")
    writes.hold(competition)
    for place, team, _ in rows:
        writes.change(team, by, place=place)
    changes = writes.change(competition, by, ranked_on=day)
    first = "、".join(team.name for place, team, _ in rows if place == 1)
    writes.log("competition_rank", competition, f"确认名次，第一名{first}", by, at, changes, competition.union_id)
    return len(rows)


@transaction.atomic
def competition_unrank(*, competition: Competition, reason: str, by: writes.Hand, at: datetime) -> None:
    """Open a ranking again. Raises Refused when it was not confirmed, and without a reason."""
    if competition.ranked_on is None:
        raise Refused("名次还没有确认。", "可以直接更正月报。")
    if len(reason.strip()) < 2:
        raise Refused("还没有写撤销的原因。", "请写一句为什么，比如有一份月报报错了。", "reason")
    for team in competition.entrants.filter(voided_on=None).exclude(place=None):
        writes.change(team, by, place=None)
    changes = writes.change(competition, by, ranked_on=None)
    words = f"撤销名次，原因：{reason.strip()[:120]}"
    writes.log("competition_unrank", competition, words, by, at, changes, competition.union_id)


@transaction.atomic
def contest_place(*, activity: Activity, by: writes.Hand, at: datetime) -> int:
    """Write place and score of every contestant into the list of those who came; who was judged and is not on the list
    came. Returns for how many that changed something. Raises Refused without a score and after filing.
    """
    ranks = contest(activity)
    if not ranks:
        raise Refused(f"“{activity.name}”还没有评分。", "请先登记或者导入评分。")
    there = {row.person: row for row in Attendance.objects.valid().filter(activity=activity).select_related("activity")}
    words = {row.person: f"第{place}名，{score}分" for place, row, score, _ in ranks}
    comers = [
        Comer(row.name, row.union_id, row.worker_id, words[row.person])
        for _, row, *_ in ranks
        if row.person not in there
    ]
    changed = sum(
        attendance_result(row=there[person], result=text, by=by, at=at)
        for person, text in words.items()
        if person in there
    )
    if comers:
        attend(activity=activity, comers=comers, by=by, at=at)
    return changed + len(comers)


def refuse_ranked(competition: Competition) -> None:
    """Raise Refused for a competition whose ranking was confirmed or that was declared void."""
    if competition.voided_on is not None:
        raise Refused("这次竞赛已作废。", "请选还在的竞赛。")
    if competition.ranked_on is not None:
        raise Refused(f"{cn_date(competition.ranked_on)}已经确认名次。", "要改，请先撤销名次并写明原因。")
