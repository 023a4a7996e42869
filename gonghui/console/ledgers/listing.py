"""What a list of records is made of: one plain declaration a list, and the query that a reader's choices make of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import Case, Count, Model, Q, QuerySet, Sum, Value, When

from gonghui.kernel.dates import Period, half_year_of
from gonghui.kernel.scope import Scope

PAGE = 50
Look = Literal["done", "doing", "wait", "end", "todo", "over", "back"]


@dataclass(frozen=True)
class Reader:
    """Who looks, on what day, at which unions; `town` tells an office that writes for the whole town."""

    scope: Scope
    today: date
    name: str = ""
    may_write: bool = False

    @property
    def town(self) -> bool:
        return self.may_write and self.scope.everything

    @property
    def half(self) -> Period:
        return half_year_of(self.today)


@dataclass(frozen=True)
class Badge:
    """A state: a word, an icon and a colour of the theme."""

    word: str
    look: Look = "done"

    ICONS = {"done": "check-circle-fill", "doing": "circle-half", "wait": "hourglass-split", "end": "dash-circle",
             "todo": "circle", "over": "exclamation-triangle-fill", "back": "arrow-return-left"}  # fmt: skip

    @property
    def icon(self) -> str:
        return self.ICONS[self.look]

    def __str__(self) -> str:
        return self.word


@dataclass(frozen=True)
class Due:
    """A last day and how far away it is; `on` is the last day that still counts."""

    on: date
    today: date
    live: bool = True

    @property
    def days(self) -> int:
        return (self.on - self.today).days

    @property
    def look(self) -> str:
        if not self.live:
            return "stop"
        return "over" if self.days < 0 else "soon" if self.days <= 3 else "run"

    @property
    def words(self) -> str:
        if not self.live:
            return ""
        if self.days < 0:
            return f"已过{-self.days}天"
        return {0: "今天到期", 1: "明天到期"}.get(self.days, f"剩{self.days}天" if self.days <= 183 else "")

    def __str__(self) -> str:
        return self.on.isoformat()


@dataclass(frozen=True)
class Column:
    """One column. `value(row, reader)` gives text, number, date, Badge or Due; `sort` is the order in the database.

    `dressed`: the order needs the annotations that a page's rows get. `line`: shown in the grey line on a phone.
    """

    key: str
    title: str
    value: Callable[[Any, Reader], Any]
    sort: str = ""
    default: bool = True
    numeric: bool = False
    dressed: bool = False
    line: bool = False
    unit: str = ""


@dataclass(frozen=True)
class Filter:
    """A chip. `options(reader)` lists (value, label); `where(values, reader)` is the condition for the chosen ones."""

    key: str
    title: str
    where: Callable[[Sequence[str], Reader], Q]
    options: Callable[[Reader], Iterable[tuple[str, str]]]


@dataclass(frozen=True)
class Days:
    """A chip for a stretch of days on the date field `path`; both ends inclusive."""

    key: str
    title: str
    path: str


@dataclass(frozen=True)
class Preset:
    """A ready view with its count; `alarm` views are red while they hold anything."""

    key: str
    title: str
    where: Callable[[Reader], Q]
    alarm: bool = False


@dataclass(frozen=True)
class Share:
    """A part of the total in the footer: rows with `where`, opened by the query `link`."""

    title: str
    where: Callable[[Reader], Q]
    link: str


@dataclass(frozen=True)
class Equality:
    """What the footer says about the figure that the list equals; `agrees` is False with the reason in `words`."""

    words: str
    agrees: bool
    code: str
    reason: str = ""


@dataclass(frozen=True)
class Act:
    """Something done to the selected rows; `town` acts are for the town's own officers."""

    key: str
    title: str
    icon: str
    town: bool = False


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list of one kind of record.

    `universe(reader)` gives every row the reader may open, with the annotations that presets, filters and footers
    ask for; `dress(rows, reader)` adds what only the rows of a page need. `order` is how a fresh list stands, `sort`
    the column that then carries the arrow.
    """

    key: str
    title: str
    unit: str
    icon: str
    universe: Callable[[Reader], QuerySet[Any]]
    dress: Callable[[QuerySet[Any], Reader], QuerySet[Any]]
    search: Callable[[str, Reader], Q]
    search_hint: str
    columns: tuple[Column, ...]
    filters: tuple[Filter | Days, ...]
    presets: tuple[Preset, ...]
    shares: tuple[Share, ...]
    gaps: Mapping[str, tuple[str, Callable[[Reader], Q]]]
    acts: tuple[Act, ...]
    equality: Callable[[Reader], Equality | None]
    sort: str
    order: tuple[str, ...]
    new_title: str
    new_for_town_only: bool = False
    empty: str = ""

    def column(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)

    def preset(self, key: str) -> Preset:
        return next((preset for preset in self.presets if preset.key == key), self.presets[0])


def counted(rows: QuerySet[Any], parts: Mapping[str, Q]) -> dict[str, int]:
    """How many of `rows` (all) and of each named part there are, in one query."""
    marks = {f"in_{key}": Case(When(where, then=Value(1)), default=Value(0)) for key, where in parts.items()}
    # The marks come first: a condition that looks into another table cannot stand inside the aggregate itself.
    sums = {key: Sum(f"in_{key}", default=0) for key in parts}
    return rows.order_by().annotate(**marks).aggregate(total=Count("pk"), **sums)


def shares_of(listing: Listing, rows: QuerySet[Any], reader: Reader) -> tuple[int, list[tuple[Share, int]]]:
    """The total of `rows` and the non-empty parts of the footer."""
    found = counted(rows, {f"part_{at}": share.where(reader) for at, share in enumerate(listing.shares)})
    parts = [(share, found[f"part_{at}"]) for at, share in enumerate(listing.shares) if found[f"part_{at}"]]
    return found["total"], parts


def preset_counts(listing: Listing, reader: Reader) -> dict[str, int]:
    """How many rows each ready view holds."""
    return counted(listing.universe(reader), {f"{preset.key}": preset.where(reader) for preset in listing.presets})


def page_rows(listing: Listing, chosen: QuerySet[Any], order: Sequence[str], reader: Reader,
              first: int, size: int) -> list[Model]:  # fmt: skip
    """`size` rows from `first` on in `order`: the keys first, then only these rows with everything the columns show."""
    keys = list(chosen.order_by(*order).values_list("pk", flat=True)[first : first + size])
    return rows_by_key(listing, keys, reader)


def rows_by_key(listing: Listing, keys: Sequence[int], reader: Reader) -> list[Model]:
    """The dressed rows of these keys, in their order; keys outside the reader's scope fall out."""
    found: dict[int, Model] = {}
    for start in range(0, len(keys), 500):
        part = listing.universe(reader).filter(pk__in=keys[start : start + 500])
        found |= {row.pk: row for row in listing.dress(part, reader).order_by()}
    return [found[key] for key in keys if key in found]
