"""The plain verbs of a ledger: record, amend, void. Page, bulk act, import and demo call the same ones; clocks follow."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from gonghui.kernel.audit import writes
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.entry import VALID
from gonghui.kernel.ledger.fields import Field, column_of
from gonghui.kernel.privacy import open_text, seal_text
from gonghui.kernel.privacy.consents import refuse_without_consent
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.settling import settle_quietly

if TYPE_CHECKING:
    from gonghui.kernel.ledger.declared import Ledger


@transaction.atomic
def entry_record(*, ledger: "Ledger", values: Mapping[str, Any], by: writes.Hand, at: datetime) -> Any:
    """Enter one row. `values` by field key, in clear. Raises Refused for what cannot be so or is there already."""
    row = ledger.model(**stored(ledger, values))
    _set(row, ledger.follows(row, at))
    refuse(ledger, row, at)
    refuse_without_consent(row, values, at.date())
    writes.create(row, by)
    writes.log(
        verb_of(ledger, "record"),
        row,
        f"{ledger.title}：{ledger.row_name(row)}",
        by,
        at,
        union_id=union_of(ledger, row),
    )
    ledger.afterwards(row, by, at)
    settle_quietly([row], by, at)
    return row


@transaction.atomic
def entry_amend(
    *, ledger: "Ledger", row: Any, values: Mapping[str, Any], by: writes.Hand, at: datetime
) -> dict[str, list[Any]]:
    """Correct a row; an empty private value means "as it was". Returns what changed. Raises Refused and Stale."""
    given = {key: value for key, value in values.items() if value is not None or not _private(ledger, key)}
    wanted = stored(ledger, given)
    wanted = {
        key: value for key, value in wanted.items() if not (_private(ledger, key) and _same_secret(row, key, value))
    }
    draft = ledger.model(**{f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields})
    _set(draft, wanted)
    more = ledger.follows(draft, at)
    _set(draft, more)
    wanted |= more
    if all(getattr(row, each.attname) == getattr(draft, each.attname) for each in row._meta.concrete_fields):
        return {}  # said again as it stands: nothing to refuse, though it be settled
    refuse(ledger, draft, at)
    refuse_without_consent(draft, wanted, at.date())
    changes = writes.change(row, by, **wanted)
    if changes:
        summary = f"更正{ledger.title}：{ledger.row_name(row)}"
        writes.log(verb_of(ledger, "amend"), row, summary, by, at, changes, union_of(ledger, row))
        ledger.afterwards(row, by, at)
        settle_quietly([row], by, at)
    return changes


@transaction.atomic
def entry_void(*, ledger: "Ledger", row: Any, reason: str, by: writes.Hand, at: datetime) -> None:
    """Take a row out of every count, for good; it stays to be read. Raises Refused without a reason or the second time."""
    settled = ledger.settled(row)
    if settled:
        raise settled
    if len(reason.strip()) < 2:
        raise Refused("还没有写作废原因。", "请写一句为什么，比如重复登记。", "reason")
    changes = writes.change(row, by, voided_on=at.date(), void_reason=reason.strip())
    summary = f"作废{ledger.title}：{ledger.row_name(row)}，原因：{reason.strip()}"
    writes.log(verb_of(ledger, "void"), row, summary, by, at, changes, union_of(ledger, row))
    ledger.afterwards(row, by, at)
    settle_quietly([row], by, at)


@transaction.atomic
def private_look(*, ledger: "Ledger", row: Any, purpose: str, by: writes.Hand, at: datetime) -> list[tuple[str, str]]:
    """The private values of a row in clear, with their labels; the look and its purpose are logged first.

    The caller has checked the right to it. Raises Refused without a purpose.
    """
    if len(purpose.strip()) < 2:
        raise Refused("还没有写查看的用途。", "请写明为什么要看，比如核对入会申请。", "purpose")
    found = ledger.secrets(row)
    words = f"查看{ledger.row_name(row)}的{'和'.join(label for label, _ in found)}，用途：{purpose.strip()[:80]}"
    writes.log("private_look", ledger.subject(row), words, by, at, union_id=union_of(ledger, row))
    return found


def stored(ledger: "Ledger", values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the columns keep them: "" for an empty text, private ones sealed."""
    out: dict[str, Any] = {}
    for key, value in values.items():
        column, one = column_of(ledger.model, key), ledger.field(key)
        if value in (None, "", ()) and column is not None and not column.null:
            value = [] if one and one.kind == "several" else False if one and one.kind == "flag" else ""
        elif one and one.private and value:
            value = seal_text(str(value))
        elif one and one.kind == "several":
            value = list(value)
        out[key] = None if value == "" and column is not None and column.null else value
    return out


