"""What a Word form is: its fields, documented from code, its layout, and the records it is printed for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import QuerySet

from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.printing.layout import Layout
from gonghui.kernel.refusal import Refused
from gonghui.kernel.registry import Registry
from gonghui.kernel.scope import Scope

T = TypeVar("T")

BLANK = "＿＿＿＿＿＿"
"""Stands where nothing is recorded: a line to fill in by pen."""

BLANK_DAY = "＿＿＿＿年＿＿月＿＿日"
BLANK_NUMBER = "＿＿＿"


@dataclass(frozen=True)
class PrintContext:
    """What a form knows beside its record: today, who prints, and what was looked up once for all records of a batch."""

    today: date
    by: Hand
    _kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, key: str, find: Callable[[], T]) -> T:
        """`find()`, asked only the first time; a batch of eighty letters looks the town up once."""
        if key not in self._kept:
            self._kept[key] = find()
        found: T = self._kept[key]
        return found


@dataclass(frozen=True)
class PrintField:
    """One field. The office types the label: {{单位名称}}; the name works as well.

    `value` gives text, a number, a date, True/False or None; nothing prints as `blank`, a line to fill in by pen.
    `example` is what the preview shows.
    """

    name: str
    label: str
    value: Callable[[Any, PrintContext], Any]
    example: str
    blank: str = BLANK


@dataclass(frozen=True)
class PrintRows:
    """A list inside a form, one table row each: `rows(record, context)`, in order. Its fields get a row as record."""

    name: str
    label: str
    rows: Callable[[Any, PrintContext], Iterable[Any]]
    fields: tuple[PrintField, ...]


@dataclass(frozen=True)
class WordForm:
    """A form that the office prints and may lay out itself.

    `entity` is the model's label as events write it (`orgs.employer`); `line` the line of work on the rail.
    `records(scope, day)` are the records a reader may print it for; outside them there is none.
    `names(record)` names the record in file names; `fits(record, day)` says why a record cannot have it, if so.
    """

    key: str
    title: str
    why: str
    line: str
    entity: str
    fields: tuple[PrintField, ...]
    layout: Layout
    records: Callable[[Scope, date], QuerySet[Any]]
    rows: tuple[PrintRows, ...] = ()
    names: Callable[[Any], str] = str
    fits: Callable[[Any, date], Refused | None] = lambda record, day: None

    def build(self) -> bytes:
        """The built-in template as a Word file, with the fields written by their Chinese labels."""
        from gonghui.kernel.printing.drafting import default_docx  # Word's library is loaded only where Word is written

        return default_docx(self.layout, self.title, self.labels(), {part.name: part for part in self.rows})

    def labels(self) -> dict[str, str]:
        """Chinese label of every name that may stand in the template outside a list's rows."""
        return {part.name: part.label for part in self.fields} | {part.name: part.label for part in self.rows}

    def values(self, record: Any, context: PrintContext) -> dict[str, Any]:
        """What the template is filled with for one record: every field by name and by label."""
        rows = _named(self.rows, lambda table: [_row(table, row, context) for row in table.rows(record, context)])
        return _named(self.fields, lambda part: printed(part.value(record, context), part.blank)) | rows

    def samples(self) -> dict[str, Any]:
        """What the preview is filled with: the examples, and two rows in each list."""
        rows = _named(self.rows, lambda table: [_named(table.fields, lambda part: printed(part.example, ""))] * 2)
        return _named(self.fields, lambda part: printed(part.example, part.blank)) | rows

    def nothing(self) -> dict[str, Any]:
        """The values of a record of which nothing is known."""
        return _named(self.fields, lambda part: Empty(part.blank)) | _named(self.rows, lambda table: [])


def _named(parts: Iterable[Any], value: Callable[[Any], Any]) -> dict[str, Any]:
    """A value for each part under its name and under its label: the office may type either."""
    return {key: found for part in parts for found in (value(part),) for key in (part.name, part.label)}


def _row(table: PrintRows, row: Any, context: PrintContext) -> dict[str, Any]:
    return _named(table.fields, lambda part: printed(part.value(row, context), ""))


class Empty(str):
    """A blank line that counts as nothing in {% if 字段 %}."""

    def __bool__(self) -> bool:
        return False


_UNPRINTABLE = {code: None for code in (*range(32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)) if code not in (9, 10)}


def printed(value: Any, blank: str) -> str:
    """A value as it stands in a letter: 2026年7月6日, 是/否, 7520; nothing is the blank to fill in by pen."""
    if value is None or value == "":
        return Empty(blank)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return cn_date(value)
    words = str(value).replace("\r\n", "\n").replace("\r", "\n").translate(_UNPRINTABLE)
    return words if words.strip() else Empty(blank)


TODAY = PrintField("today", "打印日期", lambda record, context: context.today, "2026年7月2日")
CLERK = PrintField("clerk", "经办人", lambda record, context: context.by.name, "沈燕")

FORMS = Registry[WordForm]("form")
register_form, all_forms, form_named = FORMS.add, FORMS.all, FORMS.get


def forms_for(entity: str) -> tuple[WordForm, ...]:
    """The forms of one kind of record, named as events name it: `orgs.employer`."""
    return tuple(form for form in all_forms() if form.entity == entity)


def by_line() -> Mapping[str, list[WordForm]]:
    """The forms under their lines of work."""
    found: dict[str, list[WordForm]] = {}
    for form in all_forms():
        found.setdefault(form.line, []).append(form)
    return found
