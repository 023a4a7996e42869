"""Start-up checks: a declaration that cannot work stops the start and says what to do."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from gonghui.kernel.ledger.declare import Ledger
from gonghui.kernel.ledger.fields import KINDS, column_of
from gonghui.kernel.ledger.parts import Column
from gonghui.kernel.ledger.picking import named, pickable_for
from gonghui.kernel.ledger.registry import all_ledgers, declared_twice
from gonghui.kernel.privacy.inventory import private_columns

KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*").fullmatch
RESERVED = frozenset({"bulk", "views", "look"})
Rule = Callable[[Ledger], Iterator[str]]
_rules: list[tuple[str, Rule]] = []


def rule(number: int) -> Callable[[Rule], Rule]:
    """A check with its stable id, gonghui.L001 and so on."""

    def keep(check: Rule) -> Rule:
        _rules.append((f"gonghui.L{number:03d}", check))
        return check

    return keep


@checks.register("declarations")
def all_is_well(app_configs: Any, **options: Any) -> list[checks.CheckMessage]:
    """The errors of all declarations."""
    twice = [
        checks.Error(f"Two ledgers have the key {key!r}: give one of them another key.", obj=key, id="gonghui.L002")
        for key in declared_twice()
    ]
    ones = Counter(ledger.one for ledger in all_ledgers())
    same = [
        checks.Error(f"Two ledgers call a record {one!r}: set `one` on the newer ledger.", obj=one, id="gonghui.L003")
        for one, count in ones.items()
        if count > 1
    ]
    return [*twice, *same, *(found for ledger in all_ledgers() for found in errors_of(ledger))]


def errors_of(ledger: Ledger) -> list[checks.CheckMessage]:
    """What is wrong with one declaration."""
    return [checks.Error(said, obj=f"ledger {ledger.key!r}", id=key) for key, check in _rules for said in check(ledger)]


@rule(1)
def _key(ledger: Ledger) -> Iterator[str]:
    if not KEY(ledger.key):
        yield "The key stands in the address: write lower-case words joined by dashes, as in seal-uses."
    if len(ledger.key) > 20:
        yield "The key has more than 20 letters, which is what imports and scans keep of it: shorten it."


@rule(4)
def _words(ledger: Ledger) -> Iterator[str]:
    for part in ("title", "line"):
        if not getattr(ledger, part):
            yield f"The {part} is empty: say what people call the ledger and on which line of work it stands."
    if ledger.plain and not ledger.help.endswith("。"):
        yield "The help is no sentence: say in one sentence, with a full stop, what belongs into the ledger."


@rule(5)
def _fields_exist(ledger: Ledger) -> Iterator[str]:
    for one in ledger.bound:
        if column_of(ledger.model, one.key) is None:
            yield f"{ledger.model.__name__} has no column {one.key!r}: correct the field's key or add the column."


@rule(6)
def _kinds(ledger: Ledger) -> Iterator[str]:
    for one in ledger.bound:
        if one.kind and one.kind not in KINDS:
            yield f"Field {one.key!r} is of an unknown kind {one.kind!r}: use one of {', '.join(KINDS)}."


@rule(7)
def _records(ledger: Ledger) -> Iterator[str]:
    for one in ledger.bound:
        column = column_of(ledger.model, one.key)
        if one.kind != "record" or column is None:
            continue
        if (pickable_for(column.related_model) or named(one.of)) is None:
            yield (f"Field {one.key!r} points at {column.related_model!r}, which nobody can pick: "
                   "call register_pickable in the ledger module of its context.")  # fmt: skip


@rule(8)
def _choices(ledger: Ledger) -> Iterator[str]:
    for one in ledger.bound:
        if one.kind in ("choice", "several") and not one.choices:
            yield f"Field {one.key!r} has nothing to choose from: give `choices` on the column or on the field."


@rule(9)
def _private(ledger: Ledger) -> Iterator[str]:
    listed = private_columns(ledger.model)
    for one in ledger.bound:
        if one.private != (one.key in listed):
            yield f"Field {one.key!r} is private: declare it in {ledger.model.__name__}.PRIVATE, with kind, why and keep."
        elif one.private and not isinstance(column_of(ledger.model, one.key), models.CharField | models.TextField):
            yield f"Field {one.key!r} is private and must be a text column: encrypted values are letters."


@rule(10)
def _labels(ledger: Ledger) -> Iterator[str]:
    for label, count in Counter(one.label for one in ledger.bound).items():
        if count > 1 or not label:
            yield f"{count} fields are called {label!r}: spreadsheets could not tell them apart, name each by its own words."


@rule(11)
def _natural_key(ledger: Ledger) -> Iterator[str]:
    missing = [key for key in ledger.natural_key if ledger.field(key) is None]
    if missing:
        yield f"The natural key names {', '.join(missing)}, which is no field: use keys of `fields`."
    elif ledger.natural_key and not _unique(ledger.model, ledger.natural_key):
        yield ("Nothing in the database keeps the natural key unique: add entered_once("
               f"{', '.join(repr(key) for key in ledger.natural_key)}, name=…) to the model's constraints.")  # fmt: skip


def _unique(model: type[models.Model], keys: Sequence[str]) -> bool:
    column = column_of(model, keys[0]) if len(keys) == 1 else None
    found = [tuple(one.fields) for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
    return bool(column and column.unique) or any(set(one) == set(keys) for one in found)


@rule(12)
def _name(ledger: Ledger) -> Iterator[str]:
    if ledger.plain and ledger.field(ledger.name) is None:
        yield f"{ledger.name!r} names no field: set `name` to the field by which people call a row."


@rule(13)
def _entry(ledger: Ledger) -> Iterator[str]:
    if ledger.plain:
        lost = [key for key in ("version", "voided_on", "void_reason") if column_of(ledger.model, key) is None]
        if lost:
            yield f"{ledger.model.__name__} has no {', '.join(lost)}: let it inherit from kernel.ledger.Entry."


@rule(14)
def _union(ledger: Ledger) -> Iterator[str]:
    if ledger.union and not _path(ledger.model, ledger.union):
        yield f"The union path {ledger.union!r} leads nowhere: write the lookup to the union's key, as in union_id."
    if not ledger.union and ledger.plain and not ledger.office_only:
        yield "Nobody but the town could read these rows: set `union`, or say office_only=True."


@rule(15)
def _columns(ledger: Ledger) -> Iterator[str]:
    for column in ledger.columns:
        if ledger.plain and column.path and not _path(ledger.model, column.path):
            yield f"Column {column.key!r} reads {column.path!r}, which {ledger.model.__name__} does not have: correct the path."
    if not ledger.columns:
        yield "There is no column: declare `fields` or `columns`."
    wanted = ledger.sort.removeprefix("-")
    if wanted and not (ledger.column(wanted) or Column("", "")).sort:
        yield f"The list is sorted by {wanted!r}, which is no column that can be sorted."


@rule(16)
def _twice(ledger: Ledger) -> Iterator[str]:
    for part, title in (("columns", "columns"), ("filters", "filters"), ("presets", "presets"), ("acts", "acts")):
        for key, count in Counter(one.key for one in getattr(ledger, part)).items():
            if count > 1:
                yield f"{count} {title} have the key {key!r}: give each its own."


@rule(17)
def _acts(ledger: Ledger) -> Iterator[str]:
    for act in ledger.acts:
        if act.key in RESERVED or not KEY(act.key):
            yield f"The act {act.key!r} cannot have this key: use lower-case words other than {', '.join(sorted(RESERVED))}."
        lost = [key for key in act.bulk if key not in {one.key for one in act.fields}]
        if lost:
            yield f"The act {act.key!r} asks many rows for {', '.join(lost)}, which is no field of it."
        for one in act.fields:
            if not one.label or one.kind not in KINDS:
                yield f"Field {one.key!r} of the act {act.key!r} needs a label and a kind: no column tells them."
            elif one.kind in ("record", "records") and one.target is None:
                yield f"Field {one.key!r} of the act {act.key!r} names no known record: set `of` to a registered word."


@rule(18)
def _presets(ledger: Ledger) -> Iterator[str]:
    if not ledger.presets:
        yield "There is no ready view: declare at least one preset."


@rule(19)
def _sections(ledger: Ledger) -> Iterator[str]:
    told = [key for keys in ledger.sections.values() for key in keys]
    lost = [key for key in told if ledger.field(key) is None]
    left = [one.key for one in ledger.bound if ledger.sections and one.key not in told]
    if lost or left:
        yield f"The sections of the card do not fit the fields: {', '.join([*lost, *left])}."


@rule(20)
def _required(ledger: Ledger) -> Iterator[str]:
    for one in ledger.bound:
        column = column_of(ledger.model, one.key)
        needed = column is not None and column.is_relation and not column.null
        if needed and one.required is False:
            yield f"Field {one.key!r} is optional but its column is not: allow null on the column or require the field."


@rule(21)
def _flow(ledger: Ledger) -> Iterator[str]:
    if ledger.flow is not None and ledger.flow.model.lower() != ledger.model._meta.label_lower:
        yield f"The flow {ledger.flow.key!r} belongs to {ledger.flow.model}, not to {ledger.model.__name__}: name its own flow."
    if ledger.flow is not None and ledger.ref != "pk":
        yield "A ledger with a flow has its records' keys in the address of a step: leave `ref` as it is."


def _path(model: type[models.Model], path: str) -> bool:
    """Whether a lookup path leads through the model's links (or attributes) to a value."""
    at: Any = model
    for name in path.split("__"):
        try:
            found = at._meta.get_field(name.removesuffix("_id") if name.endswith("_id") else name)
        except (FieldDoesNotExist, AttributeError):
            return hasattr(at, name)
        at = found.related_model if found.is_relation else None
    return True
