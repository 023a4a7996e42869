"""Notes of the rows that the product itself wrote since the last sealing."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import groupby

from django.db import connection, models, transaction

from gonghui.kernel.audit.bulk import last_key
from gonghui.kernel.audit.models import Mark
from gonghui.kernel.audit.proof.digest import mac
from gonghui.kernel.audit.proof.ledgers import is_sealed

PART = 5000
"""Keys in one note at most, so that the sealing can take notes in by parts."""

_held: ContextVar[dict[type[models.Model], set[int]] | None] = ContextVar("noted_later", default=None)


@contextmanager
def noted_at_the_end() -> Iterator[None]:
    """Note once at the end what thousands of acts write, in one transaction with them; nothing after an error."""
    held: dict[type[models.Model], set[int]] = {}
    with transaction.atomic():
        token = _held.set(held)
        try:
            yield
        finally:
            _held.reset(token)
        for model, keys in held.items():
            mark(model, sorted(keys))


def mark(model: type[models.Model], keys: Sequence[int]) -> None:
    """Note rows that are being written. Must run in the transaction that writes them; unsealed tables need no note."""
    if not keys or not is_sealed(model):
        return
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a write and its mark belong into one transaction")
    held = _held.get()
    if held is not None:
        held.setdefault(model, set()).update(keys)
        return
    for start in range(0, len(keys), PART):
        _note(model._meta.label_lower, ranges(keys[start : start + PART]))


def _note(entity: str, keys: str) -> None:
    table = connection.ops.quote_name(Mark._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # one writer at a time: the next key is known before
            number = last_key(cursor, Mark._meta.db_table) + 1
            cursor.execute(
                f"INSERT INTO {table} (id, entity, keys, mac) VALUES (%s, %s, %s, %s)",
                [number, entity, keys, proof_of(number, entity, keys)],
            )
            return
        cursor.execute(f"INSERT INTO {table} (entity, keys, mac) VALUES (%s, %s, '') RETURNING id", [entity, keys])
        number = cursor.fetchone()[0]
        cursor.execute(f"UPDATE {table} SET mac = %s WHERE id = %s", [proof_of(number, entity, keys), number])


def proof_of(number: int, entity: str, keys: str) -> str:
    """What only the product can write into a note."""
    return mac("mark", number, entity, keys).hex()[:32]


def runs(keys: Iterable[int]) -> list[tuple[int, int]]:
    """[4, 5, 6, 9] → [(4, 6), (9, 9)]: first and last of each run of keys."""
    groups = groupby(enumerate(sorted(set(keys))), key=lambda pair: pair[1] - pair[0])
    return [(stretch[0][1], stretch[-1][1]) for stretch in (list(group) for _, group in groups)]


def ranges(keys: Iterable[int]) -> str:
    """[4, 5, 6, 9] → "4-6,9"."""
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs(keys))


def keys_of(text: str) -> Iterator[int]:
    """The keys that `ranges` wrote down."""
    for run in text.split(","):
        first, _, last = run.partition("-")
        yield from range(int(first), int(last or first) + 1)


@dataclass
class Pending:
    """Notes that wait for the next sealing: the keys by table, and notes that the product did not write."""

    keys: dict[str, set[int]] = field(default_factory=dict)
    through: int = 0
    forged: list[int] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(keys) for keys in self.keys.values())


def pending(after: int, most: int | None = None) -> Pending:
    """The notes that count: written by the product and later than the note `after`; about `most` rows of them."""
    found = Pending(through=after)
    rows = 0
    for note in Mark.objects.order_by("pk").iterator(2000):
        if note.pk <= after or note.mac != proof_of(note.pk, note.entity, note.keys):
            found.forged.append(note.pk)
            continue
        if most is not None and rows >= most:
            break
        keys = set(keys_of(note.keys))
        rows += len(keys)
        found.keys.setdefault(note.entity, set()).update(keys)
        found.taken.append(note.pk)
        found.through = note.pk
    return found
