"""Registering, amending, placing and closing unions."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.dated import close, holds_from, record_from, refuse_future
from gonghui.kernel.dates import SINCE_EVER, cn_date
from gonghui.kernel.names import initials
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.settling import settle_quietly
from gonghui.orgs.actions.areas import day_known
from gonghui.orgs.actions.codes import right_code
from gonghui.orgs.choices import SEVERAL_EMPLOYERS, UnionKind
from gonghui.orgs.models import Area, SisterBody, Union, UnionEmployer, UnionPlacement
from gonghui.orgs.queries import town

SIMPLE = ("uscc", "short_name", "approval_number", "party_led", "phone", "remarks")


@transaction.atomic
def union_register(
    *, name: str, kind: UnionKind, by: writes.Hand, at: datetime, parent: Union | None = None,
    area: Area | None = None, approved_on: date | None = None, code: str = "", **details: Any,
) -> Union:  # fmt: skip
    """Register a union that was approved on `approved_on` (None: before records began) below `parent` (None: the town).

    `details` may set uscc, short_name, approval_number, party_led, phone, remarks. Raises Refused for a name, code
    or credit code that another union has or that is no credit code, for a second town, and for an approval in the
    future.
    """
    root = town()
    writes.hold(root)  # running numbers are given out one at a time
    if kind == UnionKind.TOWN:
        raise Refused(f"镇总工会只有一个，就是{root.name}。", "请选别的类型。", "kind")
    refuse_future(approved_on, at, "approved_on")
    _refuse_closed(parent, approved_on)
    given = {key: value for key, value in details.items() if value not in (None, "")}
    right_code(given)
    _refuse_double(by, name=name, code=code, uscc=given.get("uscc"))
    union = Union(code=code or next_code(), name=name, initials=initials(name), approved_on=approved_on, **given)
    writes.create(union, by)
    placement = UnionPlacement(union=union, parent=parent or root, area=area, kind=kind)
    placement.start_on = day_known(approved_on)
    writes.create(placement, by)
    writes.log("union_register", union, f"登记{name}，{UnionKind(kind).label}", by, at, union_id=union.pk)
    return union


def next_code() -> str:
    """The next free running number: 001, 002 …"""
    taken = [int(code) for code in Union.objects.values_list("code", flat=True) if code.isdecimal()]
    return f"{max(taken, default=0) + 1:03d}"


def _refuse_double(by: writes.Hand, name: str = "", code: str = "", uscc: str | None = None, but: int = 0) -> None:
    others = Union.objects.exclude(pk=but)
    if name and others.filter(name=name).exists():
        raise Refused(f"“{name}”已经登记过了。", "请打开那张卡片修改，不要再登记一次。", "name")
    if code and others.filter(code=code).exists():
        raise Refused(f"工会编号{code}已经有工会在用。", "请换一个编号，或留空自动编号。", "code")
    taken = others.filter(uscc=uscc).first() if uscc else None
    if taken:
        whose = f"“{taken.name}”" if by.scope.everything else "别的工会"
        raise Refused(f"这个统一社会信用代码已经登记在{whose}名下。", "请对着证书核对。", "uscc")


def _refuse_closed(parent: Union | None, on: date | None) -> None:
    if parent is not None and parent.closed_on and (on is None or on >= parent.closed_on):
        raise Refused(f"{parent.name}已于{cn_date(parent.closed_on)}撤销。", "请另选上级工会。", "parent")


@transaction.atomic
def union_amend(*, union: Union, by: writes.Hand, at: datetime, **values: Any) -> dict[str, list[Any]]:
    """Correct what a union is called or how it is reached; returns what changed. Kind and place: `union_place`.

    An approval date that turns out to be earlier moves the beginning of the union's first place back to it. Raises
    Stale when somebody else saved in between, Refused as `union_register`.
    """
    values = {key: value for key, value in values.items() if key in ("name", "approved_on", *SIMPLE)}
    right_code(values)
    _refuse_double(by, name=values.get("name", ""), uscc=values.get("uscc"), but=union.pk)
    approved = values.get("approved_on")
    refuse_future(approved, at, "approved_on")
    if approved and union.closed_on and approved >= union.closed_on:
        raise Refused(
            f"{union.name}已于{cn_date(union.closed_on)}撤销。", "批准日期要早于撤销日期，请核对。", "approved_on"
        )
    if "name" in values:
        values["initials"] = initials(values["name"])
    changes = writes.change(union, by, **values)
    if changes:
        if "approved_on" in values:
            _begin_by(union, day_known(approved), by)
        what = "、".join(label for label in changes if label != "拼音首字母")
        writes.log("union_amend", union, f"修改{union.name}的{what}", by, at, changes, union.pk)
    return changes


def _begin_by(union: Union, day: date, by: writes.Hand) -> None:
    first = UnionPlacement.objects.filter(union=union).order_by("start_on", "pk").first()
    if first is not None and first.start_on > day:
        writes.change(first, by, start_on=day)


@transaction.atomic
def union_place(
    *, union: Union, on: date, by: writes.Hand, at: datetime, parent: Union | None = None,
    area: Area | None = None, kind: UnionKind | None = None,
) -> bool:  # fmt: skip
    """Move or reclassify a union from `on` (inclusive); what is not given stays. Figures of earlier days keep.

    Returns whether anything changed. Raises Refused when it would stand below itself or below a closed union, for
    the town's own union, for a single-employer kind with several employers, and for a day in the future or before
    the union was founded.
    """
    refuse_future(on, at)
    given = {key: value for key, value in (("parent", parent), ("area", area), ("kind", kind)) if value is not None}
    if not given:
        return False
    _refuse_place(union, on, parent, kind)
    _, changed = record_from(UnionPlacement, {"union": union}, on, given, by)
    if changed:
        words = "、".join(str(getattr(value, "label", value)) for value in given.values())
        writes.log("union_place", union, f"{cn_date(on)}起{union.name}调整为{words}", by, at, union_id=union.pk)
    return changed


def _refuse_place(union: Union, on: date, parent: Union | None, kind: UnionKind | None) -> None:
    if union.pk == town().pk or kind == UnionKind.TOWN:
        raise Refused("镇总工会只有一个，是最上级。", "请选别的工会或类型。", "kind" if kind else "parent")
    first = UnionPlacement.objects.filter(union=union).order_by("start_on").values_list("start_on", flat=True)[0]
    if on < first:
        raise Refused(f"{cn_date(on)}{union.name}还没有成立。", f"请填{cn_date(first)}或更晚的日期。", "on")
    if union.closed_on and on >= union.closed_on:
        raise Refused(f"{union.name}已于{cn_date(union.closed_on)}撤销。", "撤销的工会不用再调整。", "on")
    _refuse_closed(parent, on)
    if parent is not None and _ever_above(union, parent, on):
        raise Refused(f"“{parent.name}”就在“{union.name}”下面。", "上级工会不能是自己的下级，请另选。", "parent")
    if kind and kind not in SEVERAL_EMPLOYERS:
        several = UnionEmployer.objects.on(on).filter(union=union).count()
        if several > 1:
            raise Refused(
                f"{union.name}管着{several}家单位，不能是“{UnionKind(kind).label}”。",
                "请先把多的单位转到别的工会。",
                "kind",
            )


def _ever_above(union: Union, parent: Union, on: date) -> bool:
    """Whether `union` stands in the line from `parent` upwards on `on` or, by what is recorded already, later."""
    days, done = {on}, set()
    while days:
        day = days.pop()
        done.add(day)
        line: set[int] = set()
        step: int | None = parent.pk
        while step is not None and step not in line:
            if step == union.pk:
                return True
            line.add(step)
            place = UnionPlacement.objects.on(day).filter(union_id=step).first()
            step = place.parent_id if place else None
            if place and place.end_on and place.end_on not in done:
                days.add(place.end_on)
    return False


@transaction.atomic
def union_close(
    *, union: Union, on: date, reason: str, by: writes.Hand, at: datetime, merged_into: Union | None = None
) -> None:
    """Close a union: `on` is the first day on which it no longer exists. Its bodies end with it.

    Looks at employers and unions below it; for one that may have members use people's `union_dissolve`. Raises
    Refused while on `on` or later it still covers employers or has unions below it (move them first).
    """
    writes.hold(union)
    if union.closed_on:
        raise Refused(f"{union.name}已于{cn_date(union.closed_on)}撤销。", "不用再办一次。")
    refuse_future(on, at)
    if union.pk == town().pk:
        raise Refused("镇总工会不能撤销。", "请选别的工会。")
    if on <= (union.approved_on or SINCE_EVER):
        raise Refused(f"撤销日期不晚于批准成立的{cn_date(union.approved_on)}。", "请核对日期。", "on")
    if not reason:
        raise Refused("还没有写撤销原因。", "请写明原因，比如单位注销、并入他会。", "reason")
    below = UnionPlacement.objects.filter(holds_from(on), parent=union).exclude(union__closed_on__lte=on)
    links = UnionEmployer.objects.filter(holds_from(on), union=union).exclude(employer__closed_on__lte=on)
    unions, employers = below.values("union").distinct().count(), links.values("employer").distinct().count()
    if unions or employers:
        day = cn_date(on)
        raise Refused(
            f"{union.name}在{day}或以后还管着{unions}个工会、{employers}家单位。",
            "请先把它们转到别的工会，或者改撤销日期。",
            "on",
        )
    for body in SisterBody.objects.filter(holds_from(on), union=union):
        close(body, max(on, body.start_on), by)
    changes = writes.change(union, by, closed_on=on, closed_reason=reason, merged_into=merged_into)
    writes.log("union_close", union, f"{cn_date(on)}撤销{union.name}：{reason}", by, at, changes, union.pk)
    settle_quietly([union], by, at)
