"""One declaration of a ledger; everything it does not say follows from its model and its fields."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from gonghui.kernel.ledger import derive
from gonghui.kernel.ledger.declared import Declaration
from gonghui.kernel.ledger.fields import Fields
from gonghui.kernel.ledger.reader import Reader


@dataclass(frozen=True, kw_only=True)
class Ledger(Declaration):
    """A ledger: one kind of record with its list, card, forms, bulk acts, import, export, print and history."""

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
