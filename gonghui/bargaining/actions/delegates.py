"""Naming, correcting and replacing the people who bargain."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from gonghui.bargaining.actions.touch import settle_procedure
from gonghui.bargaining.choices import Side
from gonghui.bargaining.models import Bargaining, Delegate
from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused

DETAILS = ("name", "sex", "chief", "outsider", "frontline", "post", "since")


@transaction.atomic
def delegate_name(
    *, bargaining: Bargaining, side: Side, name: str, since: date, by: writes.Hand, at: datetime, chief: bool = False,
    replaces: Delegate | None = None, **details: Any,
) -> Delegate:  # fmt: skip
    """Name a delegate of a side from `since` (inclusive) on.

    Numbers and shares are judged when the sides meet, not here: a list is written name by name. Raises Refused for
    somebody who sits already, on either side, a second chief, an outside chief, or a `replaces` that is filled.
    """
    writes.hold(bargaining)
    _refuse_settled(bargaining)
    refuse_future(since, at, "since")
    name = name.strip()
    if not name:
        raise Refused("没有写代表的姓名。", "请补上姓名。", "name")
    _refuse_seated(bargaining, side, name)
    _refuse_chief(bargaining, side, chief, bool(details.get("outsider")))
    if replaces is not None:
        _refuse_replacement(bargaining, side, replaces, since)
    row = writes.create(
        Delegate(bargaining=bargaining, side=side, name=name, since=since, chief=chief, replaces=replaces, **details),
        by,
    )
    role = "首席代表" if chief else "代表"
    words = f"，接替{replaces.name}" if replaces else ""
    said = f"{cn_date(since)}起{name}任{Side(side).label}{role}{words}"
    writes.log("delegate_name", bargaining, said, by, at, union_id=bargaining.union_id)
    settle_procedure(bargaining, by, at)
    return row


def _refuse_settled(bargaining: Bargaining) -> None:
    if bargaining.state == "dropped":
        raise Refused("这次协商已经撤回。", "请另外发起一次协商。")


def _refuse_seated(bargaining: Bargaining, side: str, name: str, but: int = 0) -> None:
    seated = bargaining.delegates.filter(name=name, until=None).exclude(pk=but).first()
    if seated and seated.side == side:
        raise Refused(f"{name}已经是{seated.get_side_display()}的代表。", "不用再登记一次。", "name")
    if seated:
        raise Refused(
            f"{name}已经是{seated.get_side_display()}的代表，双方代表不能互相兼任。",
            "请换一个人；如果是同名的两个人，请在姓名后面注明，如“王强（质检）”。", "name",
        )  # fmt: skip


def _refuse_chief(bargaining: Bargaining, side: str, chief: bool, outsider: bool, but: int = 0) -> None:
    if not chief:
        return
    if outsider:
        raise Refused("首席代表不能由外单位人员代理。", "请改由本单位的人任首席代表。", "chief")
    other = bargaining.delegates.filter(side=side, chief=True, until=None).exclude(pk=but).first()
    if other:
        raise Refused(
            f"{other.get_side_display()}已经有首席代表{other.name}。", "请先更正那一位，或者登记他不再担任。", "chief"
        )


def _refuse_replacement(bargaining: Bargaining, side: str, left: Delegate, since: date) -> None:
    if left.bargaining_id != bargaining.pk or left.side != side:
        raise Refused(f"{left.name}不是这一方的代表。", "请从这一方空缺的名单里选。", "replaces")
    if left.until is None:
        raise Refused(f"{left.name}还在任。", "请先登记他不再担任。", "replaces")
    if Delegate.objects.filter(replaces=left).exists():
        raise Refused(f"{left.name}的空缺已经补上了。", "不用再补。", "replaces")
    if since < left.until:
        raise Refused(f"{cn_date(since)}早于{left.name}离任的{cn_date(left.until)}。", "请核对日期。", "since")


@transaction.atomic
def delegate_amend(*, delegate: Delegate, by: writes.Hand, at: datetime, **values: Any) -> bool:
    """Correct a delegate's entry; returns whether anything changed. Raises Refused as `delegate_name`, and Stale."""
    given = {key: value for key, value in values.items() if key in DETAILS}
    after = {key: given.get(key, getattr(delegate, key)) for key in DETAILS}
    refuse_future(after["since"], at, "since")
    if delegate.until is None:
        _refuse_seated(delegate.bargaining, delegate.side, after["name"], delegate.pk)
        _refuse_chief(delegate.bargaining, delegate.side, after["chief"], after["outsider"], delegate.pk)
    elif after["since"] > delegate.until:
        raise Refused(f"担任日期晚于不再担任的{cn_date(delegate.until)}。", "请核对日期。", "since")
    changes = writes.change(delegate, by, **given)
    if changes:
        summary = f"更正协商代表{delegate.name}的{'、'.join(changes)}"
        writes.log("delegate_amend", delegate.bargaining, summary, by, at, changes, delegate.bargaining.union_id)
        settle_procedure(delegate.bargaining, by, at)
    return bool(changes)


@transaction.atomic
def delegate_leave(*, delegate: Delegate, on: date, why: str, by: writes.Hand, at: datetime) -> None:
    """A delegate sits no longer from `on` (the first day without him); the seat is to be filled in the time of the law.

    Raises Refused for a day before he sat or still to come, or without a reason.
    """
    if delegate.until is not None:
        raise Refused(f"{delegate.name}已经在{cn_date(delegate.until)}不再担任。", "不用再登记一次。")
    refuse_future(on, at)
    if on < delegate.since:
        raise Refused(f"{cn_date(on)}早于担任的{cn_date(delegate.since)}。", "请核对日期。", "on")
    if not why.strip():
        raise Refused("还没有写不再担任的原因。", "请写明原因，如离职、调岗、辞去代表。", "why")
    changes = writes.change(delegate, by, until=on, why_left=why.strip())
    bargaining = delegate.bargaining
    summary = f"{cn_date(on)}起{delegate.name}不再任{delegate.get_side_display()}代表：{why.strip()}"
    writes.log("delegate_leave", bargaining, summary, by, at, changes, bargaining.union_id)
    settle_procedure(bargaining, by, at)
