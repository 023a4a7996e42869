"""A town with an east and a west side, each with a factory, its union, members and contracts; a few accounts."""

from datetime import date, datetime, time

from django.test import Client

from gonghui.bargaining.public import ContractKind, contract_record
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.sheets.codes import id_check_digit
from gonghui.kernel.workflow.settling import settled_at_the_end
from gonghui.orgs.public import (
    EmployerKind,
    Union,
    UnionKind,
    area_register,
    certificate_record,
    committee_record,
    employer_attach,
    employer_register,
    head_count_record,
    town_found,
    union_register,
)
from gonghui.people.public import Account, Admission, Role, account_open, members_admit, office_give, password_set
from tests.prepared import prepared

TODAY = date(2026, 7, 2)
NOW = datetime.combine(TODAY, time(9), OFFICE_TIME)
HAND = Hand(None, "沈燕")
PASSWORD = "lan-tian-bai-yun-26"
FOUNDED = date(2020, 5, 6)


def id_number(serial: int) -> str:
    """A number that no real person can hold (no county 329999), with a right check digit."""
    body = f"32999919800101{serial:03d}"
    return body + id_check_digit(body)


def account(username: str, name: str, role: Role | None, union: Union) -> Account:
    found = account_open(username=username, name=name, by=HAND, at=NOW)
    password_set(account=found, password=PASSWORD, by=HAND, at=NOW)
    if role is not None:
        office_give(account=found, union=union, role=role, on=date(2024, 1, 2), by=HAND, at=NOW)
    return found


def side(name: str, serial: int) -> Union:
    """One side of the town: a village area, a factory of 40 with its union, three members, two contracts.

    The wage agreement expired on 30 June 2026; the term ends on 4 July, the certificate on 20 August, the collective
    contract on 15 September.
    """
    area = area_register(name=f"{name}村", by=HAND, at=NOW)
    factory = employer_register(name=f"{name}纺织厂", kind=EmployerKind.ENTERPRISE, area=area, by=HAND, at=NOW)
    union = union_register(
        name=f"{name}纺织厂工会", kind=UnionKind.ENTERPRISE, area=area, approved_on=FOUNDED, by=HAND, at=NOW
    )
    employer_attach(employer=factory, union=union, on=FOUNDED, by=HAND, at=NOW)
    head_count_record(employer=factory, on=FOUNDED, staff=40, by=HAND, at=NOW)
    people = [Admission(name=f"{name[0]}明{number}", id_number=id_number(serial + number), union_id=union.pk,
                        since=date(2021, 1, 4), joined_on=date(2021, 1, 4)) for number in range(3)]  # fmt: skip
    members_admit(items=people, by=HAND, at=NOW)
    for kind, until in ((ContractKind.COLLECTIVE, date(2026, 9, 15)), (ContractKind.WAGE, date(2026, 6, 30))):
        contract_record(union=union, kind=kind, covers={factory.pk: None}, signed_on=date(2025, 6, 1),
                        effective_on=date(2025, 6, 1), expires_on=until, by=HAND, at=NOW)  # fmt: skip
    committee_record(union=union, term=2, elected_on=date(2023, 7, 5), expires_on=date(2026, 7, 4), by=HAND, at=NOW)
    certificate_record(union=union, number=f"证{serial}", valid_until=date(2026, 8, 20), by=HAND, at=NOW)
    return union


@prepared
@settled_at_the_end(lambda: HAND, NOW)
def build() -> dict[str, Union]:
    """The town by side, with the accounts chen (officer), dong and xi (chairs), ma (auditor), nobody (no office)."""
    root = town_found(
        name="清河镇", province="jiangsu", by=HAND, at=datetime.combine(date(2020, 1, 2), time(9), OFFICE_TIME)
    )
    sides = {"town": root, "east": side("东桥", 100), "west": side("西塘", 200)}
    account("chen", "陈秀兰", Role.TOWN_OFFICER, root)
    account("dong", "董东升", Role.GRASSROOTS_CHAIR, sides["east"])
    account("xi", "席西平", Role.GRASSROOTS_CHAIR, sides["west"])
    account("ma", "马晓东", Role.AUDITOR, root)
    account("nobody", "吴任职", None, root)
    return sides


def client_of(username: str) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(Account.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    return client
