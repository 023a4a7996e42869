"""Filter chips that several contexts' lists share."""

from django.db.models import Q

from gonghui.kernel.ledger.parts import Filter
from gonghui.kernel.ledger.reader import Reader
from gonghui.orgs.choices import UnionKind
from gonghui.orgs.queries import unions_of

MOST_OPTIONS = 300


def union_filter(path: str = "union") -> Filter:
    """A chip with the unions that a reader may open; a town with very many unions picks by search instead."""

    def options(reader: Reader) -> list[tuple[str, str]]:
        rows = unions_of(reader.scope).filter(closed_on=None).exclude(placements__kind=UnionKind.TOWN)
        return [(str(pk), name) for pk, name in rows.values_list("pk", "name")[:MOST_OPTIONS]]

    return Filter("union", "工会", lambda values, reader: Q(**{f"{path}__in": values}), options)
