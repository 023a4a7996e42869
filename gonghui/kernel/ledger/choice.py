"""What a person chose on a list (view, filters, columns, order), read from the address and written back to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.declared import Ledger
from gonghui.kernel.ledger.parts import Column, Days, Filter, Preset, condition
from gonghui.kernel.ledger.reader import Reader
from gonghui.kernel.ledger.typed import parse_typed_date
from gonghui.kernel.privacy.words import sought_number
from gonghui.kernel.sheets.cells import BadValue


class Asked(Protocol):
    """An address's query: one value or all values of a name."""

    def get(self, key: str, default: str, /) -> Any: ...

    def getlist(self, key: str, /) -> list[Any]: ...


@dataclass(frozen=True)
class Choice:
    """The state of one list page; everything but `page` also drives counts, export and print."""

    ledger: Ledger
    view: str
    q: str = ""
    gap: str = ""
    sort: str = ""
    cols: tuple[str, ...] = ()
    page: int = 1
    picked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)

    @property
    def preset(self) -> Preset:
        return self.ledger.preset(self.view)

    @property
    def bare(self) -> bool:
        """Nothing narrows the ready view."""
        return not (self.q or self.gap or any(self.picked.values()))

    def columns(self) -> list[Column]:
        found = [self.ledger.column(key) for key in self.cols]
        return [column for column in found if column] or [c for c in self.ledger.columns if c.default]

    def order(self) -> list[Any]:
        """Order of the rows; rows without a value come last, equal rows keep one order."""
        column = self.ledger.column(self.sort.removeprefix("-"))
        by = column.order if column else None
        if by is None:
            return [*self.ledger.order, "pk"]
        return [by.desc(nulls_last=True) if self.sort.startswith("-") else by.asc(nulls_last=True), "pk"]

    def needs_dress(self) -> bool:
        column = self.ledger.column(self.sort.removeprefix("-"))
        return bool(column and column.dressed)

    def query(self, **changes: Any) -> str:
        """The address's query with some parts changed (None or "" takes a part out)."""
        parts: dict[str, Any] = {"view": self.view if self.view != self.ledger.presets[0].key else "", "q": self.q,
                                 "gap": self.gap, "sort": self.sort, "cols": ",".join(self.cols),
                                 "page": self.page if self.page > 1 else ""}  # fmt: skip
        parts |= {key: list(values) for key, values in self.picked.items()}
        parts |= changes
        return urlencode({key: value for key, value in parts.items() if value}, doseq=True)

    def chosen(self, reader: Reader) -> QuerySet[Any]:
        """The rows that the choice lets through, unordered."""
        rows = self.ledger.universe(reader).filter(condition(self.preset.where, reader))
        if self.q:
            rows = rows.filter(self.ledger.search(self.q, reader))
        if self.gap:
            rows = rows.filter(condition(self.ledger.gaps[self.gap][1], reader))
        for chip in self.ledger.filters:
            values = self.picked.get(chip.key, ())
            if values:
                rows = rows.filter(self._where(chip, values, reader))
        return self.ledger.dress(rows, reader) if self.needs_dress() else rows

    def _where(self, chip: Filter | Days, values: Sequence[str], reader: Reader) -> Q:
        if isinstance(chip, Filter):
            return chip.where(values, reader)
        first, last = _ends(values)
        found = Q(**{f"{chip.path}__gte": first}) if first else Q()
        return found & Q(**{f"{chip.path}__lte": last}) if last else found

    def in_words(self, reader: Reader) -> str:
        """The choice as the title of an export says it."""
        words = [] if self.preset is self.ledger.presets[0] else [self.preset.title]
        words += [f"缺{self.ledger.gaps[self.gap][0]}"] if self.gap else []
        words += [f"查“{self.q}”"] if self.q else []
        for chip in self.ledger.filters:
            values = self.picked.get(chip.key, ())
            if values:
                words.append(f"{chip.title}：{'、'.join(labels_of(chip, values, reader))}")
        return "；".join(words)


def labels_of(chip: Filter | Days, values: Sequence[str], reader: Reader) -> list[str]:
    """The chosen values of a chip in words."""
    if isinstance(chip, Filter):
        return list(chip.labels(values, reader).values())
    first, last = _ends(values)
    if first and last:
        return [f"{cn_date(first)}至{cn_date(last)}"]
    return [f"{cn_date(first)}起"] if first else [f"到{cn_date(last)}"]


def _ends(values: Sequence[str]) -> tuple[date | None, date | None]:
    first, _, last = values[0].partition("~")
    return (date.fromisoformat(first) if first else None), (date.fromisoformat(last) if last else None)


def read_choice(ledger: Ledger, data: Asked, reader: Reader) -> Choice:
    """The choice in an address. What nobody offers (an unknown view, column, value) is left out, never an error.

    A person's number is left out too: it would stand in every link of the page.
    """
    gap, sought = data.get("gap", ""), data.get("q", "").strip()[:60]
    cols = tuple(key for key in data.get("cols", "").split(",") if ledger.column(key))
    if data.getlist("c"):
        cols = _arranged(ledger, data)
    raw = data.get("page", "1")
    choice = Choice(
        ledger, ledger.preset(data.get("view", "")).key, "" if sought_number(sought) else sought,
        gap if gap in ledger.gaps else "", _sort(ledger, data.get("sort", "")), cols,
        int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 7 and int(raw) else 1,
    )  # fmt: skip
    picked: dict[str, tuple[str, ...]] = {}
    wrong: dict[str, str] = {}
    for chip in ledger.filters:
        if isinstance(chip, Days):
            picked[chip.key], wrong[chip.key] = _days(chip, data, reader)
        else:
            picked[chip.key] = tuple(chip.labels(data.getlist(chip.key), reader))
    return replace(choice, picked=picked, wrong={key: said for key, said in wrong.items() if said})


def _sort(ledger: Ledger, wanted: str) -> str:
    column = ledger.column(wanted.removeprefix("-"))
    return wanted if column and column.sort else ""


def _arranged(ledger: Ledger, data: Asked) -> tuple[str, ...]:
    """The ticked columns of the chooser in the order of their numbers; the first column always stays first."""
    ticked = [column for column in ledger.columns[1:] if column.key in data.getlist("c")]

    def place(column: Column) -> tuple[int, int]:
        number = data.get(f"o.{column.key}", "")
        at = ledger.columns.index(column)
        return (int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 999, at)

    return (ledger.columns[0].key, *(column.key for column in sorted(ticked, key=place)))


def _days(chip: Days, data: Asked, reader: Reader) -> tuple[tuple[str, ...], str]:
    whole = data.get(chip.key, "")
    first, _, last = whole.partition("~")
    first, last = data.get(f"{chip.key}.from", first), data.get(f"{chip.key}.to", last)
    try:
        ends = [
            parse_typed_date(text, reader.today, future_ok=True) if text.strip() else None for text in (first, last)
        ]
    except BadValue as bad:
        return (), str(bad)
    if ends[0] and ends[1] and ends[1] < ends[0]:
        return (), "止日早于起日，请核对先后。"
    return (("~".join(day.isoformat() if day else "" for day in ends),) if any(ends) else ()), ""
