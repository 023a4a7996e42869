"""The make-up of a list: frontline workers, women, migrants, heads of units, as shares of its persons."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from gonghui.honours.choices import ForWhom, Position
from gonghui.honours.models import Nomination, Programme
from gonghui.people.public import Sex


@dataclass(frozen=True)
class Share:
    """One share of a list: `count` of `whole` persons against a bound of `limit` per cent (inclusive)."""

    label: str
    count: int
    whole: int
    limit: int
    at_most: bool = False

    @property
    def met(self) -> bool:
        """Exact, no rounding; an empty list meets everything."""
        if not self.whole:
            return True
        share = Fraction(self.count * 100, self.whole)
        return share <= self.limit if self.at_most else share >= self.limit

    @property
    def per_cent(self) -> int:
        """The share, rounded down, for the bar."""
        return self.count * 100 // self.whole if self.whole else 0

    @property
    def words(self) -> str:
        """一线职工6/10，要求不少于60%."""
        return f"{self.label}{self.count}/{self.whole}，要求{'不多于' if self.at_most else '不少于'}{self.limit}%"


def shares(programme: Programme, rows: Sequence[Nomination]) -> list[Share]:
    """The shares that a programme asks for, of these nominations; nothing for programmes that are not for persons.

    Women and migrants are read from the roll.
    """
    if programme.given_to != ForWhom.PERSON:
        return []
    whole = len(rows)
    on_roll = [row.worker for row in rows if row.worker is not None]
    counts = (
        ("一线职工", sum(row.position == Position.FRONTLINE for row in rows), programme.frontline_min, False),
        ("女职工", sum(worker.sex == Sex.FEMALE for worker in on_roll), programme.women_min, False),
        ("农民工", sum(bool(worker.migrant) for worker in on_roll), programme.migrants_min, False),
        ("单位负责人", sum(row.position == Position.LEADER for row in rows), programme.leaders_max, True),
    )
    return [Share(label, count, whole, limit, most) for label, count, limit, most in counts if limit is not None]
