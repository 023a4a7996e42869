"""The last days of emulation. No law sets them: they are the office's own, or written in the record."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from gonghui.emulation.models import Call, Entrant, Mentoring, Showcase, ShowcaseYear, Suggestion
from gonghui.emulation.queries import CONFIRM_DAYS, reply_by
from gonghui.emulation.ranking import months_of, report_by
from gonghui.kernel.dates import add_months
from gonghui.kernel.workflow.clocks import Clock, Start
from gonghui.kernel.workflow.steps import Taken
from gonghui.people.public import Line

OUTCOME_AHEAD = 14
"""Days before the agreed end of a pair from which its outcome shows among what falls due: the office's own practice."""

RECHECK_AHEAD = 30
"""Days before the last one from which a re-check shows: the office's own practice."""

TELL_DAYS = 30
"""Calendar days after a call's end within which its result is told: this product's own term, no law sets one."""

MOST_CHECKS = 40
"""Checks of one pair at most: a pair of ten years looked at every three months."""

SUGGESTION = "emulation.Suggestion"
ECONOMY = Line.ECONOMY.value


def _subject(row: Suggestion) -> str:
    return f"{row.number} {row.title}".strip()


def _reply(row: Suggestion, steps: Taken) -> list[Start]:
    return [Start(reply_by(row), since=row.handed_on)]


def _replied(row: Suggestion, steps: Taken, start: Start) -> date | None:
    return row.replied_on or steps.day("drop")


def _implement(row: Suggestion, steps: Taken) -> list[Start]:
    if row.implement_by is None:
        return []
    return [Start(row.implement_by, since=row.adopted_on)]


def _relook(row: Suggestion, steps: Taken) -> list[Start]:
    return [Start(date.fromisoformat(step.facts["relook_on"]), str(step.pk), step.on) for step in steps.all("defer")]


def _looked_again(row: Suggestion, steps: Taken, start: Start) -> date | None:
    step = next(step for step in steps.all("defer") if str(step.pk) == start.cycle)
    again = steps.first_after(step, "adopt", "reject", "defer")
    return again.on if again else None


def _confirm(row: Suggestion, steps: Taken) -> list[Start]:
    done = row.implemented_on
    return [Start(done + timedelta(days=CONFIRM_DAYS), since=done)] if done else []


def _checks(row: Mentoring, steps: Taken) -> list[Start]:
    """One run for every check agreed before the last day."""
    found, since = [], row.start_on
    for number in range(1, MOST_CHECKS + 1):
        due = add_months(row.start_on, row.check_months * number)
        if due >= row.end_on:
            break
        found.append(Start(due, str(number), since))
        since = due
    return found


def _checked(row: Mentoring, steps: Taken, start: Start) -> date | None:
    """The checks in their order; the outcome ends those that were not held."""
    held = [check.on for check in row.checks.all() if check.voided_on is None]
    number = int(start.cycle)
    return sorted(held)[number - 1] if len(held) >= number else row.ended_on


def _outcome(row: Mentoring, steps: Taken) -> list[Start]:
    return [Start(row.end_on, since=row.end_on - timedelta(days=OUTCOME_AHEAD))]


def _paired(row: Mentoring) -> str:
    return f"{row.mentor}带{row.name}"


def _load_pairs(keys: Collection[int]) -> Iterable[Mentoring]:
    return Mentoring.objects.filter(pk__in=keys).prefetch_related("checks")


def _years(row: Showcase) -> list[ShowcaseYear]:
    return sorted((each for each in row.years.all() if each.voided_on is None), key=lambda each: (each.on, each.pk))


def _rechecks(row: Showcase, steps: Taken) -> list[Start]:
    """The first look, then what each look set for the next; none after it was lost."""
    found, since = [], row.named_on
    for number, due in enumerate([row.recheck_on, *(each.next_on for each in _years(row))]):
        if due is not None:
            found.append(Start(due, str(number), max(since, due - timedelta(days=RECHECK_AHEAD))))
            since = due
    return found


