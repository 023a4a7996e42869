"""The verbs of the second signature."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.files.scans import drop_scan, keep_scan
from gonghui.kernel.refusal import Refused
from gonghui.kernel.signing.acts import act_of
from gonghui.kernel.signing.models import Signature, State, Way
from gonghui.kernel.signing.queries import open_one

GOOD_FOR = timedelta(days=1)
"""How long a signature may wait to be used by an act that its own page carries out."""


def _content(act: str, payload: dict[str, Any]) -> str:
    content = act_of(act).content
    return content(payload) if content else ""


def _asked(
    act: str, subject: str, title: str, payload: dict[str, Any], union_id: int | None, by: writes.Hand, at: datetime
) -> Signature:
    if by.account_id is None:
        raise Refused("请签字的人要登录。", "请用自己的账号办。")
    waiting = open_one(act, subject)
    if waiting is not None:
        raise Refused(f"这件事{waiting.asked_by}已经请人签字，还在等。", "请到“等我签”里看。")
    return Signature(act=act, subject=subject, title=title[:200], payload=payload, content=_content(act, payload),
                     union_id=union_id, asked_at=at, asked_by_id=by.account_id, asked_by=by.name)  # fmt: skip


def ask(
    *, act: str, subject: str, title: str, payload: dict[str, Any], union_id: int | None, by: writes.Hand, at: datetime
) -> Signature:
    """Ask for a second signature; nothing happens before somebody else gives it.

    Raises Refused while the same matter waits already.
    """
    row = _asked(act, subject, title, payload, union_id, by, at)
    with transaction.atomic():
        writes.create(row, by)
        writes.log("signature_ask", row, f"请第二个人签字：{title}", by, at, union_id=union_id)
    return row


def agree(*, signature: Signature, county: bool, by: writes.Hand, at: datetime) -> Signature:
    """Sign what another person asked for; the act is carried out at once, in the name of whoever asked.

    Raises Refused for one's own request, for one that waits no more, and when what is signed is not what lay there.
    """
    if by.account_id is None or by.account_id == signature.asked_by_id:
        raise Refused("自己请签的事，要另一个人签。", "请另一位签，或者上传签了字的纸。")
    way = Way.COUNTY if county else Way.PERSON
    return _given(signature, {"way": way, "signed_by": by.name, "signed_on": at.date()}, by, at)


def agree_on_paper(
    *, act: str, subject: str, title: str, payload: dict[str, Any], union_id: int | None, signer: str, on: date | None,
    uploads: Sequence[bytes], by: writes.Hand, at: datetime,
) -> Signature:  # fmt: skip
    """Record that another person signed on paper: who, which day (inclusive, not after today), with the scan.

    Raises Refused without any of them, or when the signer bears the name of whoever enters it.
    """
    signer = signer.strip()[:60]
    if len(signer) < 2:
        raise Refused("还没有写是谁签的字。", "请写签字人的姓名。", "signer")
    if signer == by.name:
        raise Refused("纸上要有另一个人的签字。", "请写第二个签字人的姓名。", "signer")
    if on is None:
        raise Refused("还没有写哪天签的字。", "请照纸上的日期写。", "signed_on")
    refuse_future(on, at, "signed_on")
    waiting = open_one(act, subject)
    row = waiting or _asked(act, subject, title, payload, union_id, by, at)
    scan = keep_scan(uploads)
    try:
        return _given(row, {"way": Way.PAPER, "signed_by": signer, "signed_on": on, "scan": scan}, by, at)
    except BaseException:
        drop_scan(scan)
        raise


def _given(row: Signature, values: dict[str, Any], by: writes.Hand, at: datetime) -> Signature:
    """Read first, then in one piece: the signature and the act it stands under."""
    act = act_of(row.act)
    if row.content != _content(row.act, row.payload):
        raise Refused("请签以后内容变了，不能照原来的签。", "请撤回，重新请签。")
    carry = act.prepare(row.payload, row.hand, at) if act.prepare else None
    with transaction.atomic():
        if row._state.adding:
            writes.create(row, by)
        given = {**values, "state": State.AGREED, "signed_at": at, "signed_by_id": by.account_id}
        if writes.change_rows(Signature.objects.filter(pk=row.pk, state=State.ASKED), by, **given) != 1:
            raise Refused("这件事已经不等签字了。", "请刷新页面再看。")
        result = carry() if carry else None
        if result is not None:
            writes.change_rows(Signature.objects.filter(pk=row.pk), by, result_id=result.pk)
        row.refresh_from_db()
        hand = writes.Hand(by.account_id, by.name, scan=row.scan)
        writes.log("signature_agree", row, f"{row.words}：{row.title}", hand, at, union_id=row.union_id)
    return row


@transaction.atomic
def decline(*, signature: Signature, reason: str, by: writes.Hand, at: datetime) -> None:
    """Say no, with a reason. Raises Refused without one, for one's own request, and for one that waits no more."""
    reason = reason.strip()[:200]
    if len(reason) < 2:
        raise Refused("还没有写为什么不同意。", "请写明原因，让请签的人知道怎么改。", "reason")
    if by.account_id == signature.asked_by_id:
        raise Refused("自己请签的事不用回绝。", "不办了就撤回。")
    _end(signature, State.DECLINED, by, at, reason=reason, signed_by=by.name, signed_by_id=by.account_id)
    writes.log(
        "signature_decline", signature, f"不同意：{signature.title}。{reason}", by, at, union_id=signature.union_id
    )


@transaction.atomic
def withdraw(*, signature: Signature, by: writes.Hand, at: datetime) -> None:
    """Take one's own request back. Raises Refused for somebody else's and for one that waits no more."""
    if by.account_id != signature.asked_by_id:
        raise Refused("只有请签的人能撤回。", "不同意请写明原因。")
    _end(signature, State.WITHDRAWN, by, at)
    writes.log("signature_withdraw", signature, f"撤回请签：{signature.title}", by, at, union_id=signature.union_id)


def _end(row: Signature, state: State, by: writes.Hand, at: datetime, **values: Any) -> None:
    waiting = Signature.objects.filter(pk=row.pk, state=State.ASKED)
    if writes.change_rows(waiting, by, state=state, signed_at=at, **values) != 1:
        raise Refused("这件事已经不等签字了。", "请刷新页面再看。")


@transaction.atomic
def agreed_once(*, act: str, subject: str, by: writes.Hand, at: datetime) -> bool:
    """Whether somebody agreed, within the last day, to what this person asked for; each signature is used up by this."""
    good = Signature.objects.filter(
        act=act,
        subject=subject,
        asked_by_id=by.account_id or 0,
        state=State.AGREED,
        used_at=None,
        signed_at__gt=at - GOOD_FOR,
    )
    row = good.order_by("pk").first()
    return row is not None and writes.change_rows(good.filter(pk=row.pk), by, used_at=at) == 1
