"""One field of a ledger: said once, it gives the box of the form and the column of the spreadsheet."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from gonghui.kernel import sheets
from gonghui.kernel.ledger.picking import Pickable, named, pickable_for
from gonghui.kernel.privacy import MASK
from gonghui.kernel.sheets import BadValue, Cell, Choices

KINDS = ("text", "long", "day", "count", "money", "choice", "several", "flag", "yesno", "record", "records", "person", "phone",
         "uscc", "identity")  # fmt: skip
"""What a field can hold. `several` are choices to tick, `yesno` may stay open, `record` is a union, employer or account,
`records` are such, one a line."""

LONG = 300
"""Texts of more characters than this get a box of several lines."""

Given = str | tuple[str, str]


@dataclass(frozen=True)
class Field:
    """What is left empty is taken from the model's column of the same name: label, kind, required, choices, size.

    `also`: further words that spreadsheets use for the column. `private`: encrypted, masked everywhere, shown only for
    a purpose that is logged. `future`: a day that may lie ahead. `of`: what a record is called (工会), for a field
    without a column. `blank`: the word of the empty choice. `listed`: a column of the list from the start.
    """

    key: str
    label: str = ""
    kind: str = ""
    _: KW_ONLY
    required: bool | None = None
    help: str = ""
    private: bool = False
    choices: Sequence[tuple[Any, Any]] = ()
    size: int = 0
    also: tuple[str, ...] = ()
    future: bool = False
    of: str = ""
    blank: str = ""
    listed: bool | None = None
    unit: str = ""

    def bound(self, model: type[models.Model] | None) -> "Field":
        """This field with what the model's column tells; unchanged where the model has no such column."""
        column = column_of(model, self.key)
        if column is None:
            return replace(self, required=self.required is not False)
        required = self.required if self.required is not None else not (column.blank or column.null)
        target = pickable_for(column.related_model) if column.is_relation else None
        return replace(
            self, label=self.label or str(column.verbose_name), kind=self.kind or _kind(column, bool(self.choices)),
            required=required, choices=tuple(self.choices or _choices(column)), size=self.size or column.max_length or 0,
            of=self.of or (target.word if target else ""),
        )  # fmt: skip

    @property
    def target(self) -> Pickable | None:
        """The records that the field may name."""
        return named(self.of) if self.of else None

    def column(self, today: date) -> sheets.Field:
        """The spreadsheet's column; a record stays the text that names it, a masked private cell says nothing."""
        parse = self.parser(today)
        return sheets.Field(self.key, self.label, self.also, masked(parse) if self.private else parse,
                            required=bool(self.required), private=self.private)  # fmt: skip

    def parser(self, today: date) -> Callable[[Cell], Any]:
        """What reads a cell: the value, None for an empty one; raises BadValue."""
        words = Choices({key: (str(label), str(key)) for key, label in self.choices})
        readers: dict[str, Callable[[Cell], Any]] = {
            "day": partial(sheets.parse_date, today=today, future_ok=self.future), "count": partial(_count, unit=self.unit),
            "money": sheets.parse_money, "flag": sheets.parse_bool, "yesno": sheets.parse_bool,
            "person": sheets.parse_name, "phone": sheets.parse_phone, "uscc": sheets.parse_uscc,
            "identity": partial(sheets.parse_id_number, today=today),
            "choice": partial(sheets.parse_choice, choices=words), "several": partial(_several, choices=words),
        }  # fmt: skip
        return readers.get(self.kind) or partial(sheets.parse_text, max_length=self.size or 200)

    def words(self, value: Any) -> Any:
        """A value as lists, cards and sheets show it: words for choices, a name for a record, a date or number as it is."""
        if value in (None, "", [], ()):
            return "" if self.kind != "count" or value is None else value
        known = {str(key): str(label) for key, label in self.choices}
        if self.kind == "choice":
            return known.get(str(value), value)
        if self.kind == "several":
            return "、".join(known.get(str(one), str(one)) for one in value)
        if self.kind in ("flag", "yesno"):
            return "是" if value else "否"
        return getattr(value, "name", str(value)) if isinstance(value, models.Model) else value

    def shown(self, row: Any) -> Any:
        """The row's value in words; a private one is masked."""
        value = getattr(row, self.key, None)
        if self.private:
            return MASK if value else ""
        return self.words(value)


def column_of(model: type[models.Model] | None, key: str) -> "models.Field[Any, Any] | None":
    """The model's column of that name; None when there is none."""
    try:
        found = model._meta.get_field(key) if model is not None else None
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) else None


def of(model: type[models.Model] | None, *fields: "str | Field") -> tuple[Field, ...]:
    """Fields bound to a model; a plain name is a field that the model says everything about."""
    return tuple((Field(one) if isinstance(one, str) else one).bound(model) for one in fields)


def _kind(column: "models.Field[Any, Any]", chosen: bool) -> str:
    if column.is_relation:
        return "record"
    if isinstance(column, models.JSONField):
        return "several"
    if isinstance(column, models.BooleanField) and column.null:
        return "yesno"
    if column.choices or chosen:
        return "choice"
    for kind, types in (("day", models.DateField), ("flag", models.BooleanField), ("money", models.DecimalField),
                        ("count", models.IntegerField), ("long", models.TextField)):  # fmt: skip
        if isinstance(column, types):
            return kind
    return "long" if (column.max_length or 0) > LONG else "text"


def _choices(column: "models.Field[Any, Any]") -> Iterable[tuple[Any, Any]]:
    return [(key, str(label)) for key, label in column.flatchoices] if column.choices else ()


def _count(value: Cell, *, unit: str) -> int | None:
    """A whole number, also with the field's own unit behind it: 3份."""
    return sheets.parse_count(value.strip().removesuffix(unit) if isinstance(value, str) and unit else value)


def _several(value: Cell, *, choices: Choices) -> list[str] | None:
    parts = sheets.parse_list(value)
    return None if parts is None else [str(sheets.parse_choice(part, choices=choices)) for part in parts]


def masked(parse: Callable[[Cell], Any]) -> Callable[[Cell], Any]:
    """The parser of a private column: the mask that an export writes says nothing when it comes back."""
    return lambda cell: None if str(cell or "").strip() == MASK else parse(cell)


__all__ = ["KINDS", "BadValue", "Field", "column_of", "of"]
