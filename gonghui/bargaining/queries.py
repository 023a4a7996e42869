"""Questions about contracts."""

from datetime import date, timedelta

from django.db.models import Count, QuerySet

from gonghui.bargaining.models import Contract
from gonghui.kernel.scope import EVERYTHING, Scope


def contracts_of(scope: Scope = EVERYTHING) -> QuerySet[Contract]:
    """The contracts a reader may open, with the number of employers each covers."""
    rows = scope.limit(Contract.objects.all())
    return rows.select_related("union").annotate(employers=Count("covers", distinct=True))


def running_out(day: date, days: int, scope: Scope = EVERYTHING) -> QuerySet[Contract]:
    """Contracts in force on `day` that expire within `days` and have no renewal recorded, soonest first."""
    last = day + timedelta(days=days)
    return contracts_of(scope).in_force(day).filter(expires_on__lte=last, renewed_by=None).order_by("expires_on")


def run_out(day: date, scope: Scope = EVERYTHING) -> QuerySet[Contract]:
    """Contracts that expired before `day` without a renewal or an early end, latest first.

    Only the newest contract of each union and kind counts: an old one that a newer, unlinked one follows is no debt.
    """
    from django.db.models import Exists, F, OuterRef

    newer = Contract.objects.filter(
        kind=OuterRef("kind"), union=OuterRef("union"), expires_on__gt=OuterRef("expires_on")
    )
    return (
        contracts_of(scope)
        .filter(expires_on__lt=day, renewed_by=None, ended_on=None, union__closed_on=None)
        .exclude(Exists(newer))
        .order_by(F("expires_on").desc())
    )
