"""Registering employers and saying what holds of them from a day on."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.dated import holds_from, record_from, refuse_future
from gonghui.kernel.dates import SINCE_EVER, cn_date
from gonghui.kernel.names import initials
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.settling import settle_quietly
from gonghui.orgs.actions.codes import right_code
from gonghui.orgs.choices import SEVERAL_EMPLOYERS, DutyBasis, DutyKind, EmployerKind, UnionKind
from gonghui.orgs.models import (
    Area,
    Duty,
    Employer,
    EmployerPlacement,
    HeadCount,
    Union,
    UnionEmployer,
    UnionPlacement,
)

SIMPLE = ("uscc", "short_name", "industry", "legal_rep", "address", "phone", "remarks", "closed_on")
EXEMPT_KINDS = (EmployerKind.AGENCY, EmployerKind.INSTITUTION)


@transaction.atomic
def employer_register(
    *, name: str, kind: EmployerKind, by: writes.Hand, at: datetime, area: Area | None = None, ownership: str = "",
    since: date = SINCE_EVER, **details: Any,
) -> Employer:  # fmt: skip
    """Register an employer with its place and kind from `since` on.

    Its duties start as the kind suggests (enterprises should have a union and a contract, agencies and public
    institutions need no contract), marked as a default that the office should confirm. Raises Refused for a name or
    credit code that is already registered, a wrong credit code, and days in the future.
    """
    refuse_future(since, at, "since")
    refuse_future(details.get("closed_on"), at, "closed_on")
    given = {key: value for key, value in details.items() if value not in (None, "")}
    right_code(given)
    _refuse_double(by, name, given.get("uscc"))
    employer = writes.create(Employer(name=name, initials=initials(name), **given), by)
    writes.create(EmployerPlacement(employer=employer, area=area, kind=kind, ownership=ownership, start_on=since), by)
    exempt = kind in EXEMPT_KINDS
    for duty in DutyKind:
        free = exempt and duty == DutyKind.CONTRACT
        reason = f"{EmployerKind(kind).label}默认免签，请核对" if free else ""
        row = Duty(employer=employer, duty=duty, required=not free, reason=reason, basis=DutyBasis.DEFAULT)
        row.start_on = since
        writes.create(row, by)
    writes.log("employer_register", employer, f"登记用人单位“{name}”", by, at)
    return employer


def _refuse_double(by: writes.Hand, name: str, uscc: str | None, but: int = 0) -> None:
    others = Employer.objects.exclude(pk=but)
    if others.filter(name=name).exists():
        raise Refused(f"“{name}”已经登记过了。", "请打开那张卡片修改，不要再登记一次。", "name")
    taken = others.filter(uscc=uscc).first() if uscc else None
    if taken:
        whose = f"“{taken.name}”" if by.scope.everything else "别的单位"
        raise Refused(f"这个统一社会信用代码已经登记在{whose}名下。", "请对着营业执照核对。", "uscc")


@transaction.atomic
def employer_amend(*, employer: Employer, by: writes.Hand, at: datetime, **values: Any) -> dict[str, list[Any]]:
    """Correct an employer's name, code or contact, or say that it was struck off (`closed_on`); returns what changed.

    Raises Stale on a simultaneous save, Refused as `employer_register`.
    """
    values = {key: value for key, value in values.items() if key in ("name", *SIMPLE)}
    right_code(values)
    refuse_future(values.get("closed_on"), at, "closed_on")
    _refuse_double(by, values.get("name", employer.name), values.get("uscc"), employer.pk)
    if "name" in values:
        values["initials"] = initials(values["name"])
    changes = writes.change(employer, by, **values)
    if changes:
        what = "、".join(label for label in changes if label != "拼音首字母")
        writes.log("employer_amend", employer, f"修改{employer.name}的{what}", by, at, changes, union_now(employer))
        if "closed_on" in values:
            settle_quietly([employer], by, at)  # what others owe for it ends when it is struck off
    return changes


def union_now(employer: Employer) -> int | None:
    """The key of the union that covers an employer at present."""
    return UnionEmployer.objects.open().filter(employer=employer).values_list("union_id", flat=True).first()


@transaction.atomic
def employer_place(*, employer: Employer, on: date, by: writes.Hand, at: datetime, **values: Any) -> bool:
    """Say `area`, `kind` or `ownership` of an employer from `on` (inclusive). Returns whether anything changed.

    Raises Refused for a day in the future or before the employer's own records begin.
    """
    given = {key: value for key, value in values.items() if value not in (None, "")}
    if not given:
        return False
    refuse_future(on, at)
    first = EmployerPlacement.objects.filter(employer=employer).order_by("start_on").first()
    if first and on < first.start_on:
        begin = cn_date(first.start_on)
        raise Refused(f"{employer.name}从{begin}才有记录。", f"请填{begin}或更晚的日期。", "on")
    _, changed = record_from(EmployerPlacement, {"employer": employer}, on, given, by)
    if changed:
        words = "、".join(str(getattr(value, "label", value)) for value in given.values())
        summary = f"{cn_date(on)}起{employer.name}登记为{words}"
        writes.log("employer_place", employer, summary, by, at, union_id=union_now(employer))
    return changed


@transaction.atomic
def employer_attach(*, employer: Employer, union: Union, on: date, by: writes.Hand, at: datetime) -> bool:
    """Put an employer under a union from `on` (inclusive), until a later change that is recorded already; it leaves
    the union it had. Returns whether that is new.

    Raises Refused for a day in the future, a union that is closed by then, and a single-employer union that already
    has another employer.
    """
    refuse_future(on, at)
    if union_now(employer) == union.pk:
        return False
    if union.closed_on and on >= union.closed_on:
        raise Refused(f"{union.name}已于{cn_date(union.closed_on)}撤销。", "请选还在的工会。", "union")
    writes.hold(union)
    kind = UnionPlacement.objects.open().filter(union=union).values_list("kind", flat=True).first()
    others = UnionEmployer.objects.filter(holds_from(on), union=union).exclude(employer=employer)
    other = others.exclude(employer__closed_on__lte=on).select_related("employer").first()
    if other and kind and kind not in SEVERAL_EMPLOYERS:
        raise Refused(
            f"{union.name}是{UnionKind(kind).label}，已经对应“{other.employer.name}”。",
            "一个工会管几家单位的，请先把类型改成联合基层。", "employer",
        )  # fmt: skip
    _, changed = record_from(UnionEmployer, {"employer": employer}, on, {"union": union}, by)
    if changed:
        summary = f"{cn_date(on)}起{employer.name}归{union.name}"
        writes.log("employer_attach", employer, summary, by, at, union_id=union.pk)
    return changed


@transaction.atomic
def duty_set(
    *, employer: Employer, duty: DutyKind, required: bool, on: date, by: writes.Hand, at: datetime, reason: str = "",
    basis: DutyBasis = DutyBasis.DECLARED,
) -> bool:  # fmt: skip
    """Say from `on` whether an employer should (应建/应签) or need not (暂缓/免签 with `reason`).

    Returns whether anything changed. Raises Refused for an exemption without a reason and for a day in the future.
    """
    refuse_future(on, at)
    words = {DutyKind.UNION: ("应建会", "暂缓建会"), DutyKind.CONTRACT: ("应签", "免签")}[DutyKind(duty)]
    if not required and not reason:
        raise Refused(f"{words[1]}要写原因。", "请写明为什么，统计时要附在口径后面。", "reason")
    values = {"required": required, "reason": "" if required else reason, "basis": basis}
    _, changed = record_from(Duty, {"employer": employer, "duty": duty}, on, values, by)
    if changed:
        tail = "" if required else f"：{reason}"
        summary = f"{cn_date(on)}起{employer.name}{words[not required]}{tail}"
        writes.log("duty_set", employer, summary, by, at, union_id=union_now(employer))
    return changed


@transaction.atomic
def head_count_record(
    *, on: date, by: writes.Hand, at: datetime, employer: Employer | None = None, union: Union | None = None,
    **numbers: Any,
) -> bool:  # fmt: skip
    """Record what a unit declared on `on`: staff, women, migrants, members (people) and proof (text).

    Holds until the next recorded count; numbers that are not given stay, the proof does not. Returns whether anything
    changed. Raises Refused for a future day or parts larger than the whole.
    """
    refuse_future(on, at)
    owner: dict[str, Any] = {"employer": employer, "union": union}
    unit: Any = employer or union
    given = {key: value for key, value in numbers.items() if value is not None}
    before = HeadCount.objects.on(on).filter(**owner).first()
    _refuse_parts(given, before)
    row, changed = record_from(HeadCount, owner, on, given, by, forget=("proof",))
    if changed:
        staff = row.staff if row.staff is not None else "—"
        summary = f"{unit.name}{cn_date(on)}报职工{staff}人"
        diff = {key: (getattr(before, key, None), value) for key, value in given.items()}
        changes = writes.shown(HeadCount, diff)
        writes.log("head_count_record", unit, summary, by, at, changes, union.pk if union else union_now(unit))
    return changed


def _refuse_parts(given: dict[str, Any], before: HeadCount | None) -> None:
    """Women and migrants are among the staff; what this declaration leaves out counts as declared before."""
    staff = given.get("staff", before.staff if before else None)
    for key, label in (("women", "女职工"), ("migrants", "农民工")):
        part = given.get(key, getattr(before, key, None))
        if staff is None or part is None or part <= staff:
            continue
        if key in given:
            raise Refused(f"{label}{part}人，比职工{staff}人还多。", "请核对两个数。", key)
        raise Refused(f"上次报的{label}{part}人，比这次的职工{staff}人还多。", f"请把{label}人数一起报上来。", key)
