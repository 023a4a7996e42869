"""Form fields that read what people type: dates as 0702, 7.2 or 今天, codes with spaces, units by name."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from gonghui.console.numbers import key
from gonghui.kernel.ledger.api import Field, Reader
from gonghui.kernel.ledger.picking import find_record
from gonghui.kernel.ledger.registry import ledger_about
from gonghui.kernel.ledger.typed import parse_typed_date
from gonghui.kernel.privacy.words import private_number
from gonghui.kernel.sheets.cells import BadValue
from gonghui.kernel.sheets.codes import parse_id_number, parse_uscc
from gonghui.kernel.sheets.values import parse_name, parse_phone

NUMBER = {"class": "number", "inputmode": "numeric"}


class Typed(forms.CharField):
    """A text field read by a parser of cells or days; an empty one is None."""

    def __init__(self, parse: Callable[[str], Any], **options: Any) -> None:
        super().__init__(**options)
        self.parse = parse

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return read(self.parse, text) if text else None


def read(parse: Callable[[str], Any], text: str) -> Any:
    """What a parser makes of a text. Raises ValidationError with its whole sentence."""
    try:
        return parse(text)
    except BadValue as bad:
        raise ValidationError(str(bad).replace("？。", "？")) from None


class DayField(Typed):
    """A day in a text field; the form tells it what day it is."""

    def __init__(self, future_ok: bool = False, **options: Any) -> None:
        options.setdefault("help_text", "可打0702，或“今天”")
        options.setdefault("widget", forms.TextInput(attrs={"class": "day", "autocomplete": "off"}))
        super().__init__(str, max_length=20, **options)
        self.future_ok = future_ok
        self.today: date | None = None

    def clean(self, value: Any) -> Any:
        if self.today is None:
            raise ValueError("the form has not set the day")
        self.parse = partial(parse_typed_date, today=self.today, future_ok=self.future_ok)
        return super().clean(value)


class UnitField(forms.CharField):
    """A union, employer or account by name, short name, code or pinyin initials; a slip is answered with the nearest.

    The record that the form began with keeps its name, though others bear it too or it can no longer be chosen.
    """

    def __init__(self, what: str, rows: QuerySet[Any], **options: Any) -> None:
        super().__init__(max_length=120, **options)
        self.what, self.rows = what, rows
        self.began_with: Any = None

    def begin_with(self, record: Any) -> None:
        """The record that stands in the fresh form."""
        self.began_with = record

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Model) else value  # type: ignore[attr-defined]

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text and isinstance(self.began_with, Model) and text == self.prepare_value(self.began_with):
            return self.began_with
        return read(lambda name: find_record(self.rows, name, self.what), text) if text else None


class UnitsField(UnitField):
    """Several units, one a line; a number after a space is the head count written beside it."""

    _LINE = re.compile(r"(.+?)(?:[\s,，:：]+(\d{1,6})\s*人?)?", re.ASCII).fullmatch

    def __init__(self, what: str, rows: QuerySet[Any], **options: Any) -> None:
        super().__init__(what, rows, **options)
        self.max_length, self.validators = 8000, []

    def clean(self, value: Any) -> Any:
        found: dict[int, int | None] = {}
        for line in filter(
            None, (line.strip() for line in re.split(r"[\n;；、]+", forms.CharField.clean(self, value)))
        ):
            if match := self._LINE(line):
                found[self._unit(match[1].strip()).pk] = int(match[2]) if match[2] else None
        return found

    def _unit(self, name: str) -> Any:
        """The unit of one line; what is wrong with it says which line that is."""
        try:
            return find_record(self.rows, name, self.what)
        except BadValue as bad:
            raise ValidationError(f"“{name[:30]}”：{bad}".replace("？。", "？")) from None


class PickField(forms.ChoiceField):
    """One of a few records, to choose from a list."""

    def __init__(self, rows: QuerySet[Any], blank: str, **options: Any) -> None:
        self.rows = rows
        self.began_with: Any = None
        listed = [(str(row.pk), str(row)) for row in rows]
        super().__init__(choices=[("", blank or "—"), *listed], **options)

    def begin_with(self, record: Any) -> None:
        """The record that the form began with can be chosen, though a new entry could no longer name it."""
        if isinstance(record, Model) and not self.rows.filter(pk=record.pk).exists():
            self.choices = [*self.choices, (str(record.pk), str(record))]  # type: ignore[misc]
        self.began_with = record

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if found and isinstance(self.began_with, Model) and found == str(self.began_with.pk):
            return self.began_with
        return self.rows.get(pk=found) if found else None

    def prepare_value(self, value: Any) -> Any:
        return str(value.pk) if isinstance(value, Model) else value


class YesNo(forms.ChoiceField):
    """是, 否, or nobody said."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=[("", "—"), ("1", "是"), ("0", "否")], **options)

    def clean(self, value: Any) -> Any:
        return {"1": True, "0": False}.get(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return {True: "1", False: "0"}.get(value, value) if isinstance(value, bool) else value


def _day(one: Field, reader: Reader, **common: Any) -> forms.Field:
    common["help_text"] = one.help or "可打0702，或“今天”"
    return DayField(future_ok=one.future, **common)


def _choice(one: Field, reader: Reader, **common: Any) -> forms.Field:
    """Nothing is chosen until somebody chooses, unless the form begins with a value."""
    listed = [(str(value), str(word)) for value, word in one.choices]
    if "" not in dict(listed):
        listed = [("", one.blank or ("请选" if common["required"] else "—")), *listed]
    return forms.ChoiceField(choices=listed, **common)


def _record(one: Field, reader: Reader, **common: Any) -> forms.Field:
    target = one.target
    if target is None:
        raise ValueError(f"nobody can pick {one.of!r}")
    rows = target.rows(reader)
    if one.kind == "records":
        return UnitsField(target.word, rows, widget=forms.Textarea({"rows": 4}), **common)
    if target.few:
        return PickField(rows, one.blank, **common)
    common["help_text"] = one.help or "写名称、编号或拼音首字母"
    return UnitField(target.word, rows, **common)


def _typed(parse: Callable[[str], Any], size: int) -> Callable[..., forms.Field]:
    return lambda one, reader, **common: Typed(parse, max_length=size, **common)


MAKERS: dict[str, Callable[..., forms.Field]] = {
    "text": lambda one, reader, **common: forms.CharField(max_length=one.size or 200, **common),
    "long": lambda one, reader, **common: forms.CharField(
        max_length=one.size or 2000, widget=forms.Textarea({"rows": 3}), **common),
    "day": _day, "choice": _choice, "record": _record, "records": _record,
    "several": lambda one, reader, **common: forms.MultipleChoiceField(
        choices=[(str(value), str(word)) for value, word in one.choices], widget=forms.CheckboxSelectMultiple, **common),
    "count": lambda one, reader, **common: forms.IntegerField(
        min_value=0, max_value=999_999, widget=forms.TextInput(NUMBER), **common),
    "year": lambda one, reader, **common: forms.IntegerField(
        min_value=0, max_value=999_999, widget=forms.TextInput(NUMBER), **common),
    "money": lambda one, reader, **common: forms.DecimalField(
        min_value=0, max_digits=12, decimal_places=2, widget=forms.TextInput(NUMBER), **common),
    "flag": lambda one, reader, **common: forms.BooleanField(**{**common, "required": False}),
    "yesno": lambda one, reader, **common: YesNo(**common),
    "person": _typed(parse_name, 60), "phone": _typed(parse_phone, 40), "uscc": _typed(parse_uscc, 40),
    "identity": lambda one, reader, **common: Typed(partial(parse_id_number, today=reader.today), max_length=30, **common),
}  # fmt: skip


def form_field(one: Field, reader: Reader) -> forms.Field:
    """The box of a form for a ledger's field."""
    common: dict[str, Any] = {"label": one.label, "required": one.required is not False, "help_text": one.help}
    if one.kind in ("text", "long") and not one.private:
        common["validators"] = [no_private_number]
    return MAKERS[one.kind](one, reader, **common)


def asked_for(fields: Iterable[Field], reader: Reader, query: Mapping[str, str]) -> dict[str, Any]:
    """What an address says of a fresh form's fields (?union=H01&kind=wage), each read as if it were typed.

    A record may also be called as its own address calls it. What cannot be read is left out; private values are never
    taken from an address.
    """
    said = [(one, query[one.key].strip()[:200]) for one in fields if one.key in query and not one.private]
    found = {one.key: _said(one, text, reader) for one, text in said if text}
    return {key: value for key, value in found.items() if value not in (None, "")}


def _said(one: Field, text: str, reader: Reader) -> Any:
    if one.kind == "record" and one.target is not None:
        rows = one.target.rows(reader)
        about = ledger_about(rows.model._meta.label_lower)
        ref = about.ref if about else "pk"
        known = rows.filter(**{ref: text}).first() if ref != "pk" or key(text) else None
        if known is not None:
            return known
    box = form_field(one, reader)
    if isinstance(box, DayField):
        box.today = reader.today
    try:
        read = box.clean([text] if one.kind == "several" else text)
    except ValidationError:
        return None
    return text if one.kind == "records" else read


def no_private_number(text: str) -> None:
    """Raise ValidationError for an identity or card number in a text that nobody would mask."""
    found = private_number(text)
    if found:
        raise ValidationError(f"这里写着{found}，保存下来人人看得到。号码只填在加密的那一格；没有那一格的，就不要记。")