def _set(row: Any, values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        setattr(row, key, value)


def _private(ledger: "Ledger", key: str) -> bool:
    one = ledger.field(key)
    return bool(one and one.private)


def _same_secret(row: Any, key: str, sealed: str | None) -> bool:
    """Whether a sealed value says what the row holds already; sealing the same text twice gives different letters."""
    held = getattr(row, key)
    return bool(held) and bool(sealed) and open_text(held) == open_text(str(sealed))


def refuse(ledger: "Ledger", row: Any, at: datetime) -> None:
    """Raise the Refused for a row that cannot be so: days ahead, something required missing, the ledger's own checks."""
    settled = ledger.settled(row)
    if settled:
        raise settled
    for one in ledger.bound:
        value = getattr(row, one.key if one.kind != "record" else f"{one.key}_id", None)
        if one.required and value in (None, "", []):
            raise Refused(f"还没有填{one.label}。", "请补上再登记。", one.key)
        if isinstance(value, date) and value > at.date() and not one.future:
            raise Refused(f"{one.label}{cn_date(value)}还没有到。", "请核对日期，或者到那天再登记。", one.key)
        if one.kind in ("count", "money") and value is not None and value < 0:
            raise Refused(f"{one.label}不能小于0。", "请核对。", one.key)
        known = [str(key) for key, _ in one.choices]
        if (
            one.choices
            and value
            and any(str(each) not in known for each in (value if isinstance(value, list) else [value]))
        ):
            raise Refused(
                f"{one.label}没有这个选项。", f"可以填：{'、'.join(str(word) for _, word in one.choices)}。", one.key
            )
    for check in ledger.checks:
        found = check(row, at)
        if found:
            raise found
    _refuse_double(ledger, row)


def _refuse_double(ledger: "Ledger", row: Any) -> None:
    keys = {key: getattr(row, key) for key in ledger.natural_key}
    if not keys or any(value in (None, "") for value in keys.values()):
        return
    other = ledger.model._default_manager.filter(alive(ledger), **keys).exclude(pk=row.pk).first()
    if other is not None:
        words = "、".join(f"{one.label}{one.shown(row)}" for one in ledger.bound if one.key in keys)
        raise Refused(f"{words}已经登记过了。", "请打开那一条更正，不用再登记。", ledger.natural_key[-1])


def alive(ledger: "Ledger") -> Q:
    """Condition: rows that were not taken back."""
    return VALID if column_of(ledger.model, "voided_on") is not None else Q()


def union_of(ledger: "Ledger", row: Any) -> int | None:
    """The key of the union that a row belongs to; None for the office's own."""
    found = row
    for name in ledger.union.split("__") if ledger.union else ():
        found = getattr(found, name, None)
    return found if ledger.union and isinstance(found, int) else None


def verb_of(ledger: "Ledger", word: str) -> str:
    """What the event of an act is called: sealuse_record."""
    return f"{ledger.model._meta.model_name}_{word}"[:40]


def amendable(ledger: "Ledger") -> tuple[Field, ...]:
    """The fields of a correction: a private one may stay empty, which leaves it as it is."""
    return tuple(
        replace(one, required=False, help="空着就不改；改了只记“已改”") if one.private else one for one in ledger.bound
    )
