"""A factory and its union that bargain, on days that a test chooses."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from gonghui.bargaining.public import (
    Bargaining,
    ContractKind,
    Side,
    bargaining_open,
    bargaining_step,
    bargaining_vote,
    delegate_name,
)
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.workflow.asking import deadlines_of
from gonghui.kernel.workflow.models import Deadline
from gonghui.orgs.public import (
    Employer,
    EmployerKind,
    Union,
    UnionKind,
    area_register,
    employer_attach,
    employer_register,
    head_count_record,
    town_found,
    union_register,
)

WU = Hand(7, "吴国平")
SHEN = Hand(8, "沈燕")
STAFF = ("何建平", "周美兰", "李国栋")
EMPLOYER = ("郑国强", "马丽", "高志远")
VOTE = {"body": "congress", "due": 48, "present": 45, "in_favour": 43}


def at(day: date) -> datetime:
    return datetime.combine(day, time(9), OFFICE_TIME)


def town(province: str = "jiangsu") -> Union:
    return town_found(name="清河镇", province=province, by=WU, at=at(date(2020, 1, 2)))


def factory(name: str = "宏达机械有限公司") -> tuple[Union, Employer]:
    day = date(2020, 5, 6)
    area = area_register(name=f"{name[:2]}村", by=WU, at=at(day))
    firm = employer_register(name=name, kind=EmployerKind.ENTERPRISE, area=area, by=WU, at=at(day))
    union = union_register(name=f"{name}工会", kind=UnionKind.ENTERPRISE, area=area, approved_on=day, by=WU, at=at(day))
    employer_attach(employer=firm, union=union, on=day, by=WU, at=at(day))
    head_count_record(employer=firm, on=day, staff=100, by=WU, at=at(day))
    return union, firm


def opened(day: date, kind: ContractKind = ContractKind.COLLECTIVE, **more: Any) -> Bargaining:
    """A procedure of a fresh factory in a fresh town, opened on a day, with three delegates a side."""
    town(more.pop("province", "jiangsu"))
    union, firm = factory()
    record = bargaining_open(union=union, kind=kind, covers={firm.pk: None}, by=WU, at=at(day), **more)
    sit(record, day)
    return record


def sit(record: Bargaining, day: date) -> None:
    """Three delegates on each side, the first the chief."""
    for side, names in ((Side.STAFF, STAFF), (Side.EMPLOYER, EMPLOYER)):
        for number, name in enumerate(names):
            women = {"sex": "f"} if name == "周美兰" else {}
            delegate_name(
                bargaining=record, side=side, name=name, chief=number == 0, since=day, by=WU, at=at(day), **women
            )


GIVEN: dict[str, Mapping[str, Any]] = {
    "offer": {"matters": "工资、工时、休假"},
    "meet": {"chaired_by": "staff", "minutes": "逐条协商", "result": "agreed"},
    "sign": {"expires_on": "2029-06-30"},
    "file": {"receiver": "县人社局 赵敏"},
    "object": {"points": "加班工资基数"},
    "resign": {"changed": "加班工资基数"},
    "publish": {"how": "厂务公开栏"},
    "refuse": {"ground": "没有空"},
    "letter": {"addressed_to": "镇人民政府"},
    "dispute": {"body": "县人社局", "applicant": "staff", "matter": "工资涨幅"},
    "coordinate": {"result": "各让一步"},
    "materials": {"listed": "财务报表"},
}


def take(record: Bargaining, name: str, day: date, by: Hand = WU, **facts: Any) -> Any:
    """One step on a day, written down that day (or on `recorded`), with the facts that matter."""
    given = {**GIVEN.get(name, {}), **facts}
    reason, written = given.pop("reason", ""), at(given.pop("recorded", day))
    if name in ("adopt", "reject", "vote"):
        given = {**VOTE, **given}
    if name == "vote":
        return bargaining_vote(bargaining=record, on=day, facts=given, by=by, at=written)
    return bargaining_step(bargaining=record, name=name, on=day, facts=given, reason=reason, by=by, at=written)


def walked(record: Bargaining, *steps: tuple[str, date]) -> Bargaining:
    """Several steps, each with its day."""
    for name, day in steps:
        take(record, name, day)
    return record


def running(record: Any) -> dict[str, date]:
    """The open deadlines of a record: clock → last day."""
    return {row.clock: row.due_on for row in deadlines_of(record) if row.closed_on is None}


def deadline(record: Any, clock: str) -> Deadline:
    """The latest deadline of a clock."""
    found = deadlines_of(record).filter(clock=clock).order_by("pk").last()
    assert found is not None
    return found


TO_SIGNED = (("offer", date(2026, 5, 11)), ("reply", date(2026, 5, 20)), ("meet", date(2026, 6, 9)),
             ("draft", date(2026, 6, 11)), ("adopt", date(2026, 6, 22)), ("sign", date(2026, 6, 24)))  # fmt: skip


def signed(kind: ContractKind = ContractKind.COLLECTIVE) -> Bargaining:
    """A procedure walked to its signature."""
    return walked(opened(date(2026, 5, 8), kind), *TO_SIGNED)


def running_contract() -> Bargaining:
    """A procedure whose contract is in effect."""
    record = walked(signed(), ("file", date(2026, 6, 29)), ("clear", date(2026, 7, 3)),
                    ("publish", date(2026, 7, 6)), ("report", date(2026, 7, 7)))  # fmt: skip
    record.contract.refresh_from_db()
    return record
