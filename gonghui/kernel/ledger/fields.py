"""One field of a ledger: said once, it gives the box of the form, the column of the list and that of the spreadsheet."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from gonghui.kernel import sheets
from gonghui.kernel.ledger.parts import Column, Days, Filter, choice_filter, yes_no_filter
from gonghui.kernel.ledger.picking import Pickable, named, pickable_for
from gonghui.kernel.privacy import MASK
from gonghui.kernel.privacy.inventory import private_columns, private_of
from gonghui.kernel.sheets import Cell, Choices

KINDS = ("text", "long", "day", "count", "year", "money", "choice", "several", "flag", "yesno", "record", "records", "person", "phone",
         "uscc", "identity")  # fmt: skip
"""What a field can hold. A `year` is a number that nobody counts with (2026, never 2,026). `several` are choices to tick,
`yesno` may stay open, `record` is a union, employer or account,
`records` are such, one a line."""

LONG = 300
"""Texts of more characters than this get a box of several lines."""

Read = Callable[[Cell], Any]


@dataclass(frozen=True)
class Field:
    """What is left empty is taken from the model's column of the same name: label, kind, required, choices, size.

    `private`: encrypted, masked everywhere, shown only for a purpose that is logged. `future`: a day that may lie
    ahead. `of`: what a record is called (工会), for a field without a column. `blank`: the word of the empty choice.
    `listed`: a column of the list from the start. `at`: where a row keeps the value, if not under the key: a lookup
    path, or `at(row)` for what is worked out.

    Spreadsheets: `head` is the column's heading where it says more than the label, `also` are further words for it with
    spaces between, `spoken` further words of each choice, likewise. `last`: a month alone means its last day.
    `read(today)` gives the reader of a cell where offices write what no kind understands; it sees masked cells, too.
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
    head: str = ""
    also: str = ""
    spoken: Mapping[Any, str] = field(default_factory=dict)
    read: Callable[[date], Read] | None = None
    at: str | Callable[[Any], Any] = ""
    future: bool = False
    last: bool = False
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
        kind = self.kind or _kind(column, bool(self.choices))
        target = pickable_for(column.related_model) if kind == "record" and not self.of else None
        return replace(
            self, label=self.label or str(column.verbose_name), kind=kind,
            required=required, choices=tuple(self.choices or _choices(column)), size=self.size or column.max_length or 0,
            of=self.of or (target.word if target else ""), private=self.private or self.key in private_columns(column.model),
        )  # fmt: skip

    @property
    def heading(self) -> str:
        """What the column is called in a spreadsheet."""
        return self.head or self.label

    @property
    def digits(self) -> bool:
        """Whether a sheet keeps its cells as text, so that Excel leaves their digits alone."""
        return self.kind in ("text", "phone", "uscc", "identity")

    @property
    def target(self) -> Pickable | None:
        """The records that the field may name."""
        return named(self.of) if self.of else None

    def column(self, today: date) -> sheets.Field:
        """The spreadsheet's column; a record stays the text that names it, a masked private cell says nothing."""
        parse = self.read(today) if self.read else self._parser(today)
        parse = masked(parse) if self.private and not self.read else parse
        return sheets.Field(self.key, self.heading, tuple(self.also.split()), parse,
                            required=bool(self.required), private=self.private)  # fmt: skip

    def listed_as(self, value: str | Callable[..., Any] = "", sort: str = "", **more: Any) -> Column:
        """The list's column, by default with the row's value; `more` are further parts of a Column, `key` and `title`
        too where the list calls it otherwise."""
        value = value or ((lambda row, reader: self.shown(row)) if self.private else self.path)
        given = {"key": self.key, "title": self.label, "value": value, "sort": sort, "unit": self.unit,
                 "numeric": self.kind in ("count", "money"), "digits": self.digits}  # fmt: skip
        return Column(**given | more)

    def chip(self, **more: Any) -> Filter | Days:
        """The list's filter chip of a day, a choice or a yes and no; `more` as in `listed_as`."""
        made: dict[str, Callable[..., Filter | Days]] = {
            "day": Days, "choice": partial(choice_filter, choices=self.choices), "flag": yes_no_filter, "yesno": yes_no_filter,
        }  # fmt: skip
        return made[self.kind](**{"key": self.key, "title": self.label, "path": self.path} | more)

    def _parser(self, today: date) -> Read:
        """What reads a cell: the value, None for an empty one; raises BadValue."""
        spoken = {key: str(self.spoken.get(key, "")).split() if self.spoken else [str(key)] for key, _ in self.choices}
        words = Choices({key: (str(label), *spoken[key]) for key, label in self.choices})
        day = partial(sheets.parse_date, today=today, future_ok=self.future, last=self.last)
        readers: dict[str, Read] = {
            "day": day, "count": partial(_count, unit=self.unit), "year": partial(_count, unit="年"),
            "money": sheets.parse_money, "flag": sheets.parse_bool, "yesno": sheets.parse_bool,
            "person": sheets.parse_name, "phone": sheets.parse_phone, "uscc": sheets.parse_uscc,
            "identity": partial(sheets.parse_id_number, today=today),
            "choice": partial(sheets.parse_choice, choices=words), "several": partial(_several, choices=words),
        }  # fmt: skip
        return readers.get(self.kind) or partial(sheets.parse_text, max_length=self.size or 200, private=self.private)

    def words(self, value: Any) -> Any:
        """A value as lists, cards and sheets show it: words for choices, a name for a record, a date or number as it is."""
        if value in (None, "", [], ()):
            return "" if self.kind != "count" or value is None else value
        known = {str(key): str(label) for key, label in self.choices}
        if self.kind == "year":
            return str(value)
        if self.kind == "choice":
            return known.get(str(value), value)
        if self.kind == "several":
            return "、".join(known.get(str(one), str(one)) for one in value)
        if self.kind in ("flag", "yesno"):
            return "是" if value else "否"
        return getattr(value, "name", str(value)) if isinstance(value, models.Model) else value

    @property
    def path(self) -> str:
        """The lookup path of the value; "" for what is worked out."""
        return "" if callable(self.at) else self.at or self.key

    def shown(self, row: Any) -> Any:
        """The row's value in words; a private one is masked."""
        value = self.at(row) if callable(self.at) else _held(row, self.path)
        if self.private:
            told = private_of(type(row)).get(self.key)
            return told.masked(value) if told else MASK if value else ""
        return self.words(value)


class Fields(dict[str, Field]):
    """The fields of a kind of record by key, in the order of its sheet; its forms and lists take theirs from here."""

    def __init__(self, models: Mapping[type[models.Model], str], *fields: str | Field) -> None:
        """`models` are the models that have the columns, each with the way to it from a row (worker__)."""
        for given in fields:
            one = Field(given) if isinstance(given, str) else given
            home = next((model for model in models if column_of(model, one.key)), None)
            way = models[home] if home and not one.at else ""
            self[one.key] = replace(one.bound(home), at=f"{way}{one.key}" if way else one.at)

    def pick(self, *keys: str) -> tuple[Field, ...]:
        """The fields of these keys."""
        return tuple(self[key] for key in keys)

    def but(self, key: str, /, **changes: Any) -> Field:
        """The field of that key as one form needs it: another help, required or not."""
        return replace(self[key], **changes)


def _held(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name, None)
    return row


def column_of(model: type[models.Model] | None, key: str) -> "models.Field[Any, Any] | None":
    """The model's column of that name; None when there is none."""
    try:
        found = model._meta.get_field(key) if model is not None else None
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) else None


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
    return lambda cell: None if str(cell or "").strip().startswith(MASK) else parse(cell)
