"""Entries that ought to have a scan and have none; contexts add sources, the list and the verbs are one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from gonghui.kernel.again import asked_again
from gonghui.kernel.files.models import Scan
from gonghui.kernel.registry import Registry
from gonghui.kernel.scope import Scope


@dataclass(frozen=True)
class Owed:
    """One entry without its scan: what was entered, for whom, when and by whom; and the record it belongs to."""

    source: str
    object_id: int
    what: str
    whom: str
    on: date
    by_name: str
    entity: str
    record_id: int
    union_id: int | None


@dataclass(frozen=True)
class ScanSource:
    """A kind of entry. `rows(scope)` are those whose own column holds no scan, as far as the reader may open them,
    newest first; `owed(row, key)` says what one is. `entered` is (entity, verb) of the events by which the rows came
    about: such an event is not listed beside its row."""

    key: str
    title: str
    rows: Callable[[Scope], QuerySet[Any]]
    owed: Callable[[Any, str], Owed]
    entered: tuple[str, str] | None = None

    def missing(self, scope: Scope) -> QuerySet[Any]:
        """The rows for which nothing was handed in later either."""
        later = Scan.objects.filter(source=self.key, object_id=OuterRef("pk"))
        return self.rows(scope).exclude(Exists(later))


SOURCES = Registry[ScanSource]("scan source")
register_scans, scan_source, sources = SOURCES.register, SOURCES.get, SOURCES.all


def owed_count(scope: Scope) -> int:
    """How many entries a reader may open that lack a scan."""
    return sum(_count(source, scope) for source in sources())


def _count(source: ScanSource, scope: Scope) -> int:
    return asked_again(("owed", source, scope), lambda: [(source.missing(scope).count(),)])[0][0] or 0


def owed_entries(scope: Scope, most: int) -> Iterator[tuple[ScanSource, int, list[Owed]]]:
    """(source, how many, the newest `most`) of every source that has some."""
    for source in sources():
        rows = source.missing(scope)
        count = rows.count()
        if count:
            yield source, count, [source.owed(row, source.key) for row in rows[:most]]


def owed_entry(scope: Scope, source: str, pk: int) -> Owed | None:
    """One entry without a scan, if the reader may open it."""
    found = scan_source(source)
    row = found.missing(scope).filter(pk=pk).first() if found else None
    return found.owed(row, found.key) if found and row is not None else None


def handed_in(source: str, keys: Iterable[int]) -> dict[int, str]:
    """The scans that were handed in later for entries of a source, by their keys."""
    rows = Scan.objects.filter(source=source, object_id__in=list(keys)).exclude(file="")
    return dict(rows.values_list("object_id", "file"))
