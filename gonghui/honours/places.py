"""Places of a round: how many are taken, how many are left, in all and for one union."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from gonghui.honours.models import GONE, Nomination, Round
from gonghui.orgs.public import Union


@dataclass(frozen=True)
class Places:
    """`taken` of `total` places; a total of None has no limit."""

    taken: int
    total: int | None

    @property
    def left(self) -> int | None:
        return None if self.total is None else max(0, self.total - self.taken)

    @property
    def full(self) -> bool:
        return self.left == 0


def live(row: Round) -> QuerySet[Any]:
    """The nominations of a round that take a place."""
    return Nomination.objects.valid().filter(round=row).exclude(state__in=GONE)


def places(row: Round) -> Places:
    """The places of a round."""
    return Places(live(row).count(), row.places)


def places_of(row: Round, union: Union) -> Places:
    """The places of one union in a round: its own allotment, or what every union has."""
    own = row.allotments.filter(union=union).values_list("places", flat=True).first()
    return Places(live(row).filter(union=union).count(), row.each_union if own is None else own)
