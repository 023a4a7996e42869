"""A town small enough to know by heart: an eastern and a western federation, their people, one officer, two chairs."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.test import Client

from gonghui.bargaining.public import Contract, ContractKind, contract_record
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.sheets import id_check_digit
from gonghui.kernel.workflow.settling import settled_at_the_end
from gonghui.orgs.public import (
    Area,
    BodyKind,
    DutyKind,
    Employer,
    EmployerKind,
    Union,
    UnionKind,
    area_register,
    body_record,
    certificate_record,
    committee_record,
    duty_set,
    employer_attach,
    employer_register,
    head_count_record,
    town_found,
    union_register,
)
from gonghui.people.public import Account, Admission, Membership, Role, Worker, account_open, members_admit, office_give
from tests.prepared import prepared

TODAY = date(2026, 7, 2)
AT = datetime(2026, 7, 2, 9, 30, tzinfo=OFFICE_TIME)
CLERK = Hand(None, "建镇")


def id_number(serial: int) -> str:
    """A number of no real county (329999) with a right check digit."""
    first = f"329999198503{serial // 1000 % 28 + 1:02d}{serial % 1000:03d}"
    return first + id_check_digit(first)


@dataclass
class LedgerTown:
    """The town's records by short names."""

    root: Union
    unions: dict[str, Union] = field(default_factory=dict)
    employers: dict[str, Employer] = field(default_factory=dict)
    members: dict[str, Membership] = field(default_factory=dict)
    contracts: dict[str, Contract] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    serial: int = 100

    def union(self, name: str, kind: str, parent: Union, area: str, founded: date = date(2020, 3, 1)) -> Union:
        self.unions[name] = union_register(name=name, kind=UnionKind(kind), parent=parent, area=self.areas[area],
                                           approved_on=founded, by=CLERK, at=AT)  # fmt: skip
        return self.unions[name]

    def workplace(self, name: str, parent: Union, area: str, staff: int = 60) -> Union:
        """A firm with its union, its chair elected in 2024, four bodies and a certificate."""
        union = self.union(f"{name}工会", UnionKind.ENTERPRISE, parent, area)
        firm = employer_register(name=name, kind=EmployerKind.ENTERPRISE, area=self.areas[area], ownership="private",
                                 by=CLERK, at=AT)  # fmt: skip
        employer_attach(employer=firm, union=union, on=date(2020, 3, 1), by=CLERK, at=AT)
        duty_set(employer=firm, duty=DutyKind.CONTRACT, required=True, on=date(2020, 3, 1), by=CLERK, at=AT)
        head_count_record(employer=firm, on=date(2026, 1, 5), staff=staff, women=20, by=CLERK, at=AT)
        committee_record(union=union, term=2, elected_on=date(2024, 5, 10), expires_on=date(2027, 5, 9),
                         seats={"主席": f"{name[:1]}主席"}, by=CLERK, at=AT)  # fmt: skip
        for kind in BodyKind:
            body_record(union=union, kind=kind, on=date(2020, 3, 1), by=CLERK, at=AT)
        certificate_record(union=union, number=f"证{union.code}", valid_until=date(2028, 1, 1), by=CLERK, at=AT)
        self.employers[name] = firm
        return union

    def member(self, name: str, union: str, firm: str | None = None, **details: Any) -> Membership:
        self.serial += 1
        item = Admission(
            name=name, id_number=id_number(self.serial), union_id=self.unions[union].pk, since=date(2022, 4, 1),
            joined_on=date(2022, 4, 1), phone="13812340000",
            employer_id=self.employers[firm].pk if firm else None, details=details,
        )  # fmt: skip
        self.members[name] = members_admit(items=[item], by=CLERK, at=AT)[0]
        return self.members[name]

    def contract(self, firm: str, until: date, signed: date = date(2024, 7, 20)) -> Contract:
        union = self.unions[f"{firm}工会"]
        self.contracts[firm] = contract_record(
            union=union, kind=ContractKind.COLLECTIVE, covers={self.employers[firm].pk: None}, signed_on=signed,
            effective_on=signed, expires_on=until, handler="吴国平", by=CLERK, at=AT,
        )  # fmt: skip
        return self.contracts[firm]

    def person(self, username: str, name: str, union: Union, role: Role, worker: Worker | None = None) -> None:
        account = account_open(username=username, name=name, by=CLERK, at=AT)
        office_give(account=account, union=union, role=role, worker=worker, on=date(2020, 1, 1), by=CLERK, at=AT)
        self.accounts[username] = account

    def sign_in(self, username: str) -> Client:
        """A browser in which this person has signed in."""
        client = Client()
        client.force_login(self.accounts[username], backend="django.contrib.auth.backends.ModelBackend")
        return client


@prepared
@settled_at_the_end(lambda: CLERK, AT)
def found_ledger_town() -> LedgerTown:
    """Found it: 宏达机械 and 华丰食品 in the east, 瑞丰印染 in the west; 吴国平 of the town, chairs 何东、何西."""
    town = LedgerTown(town_found(name="石桥镇", province="jiangsu", by=CLERK, at=AT))
    for name in ("东片", "西片"):
        town.areas[name] = area_register(name=name, by=CLERK, at=AT)
    east = town.union("东片工会联合会", UnionKind.AREA_FEDERATION, town.root, "东片")
    west = town.union("西片工会联合会", UnionKind.AREA_FEDERATION, town.root, "西片")
    town.workplace("宏达机械", east, "东片", 412)
    town.workplace("华丰食品", east, "东片")
    town.workplace("瑞丰印染", west, "西片")
    for name in ("张三", "李四", "王五"):
        town.member(name, "宏达机械工会", "宏达机械", sex="m", job="操作")
    town.member("赵六", "瑞丰印染工会", "瑞丰印染", sex="f")
    town.contract("宏达机械", date(2027, 7, 19))
    town.contract("瑞丰印染", date(2027, 7, 19))
    town.person("wuguoping", "吴国平", town.root, Role.TOWN_OFFICER)
    town.person("chenxiulan", "陈秀兰", town.root, Role.TOWN_OFFICER)
    town.person("hedong", "何东", east, Role.GRASSROOTS_CHAIR)
    town.person("hexi", "何西", west, Role.GRASSROOTS_CHAIR)
    town.person("qianxuemei", "钱雪梅", town.root, Role.AUDITOR)
    return town
