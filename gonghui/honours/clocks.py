"""Clocks: nominations, review, notice and award of a round; objections; rechecks; visits of model workers.

Only the notice is measured by a rule. The other lengths are this product's own reminders: no law says so.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from gonghui.honours.models import Care, Honour, ModelWorker, Nomination, Objection, Round
from gonghui.honours.notice import RULE
from gonghui.kernel.dates import add_months
from gonghui.kernel.workflow.clocks import Clock, Start
from gonghui.kernel.workflow.steps import Taken, steps_of_many
from gonghui.orgs.public import town_key

LINE = "经济"
DAY = timedelta(days=1)
REVIEW_DAYS = 10
"""Days from the last day of nominations to the review: an own reminder, no law says so."""
AWARD_DAYS = 15
"""Days from the end of the notice to the award or the recommendation: an own reminder, no law says so."""
ANSWER_DAYS = 90
"""Days after which one asks above what became of a recommendation: an own reminder, no law says so."""
OBJECTION_DAYS = 10
"""Days in which an objection is looked into: an own reminder, no law says so."""
RECHECK_AHEAD = 60
"""Days before the end of an honour's validity from which its recheck shows: an own reminder, no law says so."""
VISIT_MONTHS = 12
"""Months in which every model worker is visited at least once: the habit of offices, no law says so."""
VISIT_AHEAD = 60

Course = list[tuple[Nomination, Taken]]


def load_rounds(keys: Collection[int]) -> Iterable[Round]:
    """Rounds with their nominations and what happened to each."""
    rounds = list(Round.objects.filter(pk__in=keys).select_related("programme"))
    rows = list(Nomination.objects.valid().filter(round__in=keys).order_by("on", "pk"))
    steps = steps_of_many(rows)
    root = town_key()
    for each in rounds:
        vars(each).update(course=[(row, steps[row.pk]) for row in rows if row.round_id == each.pk], root=root)
    return rounds


def _course(record: Round) -> Course:
    found: Course = vars(record)["course"]
    return found


def _left(course: Course, state: str, *names: str) -> date | None:
    """The day on which the last nomination left a state by one of these steps; None while one is still there."""
    if any(row.state == state for row, _ in course):
        return None
    days = [day for _, steps in course if (day := steps.day(*names)) is not None]
    return max(days, default=None)


def _nominations(record: Round, steps: Taken) -> list[Start]:
    return [Start(record.nominate_until, since=record.announced_on)]


def _nominated(record: Round, steps: Taken, start: Start) -> date | None:
    """Over when the places are taken or the notice went up; else on the last day, when there was a nomination at all."""
    rows = [row for row, _ in _course(record)]
    live = [row for row in rows if row.state not in ("declined", "withdrawn")]
    days = [row.notice_from for row in rows if row.notice_from is not None]
    days += [live[record.places - 1].on] if len(live) >= record.places else []
    days += [record.nominate_until] if rows else []
    return min(days, default=None)


def _reviews(record: Round, steps: Taken) -> list[Start]:
    if not _course(record):
        return []
    return [Start(record.nominate_until + timedelta(days=REVIEW_DAYS), since=record.nominate_until + DAY)]


def _notices(record: Round, steps: Taken) -> list[Start]:
    """One run for each day on which a notice ends."""
    found = {row.notice_until: row.notice_from for row, _ in _course(record) if row.notice_until is not None}
    return [Start(until, until.isoformat(), since) for until, since in sorted(found.items())]


def _awards(record: Round, steps: Taken) -> list[Start]:
    return [
        Start(start.on + timedelta(days=AWARD_DAYS), start.cycle, start.on + DAY) for start in _notices(record, steps)
    ]


def _ended(record: Round, start: Start) -> Course:
    return [(row, steps) for row, steps in _course(record)
            if row.notice_until is not None and row.notice_until.isoformat() == start.cycle]  # fmt: skip


def _answers(record: Round, steps: Taken) -> list[Start]:
    days = {step.on for _, taken in _course(record) if (step := taken.last("recommend")) is not None}
    return [Start(day + timedelta(days=ANSWER_DAYS), day.isoformat(), day) for day in sorted(days)]


def _answered(record: Round, steps: Taken, start: Start) -> date | None:
    mine = [(row, taken) for row, taken in _course(record)
            if (day := taken.day("recommend")) is not None and day.isoformat() == start.cycle]  # fmt: skip
    return _left(mine, "recommended", "award", "decline")


