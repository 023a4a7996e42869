"""Workers as persons: when one may be erased, what stays for the figures, how long somebody who left is kept."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet

from gonghui.kernel.audit import writes
from gonghui.kernel.dates import add_months
from gonghui.kernel.indicators.models import FrozenRow
from gonghui.kernel.privacy.erasing import PersonKind, person_erase, register_person
from gonghui.kernel.privacy.retention import Due, Retention, register_retention
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import NotInForce, rule
from gonghui.people.actions import account_erase, office_end
from gonghui.people.models import Membership, OfficeHeld, Worker

LEFT = "privacy.left_member_record"


def barred(worker: Worker) -> Refused | None:
    """A person on a roll is not erased; neither is one who was erased before."""
    if erased(worker):
        return Refused("这个人的个人信息已经清除过。", "不用再办。")
    standing = Membership.objects.filter(worker=worker, end_on=None).select_related("union").first()
    if standing:
        return Refused(f"{worker.name}还在{standing.union.name}的名册上。", "离会以后才能清除；记错的请更正。")
    return None


def account_goes(worker: Worker, by: writes.Hand, at: datetime) -> int:
    """A member's own account goes with him; somebody who also holds or held an office keeps his, without the record.

    Returns in how many events, about the account and by it, his name was covered.
    """
    covered, gone = 0, set[int]()
    for office in OfficeHeld.objects.filter(worker=worker).select_related("account", "union"):
        if office.end_on is None:
            office_end(office=office, on=at.date(), by=by, at=at, because="随本人清除个人信息")
        bearer = OfficeHeld.objects.filter(account=office.account).exclude(worker=worker).exists()
        if not bearer and office.account_id not in gone:
            gone.add(office.account_id)
            covered += account_erase(account=office.account, by=by, at=at)
    return covered


def erased(worker: Worker) -> bool:
    """Whether the worker was erased: nobody else has no identity number."""
    return not worker.id_sealed


def frozen(worker: Worker) -> QuerySet[FrozenRow]:
    """The rows of closed figures that show the worker: his memberships, and whatever else points at him."""
    keys = Membership.objects.filter(worker=worker).values("pk")
    about = FrozenRow.objects.filter(subject=worker.pk).only("refs")
    named = [row.pk for row in about if [Worker._meta.label_lower, worker.pk] in row.refs]
    return FrozenRow.objects.filter(Q(kind="member", key__in=keys) | Q(pk__in=named))


def kept_months(day: date) -> int | None:
    """Months that somebody who left is kept, as the rule says on `day`; None where it says nothing that can be counted."""
    try:
        value = rule(LEFT).at(day)
    except NotInForce:
        return None
    size = {"years": 12, "months": 1}.get(value.kind)
    return size * int(value.value) if size and isinstance(value.value, int) else None


def left_long_ago(day: date) -> Iterator[Due]:
    """The workers on no roll whose last membership ended longer ago than the rule allows."""
    months = kept_months(day)
    if months is None:
        return
    gone = Worker.objects.exclude(id_sealed="").exclude(memberships__end_on=None)
    gone = gone.annotate(last=Max("memberships__end_on"), union=Max("memberships__union_id"))
    for worker in gone.filter(last__lte=add_months(day, -months)).order_by("last", "pk"):
        yield Due(worker, worker.union, add_months(worker.last, months))


register_person(PersonKind(Worker, barred=barred, stays=frozenset({"sex", "migrant"}), frozen=frozen,
                            parting=account_goes))  # fmt: skip
register_retention(Retention(
    key="left_member", title="离会的会员", rule=LEFT, why="离会后要能查入会年限、办证明、处理争议；过后没有再留的理由。",
    model=Worker, due=left_long_ago, erase=person_erase,
))  # fmt: skip
