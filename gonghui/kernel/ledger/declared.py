"""One declaration of a ledger; everything it does not say follows from its model and its fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.ledger import derive
from gonghui.kernel.ledger.acts import KEPT, Act, Never
from gonghui.kernel.ledger.fields import Field, Fields
from gonghui.kernel.ledger.parts import Column, Days, Equality, Filter, Preset, Share, Where
from gonghui.kernel.ledger.reader import Badge, Reader
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import EVERYTHING
from gonghui.kernel.workflow.flow import Flow

Check = Callable[[Any, datetime], Refused | None]
"""check(row as it would be, at): the Refused for a row that cannot be so."""
Follows = Callable[[Any, datetime], Mapping[str, Any]]
"""follows(row as it would be, at): values of columns that nobody types because they follow from those typed."""
Afterwards = Callable[[Any, Hand, datetime], None]
"""afterwards(row, by, at): writes what goes with a row that was just entered, corrected or declared void."""


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """A ledger: one kind of record with its list, card, forms, bulk acts, import, export, print and history.

    `key` is the list's address, `one` the name of a single record in addresses, `ref` the attribute that stands in it.
    `line` is the line of work on the rail, `place` the order there. `union` is the lookup path to the union that a row
    belongs to ("" for the office's own papers). `name` is the field that names a row. `office_only`: nobody else reads
    it; `town_writes`: only the town's officers enter and correct.

    The list: `universe(reader)` gives every row the reader may open (`changeable` those he may change), with the
    annotations that presets, filters and footers ask for; `beyond(reader)` are rows of others that he may read as well.
    `dress(rows, reader)` adds what only the rows of a page need. `order` is how a fresh list stands, `sort` the column
    that then carries the arrow. `gaps` are the data gaps that other pages link to. `given` are columns before those of
    the fields: what nobody types, such as a number. `phone` are the fields in the grey line of a phone (by default the
    first three). `sheets` are (words, address name) of papers of the whole ledger that stand beside 打印台账.

    The verbs: `follows` gives what follows from the typed values, `checks` refuse a row that cannot be so, `afterwards`
    writes what goes with it elsewhere; `acts` are further acts (a key of the three plain ones, `new`, `amend`, `void`,
    replaces it). `settled(row)` says why nothing can be done to a row any more, but for acts that open it again. `flow`:
    its rows wait for people; list, chip and card show the states, and the card takes the steps.
    """

    key: str
    title: str
    model: type[models.Model]
    line: str
    help: str = ""
    place: int = 50
    unit: str = "条"
    icon: str = "journal-text"
    one: str = ""
    ref: str = "pk"
    union: str = ""
    name: str = ""
    office_only: bool = False
    town_writes: bool = False
    fields: tuple[Field | str, ...] = ()
    natural_key: tuple[str, ...] = ()
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    follows: Follows = lambda row, at: {}
    checks: tuple[Check, ...] = ()
    afterwards: Afterwards = lambda row, by, at: None
    scan: bool = False
    new_title: str = ""
    importable: bool = True
    empty: str = ""
    search_hint: str = ""
    sort: str = ""
    order: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    given: tuple[Column, ...] = ()
    phone: tuple[str, ...] = ()
    filters: tuple[Filter | Days, ...] = ()
    presets: tuple[Preset, ...] = ()
    shares: tuple[Share, ...] = ()
    gaps: Mapping[str, tuple[str, Where]] = field(default_factory=dict)
    acts: tuple[Act, ...] = ()
    sheets: tuple[tuple[str, str], ...] = ()
    flow: Flow | None = None
    never: tuple[Never, ...] = (KEPT,)
    universe: Callable[[Reader], QuerySet[Any]] = None  # type: ignore[assignment]  # filled in
    beyond: Callable[[Reader], Q] | None = None
    changeable: Callable[[Reader], QuerySet[Any]] = None  # type: ignore[assignment]  # filled in
    dress: Callable[[QuerySet[Any], Reader], QuerySet[Any]] = None  # type: ignore[assignment]  # filled in
    search: Callable[[str, Reader], Q] = None  # type: ignore[assignment]  # filled in
    state: Callable[[Any, Reader], Badge] = None  # type: ignore[assignment]  # filled in
    beside: Callable[[Any], str] = None  # type: ignore[assignment]  # filled in
    caption: Callable[[Any], str] = None  # type: ignore[assignment]  # filled in
    unit_of: Callable[[Any], str] = None  # type: ignore[assignment]  # filled in
    settled: Callable[[Any], Refused | None] = None  # type: ignore[assignment]  # filled in
    subject: Callable[[Any], models.Model] = lambda row: row
    secrets: Callable[[Any], list[tuple[str, str]]] = None  # type: ignore[assignment]  # filled in
    may_look: Callable[[Any, Reader], bool] = None  # type: ignore[assignment]  # filled in
    equality: Callable[[Reader], Equality | None] = lambda reader: None

    def __post_init__(self) -> None:
        self._fill("fields", tuple(Fields({self.model: ""}, *self.fields).values()), always=True)
        self._fill("one", self.model._meta.model_name)
        self._fill("name", next((one.key for one in self.bound if one.kind in ("text", "person")), "pk"))
        self._fill("new_title", f"登记{self.title.removesuffix('登记').removesuffix('台账')}")
        self._fill("empty", f"还没有{self.title}")
        self._fill("state", derive.state(self))
        self._fill("settled", derive.settled)
        for part in ("universe", "dress", "search", "search_hint", "columns", "filters", "order", "sort", "beside", "caption",
                     "unit_of", "secrets", "may_look"):  # fmt: skip
            self._fill(part, getattr(derive, part)(self))
        self._fill("filters", (*self.filters, *derive.links(self)), always=True)
        self._in_its_own_scope()
        if self.plain:
            self._fill("presets", (derive.ALL, *self.presets, derive.VOIDED), always=True)
            self._fill("acts", derive.acts(self), always=True)

    def _fill(self, part: str, value: Any, always: bool = False) -> None:
        if always or not getattr(self, part):
            object.__setattr__(self, part, value)

    def _and_beyond(self, rows: QuerySet[Any], reader: Reader) -> QuerySet[Any]:
        if self.beyond is None or reader.scope.everything or reader.scope.nothing:
            return rows
        return self.model._default_manager.filter(Q(pk__in=rows.values("pk")) | self.beyond(reader))

    def _in_its_own_scope(self) -> None:
        """Whoever asks for the rows, gets those that the reader may open in this very ledger."""
        rows, look = self.universe, self.may_look
        self._fill("changeable", lambda reader: rows(self.reader(reader).writing()))
        self._fill(
            "universe", lambda reader: self._and_beyond(rows(self.reader(reader)), self.reader(reader)), always=True
        )
        self._fill("may_look", lambda row, reader: look(row, self.reader(reader)), always=True)

    def reader(self, reader: Reader) -> Reader:
        """A reader as he stands to this ledger."""
        return reader.on(self.line, self.key)

    @property
    def plain(self) -> bool:
        """Whether the kernel's own verbs, card and import serve it: it declares its fields."""
        return bool(self.fields)

    @property
    def bound(self) -> tuple[Field, ...]:
        """The fields with everything that the model tells about them."""
        return tuple(one for one in self.fields if isinstance(one, Field))

    def field(self, key: str) -> Field | None:
        return next((one for one in self.bound if one.key == key), None)

    def column(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)

    def preset(self, key: str) -> Preset:
        """The ready view of that key, or the first."""
        return next((preset for preset in self.presets if preset.key == key), self.presets[0])

    def act(self, key: str) -> Act | None:
        return next((act for act in self.acts if act.key == key), None)

    def visible(self, reader: Reader) -> bool:
        """Whether the ledger stands in this reader's menu: somebody who may open none of its rows does not have it."""
        scope = reader.reach(self.line, self.key)
        return scope.everything or (not self.office_only and not scope.nothing)

    def bulk_acts(self, reader: Reader) -> list[Act]:
        """What this reader can do to selected rows."""
        mine = self.reader(reader)
        return [act for act in self.acts if act.bulk and act.offered(mine)]

    def row_name(self, row: Any) -> str:
        """A row as a sentence calls it."""
        return str(self.columns[0].of(row, Reader(EVERYTHING, date.min)))
