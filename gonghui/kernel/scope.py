"""What a reader may open: everything, or the records of a set of unions; in single ledgers perhaps more."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from typing import TypeVar

from django.db.models import Model, QuerySet

T = TypeVar("T", bound=Model)

Reach = frozenset[int] | None
"""The keys of unions; None stands for the whole office."""


def widest(one: Reach, other: Reach) -> Reach:
    """What two reaches cover together."""
    return None if one is None or other is None else one | other


@dataclass(frozen=True)
class Scope:
    """`unions` is None for a reader of the whole office, else the unions whose records he may open in every ledger.

    `apart` names the lines of work, or single ledgers by their keys, in which he reaches further. What asks without
    saying for which ledger gets `unions` alone: a page that forgets to say it shows less, never more.
    """

    unions: Reach = None
    apart: tuple[tuple[str, Reach], ...] = ()

    @property
    def everything(self) -> bool:
        return self.unions is None

    @property
    def nothing(self) -> bool:
        """Whether there is not one union, in no ledger."""
        return self.unions == frozenset() and not any(reach is None or reach for _, reach in self.apart)

    def on(self, *names: str) -> "Scope":
        """The scope in one ledger, named by its key, its line of work, or both."""
        more = [reach for name, reach in self.apart if name in names]
        return Scope(reduce(widest, more, self.unions))

    def limit(self, rows: QuerySet[T], union: str = "union_id") -> QuerySet[T]:
        """Only the rows of these unions; `union` is the lookup path to the union's key."""
        return rows if self.unions is None else rows.filter(**{f"{union}__in": self.unions})

    def may_open(self, union_id: int | None) -> bool:
        return self.unions is None or union_id in self.unions


EVERYTHING = Scope()
NOTHING = Scope(frozenset())


def scope_over(everywhere: Reach, apart: Iterable[tuple[str, Reach]]) -> Scope:
    """A scope out of many grants: those of one name are put together, those that add nothing fall away."""
    if everywhere is None:
        return EVERYTHING
    found: dict[str, Reach] = {}
    for name, reach in apart:
        found[name] = widest(found.get(name, frozenset()), reach)
    more = tuple((name, reach) for name, reach in sorted(found.items()) if reach is None or reach - everywhere)
    return Scope(everywhere, more)


@dataclass(frozen=True)
class Rights:
    """What a person may do on a day: where he opens, writes, looks at private values, and works at what is assigned to
    him; and the doings without a place.

    Asked through `may`. Closed by default: a doing that nobody declared for one of his offices is not his.
    """

    read: Scope = NOTHING
    write: Scope = NOTHING
    look: Scope = NOTHING
    assigned: Scope = NOTHING
    doings: frozenset[str] = field(default_factory=frozenset)

    def may(self, doing: str) -> bool:
        """Whether any of his offices lets him do this."""
        return doing in self.doings


NO_RIGHTS = Rights()
ALL_RIGHTS = Rights(EVERYTHING, EVERYTHING, EVERYTHING)
"""For the terminal and for tests: everything that has a place."""
