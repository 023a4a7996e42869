"""The parts of a list: columns, filter chips, ready views, parts of the footer, the figure that it equals."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from gonghui.kernel.again import Row, asked_again
from gonghui.kernel.dates import Span
from gonghui.kernel.indicators import Part, indicator
from gonghui.kernel.indicators.measure import total_of
from gonghui.kernel.ledger.reader import Reader

Where = Q | Callable[[Reader], Q]


def condition(where: Where, reader: Reader) -> Q:
    """A condition that may depend on the reader and his day."""
    return where if isinstance(where, Q) else where(reader)


def at(row: Any, path: str) -> Any:
    """The value at a lookup path of a row, in words: the label of a choice, 是 or 否, "" where a link is empty."""
    *way, last = path.split("__")
    for name in way:
        row = getattr(row, name)
        if row is None:
            return ""
    if hasattr(row, f"get_{last}_display"):
        return getattr(row, f"get_{last}_display")()
    value = getattr(row, last)
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else value


@dataclass(frozen=True)
class Column:
    """One column. `value` is a lookup path (default: the key) or `value(row, reader)`: text, number, date, Badge, Due.

    `sort` is the order in the database, "=" for the path itself. `dressed`: the order needs the annotations that a
    page's rows get. `line`: shown in the grey line on a phone. `digits`: a code, whose digits a sheet keeps as text.
    """

    key: str
    title: str
    value: str | Callable[[Any, Reader], Any] = ""
    sort: str = ""
    default: bool = True
    numeric: bool = False
    dressed: bool = False
    line: bool = False
    unit: str = ""
    digits: bool = False

    @property
    def path(self) -> str:
        """The lookup path of a column that has one."""
        return "" if callable(self.value) else self.value or self.key

    @property
    def order(self) -> F | None:
        """What the database sorts by; None for a column that cannot be sorted."""
        return F(self.path if self.sort == "=" else self.sort) if self.sort else None

    def of(self, row: Any, reader: Reader) -> Any:
        """The value of this column in a row."""
        return self.value(row, reader) if callable(self.value) else at(row, self.path)


@dataclass(frozen=True)
class Filter:
    """A chip. `options(reader)` lists (value, label); `where(values, reader)` is the condition for the chosen ones.

    `known(values, reader)` gives further values that an address may name, likewise.
    """

    key: str
    title: str
    where: Callable[[Sequence[str], Reader], Q]
    options: Callable[[Reader], Iterable[tuple[str, str]]]
    known: Callable[[Sequence[str], Reader], Iterable[tuple[str, str]]] = lambda values, reader: ()

    def labels(self, values: Sequence[str], reader: Reader) -> dict[str, str]:
        """Those of `values` that the reader may ask for, with their words."""
        found = dict(self.options(reader)) if values else {}
        if any(value not in found for value in values):
            found |= dict(self.known(values, reader))
        return {value: found[value] for value in values if value in found}


@dataclass(frozen=True)
class Days:
    """A chip for a stretch of days on the date field `path` (default: the key); both ends inclusive."""

    key: str
    title: str
    path: str


def choice_filter(key: str, title: str, choices: Iterable[tuple[Any, Any]], path: str = "") -> Filter:
    """A chip for the words of a choice column."""
    listed = [(str(value), str(label)) for value, label in choices]
    return Filter(key, title, lambda values, reader: Q(**{f"{path or key}__in": values}), lambda reader: listed)


def yes_no_filter(key: str, title: str, path: str = "", yes: str = "是", no: str = "否") -> Filter:
    """A chip for a column that is true or false."""
    return Filter(key, title, lambda values, reader: Q(**{f"{path or key}__in": [one == "1" for one in values]}),
                  lambda reader: [("1", yes), ("0", no)])  # fmt: skip


@dataclass(frozen=True)
class Preset:
    """A ready view with its count; `alarm` views are red while they hold anything."""

    key: str
    title: str
    where: Where
    alarm: bool = False


@dataclass(frozen=True)
class Share:
    """A part of the total in the footer: rows with `where`, opened by the query `link`."""

    title: str
    where: Where
    link: str


@dataclass(frozen=True)
class Equality:
    """What the footer says about the figure that the list equals; `agrees` is False with the reason in `words`."""

    words: str
    agrees: bool
    code: str
    reason: str = ""


def figure_in(part: Part | None, reader: Reader, span: Span | None = None) -> int:
    """What a figure's part comes to in the reader's scope in a span (the half-year so far)."""
    if part is None:
        raise ValueError("the figure has lost its base")
    days = span or reader.half.span.cut(reader.today)

    def ask() -> list[Row]:
        rows = reader.scope.limit(part.rows(days), part.union).order_by()
        return [(rows.aggregate(total=total_of(part))["total"],)]

    return asked_again(("figure", part, days, reader.scope), ask)[0][0] or 0


def listed(what: str, reader: Reader, rows: Callable[[], QuerySet[Any]]) -> int:
    """How many rows there are on the list's side of an equality; `what` names them among all that are asked for."""
    return asked_again(("listed", what, reader), lambda: [(rows().count(),)])[0][0] or 0


def equal_to(
    code: str, reader: Reader, listed: int, words: str, *, side: str = "", reason: str, beside: str = "",
    span: Span | None = None,
) -> Equality:  # fmt: skip
    """Compare what a list counts with a figure. `words` is the list's side, as in 在册{:,}家.

    `side` names the figure's part: "" the figure itself, "分子" with its base, "分母". `reason` says what is wrong when
    the two differ, `beside` what to know when they agree; `span` are the days, by default the half-year so far.
    """
    item = indicator(code)
    part = item.denominator if side == "分母" else item.numerator
    figure = figure_in(part, reader, span)
    over = f"/{figure_in(item.denominator, reader, span):,}" if side == "分子" else ""
    sign = "＝" if listed == figure else "≠"
    said = f"{words.format(listed)}{sign}“{item.title}”{side}{figure:,}{over}"
    return Equality(said, listed == figure, code, beside if listed == figure else reason)
