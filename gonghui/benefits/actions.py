"""Giving, to one or to a whole list, and signing for what was given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import models, transaction

from gonghui.benefits.choices import Kind, Source
from gonghui.benefits.models import Benefit
from gonghui.benefits.queries import given_in_year
from gonghui.benefits.rules import ALONE, twice
from gonghui.kernel.audit import writes
from gonghui.kernel.audit.models import Event
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.settling import settle
from gonghui.orgs.public import Union
from gonghui.people.public import Person


@dataclass(frozen=True)
class Given:
    """What one person gets: yuan (or the value of goods in yuan), and the goods by name with how many."""

    person: Person
    amount: Decimal | None = None
    what: str = ""
    quantity: int | None = None


@transaction.atomic
def benefits_give(
    *, items: Sequence[Given], kind: str, occasion: str, on: date, source: str = Source.DUES,
    cause: models.Model | None = None, given_by: str = "", by: writes.Hand, at: datetime,
) -> list[Benefit]:  # fmt: skip
    """Enter what many persons were given on one occasion; returns the rows in the order of `items`.

    `cause` is the record that brought it about. Raises Refused for a day to come, a person named twice with the same
    thing, one who was given it before on the same occasion of that year, money without an amount and goods without a
    name; then nothing is written.
    """
    refuse_future(on, at)
    if not occasion.strip():
        raise Refused("还没有写事由。", "请写为什么发，比如春节慰问、职工乒乓球赛。", "occasion")
    rows = [
        Benefit(
            union_id=one.person.union_id, worker_id=one.person.worker_id, name=one.person.name, person=one.person.mark,
            kind=kind, what=one.what.strip(), quantity=one.quantity, amount=one.amount, source=source,
            occasion=occasion.strip(), on=on, given_by=given_by,
            cause_label=cause._meta.label_lower if cause else "", cause_id=cause.pk if cause else None,
        )
        for one in items
    ]  # fmt: skip
    for row in rows:
        for check in ALONE:
            no = check(row, at)
            if no:
                raise Refused(f"{row.name}：{no.what}", no.todo, no.field)
    _refuse_twice(rows)
    writes.create_many(rows, by)
    writes.log_many(_told(row, by, at) for row in rows)
    _settle(rows, by)
    return rows


def benefit_give(
    *, item: Given, kind: str, occasion: str, on: date, source: str = Source.DUES, cause: models.Model | None = None,
    given_by: str = "", by: writes.Hand, at: datetime,
) -> Benefit:  # fmt: skip
    """Enter what one person was given; as `benefits_give`."""
    return benefits_give(items=[item], kind=kind, occasion=occasion, on=on, source=source, cause=cause,
                         given_by=given_by, by=by, at=at)[0]  # fmt: skip


def _refuse_twice(rows: Sequence[Benefit]) -> None:
    if not rows:
        return
    known = given_in_year([row.person for row in rows], rows[0].occasion, rows[0].kind, rows[0].on)
    there = {(row.person, row.what): row for found in known.values() for row in found}
    listed: set[tuple[int, str]] = set()
    for row in rows:
        key = (row.person, row.what)
        if key in there:
            raise twice(there[key])
        if key in listed:
            raise Refused(f"名单里{row.name}写了两次。", "请留一行；一个人领两样的，写明各是什么。", "name")
        listed.add(key)


def _settle(rows: Sequence[Benefit], by: writes.Hand) -> None:
    """The signing of what was given is a matter of each union."""
    settle([Union(pk=key) for key in sorted({row.union_id for row in rows})], by)


def _told(row: Benefit, by: writes.Hand, at: datetime) -> Event:
    what = row.what or Kind(row.kind).label
    yuan = f"，{row.amount}元" if row.amount is not None else ""
    return writes.event(
        "benefit_record", row, f"{row.occasion}：{row.name}，{what}{yuan}", by, at, union_id=row.union_id
    )


@transaction.atomic
def benefit_sign(*, row: Benefit, on: date, signed_by: str = "", by: writes.Hand, at: datetime) -> None:
    """Enter that the person signed for it on `on`, or `signed_by` in his place. The signed sheet comes with the hand.

    Raises Refused before it was given, for a day to come, for what was taken back and for the second signature.
    """
    refuse_future(on, at)
    if row.voided_on is not None:
        raise Refused(f"发给{row.name}的这一条已作废。", "不用签收。")
    if row.signed_on is not None:
        raise Refused(f"{row.name}{cn_date(row.signed_on)}已经签收了。", "签错了的，请先撤销签收。")
    if on < row.on:
        raise Refused(f"签收早于发放（{cn_date(row.on)}）。", "请核对签收日期。", "on")
    if signed_by.strip() == row.name:
        raise Refused(f"代签人写的是{row.name}本人。", "本人签的，代签人空着。", "signed_by")
    changes = writes.change(row, by, signed_on=on, signed_by=signed_by.strip())
    who = f"{signed_by.strip()}代{row.name}" if signed_by.strip() else row.name
    writes.log("benefit_sign", row, f"{who}签收：{row.occasion}", by, at, changes, row.union_id)
    _settle([row], by)


@transaction.atomic
def benefit_unsign(*, row: Benefit, reason: str, by: writes.Hand, at: datetime) -> None:
    """Take a signature back that was entered by mistake. Raises Refused without one or without a reason."""
    if row.signed_on is None:
        raise Refused(f"{row.name}还没有签收。", "可以直接更正。")
    if len(reason.strip()) < 2:
        raise Refused("还没有写撤销签收的原因。", "请写一句为什么，比如签到别人名下了。", "reason")
    changes = writes.change(row, by, signed_on=None, signed_by="")
    words = f"撤销{row.name}的签收，原因：{reason.strip()[:120]}"
    writes.log("benefit_unsign", row, words, by, at, changes, row.union_id)
    _settle([row], by)
