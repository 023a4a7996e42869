"""The clock of signatures: what a union's people were given on one day is signed for together."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any, cast

from gonghui.benefits.models import Benefit
from gonghui.kernel.workflow.clocks import Clock, Start
from gonghui.kernel.workflow.steps import Taken
from gonghui.orgs.public import Union

SIGN_DAYS = 15
"""Days after the giving within which an office has the signatures together: its own reminder, no law says so."""


def _load(keys: Collection[int]) -> Iterable[Union]:
    """The unions, each with `given`: {day: the day of signing (None: not yet) of everything given that day}."""
    given: dict[int, dict[date, list[date | None]]] = {}
    rows = Benefit.objects.valid().filter(union_id__in=keys).order_by("on")
    for key, on, signed in rows.values_list("union_id", "on", "signed_on"):
        given.setdefault(key, {}).setdefault(on, []).append(signed)
    for union in Union.objects.filter(pk__in=keys):
        cast(Any, union).given = given.get(union.pk, {})
        yield union


def _starts(union: Any, steps: Taken) -> list[Start]:
    return [Start(on + timedelta(days=SIGN_DAYS), on.isoformat(), since=on) for on in union.given]


def _stops(union: Any, steps: Taken, start: Start) -> date | None:
    signed = [day for day in union.given[date.fromisoformat(start.cycle)] if day is not None]
    whole = len(signed) == len(union.given[date.fromisoformat(start.cycle)])
    return max(signed) if whole else None


def union_of_benefit(row: Benefit) -> list[Union]:
    """Whose clock hangs on a row."""
    return [Union(pk=row.union_id)]


SIGNING = Clock(
    key="benefits.sign", title="发放签收", model="orgs.Union", starts=_starts, stops=_stops, load=_load, line="帮扶",
    act="登记签收", stop_words="这一天发的都登记签收", who="union", remind=(3,), escalate=7, union=lambda union: union.pk,
)  # fmt: skip
