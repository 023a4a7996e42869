"""Registering, amending, placing and closing unions."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.dated import close, record_from
from gonghui.kernel.dates import cn_date
from gonghui.kernel.names import initials
from gonghui.kernel.refusal import Refused
from gonghui.orgs.actions.areas import day_known
from gonghui.orgs.choices import UnionKind
from gonghui.orgs.models import Area, SisterBody, Union, UnionEmployer, UnionPlacement

SIMPLE = ("uscc", "short_name", "approval_number", "party_led", "phone", "remarks")


@transaction.atomic
def union_register(
    *, name: str, kind: UnionKind, by: writes.Hand, at: datetime, parent: Union | None = None,
    area: Area | None = None, approved_on: date | None = None, code: str = "", **details: Any,
) -> Union:  # fmt: skip
    """Register a union that was approved on `approved_on` (None: before records began) below `parent`.

    `details` may set uscc, short_name, approval_number, party_led, phone, remarks. Raises Refused for a name, code
    or credit code that another union has, and for an approval in the future.
    """
    if approved_on and approved_on > at.date():
        raise Refused(f"批准日期{cn_date(approved_on)}还没有到。", "请核对批复。", "approved_on")
    _refuse_double(name=name, code=code, uscc=details.get("uscc"))
    union = Union(
        code=code or next_code(), name=name, initials=initials(name), approved_on=approved_on,
        **{key: value for key, value in details.items() if value not in (None, "")},
    )  # fmt: skip
    writes.create(union, by)
    first_day = day_known(approved_on)
    writes.create(UnionPlacement(union=union, parent=parent, area=area, kind=kind, start_on=first_day), by)
    writes.log("union_register", union, f"登记{name}，{UnionKind(kind).label}", by, at, union_id=union.pk)
    return union


def next_code() -> str:
    """The next free running number: 001, 002 …"""
    taken = {int(code) for code in Union.objects.values_list("code", flat=True) if code.isdigit()}
    return f"{max(taken, default=0) + 1:03d}"


def _refuse_double(name: str = "", code: str = "", uscc: str | None = None, but: int | None = None) -> None:
    others = Union.objects.exclude(pk=but)
    if name and others.filter(name=name).exists():
        raise Refused(f"“{name}”已经登记过了。", "请打开那张卡片修改，不要再登记一次。", "name")
    if code and others.filter(code=code).exists():
        raise Refused(f"工会编号{code}已经有工会在用。", "请换一个编号，或留空自动编号。", "code")
    taken = others.filter(uscc=uscc).first() if uscc else None
    if taken:
        raise Refused(f"这个统一社会信用代码已经登记在“{taken.name}”名下。", "请对着证书核对。", "uscc")


@transaction.atomic
def union_amend(*, union: Union, by: writes.Hand, at: datetime, **values: Any) -> dict[str, list[Any]]:
    """Correct what a union is called or how it is reached; returns what changed. Kind and place: `union_place`.

    Raises Stale when somebody else saved in between.
    """
    values = {key: value for key, value in values.items() if key in ("name", "approved_on", *SIMPLE)}
    _refuse_double(name=values.get("name", ""), uscc=values.get("uscc"), but=union.pk)
    approved = values.get("approved_on")
    if approved and approved > at.date():
        raise Refused(f"批准日期{cn_date(approved)}还没有到。", "请核对批复。", "approved_on")
    if "name" in values:
        values["initials"] = initials(values["name"])
    changes = writes.change(union, by, **values)
    if changes:
        what = "、".join(label for label in changes if label != "拼音首字母")
        writes.log("union_amend", union, f"修改{union.name}的{what}", by, at, changes, union.pk)
    return changes


@transaction.atomic
def union_place(
    *, union: Union, on: date, by: writes.Hand, at: datetime, parent: Union | None = None,
    area: Area | None = None, kind: UnionKind | None = None,
) -> bool:  # fmt: skip
    """Move or reclassify a union from `on` (inclusive); what is not given stays. Figures of earlier days keep.

    Returns whether anything changed. Raises Refused when it would stand below itself, or for a future day.
    """
    if on > at.date():
        raise Refused(f"{cn_date(on)}还没有到。", "请到那天再登记。", "on")
    if parent is not None and union.pk in _line_above(parent, on):
        raise Refused(f"“{parent.name}”就在“{union.name}”下面。", "上级工会不能是自己的下级，请另选。", "parent")
    values = {"parent": parent, "area": area, "kind": kind}
    given = {key: value for key, value in values.items() if value is not None}
    row, changed = record_from(UnionPlacement, {"union": union}, on, given, by)
    if changed:
        words = "、".join(str(getattr(value, "label", value)) for value in given.values())
        writes.log("union_place", union, f"{cn_date(on)}起{union.name}调整为{words}", by, at, union_id=union.pk)
    return changed


def _line_above(union: Union, on: date) -> list[int]:
    line: list[int] = []
    step: int | None = union.pk
    while step is not None and step not in line:
        line.append(step)
        step = UnionPlacement.objects.on(on).filter(union_id=step).values_list("parent_id", flat=True).first()
    return line


@transaction.atomic
def union_close(
    *, union: Union, on: date, reason: str, by: writes.Hand, at: datetime, merged_into: Union | None = None
) -> None:
    """Close a union: `on` is the first day on which it no longer exists. Its bodies end with it.

    Raises Refused while it still covers employers or has unions below it (move them first).
    """
    if union.closed_on:
        raise Refused(f"{union.name}已于{cn_date(union.closed_on)}撤销。")
    if on > at.date():
        raise Refused(f"{cn_date(on)}还没有到。", "请到那天再登记。", "on")
    if not reason:
        raise Refused("还没有写撤销原因。", "请写明原因，比如单位注销、并入他会。", "reason")
    below = UnionPlacement.objects.open().filter(parent=union, union__closed_on=None).count()
    left = UnionEmployer.objects.open().filter(union=union).count()
    if below or left:
        raise Refused(f"{union.name}下面还有{below}个工会、{left}家单位。", "请先把它们转到别的工会。")
    for body in SisterBody.objects.open().filter(union=union):
        close(body, max(on, body.start_on), by)
    changes = writes.change(union, by, closed_on=on, closed_reason=reason, merged_into=merged_into)
    writes.log("union_close", union, f"{cn_date(on)}撤销{union.name}：{reason}", by, at, changes, union.pk)
