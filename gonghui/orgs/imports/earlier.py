"""What earlier imports tell about this one: questions that were asked before, pairs that wait for each other."""

from gonghui.kernel.imports.models import Batch, BatchState


def asked_before(ledger: str) -> frozenset[str]:
    """The fields for which an import of this ledger, not taken back since, had a column.

    A first answer is an opening balance; a later one tells of a change.
    """
    done = Batch.objects.filter(ledger=ledger, state=BatchState.DONE).values_list("result", flat=True)
    return frozenset(column[1] for result in done for column in result.get("columns", ()) if column[1])


def waiting_pairs() -> list[tuple[str, str]]:
    """(employer, union) by name out of imported rows that named one which nobody had registered, oldest first."""
    done = Batch.objects.filter(state=BatchState.DONE).order_by("pk").values_list("result", flat=True)
    return [(employer, union) for result in done for employer, union in result.get("waiting", ())]
