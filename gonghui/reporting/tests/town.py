"""A small town for the report's tests: five enterprises that should sign, three village shops, a school."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from gonghui.bargaining.public import Contract, ContractKind, contract_record
from gonghui.kernel.audit.writes import Hand
from gonghui.orgs.public import (
    BodyKind,
    DutyKind,
    Employer,
    EmployerKind,
    Ownership,
    Union,
    UnionKind,
    body_record,
    duty_set,
    employer_attach,
    employer_register,
    head_count_record,
    town_found,
    union_register,
)
from gonghui.people.public import Admission, members_admit
from tests.numbers import id_number
from tests.prepared import prepared

OFFICER = Hand(None, "沈燕")
OTHER = Hand(None, "吴国平")
TODAY = date(2026, 7, 2)


def at(day: date) -> datetime:
    """Nine o'clock on a day, in office time."""
    return datetime.combine(day, time(9), ZoneInfo("Asia/Shanghai"))


NOW = at(TODAY)


def empty_town() -> Union:
    return town_found(name="清河镇", province="jiangsu", by=OFFICER, at=at(date(2024, 1, 2)))


def firm(
    number: int, approved: date = date(2020, 5, 6), ownership: str = Ownership.PRIVATE, staff: int = 100,
    members: int = 3,
) -> tuple[Union, Employer]:  # fmt: skip
    """An enterprise with its own union, head count, sister bodies and a roll."""
    name = f"清河第{'甲乙丙丁戊己庚辛壬癸'[number]}厂"
    employer = employer_register(name=name, kind=EmployerKind.ENTERPRISE, ownership=ownership, by=OFFICER, at=NOW)
    union = union_register(name=f"{name}工会", kind=UnionKind.ENTERPRISE, approved_on=approved, by=OFFICER, at=NOW)
    employer_attach(employer=employer, union=union, on=approved, by=OFFICER, at=NOW)
    head_count_record(employer=employer, on=approved, staff=staff, by=OFFICER, at=NOW)
    for kind in (BodyKind.MEDIATION, BodyKind.SUPERVISION):
        body_record(union=union, kind=kind, on=approved, by=OFFICER, at=NOW)
    admit(union, number, members, max(approved, date(2021, 1, 4)))
    return union, employer


def admit(union: Union, number: int, people: int, since: date) -> None:
    items = [
        Admission(name=f"工友{number}{i}", id_number=id_number(number * 100 + i), union_id=union.pk, since=since)
        for i in range(people)
    ]
    members_admit(items=items, by=OFFICER, at=NOW)


def sign(union: Union, employer: Employer, kind: ContractKind, on: date, until: date) -> Contract:
    return contract_record(union=union, kind=kind, covers={employer.pk: None}, signed_on=on, effective_on=on,
                           expires_on=until, by=OFFICER, at=NOW)  # fmt: skip


@prepared
def small_town() -> list[tuple[Union, Employer]]:
    """5 enterprise unions (4 signed: 80%, 3 wages, 2 women's), 1 village joint union, 1 founded and 1 renewed in 2026H1."""
    empty_town()
    firms = [firm(n, date(2026, 3, 4) if n == 4 else date(2020, 5, 6)) for n in range(5)]
    sign(*firms[0], ContractKind.COLLECTIVE, date(2023, 4, 1), date(2026, 3, 31))
    sign(*firms[0], ContractKind.COLLECTIVE, date(2026, 4, 1), date(2029, 3, 31))
    for pair in firms[1:3]:
        sign(*pair, ContractKind.COLLECTIVE, date(2024, 5, 1), date(2027, 4, 30))
    sign(*firms[4], ContractKind.COLLECTIVE, date(2026, 4, 8), date(2029, 4, 7))
    for pair in firms[:3]:
        sign(*pair, ContractKind.WAGE, date(2025, 9, 1), date(2026, 8, 31))
    for pair in firms[:2]:
        sign(*pair, ContractKind.WOMEN, date(2025, 3, 8), date(2027, 3, 7))
    village()
    return firms


def village() -> Union:
    """A village joint union over three shops that need not sign."""
    union = union_register(name="柳湾村联合工会", kind=UnionKind.VILLAGE_JOINT, approved_on=date(2019, 1, 7),
                           by=OFFICER, at=NOW)  # fmt: skip
    for name in ("柳湾小吃店", "柳湾修理铺", "柳湾副食店"):
        shop = employer_register(name=name, kind=EmployerKind.INDIVIDUAL, by=OFFICER, at=NOW)
        employer_attach(employer=shop, union=union, on=date(2019, 1, 7), by=OFFICER, at=NOW)
        duty_set(employer=shop, duty=DutyKind.CONTRACT, required=False, reason="由联合工会统一签订",
                 on=date(2019, 1, 7), by=OFFICER, at=NOW)  # fmt: skip
    for kind in (BodyKind.MEDIATION, BodyKind.SUPERVISION):
        body_record(union=union, kind=kind, on=date(2019, 1, 7), by=OFFICER, at=NOW)
    admit(union, 9, 4, date(2021, 1, 4))
    return union
