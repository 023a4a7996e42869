"""The town's diary: what was recorded on which day, carried out in order up to today."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from gonghui.bargaining.public import Contract
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.orgs.public import Area, Employer, Union
from gonghui.people.public import Account, OfficeHeld

Progress = Callable[[int, int], None]
"""Told how many of how many entries are written."""

Deed = Callable[[datetime], object]
"""One entry: calls verbs with the instant at which it was recorded."""

_DAY = re.compile(r"(-?\d+)-(\d\d)-(\d\d)").fullmatch
MORNING = time(9, 30, tzinfo=OFFICE_TIME)


@dataclass
class Town:
    """The sample town while it is being written: its year, its records by name, its diary."""

    year: int
    hands: dict[str, Hand] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    offices: dict[str, OfficeHeld] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    employers: dict[str, Employer] = field(default_factory=dict)
    unions: dict[str, Union] = field(default_factory=dict)
    contracts: dict[tuple[object, ...], Contract] = field(default_factory=dict)
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)
    _diary: list[tuple[date, Deed]] = field(default_factory=list)

    def day(self, text: str) -> date:
        """`-1-09-18` is 18 September of the year before the town's year, `0-06-30` 30 June of the year itself."""
        match = _DAY(text)
        if not match:
            raise ValueError(f"not a day of the sample town: {text}")
        return date(self.year + int(match[1]), int(match[2]), int(match[3]))

    @property
    def opening(self) -> date:
        """The day on which the office began to keep its records: older facts enter as opening balances."""
        return self.day("-3-01-04")

    def enter(self, day: date, deed: Deed) -> None:
        """Put an entry into the diary; entries of the same day keep their order, older ones move to the opening."""
        self._diary.append((max(day, self.opening), deed))

    def carry_out(self, today: date, progress: Progress | None) -> None:
        """Carry out the entries up to `today` (inclusive) that have not been carried out yet, day by day."""
        due: Sequence[tuple[date, Deed]] = sorted(
            (entry for entry in self._diary if entry[0] <= today), key=lambda entry: entry[0]
        )
        self._diary = [entry for entry in self._diary if entry[0] > today]
        for done, (day, deed) in enumerate(due, 1):
            deed(datetime.combine(day, MORNING))
            if progress and (done % 50 == 0 or done == len(due)):
                progress(done, len(due))


def shared_out(total: int, weights: Sequence[float], at_most: Sequence[int] | None = None) -> list[int]:
    """`total` split by weight into whole numbers that add up to it (largest remainder), each within its cap.

    A total that the caps do not allow is a mistake in the tables: raises ValueError.
    """
    caps = list(at_most) if at_most is not None else [total] * len(weights)
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    out = [min(int(x), cap) for x, cap in zip(exact, caps, strict=True)]
    order = sorted(range(len(out)), key=lambda i: (int(exact[i]) - exact[i], i))
    while (left := total - sum(out)) > 0:
        room = [i for i in order if out[i] < caps[i] and weights[i] > 0]
        if not room:
            raise ValueError(f"{left} of {total} find no room")
        for i in room[:left]:
            out[i] += 1
    return out
