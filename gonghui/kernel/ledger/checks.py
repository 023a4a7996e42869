"""Start-up checks: a declaration that cannot work stops the start and says what to do."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from gonghui.kernel.ledger.declared import Ledger
from gonghui.kernel.ledger.fields import KINDS, column_of
from gonghui.kernel.ledger.parts import Column
from gonghui.kernel.ledger.picking import named, pickable_for
from gonghui.kernel.ledger.registry import all_ledgers
from gonghui.kernel.privacy.inventory import private_columns

KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*").fullmatch
RESERVED = frozenset({"bulk", "views", "look"})
Faults = Iterator[tuple[int, str]]
"""(number of the check, what is wrong and what to do); the number stands in its id, gonghui.L001 and so on."""


@checks.register("declarations")
def all_is_well(app_configs: Any, **options: Any) -> list[checks.CheckMessage]:
    """The errors of all declarations."""
    ones = Counter(ledger.one for ledger in all_ledgers())
    said = [(3, one, f"Two ledgers call a record {one!r}: set `one` on the newer ledger.")
            for one, count in ones.items() if count > 1]  # fmt: skip
    twice = [checks.Error(words, obj=about, id=f"gonghui.L{number:03d}") for number, about, words in said]
    return [*twice, *(found for ledger in all_ledgers() for found in errors_of(ledger))]


def errors_of(ledger: Ledger) -> list[checks.CheckMessage]:
    """What is wrong with one declaration."""
    faults = [*_names(ledger), *_belonging(ledger), *(each for one in ledger.bound for each in _field(ledger, one)),
              *_fields(ledger), *_list(ledger), *(each for act in ledger.acts for each in _act(act)), *_flow(ledger)]  # fmt: skip
    return [checks.Error(said, obj=f"ledger {ledger.key!r}", id=f"gonghui.L{number:03d}") for number, said in faults]


def _names(ledger: Ledger) -> Faults:
    if not KEY(ledger.key):
        yield 1, "The key stands in the address: write lower-case words joined by dashes, as in seal-uses."
    if len(ledger.key) > 20:
        yield 1, "The key has more than 20 letters, which is what imports and scans keep of it: shorten it."
    for part in ("title", "line"):
        if not getattr(ledger, part):
            yield 4, f"The {part} is empty: say what people call the ledger and on which line of work it stands."
    if ledger.plain and not ledger.help.endswith("。"):
        yield 4, "The help is no sentence: say in one sentence, with a full stop, what belongs into the ledger."
    if ledger.plain and ledger.field(ledger.name) is None:
        yield 12, f"{ledger.name!r} names no field: set `name` to the field by which people call a row."


def _belonging(ledger: Ledger) -> Faults:
    lost = [key for key in ("version", "voided_on", "void_reason") if column_of(ledger.model, key) is None]
    if ledger.plain and lost:
        yield 13, f"{ledger.model.__name__} has no {', '.join(lost)}: let it inherit from kernel.ledger.Entry."
    if ledger.union and not _path(ledger.model, ledger.union):
        yield 14, f"The union path {ledger.union!r} leads nowhere: write the lookup to the union's key, as in union_id."
    if not ledger.union and ledger.plain and not ledger.office_only:
        yield 14, "Nobody but the town could read these rows: set `union`, or say office_only=True."


def _field(ledger: Ledger, one: Any) -> Faults:
    column = column_of(ledger.model, one.key)
    if column is None:
        yield 5, f"{ledger.model.__name__} has no column {one.key!r}: correct the field's key or add the column."
    if one.kind and one.kind not in KINDS:
        yield 6, f"Field {one.key!r} is of an unknown kind {one.kind!r}: use one of {', '.join(KINDS)}."
    if one.kind == "record" and column is not None and (pickable_for(column.related_model) or named(one.of)) is None:
        yield 7, (f"Field {one.key!r} points at {column.related_model!r}, which nobody can pick: "
                  "call register_pickable in the ledger module of its context.")  # fmt: skip
    if one.kind in ("choice", "several") and not one.choices:
        yield 8, f"Field {one.key!r} has nothing to choose from: give `choices` on the column or on the field."
    if one.private != (one.key in private_columns(ledger.model)):
        yield (
            9,
            f"Field {one.key!r} is private: declare it in {ledger.model.__name__}.PRIVATE, with kind, why and keep.",
        )
    elif one.private and not isinstance(column, models.CharField | models.TextField):
        yield 9, f"Field {one.key!r} is private and must be a text column: encrypted values are letters."
    if column is not None and column.is_relation and not column.null and one.required is False:
        yield 20, f"Field {one.key!r} is optional but its column is not: allow null on the column or require the field."


def _fields(ledger: Ledger) -> Faults:
    for label, count in Counter(one.label for one in ledger.bound).items():
        if count > 1 or not label:
            yield (
                10,
                f"{count} fields are called {label!r}: spreadsheets could not tell them apart, name each by its own words.",
            )
    missing = [key for key in ledger.natural_key if ledger.field(key) is None]
    if missing:
        yield 11, f"The natural key names {', '.join(missing)}, which is no field: use keys of `fields`."
    elif ledger.natural_key and not _unique(ledger.model, ledger.natural_key):
        yield 11, ("Nothing in the database keeps the natural key unique: add entered_once("
                   f"{', '.join(repr(key) for key in ledger.natural_key)}, name=…) to the model's constraints.")  # fmt: skip
    told = [key for keys in ledger.sections.values() for key in keys]
    lost = [key for key in told if ledger.field(key) is None]
    left = [one.key for one in ledger.bound if ledger.sections and one.key not in told]
    if lost or left:
        yield 19, f"The sections of the card do not fit the fields: {', '.join([*lost, *left])}."


def _unique(model: type[models.Model], keys: Sequence[str]) -> bool:
    column = column_of(model, keys[0]) if len(keys) == 1 else None
    found = [tuple(one.fields) for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
    return bool(column and column.unique) or any(set(one) == set(keys) for one in found)


def _list(ledger: Ledger) -> Faults:
    for column in ledger.columns:
        if ledger.plain and column.path and not _path(ledger.model, column.path):
            yield (
                15,
                f"Column {column.key!r} reads {column.path!r}, which {ledger.model.__name__} does not have: correct the path.",
            )
    if not ledger.columns:
        yield 15, "There is no column: declare `fields` or `columns`."
    wanted = ledger.sort.removeprefix("-")
    if wanted and not (ledger.column(wanted) or Column("", "")).sort:
        yield 15, f"The list is sorted by {wanted!r}, which is no column that can be sorted."
    for part in ("columns", "filters", "presets", "acts"):
        for key, count in Counter(one.key for one in getattr(ledger, part)).items():
            if count > 1:
                yield 16, f"{count} {part} have the key {key!r}: give each its own."
    if not ledger.presets:
        yield 18, "There is no ready view: declare at least one preset."


def _act(act: Any) -> Faults:
    if act.key in RESERVED or not KEY(act.key):
        yield (
            17,
            f"The act {act.key!r} cannot have this key: use lower-case words other than {', '.join(sorted(RESERVED))}.",
        )
    lost = [key for key in act.bulk if key not in {one.key for one in act.fields}]
    if lost:
        yield 17, f"The act {act.key!r} asks many rows for {', '.join(lost)}, which is no field of it."
    for one in act.fields:
        if not one.label or one.kind not in KINDS:
            yield 17, f"Field {one.key!r} of the act {act.key!r} needs a label and a kind: no column tells them."
        elif one.kind in ("record", "records") and one.target is None:
            yield 17, f"Field {one.key!r} of the act {act.key!r} names no known record: set `of` to a registered word."


def _flow(ledger: Ledger) -> Faults:
    if ledger.flow is not None and ledger.flow.model.lower() != ledger.model._meta.label_lower:
        yield (
            21,
            f"The flow {ledger.flow.key!r} belongs to {ledger.flow.model}, not to {ledger.model.__name__}: name its own flow.",
        )
    if ledger.flow is not None and ledger.ref != "pk":
        yield 21, "A ledger with a flow has its records' keys in the address of a step: leave `ref` as it is."


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
