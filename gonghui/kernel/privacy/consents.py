"""Consents: given, withdrawn, asked for before a value of a kind that demands one is saved."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet

from gonghui.kernel.audit import writes
from gonghui.kernel.dates import cn_date
from gonghui.kernel.privacy.inventory import ConsentKind, private_of
from gonghui.kernel.privacy.models import Consent
from gonghui.kernel.refusal import Refused


def consents_of(person: models.Model) -> QuerySet[Consent]:
    """Every consent of a person, the newest first."""
    rows = Consent.objects.filter(entity=person._meta.label_lower, object_id=person.pk)
    return rows.order_by("-given_on", "-pk")


def has_consent(person: models.Model, kind: str, day: date) -> bool:
    """Whether a consent to that kind was given by `day` and is not withdrawn."""
    return consents_of(person).filter(kind=kind, given_on__lte=day, withdrawn_on=None).exists()


@transaction.atomic
def consent_record(
    *, person: models.Model, kind: str, form: str, given_on: date, union_id: int | None = None, guardian: str = "",
    scan: str = "", note: str = "", by: writes.Hand, at: datetime,
) -> Consent:  # fmt: skip
    """Enter a consent. A child's comes from its guardian; one on paper needs the scan. Raises Refused."""
    label = ConsentKind(kind).label
    if given_on > at.date():
        raise Refused(f"同意日期{cn_date(given_on)}还没有到。", "请核对日期。", "given_on")
    if form == "paper" and not scan:
        raise Refused("还没有传同意书的扫描件。", "请拍照或扫描签好的同意书再传。", "scan")
    if kind == ConsentKind.CHILD and not guardian.strip():
        raise Refused("还没有写监护人。", "不满十四周岁的由父母或其他监护人同意，请写监护人姓名。", "guardian")
    if consents_of(person).filter(kind=kind, withdrawn_on=None).exists():
        raise Refused(f"“{label}”的同意已经登记过。", "要重新签，请先登记撤回原来的。", "kind")
    row = writes.create(
        Consent(entity=person._meta.label_lower, object_id=person.pk, union_id=union_id, kind=kind, form=form,
                given_on=given_on, guardian=guardian.strip()[:60], scan=scan, note=note.strip()[:200],
                by_id=by.account_id, by_name=by.name, at=at), by)  # fmt: skip
    said = f"登记{person}的同意书：{label}"
    writes.log("consent_record", person, said, replace(by, for_whom="", scan=scan), at, union_id=union_id)
    return row


@transaction.atomic
def consent_withdraw(
    *, consent: Consent, person: models.Model, on: date, note: str = "", by: writes.Hand, at: datetime
) -> None:
    """Enter that a consent was withdrawn. What was done before stays lawful; nothing of the kind is saved from now on.

    Raises Refused for a day before it was given or ahead, and the second time.
    """
    if consent.withdrawn_on:
        raise Refused(f"这份同意{cn_date(consent.withdrawn_on)}已经撤回。", "不用再登记。", "on")
    if not consent.given_on <= on <= at.date():
        raise Refused(f"撤回日期{cn_date(on)}不在同意之后、今天以前。", "请核对日期。", "on")
    writes.change(consent, by, withdrawn_on=on, withdrawn_note=note.strip()[:200])
    words = f"登记{person}撤回同意：{consent.get_kind_display()}"
    writes.log("consent_withdraw", person, words, by, at, union_id=consent.union_id)


def refuse_without_consent(row: models.Model, columns: Iterable[str], day: date) -> None:
    """Raise Refused when one of these columns of a row holds a value whose kind demands a consent that is not there."""
    declared = private_of(type(row))
    asked: dict[tuple[int | None, str], bool] = {}
    for name in columns:
        private = declared.get(name)
        if private is None or private.consent is None or not getattr(row, name):
            continue
        person = follow(row, private.of)
        label = private.consent.label
        column = type(row)._meta.get_field(name)
        if person is None:
            raise Refused(f"还没有写这是谁的{column.verbose_name}。", "请先选这个人。", name)  # type: ignore[union-attr]
        key = (person.pk, private.consent)
        if key not in asked:
            asked[key] = has_consent(person, private.consent, day)
        if not asked[key]:
            raise Refused(
                f"还没有登记{person}的“{label}”同意书。",
                f"请先在他的卡片上登记同意，再填{column.verbose_name}；没有同意的，这一项空着。",  # type: ignore[union-attr]
                name,
            )


def follow(row: Any, path: str) -> models.Model | None:
    """The record at the end of a path of links from a row; the row itself for ""."""
    for name in path.split("__") if path else ():
        row = getattr(row, name, None)
    return row if isinstance(row, models.Model) else None


def by_kind(person: models.Model) -> Mapping[str, Consent]:
    """The consents in force of a person by kind."""
    return {row.kind: row for row in consents_of(person).filter(withdrawn_on=None)}
