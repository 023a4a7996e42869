"""Whom a name in a list means: the one on the union's roll that day, or somebody on no roll."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gonghui.kernel.privacy import blind_number, open_text
from gonghui.kernel.refusal import Refused
from gonghui.people.models import Membership, Worker
from gonghui.people.queries import members_on

_TOLD_APART = re.compile(r"(.*?)[\s（(]*([0-9]{4,}|[0-9]{3}[Xx])[)）]*$")


@dataclass(frozen=True)
class Person:
    """One person on a list. `worker_id` is None for somebody on no roll, who is known by name and union."""

    name: str
    union_id: int
    worker_id: int | None = None

    @property
    def mark(self) -> int:
        """What makes people distinct: the worker's key, or a negative number that stands for union and name."""
        return -blind_number(f"{self.union_id}:{self.name}") if self.worker_id is None else self.worker_id


def person_of(worker: Worker, union_id: int) -> Person:
    """A person of the register, for the union whose list it is."""
    return Person(worker.name, union_id, worker.pk)


def person_named(text: str, union_id: int, day: date) -> Person:
    """The person of that name on the union's roll on `day`, or somebody on no roll.

    Namesakes on one roll are told apart by their card number or the last four of their identity number, written
    behind the name. Raises Refused when that is missing or fits nobody.
    """
    found = _TOLD_APART.match(text)
    name, number = (found[1], found[2].upper()) if found else (text, "")
    same = list(members_on(day).filter(union_id=union_id, worker__name=name).select_related("worker"))
    if number:
        same = [row for row in same if number == row.card_number or number == _tail(row)]
        if not same:
            raise Refused(f"名册上没有号码是{number}的{name}。", "请核对会员证号或者证件号后四位。", "name")
    if len(same) > 1:
        raise Refused(
            f"名册上有{len(same)}个{name}。", "请在姓名后面写会员证号或者证件号后四位，比如“张三1234”。", "name"
        )
    return Person(name, union_id, same[0].worker_id if same else None)


def _tail(row: Membership) -> str:
    return open_text(row.worker.id_sealed)[-4:] if row.worker.id_sealed else ""


def person_follows(day: str = "on") -> Callable[[Any, datetime], Mapping[str, Any]]:
    """For a ledger of `PersonEntry` rows: name, worker and mark from what was typed, by the roll of the row's `day`."""

    def follows(row: Any, at: datetime) -> Mapping[str, Any]:
        if not row.name or row.union_id is None:
            return {}
        if row.worker_id is not None and row.worker.name == row.name and row.person:
            kept = person_of(row.worker, row.union_id)
        else:
            kept = person_named(row.name, row.union_id, getattr(row, day) or at.date())
        return {"name": kept.name, "worker_id": kept.worker_id, "person": kept.mark}

    return follows
