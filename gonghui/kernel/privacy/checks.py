"""Start-up checks: a column that looks private is declared, and a declaration says everything it must."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core import checks
from django.db import models

from gonghui.kernel.privacy.inventory import DEMANDS, Private, looks_private, our_models, personal_of, private_columns

SENTENCE = 4
"""A reason of fewer characters says nothing."""


@checks.register("declarations")
def all_declared(app_configs: Any, **options: Any) -> list[checks.CheckMessage]:
    """The errors of all models."""
    return [found for model in our_models() for found in faults_of(model)]


def faults_of(model: type[models.Model]) -> list[checks.CheckMessage]:
    """What is wrong with the declarations of one model."""
    found = [*_undeclared(model), *_private(model), *_plain(model)]
    return [checks.Error(said, obj=model._meta.label, id=f"gonghui.{key}") for key, said in found]


def _columns(model: type[models.Model]) -> dict[str, "models.Field[Any, Any]"]:
    return {column.name: column for column in model._meta.concrete_fields}


def _undeclared(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    harmless: Mapping[str, str] = getattr(model, "NOT_PRIVATE", {})
    known = {*private_columns(model), *personal_of(model), *harmless}
    for name, column in _columns(model).items():
        if looks_private(column) and name not in known:
            said = (f"{name!r} ({column.verbose_name}) looks private: declare it in PRIVATE (encrypted), in PERSONAL (in clear, "
                    "erased with the person) or in NOT_PRIVATE with the reason. See docs/howto/declare-a-private-field.md.")  # fmt: skip
            yield "P001", said


def _private(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    declared = getattr(model, "PRIVATE", {})
    if not isinstance(declared, Mapping):
        if declared:
            yield "P002", "PRIVATE is no mapping: say for each column what it is, PRIVATE = {column: Private(…)}."
        return
    columns = _columns(model)
    for name, private in declared.items():
        if not isinstance(private, Private):
            yield "P002", f"PRIVATE[{name!r}] is no Private(…)."
        elif not isinstance(columns.get(name), models.CharField | models.TextField):
            yield "P003", f"{name!r} is private and must be a text column: encrypted values are letters."
        elif len(private.why) < SENTENCE or not private.keep:
            yield "P004", f"{name!r}: say in `why` what the office needs it for, and in `keep` how long."
        elif private.index and private.index not in columns:
            yield "P005", f"{name!r}: there is no column {private.index!r} for the blind index."
        elif private.kind in DEMANDS and not private.of:
            yield (
                "P006",
                f"{name!r} needs a separate consent: set `of` to the path from the row to the person who gives it.",
            )


def _plain(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    for part in ("PERSONAL", "NOT_PRIVATE"):
        for name, why in getattr(model, part, {}).items():
            if name not in _columns(model):
                yield "P007", f"{part} names {name!r}, which is no column."
            elif len(why) < SENTENCE:
                yield "P008", f"{part}[{name!r}] gives no reason: say it in a few words."
