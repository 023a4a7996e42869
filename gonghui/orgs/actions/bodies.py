"""Sister bodies, committees with their terms and seats, legal-person certificates."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.dated import close, holds_from, record_from, refuse_future
from gonghui.kernel.dates import SINCE_EVER, cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.settling import settle_quietly
from gonghui.orgs.choices import BodyKind
from gonghui.orgs.models import Certificate, Committee, Seat, SisterBody, Union

SEATS_FOR_ONE = ("主席", "经审主任", "女工主任")


@transaction.atomic
def body_record(
    *, union: Union, kind: BodyKind, on: date, by: writes.Hand, at: datetime, head: str = "", proof: str = ""
) -> bool:
    """Record that a union has a sister body from `on`, or correct its head and proof. Returns whether it changed.

    A body that ended begins anew at its end at the earliest. Raises Refused for a day in the future and a closed union.
    """
    refuse_future(on, at)
    writes.hold(union)
    row = SisterBody.objects.open().filter(union=union, kind=kind).first()
    label = BodyKind(kind).label
    if row is None:
        if union.closed_on:
            raise Refused(f"{union.name}已于{cn_date(union.closed_on)}撤销。", "请选还在的工会。", "union")
        past = SisterBody.objects.filter(holds_from(on), union=union, kind=kind).order_by("-end_on").first()
        on = past.end_on if past and past.end_on else on
        row = writes.create(SisterBody(union=union, kind=kind, head=head, proof=proof, start_on=on), by)
        writes.log("body_record", row, f"{union.name}{cn_date(on)}起有{label}", by, at, union_id=union.pk)
        return True
    given = {key: value for key, value in (("head", head), ("proof", proof)) if value}
    changes = writes.change(row, by, **given)
    if changes:
        writes.log("body_record", row, f"修改{union.name}的{label}", by, at, changes, union.pk)
    return bool(changes)


@transaction.atomic
def body_end(*, union: Union, kind: BodyKind, on: date, by: writes.Hand, at: datetime) -> bool:
    """Record that from `on` a union no longer has a sister body. Returns whether it had one.

    Raises Refused for a day in the future or before the body's first.
    """
    refuse_future(on, at)
    row = SisterBody.objects.open().filter(union=union, kind=kind).first()
    if row is None:
        return False
    close(row, on, by)
    writes.log("body_end", row, f"{union.name}{cn_date(on)}起没有{row.get_kind_display()}", by, at, union_id=union.pk)
    return True


@transaction.atomic
def committee_record(
    *, union: Union, term: int, by: writes.Hand, at: datetime, elected_on: date | None = None,
    expires_on: date | None = None, seats: Mapping[str, str] | None = None,
) -> Committee:  # fmt: skip
    """Record a term of the committee (both days inclusive, None where no paper tells) and who sits in it ({职务: 姓名}).

    For a term that is recorded already the given days correct it. Raises Refused when the term would end before it
    starts or begin in the future.
    """
    row = Committee.objects.filter(union=union, term=term).first()
    elected_on = elected_on or (row.elected_on if row else None)
    expires_on = expires_on or (row.expires_on if row else None)
    refuse_future(elected_on, at, "elected_on")
    if elected_on and expires_on and expires_on <= elected_on:
        raise Refused("任期届满日期不晚于选举日期。", "请核对两个日期。", "expires_on")
    if row is None:
        row = writes.create(Committee(union=union, term=term, elected_on=elected_on, expires_on=expires_on), by)
        summary = f"{union.name}第{term}届委员会" + (f"，任期至{cn_date(expires_on)}" if expires_on else "")
        writes.log("committee_record", row, summary, by, at, union_id=union.pk)
    else:
        changes = writes.change(row, by, elected_on=elected_on, expires_on=expires_on)
        if changes:
            writes.log("committee_record", row, f"更正{union.name}第{term}届任期", by, at, changes, union.pk)
    for title, holder in (seats or {}).items():
        seat_fill(committee=row, title=title, holder=holder, on=elected_on or SINCE_EVER, by=by, at=at)
    settle_quietly([union], by, at)
    return row


@transaction.atomic
def seat_fill(*, committee: Committee, title: str, holder: str, on: date, by: writes.Hand, at: datetime) -> bool:
    """Put a person into a seat from `on`; in a seat for one (主席 …) the former holder's time ends.

    Returns whether it changed. Raises Refused for a day in the future.
    """
    refuse_future(on, at)
    if Seat.objects.open().filter(committee=committee, title=title, holder=holder).exists():
        return False
    if title in SEATS_FOR_ONE:
        seat, _ = record_from(Seat, {"committee": committee, "title": title}, on, {"holder": holder}, by)
    else:
        seat = writes.create(Seat(committee=committee, title=title, holder=holder, start_on=on), by)
    summary = f"{committee.union.name}{title}：{holder}，{cn_date(on)}起"
    writes.log("seat_fill", seat, summary, by, at, union_id=committee.union_id)
    return True


@transaction.atomic
def certificate_record(
    *, union: Union, number: str, by: writes.Hand, at: datetime, issued_on: date | None = None,
    valid_until: date | None = None,
) -> bool:  # fmt: skip
    """Record a legal-person certificate; `valid_until` is its last valid day. Returns whether it changed.

    Raises Refused for an issue in the future and for one that is not before the last day.
    """
    refuse_future(issued_on, at, "issued_on")
    if issued_on and valid_until and valid_until <= issued_on:
        raise Refused("证书有效期不晚于发证日期。", "请对着证书核对。", "valid_until")
    row = Certificate.objects.filter(union=union, number=number).first()
    if row is None:
        row = Certificate(union=union, number=number, issued_on=issued_on, valid_until=valid_until)
        writes.create(row, by)
        writes.log("certificate_record", row, f"{union.name}法人证书{number}", by, at, union_id=union.pk)
        settle_quietly([union], by, at)
        return True
    given = {key: value for key, value in (("issued_on", issued_on), ("valid_until", valid_until)) if value}
    changes = writes.change(row, by, **given)
    if changes:
        writes.log("certificate_record", row, f"更正{union.name}法人证书", by, at, changes, union.pk)
        settle_quietly([union], by, at)
    return bool(changes)
