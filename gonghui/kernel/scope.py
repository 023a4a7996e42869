"""What a reader may open: everything, or the records of a set of unions."""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet

T = TypeVar("T", bound=Model)


@dataclass(frozen=True)
class Scope:
    """`unions` is None for a reader of the whole office, else the unions whose records he may open."""

    unions: frozenset[int] | None = None

    @property
    def everything(self) -> bool:
        return self.unions is None

    def limit(self, rows: QuerySet[T], union: str = "union_id") -> QuerySet[T]:
        """Only the rows of these unions; `union` is the lookup path to the union's key."""
        return rows if self.unions is None else rows.filter(**{f"{union}__in": self.unions})

    def may_open(self, union_id: int | None) -> bool:
        return self.unions is None or union_id in self.unions


EVERYTHING = Scope()
NOTHING = Scope(frozenset())
