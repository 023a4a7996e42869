"""Where a record is opened and where a matter is dealt with: the addresses of what other parts only know by key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse

from gonghui.kernel.ledger.registry import ledger_about
from gonghui.orgs.public import Union
from gonghui.people.public import Membership, Worker

BY_UNION_CODE = "union"
"""The page's argument is the union's code, not the record's own key."""

LISTED = "list"
"""The page is a list and takes nothing; its query says which view of it."""


@dataclass(frozen=True)
class Place:
    """A page by its address name; `by` says what it takes: the record's key, the code of its union, or nothing (a list)."""

    name: str
    by: str = "key"
    query: str = ""

    def url(self, key: int, union_code: str) -> str:
        if self.by == LISTED:
            return f"{reverse(f'console:{self.name}')}?{self.query}"
        return reverse(f"console:{self.name}", args=[union_code if self.by == BY_UNION_CODE else key])


_records: dict[str, Place] = {}
_acts: dict[str, Place] = {}


def record_page(entity: str, name: str, by: str = "key") -> None:
    """Say which page shows the records of a model (`app.model`, lower case)."""
    _records[entity] = Place(name, by)


def act_page(clock: str, name: str, by: str = "key", query: str = "") -> None:
    """Say which page deals with what a clock demands; without one the record's own page does."""
    _acts[clock] = Place(name, by, query)


def _of_ledger(entity: str) -> Place | None:
    ledger = ledger_about(entity)
    return Place(ledger.one) if ledger else None


def record_url(entity: str, key: int, union_code: str = "") -> str:
    """The address of a record, empty when no page shows such records. A declared ledger needs no `record_page`."""
    place = _records.get(entity) or _of_ledger(entity)
    return place.url(key, union_code) if place else ""


def page_of(row: Model) -> str:
    """The page of a record, else of the first record that it hangs on and that has a page; empty when there is none.

    A person's page is the last entry on the roll.
    """
    above = (getattr(row, field.name) for field in row._meta.concrete_fields if field.many_to_one)
    for named in filter(None, (row, *above)):
        one = (
            Membership.objects.filter(worker=named).order_by("start_on", "pk").last()
            if isinstance(named, Worker)
            else named
        )
        if one is None:
            continue
        url = record_url(one._meta.label_lower, one.pk, one.code if isinstance(one, Union) else "")
        if url:
            return url
    return ""


def act_url(clock: str, entity: str, key: int, union_code: str = "") -> str:
    """The address where a matter is dealt with, empty when there is none."""
    place = _acts.get(clock) or _records.get(entity) or _of_ledger(entity)
    return place.url(key, union_code) if place else ""


def unions_by_key(keys: Iterable[int | None]) -> Mapping[int, Union]:
    """The unions of these keys, in one query."""
    return Union.objects.in_bulk({key for key in keys if key is not None})


record_page("orgs.union", "union", BY_UNION_CODE)
act_page("orgs.term", "union-committee", BY_UNION_CODE)
act_page("orgs.certificate", "union-certificate", BY_UNION_CODE)
act_page("contract.expiry", "contract-renew")
act_page("wage.expiry", "contract-renew")
record_page("bargaining.bargaining", "bargaining")
record_page("bargaining.compliancecheck", "check")
act_page("compliance.rectify", "check-rectify")
act_page("benefits.sign", "benefits", LISTED, "view=unsigned")