def _rechecked(row: Showcase, steps: Taken, start: Start) -> date | None:
    later = _years(row)[int(start.cycle) :]
    return later[0].on if later else None


def _load_showcases(keys: Collection[int]) -> Iterable[Showcase]:
    return Showcase.objects.filter(pk__in=keys).prefetch_related("years")


def _reports(row: Entrant, steps: Taken) -> list[Start]:
    """One run for every month of the competition, from the first of the next month."""
    if row.competition.voided_on is not None:
        return []
    last = {month: report_by(row.competition, month) for month in months_of(row.competition)}
    return [Start(due, month, due.replace(day=1)) for month, due in last.items()]


def _reported(row: Entrant, steps: Taken, start: Start) -> date | None:
    held = [each.on for each in row.months.all() if each.voided_on is None and each.month == start.cycle]
    return held[0] if held else None


def _load_entrants(keys: Collection[int]) -> Iterable[Entrant]:
    return Entrant.objects.filter(pk__in=keys).select_related("competition__activity").prefetch_related("months")


def teams_of(activity: Any) -> list[Entrant]:
    """The teams whose months hang on the days of an activity."""
    return list(Entrant.objects.filter(competition__activity=activity))


def _team(row: Entrant) -> str:
    return f"{row.competition.name}{row.name}"


def _named(row: Any) -> str:
    return str(row.name)


def _telling(row: Call, steps: Taken) -> list[Start]:
    return [Start(row.until + timedelta(days=TELL_DAYS), since=row.until)]


CLOCKS = (
    Clock(key="suggestion.reply", title="答复建议人", model=SUGGESTION, starts=_reply, stops=_replied,
          stops_by=("tell", "decline"), act="登记答复", stop_words="登记答复", line=ECONOMY, remind=(7, 3), subject=_subject),
    Clock(key="suggestion.implement", title="实施采纳的建议", model=SUGGESTION, starts=_implement,
          stops=lambda row, steps, start: steps.day("implement", "drop"), stops_by=("implement",), act="登记实施完成",
          stop_words="登记实施完成，或者登记没有实施", line=ECONOMY, remind=(7, 3), subject=_subject),
    Clock(key="suggestion.relook", title="再看暂缓的建议", model=SUGGESTION, starts=_relook, stops=_looked_again,
          stops_by=("adopt",), act="登记评审结果", stop_words="登记采纳、不采纳或再次暂缓", line=ECONOMY, subject=_subject),
    Clock(key="suggestion.confirm", title="核定建议的效益", model=SUGGESTION, starts=_confirm,
          stops=lambda row, steps, start: row.confirmed_on, stops_by=("confirm",), act="核定效益", stop_words="核定效益",
          line=Line.FINANCE.value, subject=_subject),
    Clock(key="mentoring.check", title="检查师徒学习", model="emulation.Mentoring", starts=_checks, stops=_checked, act="登记检查",
          stop_words="登记检查，或者登记结果", line=ECONOMY, subject=_paired, load=_load_pairs),
    Clock(key="mentoring.end", title="师徒到期，登记结果", model="emulation.Mentoring", starts=_outcome,
          stops=lambda row, steps, start: row.ended_on, act="登记结果", stop_words="登记出师、终止，或者续签", line=ECONOMY,
          subject=_paired, load=_load_pairs),
    Clock(key="showcase.recheck", title="复核示范创新", model="emulation.Showcase", starts=_rechecks, stops=_rechecked,
          act="登记年度复核", stop_words="登记年度复核", line=ECONOMY, subject=_named, load=_load_showcases),
    Clock(key="competition.report", title="报送竞赛月报", model="emulation.Entrant", starts=_reports, stops=_reported,
          act="登记月报", stop_words="登记那个月的月报", line=ECONOMY, subject=_team, load=_load_entrants),
    Clock(key="call.tell", title="公布征集结果", model="emulation.Call", starts=_telling,
          stops=lambda row, steps, start: row.told_on, act="公布结果", stop_words="公布结果", line=Line.PUBLICITY.value,
          subject=_named),
)  # fmt: skip
