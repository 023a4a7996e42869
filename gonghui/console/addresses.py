"""Where a record is opened."""

from collections.abc import Iterable
from typing import Any

from django.urls import NoReverseMatch, reverse

from gonghui.kernel.indicators import Part
from gonghui.orgs.public import Union


def record_url(link: tuple[str, int | str]) -> str:
    """The page of a record by (kind, key); a union's page goes by its code. "" for a record that has no page."""
    kind, key = link
    try:
        return reverse(f"console:{kind}", args=[key])
    except NoReverseMatch:
        return ""


def addresses(part: Part, rows: Iterable[Any]) -> list[str]:
    """The pages of a part's records, in their order; one query for all."""
    keys = [part.key(row) for row in rows]
    unions = {key for kind, key in keys if kind == "union"}
    codes = dict(Union.objects.filter(pk__in=unions).values_list("pk", "code"))
    return [record_url((kind, codes.get(key, "") if kind == "union" else key)) for kind, key in keys]
