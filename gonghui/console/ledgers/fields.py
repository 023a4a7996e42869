"""Form fields that read what people type: dates as 0702, 7.2 or 今天, codes with spaces, units by name."""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from gonghui.kernel.sheets.cells import BadValue
from gonghui.kernel.sheets.codes import parse_id_number, parse_uscc
from gonghui.kernel.sheets.dates import parse_date
from gonghui.kernel.sheets.values import parse_name, parse_phone

_WORDS = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "后天": 2}
_MONTH_DAY = re.compile(r"(\d{2})(\d{2})|(\d{1,2})\s*[./\-月、]\s*(\d{1,2})\s*[日号]?", re.ASCII).fullmatch


def parse_typed_date(text: str, today: date, future_ok: bool = False) -> date:
    """A day typed by hand: 今天, 昨天, 0702, 7.2, 7月2日 (all of this year), or any full date that a sheet may hold.

    Raises BadValue for what is no day, and for a day after `today` unless `future_ok`.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in _WORDS:
        found = today + timedelta(days=_WORDS[plain])
    elif (match := _MONTH_DAY(plain)) and 1 <= int(match[1] or match[3]) <= 12:
        month, day = int(match[1] or match[3]), int(match[2] or match[4])
        try:
            found = date(today.year, month, day)
        except ValueError:
            raise BadValue(f"{today.year}年{month}月没有{day}日", "写成0702或2026-07-02这样") from None
    else:
        read = parse_date(plain, today=today, future_ok=True)
        if read is None:
            raise BadValue("认不出这个日期", "写成0702或2026-07-02这样")
        found = read
    if found > today and not future_ok:
        raise BadValue(f"{found.year}年{found.month}月{found.day}日还没有到", "请核对日期")
    return found


class Typed(forms.CharField):
    """A text field read by one of the kernel's cell parsers; an empty one is None."""

    def __init__(self, parse: Callable[[str], Any], **options: Any) -> None:
        super().__init__(**options)
        self.parse = parse

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return self.parse(text)
        except BadValue as bad:
            raise ValidationError(str(bad)) from None


class DayField(forms.CharField):
    """A day in a text field; the form tells it what day it is."""

    def __init__(self, future_ok: bool = False, **options: Any) -> None:
        options.setdefault("help_text", "可打0702，或“今天”")
        options.setdefault("widget", forms.TextInput(attrs={"class": "day", "autocomplete": "off"}))
        super().__init__(max_length=20, **options)
        self.future_ok = future_ok
        self.today: date | None = None

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        if self.today is None:
            raise ValueError("the form has not set the day")
        try:
            return parse_typed_date(text, self.today, self.future_ok)
        except BadValue as bad:
            raise ValidationError(str(bad)) from None


class IdField(forms.CharField):
    """An identity number with its check digit; the right digit is never told."""

    today: date | None = None

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        if self.today is None:
            raise ValueError("the form has not set the day")
        try:
            return parse_id_number(text, today=self.today)
        except BadValue as bad:
            raise ValidationError(str(bad)) from None


class UnitField(forms.CharField):
    """A union or employer by name, short name, code or pinyin initials; a slip is answered with the nearest name.

    `rows` is set by the form to what the reader may name.
    """

    def __init__(self, what: str, **options: Any) -> None:
        options.setdefault("help_text", "写名称、编号或拼音首字母")
        super().__init__(max_length=120, **options)
        self.what = what
        self.rows: QuerySet[Any] | None = None

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Model) else value  # type: ignore[attr-defined]

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return find_unit(self.rows, text, self.what) if text and self.rows is not None else None


def find_unit(rows: QuerySet[Any], text: str, what: str) -> Any:
    """The one record that `text` names. Raises ValidationError for none or several, with names to choose from."""
    fields = {field.name for field in rows.model._meta.get_fields()}
    exact = Q(name=text) | Q(short_name=text) | Q(uscc=text.upper())
    if "code" in fields:
        exact |= Q(code__iexact=text)
    found = list(rows.filter(exact)[:2]) or list(rows.filter(Q(initials=text.lower()) | Q(name__contains=text))[:6])
    if len(found) == 1:
        return found[0]
    if found:
        raise ValidationError(f"有{len(found)}个对得上：{'、'.join(row.name for row in found[:5])}。请写全名。")
    names = list(rows.values_list("name", flat=True)[:2000])
    near = difflib.get_close_matches(text, names, n=1, cutoff=0.4)
    raise ValidationError(f"没有这个{what}" + (f"，您是不是指“{near[0]}”？" if near else "。请核对名称。"))


class UnitsField(forms.CharField):
    """Several units, one a line; a number after a space is the head count written beside it."""

    _LINE = re.compile(r"(.+?)(?:[\s,，:：]+(\d{1,6})\s*人?)?", re.ASCII).fullmatch

    def __init__(self, what: str, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(max_length=8000, **options)
        self.what = what
        self.rows: QuerySet[Any] | None = None

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        found: dict[int, int | None] = {}
        for line in filter(None, (line.strip() for line in re.split(r"[\n;；、]+", text or ""))):
            match = self._LINE(line)
            if match and self.rows is not None:
                unit = find_unit(self.rows, match[1].strip(), self.what)
                found[unit.pk] = int(match[2]) if match[2] else None
        return found


uscc = partial(Typed, parse_uscc, max_length=40)
phone = partial(Typed, parse_phone, max_length=40)
person = partial(Typed, parse_name, max_length=60)


def text(label: str, size: int, required: bool = False, help_text: str = "", **attrs: Any) -> forms.CharField:
    """A line of text of at most `size` characters."""
    return forms.CharField(label=label, max_length=size, required=required, help_text=help_text,
                           widget=forms.TextInput(attrs=attrs))  # fmt: skip


def number(label: str, help_text: str = "") -> forms.IntegerField:
    """An optional count of people."""
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=999_999, help_text=help_text,
                              widget=forms.TextInput(attrs={"class": "number", "inputmode": "numeric"}))  # fmt: skip


def pick(label: str, choices: Iterable[tuple[str, str]], required: bool = True, blank: str = "") -> forms.ChoiceField:
    """One of several words."""
    listed = [(str(value), str(word)) for value, word in choices]
    return forms.ChoiceField(
        label=label, required=required, choices=listed if required and not blank else [("", blank or "—"), *listed]
    )
