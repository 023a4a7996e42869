"""Start-up checks: a badly declared indicator stops the start and says what to do."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import FieldError
from django.db import models
from django.db.models import F, QuerySet

from gonghui.kernel.indicators.define import SIDES, Cohort, Indicator, Part, Sum
from gonghui.kernel.indicators.digest import FIXED
from gonghui.kernel.indicators.registry import all_indicators

Fault = tuple[str, str, str]
"""(id, what is wrong, what to do)."""

CODE = re.compile(r"[a-z][a-z_]*\.[a-z][a-z0-9_]*")
NUMBERS = (models.IntegerField, models.DecimalField, models.FloatField)
TEXTS = (models.CharField, models.TextField)


def indicator_faults(item: Indicator) -> Iterator[Fault]:
    """Every fault of one declaration."""
    if not CODE.fullmatch(item.code):
        yield "I002", "has a code that is not context.name", "Write it in small letters: orgs.unions."
    if not item.title.strip() or not item.why.strip():
        yield "I003", "has no title or no why", "Say in one sentence what the office learns from it."
    if not item.unit.strip():
        yield "I004", "has no unit", "Set unit: 家, 人, 份, or % for a rate."
    elif (item.unit == "%") != item.is_rate:
        yield (
            "I004",
            f"has the unit {item.unit} and {'a' if item.is_rate else 'no'} denominator",
            "A rate has the unit %.",
        )
    if item.exempt is not None and not item.is_rate:
        yield "I005", "has exemptions but no base", "Give it a denominator or take `exempt` away."
    built = {}
    for side in SIDES:
        part = item.part(side)
        if part is not None:
            rows, faults = _built(part)
            built[side] = rows
            yield from ((code, f"{side} {what}", todo) for code, what, todo in faults)
            if rows is not None:
                yield from ((code, f"{side} {what}", todo) for code, what, todo in _path_faults(part, rows))
    if item.is_rate and built.get("numerator") is not None and built.get("denominator") is not None:
        yield from _rate_faults(item, built)
    if isinstance(item.numerator, Cohort) and not item.flowing:
        yield "I013", "is a cohort but not flowing", "A cohort has a start and an end: set flowing=True."


def _built(part: Part) -> tuple[QuerySet[Any] | None, list[Fault]]:
    """The part's rows over fixed days, not fetched, and what is wrong with the part itself."""
    faults: list[Fault] = []
    if not part.label.strip() or not part.words.strip():
        faults.append(("I006", "has no label or no words", "Write in plain Chinese what is counted."))
    try:
        rows: Any = part.rows(FIXED)
    except (FieldError, TypeError, ValueError, AttributeError, LookupError) as wrong:
        return None, [*faults, ("I007", f"cannot be asked: {wrong}", "Mend `rows`.")]
    if not isinstance(rows, QuerySet):
        return None, [*faults, ("I007", "gives no queryset", "`rows(span)` returns a QuerySet.")]
    return rows, faults


def _path_faults(part: Part, rows: QuerySet[Any]) -> Iterator[Fault]:
    for path in dict.fromkeys((part.union, part.area or part.union)):
        if _field(rows, path) is None:
            yield "I008", f"has no {path!r} to find the union or area", "Mend `union` or `area`."
    if not isinstance(_field(rows, part.subject), (models.IntegerField, models.ForeignKey)):
        yield (
            "I009",
            f"has no whole number {part.subject!r} as its subject",
            "A closed period keeps it: mend `subject`.",
        )
    if isinstance(part, Sum) and not isinstance(_field(rows, part.field), NUMBERS):
        yield "I010", f"cannot add up {part.field!r}", "`field` is the path of a number."
    for column in part.columns:
        if isinstance(column.value, str) and _field(rows, column.value) is None:
            yield "I011", f"has no {column.value!r} for its column {column.title}", "Mend the path."
    keys = [each.key for each in part.dimensions]
    for twice in sorted({key for key in keys if keys.count(key) > 1}):
        yield "I012", f"has the dimension {twice} twice", "Give every dimension a key of its own."
    for each in part.dimensions:
        if not isinstance(_field(rows, each.on(FIXED)), TEXTS):
            yield "I012", f"cannot be split by {each.key}", "A dimension's value is the path of a text."


def _field(rows: QuerySet[Any], path: Any) -> Any:
    """The column that a path or expression ends at; None where it leads nowhere."""
    try:
        marked = rows.order_by().annotate(looked_at=F(path) if isinstance(path, str) else path)
        return marked.query.annotations["looked_at"].output_field
    except (FieldError, ValueError, AttributeError):
        return None


def _rate_faults(item: Indicator, built: dict[str, Any]) -> Iterator[Fault]:
    assert item.denominator is not None
    top, base = item.numerator, item.denominator
    if _about(built["numerator"], top) != _about(built["denominator"], base):
        yield "I014", "has a numerator and a base about different things", "Give both parts the same `subject`."
    lost = {each.key for each in base.dimensions} ^ {each.key for each in top.dimensions}
    if lost:
        yield "I012", f"is split by {', '.join(sorted(lost))} on one side only", "Give both parts the same dimensions."


def _about(rows: QuerySet[Any], part: Part) -> Any:
    """The model that a part's subject is a key of."""
    field = _field(rows, part.subject)
    remote = getattr(field, "related_model", None)
    if remote is not None:
        return remote
    return field.model if getattr(field, "primary_key", False) else part.subject


@register("declarations")
def indicator_checks(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """All faults of all indicators."""
    return faults_of(all_indicators())


def faults_of(items: Iterable[Indicator]) -> list[CheckMessage]:
    """The faults of some indicators, as the start reports them."""
    return [
        Error(f"Indicator {item.code} {what}.", hint=todo, id=f"gonghui.{code}")
        for item in items
        for code, what, todo in indicator_faults(item)
    ]
