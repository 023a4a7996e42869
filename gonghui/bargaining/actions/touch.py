"""Bringing deadlines in line after a record changed outside its steps."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from gonghui.bargaining.models import Bargaining, Contract
from gonghui.kernel.audit import writes
from gonghui.kernel.workflow.settling import settle, settle_quietly


def settle_procedure(bargaining: Bargaining, by: writes.Hand, at: datetime) -> None:
    """The deadlines of one procedure."""
    settle_quietly([bargaining], by, at)


def followed_by(contract: Contract) -> list[Contract]:
    """The contracts whose debt of renewal this one may pay: the one it renews, and earlier ones of its employers."""
    same = Q(
        kind=contract.kind, expires_on__lt=contract.expires_on, covers__employer__contract_covers__contract=contract
    )
    rows = Contract.objects.filter(same | Q(pk=contract.renews_id), ended_on=None).exclude(pk=contract.pk)
    return list(rows.only("pk").distinct())


def settle_contracts(contract: Contract, by: writes.Hand, followed: Sequence[Contract] | None = None) -> None:
    """The deadlines of a contract and of those that it follows."""
    settle([contract, *(followed_by(contract) if followed is None else followed)], by)