def round_clock(key: str, title: str, starts: Any, stops: Any, **more: Any) -> Clock:
    """A clock of the town's office on a round."""
    return Clock(key=key, title=title, model="honours.Round", starts=starts, stops=stops, line=LINE, who="town",
                 subject=str, union=lambda record: vars(record).get("root"), load=load_rounds, **more)  # fmt: skip


def _rechecks(record: Honour, steps: Taken) -> list[Start]:
    """One run for each last day that the honour has had."""
    past = [each.was_until for each in record.rechecks.all()]
    days = [*past, *([record.valid_until] if record.valid_until and record.valid_until not in past else [])]
    return [Start(day, day.isoformat(), day - timedelta(days=RECHECK_AHEAD)) for day in days]


def _rechecked(record: Honour, steps: Taken, start: Start) -> date | None:
    done = [each.on for each in record.rechecks.all() if each.was_until.isoformat() == start.cycle]
    return min([*done, *([record.revoked_on] if record.revoked_on else [])], default=None)


def _visits(record: ModelWorker, steps: Taken) -> list[Start]:
    """Anew from every visit; who was never visited stands on a list of his own, so that no past year rings."""
    return [_visit_due(each.on) for each in _visited(record)]


def _visit_due(day: date) -> Start:
    due = add_months(day, VISIT_MONTHS)
    return Start(due, day.isoformat(), due - timedelta(days=VISIT_AHEAD))


def _visited(record: ModelWorker) -> list[Care]:
    return sorted((each for each in record.cares.all() if each.kind == "visit" and each.voided_on is None),
                  key=lambda each: each.on)  # fmt: skip


def _visited_again(record: ModelWorker, steps: Taken, start: Start) -> date | None:
    later = [each.on for each in _visited(record) if each.on.isoformat() > start.cycle]
    return min(filter(None, (min(later, default=None), record.gone_on)), default=None)


def _fetch(model: Any, *prefetch: str, link: str = "") -> Callable[[Collection[int]], Iterable[Any]]:
    def load(keys: Collection[int]) -> Iterable[Any]:
        rows = model.objects.filter(pk__in=keys).prefetch_related(*prefetch)
        return rows.select_related(link) if link else rows

    return load


CLOCKS: Sequence[Clock] = (
    round_clock("honours.nominate", "推荐截止", _nominations, _nominated, act="登记推荐", stop_words="推荐满额，或者到截止日已有推荐",
                remind=(7, 3)),
    round_clock("honours.review", "评审推荐对象", _reviews,
                lambda record, steps, start: _left(_course(record), "nominated", "approve", "reject", "withdraw"),
                act="登记评审", stop_words="每个推荐都评审过"),
    round_clock("honours.notice", "公示期满", _notices, lambda record, steps, start: start.on, cites=RULE, act="登记表彰",
                stop_words="公示期满"),
    round_clock("honours.award", "公示期满后表彰或上报", _awards,
                lambda record, steps, start: _left(_ended(record, start), "noticed", "award", "recommend", "decline", "withdraw"),
                act="登记表彰", stop_words="表彰、上报，或者登记没有评上"),
    round_clock("honours.answer", "问上级的结果", _answers, _answered, act="登记表彰", stop_words="上级批下来，或者没有评上"),
    Clock(key="honours.objection", title="核查异议", model="honours.Objection", line=LINE, who="town", act="登记核查",
          starts=lambda record, steps: [Start(record.received_on + timedelta(days=OBJECTION_DAYS), since=record.received_on)],
          stops=lambda record, steps, start: record.handled_on, stop_words="登记核查结论",
          subject=lambda record: record.nomination.name, union=lambda record: record.nomination.union_id,
          load=_fetch(Objection, link="nomination")),
    Clock(key="honours.recheck", title="荣誉到期复核", model="honours.Honour", line=LINE, starts=_rechecks, stops=_rechecked,
          act="登记复核", stop_words="登记复核，或者撤销", subject=lambda record: f"{record.name}{record.programme.name}",
          load=_fetch(Honour, "rechecks", link="programme"), remind=(30, 3)),
    Clock(key="honours.visit", title="走访劳模", model="honours.ModelWorker", line=LINE, starts=_visits, stops=_visited_again,
          act="登记走访", stop_words="登记走访", subject=lambda record: record.name,
          load=_fetch(ModelWorker, "cares"), remind=(30, 3)),
)  # fmt: skip


def round_of(nomination: Nomination) -> list[Round]:
    """A round's clocks follow its nominations."""
    return [nomination.round]


def worker_of(care: Care) -> list[ModelWorker]:
    """The next visit follows the last one."""
    return [care.model_worker]
