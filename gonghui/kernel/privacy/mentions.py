"""Where else a name stands: the free words of other records, which no erasing changes by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.proof.digest import table_names
from gonghui.kernel.privacy.erasing import holdings_of
from gonghui.kernel.privacy.inventory import our_models, private_columns
from gonghui.kernel.scope import Scope

MOST = 100
"""So many places are named; the rest are found once these are dealt with."""

AROUND = 12
"""Characters shown before and after the name."""


@dataclass(frozen=True)
class Mention:
    """One text of another record: of which record, under what label, the words around the name."""

    row: models.Model
    title: str
    label: str
    words: str


def mentions_of(person: models.Model, scope: Scope) -> list[Mention]:
    """The texts of other records in which a person's name stands, as far as the reader may open them; at most `MOST`.

    A namesake's are among them: whether a text means this person is for the officer to see.
    """
    name = str(person)
    own = {(type(row), row.pk) for holding in holdings_of(person) for row in holding.rows}
    found: list[Mention] = []
    there = table_names()
    for model in (each for each in our_models() if each._meta.db_table in there):
        for mention in _in_table(model, name, scope, own):
            found.append(mention)
            if len(found) == MOST:
                return found
    return found


def _in_table(model: type[models.Model], name: str, scope: Scope, own: set[tuple[Any, Any]]) -> Iterator[Mention]:
    columns = _free(model)
    if not columns or model is Event:  # what was done stays done: its words are covered where they are about the person
        return
    where = Q()
    for column in columns:
        where |= Q(**{f"{column.name}__contains": name})
    for row in model._default_manager.filter(where).order_by("-pk")[:MOST]:
        union = getattr(row, "union_id", None)
        if (model, row.pk) in own or not (scope.everything or scope.may_open(union)):
            continue
        for column in columns:
            text = str(getattr(row, column.name) or "")
            if name in text:
                title = f"{model._meta.verbose_name}“{row}”" if type(row).__str__ is not models.Model.__str__ else str(
                    model._meta.verbose_name)  # fmt: skip
                yield Mention(row, title[:80], str(column.verbose_name), _around(text, name))


def _free(model: type[models.Model]) -> list["models.Field[Any, Any]"]:
    """The columns that hold somebody's own words."""
    private = private_columns(model)
    return [
        column for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField) and not column.choices and column.name not in private
    ]  # fmt: skip


def _around(text: str, name: str) -> str:
    at = text.index(name)
    start, end = max(0, at - AROUND), at + len(name) + AROUND
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
