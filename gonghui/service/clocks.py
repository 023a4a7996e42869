"""The last days of the service to workers. No law sets them: they are the office's own, or written in the record."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from gonghui.kernel.dates import add_months
from gonghui.kernel.workflow.clocks import Clock, Start
from gonghui.kernel.workflow.steps import Taken
from gonghui.people.public import Line
from gonghui.service.models import Appointment, Appraisal, ContactPoint, ContactVisit, Deed

VISIT_AHEAD = 14
"""Days before the last one from which the next visit shows among what falls due: the office's own practice."""


def _visits(point: ContactPoint) -> list[ContactVisit]:
    return sorted((each for each in point.visits.all() if each.voided_on is None), key=lambda each: each.on)


def _next_visits(point: ContactPoint, steps: Taken) -> list[Start]:
    """One run from the beginning and one from every visit, each ending after the months agreed."""
    days = [point.start_on, *(visit.on for visit in _visits(point))]
    last = {day: add_months(day, point.every_months) for day in days}
    return [Start(due, day.isoformat(), max(day, due - timedelta(days=VISIT_AHEAD))) for day, due in last.items()]


def _visited(point: ContactPoint, steps: Taken, start: Start) -> date | None:
    """The next visit ends a run; one on the first day itself is the first visit and the start of the next run."""
    later = [visit.on for visit in _visits(point) if visit.on.isoformat() > start.cycle]
    return later[0] if later else point.ended_on


def _load_points(keys: Collection[int]) -> Iterable[ContactPoint]:
    return ContactPoint.objects.filter(pk__in=keys).prefetch_related("visits")


def _deed(row: Deed, steps: Taken) -> list[Start]:
    return [Start(row.until, since=row.on)]


def _appointment(row: Appointment, steps: Taken) -> list[Start]:
    return [Start(row.on, since=row.on)]


def _mending(row: Appraisal, steps: Taken) -> list[Start]:
    return [Start(row.mend_until, since=row.on)] if row.mend_until else []


CLOCKS = (
    Clock(key="service.visit", title="去联系点走访", model="service.ContactPoint", starts=_next_visits, stops=_visited,
          act="登记走访", stop_words="登记走访，或者结束联系点", line=Line.GENERAL.value, who="town", load=_load_points,
          subject=lambda row: f"{row.name}，{row.cadre}"),
    Clock(key="service.deed", title="办成实事", model="service.Deed", starts=_deed,
          stops=lambda row, steps, start: row.done_on or row.dropped_on, act="登记办成", stop_words="登记办成，或者登记不办",
          line=Line.GENERAL.value, remind=(7, 3), subject=str),
    Clock(key="service.appointment", title="登记来没来咨询", model="service.Appointment", starts=_appointment,
          stops=lambda row, steps, start: row.kept_on, act="登记来没来", stop_words="登记来没来", line=Line.RELIEF.value,
          who="town", remind=(), subject=str),
    Clock(key="service.appraisal", title="整改师德评议的意见", model="service.Appraisal", starts=_mending,
          stops=lambda row, steps, start: row.mended_on, act="登记整改", stop_words="登记整改", line=Line.PUBLICITY.value,
          remind=(7, 3), subject=str),
)  # fmt: skip
