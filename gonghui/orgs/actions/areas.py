"""Founding the town's register and its places."""

from datetime import date, datetime

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.dates import SINCE_EVER
from gonghui.kernel.names import initials
from gonghui.kernel.refusal import Refused
from gonghui.orgs.choices import AreaKind, UnionKind
from gonghui.orgs.models import Area, Union, UnionPlacement

PROVINCES = {"jiangsu": "江苏", "zhejiang": "浙江", "jiangxi": "江西", "yunnan": "云南", "shandong": "山东",
             "shanghai": "上海", "chongqing": "重庆", "beijing": "北京"}  # fmt: skip


@transaction.atomic
def town_found(*, name: str, province: str, by: writes.Hand, at: datetime) -> Union:
    """Set up an empty town (`name` as in 石桥镇) with its own union at the root of the tree.

    Raises Refused when a town is there already or the province is not known by that name.
    """
    if Area.objects.exists():
        raise Refused("这个数据文件夹里已经有一个镇。", "请换一个 GONGHUI_HOME。")
    if province not in PROVINCES:
        raise Refused(f"不认识省份“{province}”。", "请写 " + "、".join(PROVINCES) + " 中的一个。")
    area = writes.create(Area(code="T", name=name, initials=initials(name), kind=AreaKind.TOWN, province=province), by)
    writes.log("area_register", area, f"登记{name}", by, at)
    title = f"{name}总工会"
    union = writes.create(Union(code="T", name=title, short_name=title, initials=initials(title)), by)
    writes.create(UnionPlacement(union=union, area=area, kind=UnionKind.TOWN, start_on=SINCE_EVER), by)
    writes.log("union_register", union, f"登记{title}", by, at, union_id=union.pk)
    return union


def area_kind_of(name: str) -> AreaKind:
    """The kind that a place's name tells; a zone when it tells none."""
    for kind, endings in ((AreaKind.VILLAGE, ("村",)), (AreaKind.COMMUNITY, ("社区", "居委会", "居委")),
                          (AreaKind.PARK, ("园区", "开发区", "园"))):  # fmt: skip
        if name.endswith(endings):
            return kind
    return AreaKind.ZONE


@transaction.atomic
def area_register(
    *, name: str, by: writes.Hand, at: datetime, parent: Area | None = None, code: str = "",
    kind: AreaKind | None = None,
) -> Area:  # fmt: skip
    """Register a place below `parent` (default: the town itself). Raises Refused for a name or code in use."""
    top = parent or Area.objects.filter(parent=None).first()
    if top is not None:
        writes.hold(top)  # running numbers are given out one at a time
    if Area.objects.filter(name=name).exists():
        raise Refused(f"“{name}”已经登记过了。", "请直接选用，不要再登记一次。", "name")
    if code and Area.objects.filter(code=code).exists():
        raise Refused(f"片区编号{code}已经在用。", "请换一个编号，或留空自动编号。", "code")
    area = Area(code=code or next_area_code(), name=name, initials=initials(name), kind=kind or area_kind_of(name))
    area.parent = top
    writes.create(area, by)
    writes.log("area_register", area, f"登记片区村居“{name}”", by, at)
    return area


def next_area_code() -> str:
    """The next free running number of a place: A001, A002 …"""
    taken = Area.objects.filter(code__startswith="A").values_list("code", flat=True)
    numbers = [int(code[1:]) for code in taken if code[1:].isdecimal()]
    return f"A{max(numbers, default=0) + 1:03d}"


def day_known(day: date | None) -> date:
    """A recorded first day, or the beginning of records when none is known."""
    return day or SINCE_EVER
