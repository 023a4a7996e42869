"""Builds the town on a day, notes what the tests look at, and takes it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models.functions import Length

from gonghui.activities.public import Basis
from gonghui.bargaining.public import Contract, run_out, running_out
from gonghui.demo.accounts import hand_out_codes
from gonghui.demo.public import carry_on, found_town
from gonghui.kernel.audit.models import Event
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.dated import Dated
from gonghui.kernel.dates import Span, half_year_of, parse_period
from gonghui.kernel.indicators import Figure, all_indicators, figures, opened
from gonghui.orgs.public import Certificate, Committee, Employer, Union, node_of, town, tree_on
from gonghui.people.public import Account, Cover, Membership, OfficeHeld, RecordGrant, Worker
from gonghui.planning.public import Plan, sheet, town_plan

Figures = dict[str, Figure]


@dataclass(frozen=True)
class Snapshot:
    """What was found in a town built on `today`."""

    today: date
    people: list[dict[str, str]]
    figures: dict[str, Figures]
    events: list[tuple[datetime, str, str]]
    happened_on: dict[str, date]
    workers: list[tuple[str, str, str, date | None]]
    youngest: float
    credit_codes: list[str | None]
    accounts: int
    expired: int
    expiring: int
    unfiled: list[str]
    terms_over: int
    certificates_over: int
    targets: dict[str, tuple[str, str]]
    plans: list[tuple[str, str]]
    attended: dict[str, dict[str, int]]
    too_long: list[str]

    def figure(self, period: str, code: str) -> Figure:
        return self.figures[period][code]


def periods(today: date) -> list[str]:
    """The half-years from three years back to the one of `today`."""
    codes = [f"{year}H{half}" for year in range(today.year - 3, today.year + 1) for half in (1, 2)]
    return [code for code in codes if parse_period(code).span.start <= today]


DAYS = (date(2024, 1, 2), date(2024, 2, 29), date(2026, 6, 30), date(2026, 12, 31))
"""The days on which the tests look at the towns of two years: two odd ones, and the ends of two half-years."""


def built(today: date) -> Snapshot:
    """The town as built on `today`; needs access to an empty database and leaves it empty.

    A town is looked at on each of its year's days while it is built on: what its diary holds is the same on every day.
    """
    if today not in _SEEN:
        _build([day for day in DAYS if day.year == today.year])
    return _SEEN[today]


_SEEN: dict[date, Snapshot] = {}


def _build(days: Sequence[date]) -> None:
    with transaction.atomic():
        town = found_town(days[0].year)
        for today in days:
            at = datetime.combine(today, time(10), OFFICE_TIME)
            carry_on(town, today, at)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            _SEEN[today] = _look(today, hand_out_codes(town, at))
        transaction.set_rollback(True)


def _look(today: date, people: list[dict[str, str]]) -> Snapshot:
    noted: dict[str, Figures] = {}
    for code in periods(today):
        span = parse_period(code).span.cut(today)
        rows = figures(all_indicators(), tree_on(span.end), node_of(None), span)
        noted[code] = {row.indicator.code: row for row in rows}
    newest: dict[int, date | None] = {}
    for union, expires in Committee.objects.order_by("term").values_list("union_id", "expires_on"):
        newest[union] = expires
    return Snapshot(
        today=today, people=people, figures=noted,
        events=list(Event.objects.order_by("pk").values_list("at", "verb", "summary")),
        happened_on=_latest_days(), workers=[(w.name, w.id_number(), w.phone(), w.born_on) for w in Worker.objects.all()],
        youngest=min(
            (joined - born).days / 365.25
            for joined, born in Membership.objects.values_list("joined_on", "worker__born_on") if joined and born
        ),
        credit_codes=[
            code for model in (Union, Employer)
            for code in model._default_manager.exclude(uscc=None).values_list("uscc", flat=True)
        ],
        accounts=Account.objects.count(), expired=run_out(today).count(), expiring=running_out(today, 90).count(),
        unfiled=list(Contract.objects.filter(filed_on=None).values_list("union__short_name", flat=True)),
        terms_over=sum(day < today for day in newest.values() if day),
        certificates_over=Certificate.objects.filter(valid_until__lt=today).count(),
        targets=_targets(today), plans=list(Plan.objects.order_by("pk").values_list("title", "state")),
        attended=_attended(parse_period(f"{today.year}H1").span.cut(today)), too_long=_too_long(),
    )  # fmt: skip


def _attended(span: Span) -> dict[str, dict[str, int]]:
    """{code: {依据: heads, by the rows that open behind the figure}} of the figures that are named or declared."""
    tree, found = tree_on(span.end), {}
    for item in (each for each in all_indicators() if "basis" in {one.key for one in each.numerator.dimensions}):
        rows = opened(item.numerator, tree, node_of(None), span)
        sums = rows.order_by().values_list("basis").annotate(heads=models.Sum("heads"))
        found[item.code] = {str(dict(Basis.choices)[basis]): heads for basis, heads in sums}
    return found


def _too_long() -> list[str]:
    """The columns that hold a longer text than they are declared for: SQLite keeps it, PostgreSQL would refuse."""
    found = []
    for model in apps.get_models():
        limits = {
            f.name: f.max_length
            for f in model._meta.concrete_fields
            if isinstance(f, models.CharField) and f.max_length
        }
        longest = model._base_manager.aggregate(**{f"{name}_is": models.Max(Length(name)) for name in limits})
        found += [f"{model.__name__}.{name}" for name, limit in limits.items() if (longest[f"{name}_is"] or 0) > limit]
    return found


def _targets(today: date) -> dict[str, tuple[str, str]]:
    """{what: (display, status)} of the targets of the town's plan of the year, if it has one by then."""
    plan = town_plan(town().pk, today.year)
    rows = sheet(plan, today).rows if plan else []
    return {part.target.what: (part.display, part.status.value) for row in rows for part in row.parts}


AGREED_AHEAD = (Cover, RecordGrant)
"""Facts whose end is agreed when they begin."""


def _latest_days() -> dict[str, date]:
    """The latest day in every column that tells of something that happened (not of when something runs out)."""
    ahead = {"expires_on", "valid_until", "effective_on", "end_on"}
    found: dict[str, date] = {}
    held = [model for model in Dated.__subclasses__() if not model._meta.abstract]
    for model in {*held, Union, Employer, Contract, Committee, Certificate, Membership, OfficeHeld, Worker}:
        fields = [f.name for f in model._meta.fields if isinstance(f, models.DateField) and f.name not in ahead]
        if issubclass(model, Dated) and model not in AGREED_AHEAD:
            fields.append("end_on")
        latest: dict[str, Any] = model._default_manager.aggregate(**{name: models.Max(name) for name in fields})
        found |= {f"{model.__name__}.{name}": day for name, day in latest.items() if day}
    return found


def half_year(today: date) -> str:
    return half_year_of(today).code
