"""Recording collective contracts, whom they cover, and their early end."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from gonghui.bargaining.actions.touch import followed_by, settle_contracts
from gonghui.bargaining.choices import ContractKind, ContractLevel, EffectBasis, Signing
from gonghui.bargaining.models import Contract, ContractCover
from gonghui.kernel.audit import writes
from gonghui.kernel.audit.models import Event
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.dates import SINCE_EVER, add_months, cn_date
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Union

SIMPLE = ("number", "filed_on", "handler", "remarks")
DATES = ("signed_on", "filed_on", "effective_on", "expires_on")


@transaction.atomic
def contract_record(
    *, union: Union, kind: ContractKind, covers: Mapping[int, int | None], expires_on: date, by: writes.Hand,
    at: datetime, level: ContractLevel = ContractLevel.SINGLE, signing: Signing | None = None,
    renews: Contract | None = None, signed_on: date | None = None, effective_on: date | None = None,
    assume_effect: bool = False, **details: Any,
) -> Contract:  # fmt: skip
    """Record a contract with its dates (inclusive) and whom it covers ({employer key: workers named or None}).

    Without `signing` it is a renewal when the union and an employer already had one of the kind, else a first one.
    With `assume_effect` a missing effective date is taken from the signing date and marked so (opening balances).
    Raises Refused for impossible dates, a closed union, nobody covered, a contract that is no predecessor or has been
    renewed already, or area contracts of one kind overlapping for an employer.
    """
    writes.hold(union)
    if assume_effect and effective_on is None:
        effective_on, details["effect_basis"] = signed_on, EffectBasis.ASSUMED
    _check_dates(signed_on, details.get("filed_on"), effective_on, expires_on, at)
    start = effective_on or signed_on
    if union.closed_on and start and start >= union.closed_on:
        raise Refused(f"{union.name}已于{cn_date(union.closed_on)}撤销。", "请选还在的工会。", "union")
    if not covers:
        raise Refused("没有写覆盖哪家单位。", "请至少选一家单位。", "covers")
    _refuse_several(level, len(covers))
    details["number"] = details.get("number") or None
    _refuse_number(details["number"], kind)
    _refuse_same(union, kind, signed_on, effective_on, covers)
    if renews:
        _refuse_renewal(renews, kind)
    earlier = renews or previous_contract(kind, level, union, list(covers), start)
    if signing is None:
        signing = Signing.RENEWAL if earlier else Signing.FIRST
    if level != ContractLevel.SINGLE and start:
        sure = effective_on is not None and not assume_effect
        _refuse_overlap(kind, list(covers), start, expires_on, by, () if sure or earlier is None else (earlier.pk,))
    contract = Contract(
        union=union, kind=kind, level=level, signing=signing, signed_on=signed_on, effective_on=effective_on,
        renews=earlier if signing == Signing.RENEWAL else None, expires_on=expires_on, **details,
    )  # fmt: skip
    writes.create(contract, by)
    cover_set(contract, covers, SINCE_EVER, by)
    label = f"{ContractKind(kind).label}（{Signing(signing).label}），到{cn_date(expires_on)}"
    writes.log("contract_record", contract, f"登记{union.name}{label}", by, at, union_id=union.pk)
    settle_contracts(contract, by)
    return contract


def _check_dates(signed: date | None, filed: date | None, effective: date | None, expires: date, at: datetime) -> None:
    if signed is None and effective is None:
        raise Refused("签订日期和生效日期都没有写。", "请至少写一个。", "signed_on")
    refuse_future(signed, at, "signed_on")
    refuse_future(filed, at, "filed_on")
    if signed and filed and filed < signed:
        raise Refused(f"报送日期{cn_date(filed)}早于签订日期{cn_date(signed)}。", "请核对两个日期。", "filed_on")
    first = effective or signed
    if first and expires < first:
        raise Refused(f"届满日期{cn_date(expires)}早于{cn_date(first)}。", "请核对期限。", "expires_on")


def _refuse_several(level: str, employers: int) -> None:
    if level == ContractLevel.SINGLE and employers > 1:
        raise Refused(f"单个单位的合同写了{employers}家单位。", "请改成区域性或行业性，或者一家一份。", "covers")


def _refuse_number(number: str | None, kind: str, but: int = 0) -> None:
    """Offices give a collective contract and the agreements signed with it one number: it is unique per kind."""
    if number and Contract.objects.filter(number=number, kind=kind).exclude(pk=but).exists():
        raise Refused(f"合同编号{number}的{ContractKind(kind).label}已经登记过了。", "请打开那份合同修改。", "number")


def _refuse_renewal(earlier: Contract, kind: str) -> None:
    if earlier.kind != kind:
        raise Refused(f"前一份是{earlier.get_kind_display()}，不是同一类合同。", "请选同一类的前一份合同。", "renews")
    if Contract.objects.filter(renews=earlier).exists():
        raise Refused("选的那份合同已经续订过了。", "请选最近的一份，或者打开已有的续订合同修改。", "renews")


def _refuse_same(
    union: Union,
    kind: ContractKind,
    signed: date | None,
    effective: date | None,
    covers: Mapping[int, int | None],
) -> None:
    same = Contract.objects.filter(union=union, kind=kind, signed_on=signed, covers__employer__in=list(covers))
    if signed is None:
        same = same.filter(effective_on=effective)
    if same.exists():
        raise Refused("同一天签的同一份合同已经登记过了。", "请打开那份合同修改，不要再登记一次。", "signed_on")


def previous_contract(
    kind: ContractKind, level: ContractLevel, union: Union, employers: Sequence[int], before: date | None
) -> Contract | None:
    """The latest not yet renewed contract of the kind and level that covered these employers before `before`.

    One that still runs a year or more after `before` is not being renewed.
    """
    rows = Contract.objects.filter(kind=kind, level=level, renewed_by=None)
    single = level == ContractLevel.SINGLE
    rows = rows.filter(covers__employer__in=employers) if single else rows.filter(union=union)
    if before:
        rows = rows.annotate(start=Coalesce("effective_on", "signed_on"))
        rows = rows.filter(start__lt=before, expires_on__lt=add_months(before, 12))
    return rows.order_by("-expires_on", "-pk").first()


def _refuse_overlap(
    kind: str, employers: Sequence[int], start: date, end: date, by: writes.Hand, but: Sequence[int] = ()
) -> None:  # fmt: skip
    """Two area or industry contracts of a kind never cover an employer on the same day, those in `but` apart.

    A contract without an effective date counts from its signing.
    """
    clash = (
        ContractCover.objects.annotate(start=Coalesce("contract__effective_on", "contract__signed_on"))
        .filter(contract__kind=kind, employer__in=employers, start__lte=end, contract__expires_on__gte=start)
        .exclude(contract__level=ContractLevel.SINGLE)
        .exclude(contract__ended_on__lte=start)
        .exclude(end_on__lte=start)
        .exclude(contract__in=but)
        .select_related("contract__union", "employer")
        .order_by("contract__expires_on", "pk")
        .first()
    )
    if clash:
        other = clash.contract
        whose = by.names(other.union_id, other.union.name, "别的工会")
        raise Refused(
            f"{clash.employer.name}已经在{whose}的{other.get_kind_display()}里"
            f"（{cn_date(clash.start)}至{cn_date(other.expires_on)}）。",
            "两份区域或行业合同的期限不能重叠，请先终止前一份，或从覆盖名单里去掉这家。", "covers",
        )  # fmt: skip


def cover_set(contract: Contract, covers: Mapping[int, int | None], on: date, by: writes.Hand) -> bool:
    """Add the employers that are not covered yet from `on` and correct numbers; returns whether anything changed."""
    known = {cover.employer_id: cover for cover in contract.covers.all()}
    gone = next((known[employer] for employer in covers if employer in known and known[employer].end_on), None)
    if gone:
        raise Refused(
            f"{gone.employer.name}已于{cn_date(gone.end_on)}退出这份合同。", "重新参加的，请在下一份里写上。", "covers"
        )
    fresh = [
        ContractCover(contract=contract, employer_id=employer, workers=workers, start_on=on)
        for employer, workers in covers.items()
        if employer not in known
    ]
    writes.create_many(fresh, by)
    changed = bool(fresh)
    for employer, workers in covers.items():
        if employer in known and workers is not None:
            changed |= bool(writes.change(known[employer], by, workers=workers))
    return changed


@transaction.atomic
def contract_amend(
    *,
    contract: Contract,
    by: writes.Hand,
    at: datetime,
    covers: Mapping[int, int | None] | None = None,
    **values: Any,
) -> bool:
    """Correct a recorded contract; returns whether anything changed. `covers` adds employers and corrects numbers.

    An employer added on the day the contract was recorded belongs to it from the start; one added later, from that
    later day, so that figures of earlier days keep.

    Raises Stale on a simultaneous save, Refused as `contract_record`.
    """
    given = {key: value for key, value in values.items() if key in (*SIMPLE, *DATES, "signing", "effect_basis")}
    if "number" in given:
        given["number"] = given["number"] or None
        _refuse_number(given["number"], contract.kind, contract.pk)
    _refuse_amended(contract, {key: given.get(key, getattr(contract, key)) for key in DATES}, covers or {}, by, at)
    changes = writes.change(contract, by, **given)
    covered = cover_set(contract, covers, _added_from(contract, at), by) if covers else False
    if changes or covered:
        if covered and covers:
            changes["覆盖单位"] = ["", f"{len(covers)}家"]
        summary = f"修改{contract.union.name}{contract.get_kind_display()}的{'、'.join(changes)}"
        writes.log("contract_amend", contract, summary, by, at, changes, contract.union_id)
        settle_contracts(contract, by)
    return bool(changes) or covered


def _added_from(contract: Contract, at: datetime) -> date:
    recorded = Event.objects.filter(entity="bargaining.contract", object_id=contract.pk, verb="contract_record").first()
    same_day = recorded is not None and timezone.localtime(recorded.at, at.tzinfo).date() == at.date()
    return SINCE_EVER if same_day else at.date()


def _refuse_amended(
    contract: Contract, days: Mapping[str, date | None], covers: Mapping[int, int | None], by: writes.Hand, at: datetime
) -> None:
    """Hold an amended contract to the same rules as a new one, where dates or covered employers really change."""
    moved = any(days[key] != getattr(contract, key) for key in DATES)
    known = set(contract.covers.values_list("employer_id", flat=True))
    if not moved and known >= covers.keys():
        return
    expires = days["expires_on"] or contract.expires_on
    _check_dates(days["signed_on"], days["filed_on"], days["effective_on"], expires, at)
    employers = sorted(known | covers.keys())
    _refuse_several(contract.level, len(employers))
    start = days["effective_on"] or days["signed_on"]
    if contract.level != ContractLevel.SINGLE and start:
        until = min(expires, contract.ended_on - timedelta(days=1)) if contract.ended_on else expires
        neighbours = [contract.pk]
        if contract.effect_basis == EffectBasis.ASSUMED or days["effective_on"] is None:
            neighbours += [contract.renews_id] if contract.renews_id else []
        _refuse_overlap(contract.kind, employers, start, until, by, neighbours)


@transaction.atomic
def contract_end(*, contract: Contract, on: date, reason: str, by: writes.Hand, at: datetime) -> None:
    """End a contract early: `on` is the first day on which it is no longer in force."""
    if contract.ended_on:
        raise Refused(f"这份合同已于{cn_date(contract.ended_on)}终止。", "不用再办一次。")
    refuse_future(on, at)
    start = contract.effective_on or contract.signed_on
    if start and on < start:
        raise Refused(f"{cn_date(on)}早于合同开始的{cn_date(start)}。", "请核对终止日期。", "on")
    if on > contract.expires_on:
        raise Refused(f"合同{cn_date(contract.expires_on)}已经届满。", "届满的合同不用办终止。", "on")
    if not reason:
        raise Refused("还没有写终止原因。", "请写明原因。", "reason")
    changes = writes.change(contract, by, ended_on=on, end_reason=reason)
    summary = f"{cn_date(on)}终止{contract.union.name}{contract.get_kind_display()}：{reason}"
    writes.log("contract_end", contract, summary, by, at, changes, contract.union_id)
    settle_contracts(contract, by)


@transaction.atomic
def contract_withdraw(*, contract: Contract, reason: str, by: writes.Hand, at: datetime) -> None:
    """Take back a contract whose signature turned out not to have happened; what it said stays in the event.

    Raises Refused when a renewal or a check rests on it.
    """
    if Contract.objects.filter(renews=contract).exists():
        raise Refused("这份合同已经续订过了。", "请先退回续订的那一份。")
    if contract.checks.exists():
        raise Refused("这份合同已经有履约检查。", "请用“更正”改日期，不要退回。")
    covered = "、".join(contract.covers.order_by("pk").values_list("employer__name", flat=True)[:10])
    label = f"{contract.union.name}{contract.get_kind_display()}"
    changes = {"签订日期": [str(contract.signed_on), None], "届满日期": [str(contract.expires_on), None],
               "覆盖单位": [covered, None]}  # fmt: skip
    writes.log("contract_withdraw", contract, f"退回{label}：{reason}", by, at, changes, contract.union_id)
    neighbours, pk = followed_by(contract), contract.pk
    writes.remove(contract, by)
    settle_contracts(Contract(pk=pk), by, neighbours)
