"""Reading the office's own values and years from the database; kept in memory until their stamp changes."""

from datetime import date
from typing import Any

from django.db import OperationalError, ProgrammingError, connection

from gonghui.kernel.rules.calendar import Calendar, Year, statutory_calendar
from gonghui.kernel.rules.edition import STATUTES, Edition, Own
from gonghui.kernel.rules.models import HolidayNotice, RuleOverride, RulesEdition

_kept: list[Edition] = [STATUTES]


def stored() -> Edition:
    """The edition in the database; one query unless it changed since this process last read it.

    A database that is not set up yet, or not brought to this version, holds the statutes alone.
    """
    try:
        stamp = RulesEdition.objects.values_list("stamp", flat=True).first() or ""
    except (OperationalError, ProgrammingError):
        if RulesEdition._meta.db_table in connection.introspection.table_names():
            raise
        return STATUTES
    if _kept[0].stamp != stamp:
        _kept[0] = _read(stamp) if stamp else STATUTES
    return _kept[0]


def _read(stamp: str) -> Edition:
    values: dict[tuple[str, str], tuple[Own, ...]] = {}
    for row in RuleOverride.objects.filter(retired_at=None) | RuleOverride.objects.exclude(end_on=None):
        own = Own(row.pk, row.rule, row.place, row.kind, row.value, row.start_on, row.end_on, row.number, row.title)
        if own.end is None or own.end > own.start:
            values[own.key, own.place] = (*values.get((own.key, own.place), ()), own)
    notices = HolidayNotice.objects.filter(retired_at=None)
    years = {**statutory_calendar().years, **{row.year: entered_year(row) for row in notices}}
    return Edition(stamp, values, Calendar(years))


def entered_year(row: HolidayNotice) -> Year:
    """A year as the office entered it, for the calendar."""
    free = tuple((name, _day(first), _day(last)) for name, first, last in row.free)
    return Year(row.year, free, tuple(_day(day) for day in row.work), False, row.number, "", own=row.pk)


def _day(text: Any) -> date:
    return date.fromisoformat(text)
