"""Where a record's rules come from: the province of its office."""

from typing import Any

from gonghui.kernel.rules import places
from gonghui.orgs.public import Area


def province(record: Any = None) -> str | None:
    """The province's slug; None where it has no texts of its own on file (the national ones hold then)."""
    name = Area.objects.filter(parent=None).values_list("province", flat=True).first()
    return name if name in places() else None
