"""Questions about contracts."""

from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from gonghui.bargaining.models import Contract, ContractCover, in_force_on
from gonghui.kernel.scope import EVERYTHING, Scope
from gonghui.orgs.public import exists_on


def contracts_of(scope: Scope = EVERYTHING) -> QuerySet[Contract]:
    """The contracts a reader may open, with the number of employers each covers."""
    rows = scope.limit(Contract.objects.all())
    return rows.select_related("union").annotate(employers=Count("covers", distinct=True))


def renewed_by(day: date) -> Exists:
    """Condition: a renewal was signed (or, unsigned, took effect) by `day`. What is signed later changes no past."""
    renewals = Contract.objects.annotate(begun=Coalesce("signed_on", "effective_on"))
    return Exists(renewals.filter(renews=OuterRef("pk"), begun__lte=day))


def owes_renewal(day: date) -> Exists:
    """Condition: for some employer of the contract no later one of the kind was begun by `day`.

    An old contract that newer, unlinked ones follow for every employer is no debt; struck-off employers owe none.
    """
    later = ContractCover.objects.annotate(begun=Coalesce("contract__signed_on", "contract__effective_on")).filter(
        contract__kind=OuterRef("contract__kind"),
        contract__expires_on__gt=OuterRef("contract__expires_on"),
        employer=OuterRef("employer"),
        begun__lte=day,
    )
    uncovered = ContractCover.objects.filter(~Exists(later), contract=OuterRef("pk"))
    return Exists(uncovered.exclude(employer__closed_on__lte=day).exclude(end_on__lte=day))


def running_out(day: date, days: int, scope: Scope = EVERYTHING) -> QuerySet[Contract]:
    """Contracts in force on `day` that expire within `days` and are not renewed by then, soonest first."""
    rows = contracts_of(scope).filter(in_force_on(day), expires_on__lte=day + timedelta(days=days))
    return rows.filter(~renewed_by(day), owes_renewal(day)).order_by("expires_on", "pk")


def run_out(day: date, scope: Scope = EVERYTHING) -> QuerySet[Contract]:
    """Contracts that expired before `day` without a renewal or an early end by then, latest first.

    Only while their union exists, and only where no newer contract covers the same employers.
    """
    rows = contracts_of(scope).filter(exists_on(day), expires_on__lt=day, ended_on=None)
    return rows.filter(~renewed_by(day), owes_renewal(day)).order_by("-expires_on", "pk")
