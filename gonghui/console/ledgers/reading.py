"""The reader of a request, and the records he may open; what lies outside his unions is not there (404)."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from gonghui.bargaining.public import Contract
from gonghui.console.ledgers.listing import Reader
from gonghui.orgs.public import Employer, Union, employers_of, unions_of
from gonghui.people.public import Membership


def reader_of(request: HttpRequest) -> Reader:
    """Who looks: set up by the console's middleware."""
    return Reader(request.scope, request.moment.today, request.hand.name, request.may_write)  # type: ignore[attr-defined]


def one(rows: QuerySet[Any], **key: Any) -> Any:
    """The one record of that key. Raises Http404."""
    found = rows.filter(**key).first()
    if found is None:
        raise Http404
    return found


def union_in(reader: Reader, code: str) -> Union:
    return one(unions_of(reader.scope), code=code)


def employer_in(reader: Reader, pk: int) -> Employer:
    return one(employers_of(reader.scope, reader.today), pk=pk)


def membership_in(reader: Reader, pk: int) -> Membership:
    return one(reader.scope.limit(Membership.objects.select_related("worker", "union", "employer", "group")), pk=pk)


def contract_in(reader: Reader, pk: int) -> Contract:
    return one(reader.scope.limit(Contract.objects.select_related("union", "renews")), pk=pk)
