"""How long persons are kept: declared periods; the product proposes what is due, somebody decides."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.db import models, transaction
from django.db.models import QuerySet

from gonghui.kernel.audit import writes
from gonghui.kernel.audit.models import Event
from gonghui.kernel.dates import cn_date
from gonghui.kernel.privacy.models import Disposal
from gonghui.kernel.refusal import Refused
from gonghui.kernel.registry import Registry

PRODUCT = writes.Hand(None, "系统")
AT_ONCE = 500
"""Proposals made in one go."""


@dataclass(frozen=True)
class Due:
    """A person whose period is over since `on`."""

    person: models.Model
    union_id: int | None
    on: date


@dataclass(frozen=True)
class Retention:
    """One keeping period. `rule` is the rule that says how long, `due(day)` are the persons it is over for on `day`.

    `erase(person, reason, by, at)` is the verb that is called when somebody decides so.
    """

    key: str
    title: str
    rule: str
    why: str
    model: type[models.Model]
    due: Callable[[date], Iterator[Due]]
    erase: Callable[..., object]


RETENTIONS = Registry[Retention]("retention")
register_retention, retentions, retention_named = RETENTIONS.add, RETENTIONS.all, RETENTIONS.get


def open_disposals() -> QuerySet[Disposal]:
    """What waits for a decision, the longest overdue first."""
    return Disposal.objects.filter(state="open").order_by("due_on", "pk")


def person_of(row: Disposal) -> models.Model | None:
    """Whom a proposal is about."""
    model: type[models.Model] = apps.get_model(row.entity)
    return model._default_manager.filter(pk=row.object_id).first()


@transaction.atomic
def disposals_propose(*, by: writes.Hand, at: datetime) -> int:
    """Propose everybody whose period is over and who is not proposed or kept yet; returns how many."""
    today, made = at.date(), 0
    for one in retentions():
        entity = one.model._meta.label_lower
        known = Disposal.objects.filter(entity=entity).exclude(state="kept", keep_until__lte=today)
        settled = set(known.values_list("object_id", flat=True))
        rows: list[Disposal] = []
        events: list[Event] = []
        for due in one.due(today):
            if due.person.pk in settled or len(rows) >= AT_ONCE:
                continue
            rows.append(Disposal(rule=one.key, entity=entity, object_id=due.person.pk, union_id=due.union_id, due_on=due.on,
                                 proposed_at=at))  # fmt: skip
            said = f"个人信息的保存期{cn_date(due.on)}到了（{one.title}），等人决定"
            events.append(writes.event("disposal_propose", due.person, said, by, at, union_id=due.union_id))
        writes.create_many(rows, by)
        writes.log_many(events)
        made += len(rows)
    return made


_looked: dict[str, date] = {}


def retention_job(at: datetime) -> str:
    """Look once a day for what is due; the proposals wait for somebody."""
    if _looked.get("on") == at.date():
        return ""
    made = disposals_propose(by=PRODUCT, at=at)
    _looked["on"] = at.date()
    return f"{made}人的个人信息保存期到了，等人决定。" if made else ""


@transaction.atomic
def disposal_keep(*, row: Disposal, until: date, reason: str, by: writes.Hand, at: datetime) -> None:
    """Decide to keep a person until a day. Raises Refused without a reason, for a day that is over, when decided."""
    _refuse_decided(row)
    if len(reason.strip()) < 4:
        raise Refused("还没有写为什么继续保存。", "请写一句，比如：还有没结的劳动争议。", "reason")
    if until <= at.date():
        raise Refused(f"{cn_date(until)}已经过了。", "请填要保存到的日子。", "until")
    _decide(row, "kept", reason, by, at, until)
    person = person_of(row)
    if person is not None:
        said = f"个人信息继续保存到{cn_date(until)}，理由：{reason.strip()[:120]}"
        writes.log("disposal_keep", person, said, by, at, union_id=row.union_id)


@transaction.atomic
def disposal_carry_out(*, row: Disposal, by: writes.Hand, at: datetime) -> None:
    """Decide to erase. Raises Refused when decided before, or when the person cannot be erased now."""
    _refuse_decided(row)
    one, person = retention_named(row.rule), person_of(row)
    if one is None or person is None:
        raise Refused("这条清理的记录已经不在了。", "请刷新名单。")
    one.erase(person=person, reason=f"保存期已到（{one.title}）", by=by, at=at)
    _decide(row, "done", "保存期已到", by, at)


def _decide(row: Disposal, state: str, reason: str, by: writes.Hand, at: datetime, until: date | None = None) -> None:
    writes.change(
        row, by, state=state, reason=reason.strip()[:200], decided_at=at, decided_by=by.name, keep_until=until
    )


def _refuse_decided(row: Disposal) -> None:
    if row.state != "open":
        raise Refused(f"这一条已经由{row.decided_by}决定：{row.get_state_display()}。", "不用再办。")
