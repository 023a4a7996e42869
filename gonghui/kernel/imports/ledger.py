"""How a ledger takes rows in: its fields, and what one row does to the records."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from django.db import transaction

from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.imports.memory import Memory
from gonghui.kernel.refusal import Refused
from gonghui.kernel.registry import Registry
from gonghui.kernel.scope import EVERYTHING, Scope
from gonghui.kernel.sheets import Field

if TYPE_CHECKING:
    from gonghui.kernel.ledger.fields import Field as LedgerField

Outcome = Literal["created", "updated", "unchanged"]
Progress = Callable[[str, int, int], None]
"""progress(stage in Chinese, done, of): called now and then; may do nothing."""


def no_progress(stage: str, done: int, of: int) -> None:
    """For callers that show no progress bar."""


@dataclass(slots=True)
class Row:
    """One row of the office's sheet. `values` holds the parsed cells of the columns that the file has.

    `heading` are the names found in the sheet's titles, its tab and the file's name, for sheets that belong to one
    union. After the run either `outcome` is set, or `problem` and `hint` say what is wrong and what to do (with the
    header of the guilty `column`).
    """

    sheet: str
    number: int
    heading: tuple[str, ...]
    values: dict[str, Any]
    outcome: Outcome | None = None
    column: str = ""
    problem: str = ""
    hint: str = ""

    def get(self, key: str) -> Any:
        return self.values.get(key)

    @property
    def reason(self) -> str:
        """Problem and hint in one sentence, as the person reads it beside the row."""
        return f"{self.problem}{'' if not self.hint or self.problem.endswith('。') else '，'}{self.hint}"

    def refuse(self, no: Refused, column: str) -> None:
        """Take the row out with the reason of a refusal."""
        self.outcome, self.problem, self.hint, self.column = None, no.what, no.todo, column


@dataclass
class Run:
    """One import as it goes: who, when, which columns the file has, what it proposes and remarks."""

    today: date
    at: datetime
    by: Hand
    scope: Scope = EVERYTHING
    headers: Mapping[str, str] = field(default_factory=dict)
    """{field key: the header of the file's column}."""
    progress: Progress = no_progress
    proposed: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    waiting: list[tuple[str, str]] = field(default_factory=list)
    """(employer, union) by name, of which one is not registered yet: they find each other when it is."""

    @property
    def columns(self) -> frozenset[str]:
        """The fields that the file has a column for."""
        return frozenset(self.headers)

    def propose(self, kind: str, name: str, row: Row) -> None:
        """Note that a row names a `kind` (union, employer) that nobody has registered."""
        self.proposed.setdefault((kind, name), []).append(row.number)


class Ledger(ABC):
    """A ledger that spreadsheets can be brought into and taken out of."""

    key: str
    title: str
    declared: "Collection[LedgerField]"
    """Its columns in their order."""
    required: Collection[str] | None = None
    """The fields that a row needs; None where the fields know it themselves (a form may ask for more than a sheet)."""
    grassroots = False
    """Whether a reader of a few unions only may import here; his rows are then checked against his scope."""
    not_ours = ""
    """Headers with spaces between that look like one of ours and mean something else."""

    def fields(self, today: date) -> Sequence[Field]:
        """The columns it knows, with their synonyms and parsers."""
        found = [one.column(today) for one in self.declared]
        if self.required is None:
            return found
        return [replace(one, required=one.key in self.required) for one in found]

    def complete(self, keys: frozenset[str]) -> bool:
        """Whether a sheet with columns of these keys can be a table of this ledger, and not a cover or a legend."""
        return all(f.key in keys for f in self.fields(date.max) if f.required)

    @abstractmethod
    def take(self, rows: Sequence[Row], run: Run, keep: bool) -> None:
        """Bring rows in and set each row's outcome or reason. With `keep` false nothing may stay written."""

    @abstractmethod
    def records(self, scope: Scope, day: date) -> Iterable[Any]:
        """The records a reader may see, each with what its fields show."""

    def export(self, scope: Scope, day: date) -> Iterable[Sequence[Any]]:
        """The records a reader may see, as cells in the order of the columns, private ones masked."""
        return ([one.shown(record) for one in self.declared] for record in self.records(scope, day))


class RowByRow(Ledger):
    """A ledger of thousands: every row runs through the same verbs as the pages, in a savepoint of its own.

    The dry run does the very same and takes everything back, so it can promise nothing that the import breaks.
    """

    @abstractmethod
    def start(self, run: Run, memory: Memory) -> Any:
        """Look up once what all rows need; what is learned from a row on the way goes through `memory`."""

    @abstractmethod
    def put(self, row: Row, run: Run, book: Any) -> Outcome:
        """Bring one row in. Raises Refused."""

    def take(self, rows: Sequence[Row], run: Run, keep: bool) -> None:
        with transaction.atomic():
            memory = Memory()
            book = self.start(run, memory)
            for index, row in enumerate(self.arranged(rows, run)):
                if index % 50 == 0:
                    run.progress("核对每一行" if not keep else "写入", index, len(rows))
                try:
                    with transaction.atomic():
                        row.outcome = self.put(row, run, book)
                    memory.keep()
                except Refused as no:
                    memory.forget()
                    row.refuse(no, self.header_of(no.field, run))
            if not keep:
                transaction.set_rollback(True)

    def arranged(self, rows: Sequence[Row], run: Run) -> Sequence[Row]:
        """The rows in the order in which they go in: a row that others build on comes before them."""
        return rows

    def header_of(self, key: str, run: Run) -> str:
        """The column that a refusal blames, as the file calls it, else as we do."""
        return run.headers.get(key) or next((one.heading for one in self.declared if one.key == key), "")


def drop_line_numbers(rows: Sequence[Row], key: str) -> None:
    """Empty a field whose column only counts the lines of each sheet (1, 2, 3 …): 编号 is no code then."""
    by_sheet: dict[str, list[Row]] = {}
    for row in rows:
        if row.get(key):
            by_sheet.setdefault(row.sheet, []).append(row)
    for lines in by_sheet.values():
        codes = [str(row.values[key]) for row in lines]
        plain = all(code.isdecimal() and not code.startswith("0") and int(code) < 1000 for code in codes)
        if plain and all(int(a) < int(b) for a, b in pairwise(codes)):
            for row in lines:
                row.values[key] = None


LEDGERS = Registry[Ledger]("ledger for spreadsheets")
register, ledgers = LEDGERS.register, LEDGERS.all


def ledger_named(key: str) -> Ledger:
    """The ledger of a key. Raises Refused with the known keys."""
    found = LEDGERS.get(key)
    if found is None:
        raise Refused(
            f"没有台账“{key[:30]}”。", "可以导入的有：" + "、".join(f"{x.key}（{x.title}）" for x in ledgers()) + "。"
        )
    return found
