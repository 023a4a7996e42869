"""Procedures inside the reader's scope, and the links between them and contracts."""

from django.db.models import QuerySet
from django.http import Http404

from gonghui.bargaining.public import Bargaining, ComplianceCheck, Contract
from gonghui.kernel.ledger.api import Reader


def procedures(reader: Reader) -> QuerySet[Bargaining]:
    """The procedures that a reader may open, with their parties."""
    rows = reader.scope.limit(Bargaining.objects.all())
    return rows.select_related("union", "earlier", "contract").prefetch_related("covers__employer")


def procedure_in(reader: Reader, pk: int) -> Bargaining:
    """One procedure. Raises Http404 outside the scope."""
    found = procedures(reader).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def contract_of(reader: Reader, pk: int) -> Contract:
    """One contract. Raises Http404 outside the scope."""
    rows = reader.scope.limit(Contract.objects.all()).select_related("union").prefetch_related("covers__employer")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def check_in(reader: Reader, pk: int) -> ComplianceCheck:
    """One check. Raises Http404 outside the scope."""
    rows = reader.scope.limit(ComplianceCheck.objects.all()).select_related("contract__union", "union")
    found = rows.prefetch_related("items", "contract__covers__employer").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
