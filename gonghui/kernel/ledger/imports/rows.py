"""A plain ledger as spreadsheets: its fields are the columns, its verbs take the rows in."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from gonghui.kernel.imports.ledger import Outcome, Row, RowByRow, Run
from gonghui.kernel.imports.memory import Memory
from gonghui.kernel.ledger import verbs
from gonghui.kernel.ledger.declared import Ledger
from gonghui.kernel.ledger.fields import Field
from gonghui.kernel.ledger.picking import find_record
from gonghui.kernel.ledger.reader import Reader
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope
from gonghui.kernel.sheets import BadValue


class FieldLedger(RowByRow):
    """Rows are recognised by the natural key, else by being the same in everything that the file tells."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.key, self.title = ledger.key, ledger.title
        self.grassroots = bool(ledger.union) and not (ledger.town_writes or ledger.office_only)
        self.declared = ledger.bound

    def start(self, run: Run, memory: Memory) -> "Book":
        return Book(self.ledger, run, memory)

    def put(self, row: Row, run: Run, book: "Book") -> Outcome:
        values = {one.key: book.value(one, row, run) for one in self.ledger.bound if one.key in run.columns}
        known = book.find(values)
        if known is None:
            made = verbs.entry_record(ledger=self.ledger, values=values, by=run.by, at=run.at)
            book.learn(made)
            return "created"
        changed = verbs.entry_amend(ledger=self.ledger, row=known, values=values, by=run.by, at=run.at)
        return "updated" if changed else "unchanged"

    def records(self, scope: Scope, day: date) -> Iterable[Any]:
        reader = Reader(scope, day)
        rows = self.ledger.universe(reader).filter(verbs.alive(self.ledger))
        return self.ledger.dress(rows, reader).order_by("pk")


class Book:
    """What the rows of one import look up: the rows that are there already, the records that cells name."""

    def __init__(self, ledger: Ledger, run: Run, memory: Memory) -> None:
        self.ledger, self.memory = ledger, memory
        self.reader = Reader(run.scope, run.today)
        self.named: dict[tuple[str, str], Any] = {}
        self.keys = ledger.natural_key or tuple(
            one.key for one in ledger.bound if one.key in run.columns and not one.private
        )
        rows = ledger.universe(self.reader).filter(verbs.alive(ledger))
        self.known: dict[tuple[Any, ...], Any] = {self._mark(row): row for row in rows}

    def _mark(self, row: Any) -> tuple[Any, ...]:
        return tuple(_plain(getattr(row, f"{key}_id", getattr(row, key, None))) for key in self.keys)

    def find(self, values: dict[str, Any]) -> Any:
        """The row that these values are about; None for a new one."""
        told = verbs.stored(self.ledger, values)
        return self.known.get(tuple(_plain(getattr(told.get(key), "pk", told.get(key))) for key in self.keys))

    def learn(self, row: Any) -> None:
        self.memory.put(self.known, self._mark(row), row)

    def value(self, one: Field, row: Row, run: Run) -> Any:
        """A cell's value; a record by its name. Raises Refused for a name that nobody has."""
        text = row.get(one.key)
        target = one.target
        if text is None or one.kind != "record" or target is None:
            return text
        if (one.key, text) not in self.named:
            try:
                self.named[one.key, text] = find_record(target.rows(self.reader), text, target.word)
            except BadValue as bad:
                if target.proposes:
                    run.propose(target.proposes, text, row)
                hint = bad.hint if bad.hint.endswith("？") else f"{bad.hint}。"
                raise target.gone(self.reader, text) or Refused(bad.reason, hint, one.key) from bad
        return self.named[one.key, text]


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
