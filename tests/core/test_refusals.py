"""What is turned down says why and what to do next, in Chinese, and leaves nothing written."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from gonghui.bargaining.public import (
    Contract,
    ContractKind,
    ContractLevel,
    contract_amend,
    contract_end,
    contract_record,
)
from gonghui.kernel.refusal import Refused, Stale
from gonghui.orgs.public import (
    BodyKind,
    DutyBasis,
    DutyKind,
    Employer,
    EmployerKind,
    Union,
    UnionKind,
    area_register,
    body_end,
    body_record,
    certificate_record,
    committee_record,
    duty_set,
    employer_amend,
    employer_attach,
    employer_place,
    employer_register,
    head_count_record,
    town_found,
    union_amend,
    union_close,
    union_place,
    union_register,
)
from gonghui.people.public import (
    Account,
    Admission,
    LeaveReason,
    MemberState,
    Role,
    Worker,
    account_open,
    member_amend,
    member_leave,
    member_restate,
    member_transfer,
    members_admit,
    office_give,
    union_dissolve,
    union_merge,
    view_save,
    worker_amend,
)
from tests.numbers import credit_code, id_number
from tests.town import NOW, TODAY, SmallTown

TOMORROW = TODAY + timedelta(days=1)
ENTERPRISE = EmployerKind.ENTERPRISE
Act = Callable[[SmallTown], Any]


@cache
def tables() -> dict[str, str]:
    """The question for every row of every table of the product, by the table's name."""
    models = [m for m in apps.get_models() if m.__module__.startswith("gonghui.") and ".tests." not in m.__module__]
    return {m._meta.label: f'SELECT * FROM "{m._meta.db_table}" ORDER BY "{m._meta.pk.column}"' for m in models}


def snapshot() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the product."""
    found = {}
    with connection.cursor() as cursor:
        for label, question in tables().items():
            cursor.execute(question)
            found[label] = cursor.fetchall()
    return found


def admission(town: SmallTown, union: str = "甲厂", **more: Any) -> Admission:
    given: dict[str, Any] = {"name": "新人", "id_number": id_number(900), "since": TODAY} | more
    return Admission(union_id=town.unions[union].pk, **given)


def contract(town: SmallTown, *names: str, **more: Any) -> Contract:
    """A collective contract of 乙厂 that would be all right but for what the caller changes."""
    given: dict[str, Any] = {
        "union": town.unions["乙厂"], "kind": ContractKind.SAFETY, "signed_on": date(2026, 6, 1),
        "effective_on": date(2026, 6, 1), "expires_on": date(2028, 5, 31),
    } | more  # fmt: skip
    return contract_record(covers={town.employers[name].pk: None for name in names or ("乙厂",)}, **given, **NOW)


def two_area_contracts(town: SmallTown) -> Contract:
    return contract(
        town, "五金店", "理发店", union=town.unions["联合"], kind=ContractKind.WAGE, level=ContractLevel.AREA
    )


ORGS: dict[str, Act] = {
    "second town": lambda t: town_found(name="又一镇", province="jiangsu", **NOW),
    "area twice": lambda t: area_register(name="东村", **NOW),
    "area code twice": lambda t: area_register(name="南村", code=t.areas["east"].code, **NOW),
    "employer twice": lambda t: employer_register(name="清河甲厂", kind=ENTERPRISE, **NOW),
    "wrong credit code": lambda t: employer_register(name="戊厂", kind=ENTERPRISE, uscc=credit_code(1)[:17] + "Q", **NOW),
    "short credit code": lambda t: employer_amend(employer=t.employers["甲厂"], uscc="9132", **NOW),
    "future employer": lambda t: employer_register(name="戊厂", kind=ENTERPRISE, since=TOMORROW, **NOW),
    "closed tomorrow": lambda t: employer_amend(employer=t.employers["甲厂"], closed_on=TOMORROW, **NOW),
    "union twice": lambda t: union_register(name="清河甲厂工会", kind=UnionKind.ENTERPRISE, **NOW),
    "union code twice": lambda t: union_register(name="戊", kind=UnionKind.ENTERPRISE, code=t.unions["甲厂"].code, **NOW),
    "union wrong credit code": lambda t: union_register(name="戊", kind=UnionKind.JOINT, uscc="81" * 9, **NOW),
    "second town union": lambda t: union_register(name="又一镇总工会", kind=UnionKind.TOWN, **NOW),
    "union of tomorrow": lambda t: union_register(name="戊", kind=UnionKind.JOINT, approved_on=TOMORROW, **NOW),
    "union below a closed one": lambda t: union_register(name="戊", kind=UnionKind.GROUP, parent=t.unions["丁厂"], **NOW),
    "union approved after its end": lambda t: union_amend(union=t.unions["丁厂"], approved_on=date(2026, 4, 1), **NOW),
    "union below itself": lambda t: union_place(union=t.unions["education"], parent=t.unions["小学"], on=TODAY, **NOW),
    "town below a union": lambda t: union_place(union=t.root, parent=t.unions["甲厂"], on=TODAY, **NOW),
    "moved tomorrow": lambda t: union_place(union=t.unions["甲厂"], area=t.areas["west"], on=TOMORROW, **NOW),
    "moved before founded": lambda t: union_place(union=t.unions["丙厂"], area=t.areas["east"], on=date(2025, 1, 1), **NOW),
    "joint made single": lambda t: union_place(union=t.unions["联合"], kind=UnionKind.ENTERPRISE, on=TODAY, **NOW),
    "closing with employers": lambda t: union_close(union=t.unions["甲厂"], on=TODAY, reason="注销", **NOW),
    "closing with unions below": lambda t: union_close(union=t.unions["education"], on=TODAY, reason="注销", **NOW),
    "closing before its employer left": lambda t: union_close(union=t.unions["乙厂"], on=date(2026, 1, 1), reason="注销", **NOW),
    "closing the town": lambda t: union_close(union=t.root, on=TODAY, reason="注销", **NOW),
    "closing twice": lambda t: union_close(union=t.unions["丁厂"], on=TODAY, reason="注销", **NOW),
    "two employers": lambda t: employer_attach(employer=t.employers["新厂"], union=t.unions["甲厂"], on=TODAY, **NOW),
    "attached to a closed union": lambda t: employer_attach(employer=t.employers["新厂"], union=t.unions["丁厂"], on=TODAY, **NOW),
    "attached tomorrow": lambda t: employer_attach(employer=t.employers["新厂"], union=t.unions["联合"], on=TOMORROW, **NOW),
    "placed before known": lambda t: employer_place(employer=t.employers["新厂"], area=t.areas["east"], on=date(2025, 1, 1), **NOW),
    "exempt without reason": lambda t: duty_set(employer=t.employers["甲厂"], duty=DutyKind.CONTRACT, required=False, on=TODAY, **NOW),
    "duty of tomorrow": lambda t: duty_set(employer=t.employers["甲厂"], duty=DutyKind.UNION, required=True, on=TOMORROW, **NOW),
    "count of tomorrow": lambda t: head_count_record(employer=t.employers["甲厂"], on=TOMORROW, staff=1, **NOW),
    "more women than staff": lambda t: head_count_record(employer=t.employers["甲厂"], on=TODAY, staff=5, women=6, **NOW),
    "fewer staff than women before": lambda t: head_count_record(employer=t.employers["甲厂"], on=TODAY, staff=5, **NOW),
    "body of tomorrow": lambda t: body_record(union=t.unions["甲厂"], kind=BodyKind.WOMEN, on=TOMORROW, **NOW),
    "body of a closed union": lambda t: body_record(union=t.unions["丁厂"], kind=BodyKind.WOMEN, on=TODAY, **NOW),
    "body ended before it began": lambda t: body_end(union=t.unions["甲厂"], kind=BodyKind.MEDIATION, on=date(2019, 1, 1), **NOW),
    "term that runs backwards": lambda t: committee_record(union=t.unions["甲厂"], term=1, elected_on=TODAY, expires_on=TODAY, **NOW),
    "elected tomorrow": lambda t: committee_record(union=t.unions["甲厂"], term=1, elected_on=TOMORROW, **NOW),
    "certificate that runs backwards": lambda t: certificate_record(union=t.unions["甲厂"], number="1", issued_on=TODAY,
                                                                  valid_until=TODAY, **NOW),
}  # fmt: skip

PEOPLE: dict[str, Act] = {
    "wrong identity number": lambda t: members_admit(items=[admission(t, id_number=id_number(901)[:17] + "?")], **NOW),
    "no identity number": lambda t: members_admit(items=[admission(t, id_number=" ")], **NOW),
    "joined tomorrow": lambda t: members_admit(items=[admission(t, since=TOMORROW)], **NOW),
    "on a roll already": lambda t: members_admit(items=[admission(t, "乙厂", worker=t.rolls["小学"][0].worker)], **NOW),
    "known number": lambda t: members_admit(items=[admission(t, "乙厂", id_number=id_number(0, woman=True))], **NOW),
    "same number twice": lambda t: members_admit(items=[admission(t), admission(t, "乙厂")], **NOW),
    "same worker twice": lambda t: members_admit(items=[admission(t, worker=t.rolls["甲厂"][1].worker)] * 2, **NOW),
    "back before leaving": lambda t: members_admit(
        items=[admission(t, "乙厂", worker=t.rolls["甲厂"][1].worker, since=date(2026, 3, 1))], **NOW
    ),
    "into a closed union": lambda t: members_admit(items=[admission(t, "丁厂")], **NOW),
    "moved to the same union": lambda t: member_transfer(row=t.rolls["乙厂"][0], to=t.unions["乙厂"], on=TODAY, **NOW),
    "moved to a closed union": lambda t: member_transfer(row=t.rolls["乙厂"][0], to=t.unions["丁厂"], on=TODAY, **NOW),
    "moved tomorrow": lambda t: member_transfer(row=t.rolls["乙厂"][0], to=t.unions["甲厂"], on=TOMORROW, **NOW),
    "moved before founding": lambda t: member_transfer(row=t.rolls["乙厂"][0], to=t.unions["丙厂"], on=date(2025, 1, 1), **NOW),
    "left before joining": lambda t: member_leave(row=t.rolls["丙厂"][0], on=date(2025, 9, 10), reason=LeaveReason.DIED, **NOW),
    "left twice": lambda t: member_leave(row=t.rolls["甲厂"][1], on=TODAY, reason=LeaveReason.DIED, **NOW),
    "same state": lambda t: member_restate(row=t.rolls["丙厂"][0], state=MemberState.FULL, on=TODAY, **NOW),
    "joined in the future": lambda t: member_amend(row=t.rolls["丙厂"][0], joined_on=TOMORROW, **NOW),
    "somebody else's number": lambda t: worker_amend(worker=t.rolls["甲厂"][0].worker, id_number=id_number(0, woman=True), **NOW),
    "dissolved with members": lambda t: union_dissolve(union=t.unions["小学"], on=TODAY, reason="撤并", **NOW),
    "merged into itself": lambda t: union_merge(union=t.unions["小学"], into=t.unions["小学"], on=TODAY, reason="", **NOW),
    "merged into a closed one": lambda t: union_merge(union=t.unions["小学"], into=t.unions["丁厂"], on=TODAY, reason="", **NOW),
    "merged into a single one": lambda t: union_merge(union=t.unions["小学"], into=t.unions["中学"], on=TODAY, reason="", **NOW),
    "nameless view": lambda t: view_save(
        account=Account(pk=1), ledger="unions", name=" ", query="", **NOW
    ),
}  # fmt: skip

BARGAINING: dict[str, Act] = {
    "nobody covered": lambda t: contract_record(union=t.unions["乙厂"], kind=ContractKind.WAGE, covers={},
                                                signed_on=TODAY, expires_on=date(2028, 1, 1), **NOW),
    "single with two employers": lambda t: contract(t, "乙厂", "甲厂"),
    "signed tomorrow": lambda t: contract(t, signed_on=TOMORROW),
    "filed before signed": lambda t: contract(t, filed_on=date(2026, 5, 1)),
    "runs backwards": lambda t: contract(t, expires_on=date(2026, 5, 31)),
    "no date at all": lambda t: contract(t, signed_on=None, effective_on=None),
    "same contract twice": lambda t: contract(t, "甲厂", union=t.unions["甲厂"], kind=ContractKind.COLLECTIVE, signed_on=date(2026, 6, 1)),
    "of a closed union": lambda t: contract(t, union=t.unions["丁厂"]),
    "overlapping area contracts": two_area_contracts,
    "overlap by a signature": lambda t: contract(t, "五金店", union=t.unions["甲厂"], kind=ContractKind.WAGE, level=ContractLevel.INDUSTRY,
                                                 effective_on=None),
    "renews another kind": lambda t: contract(t, renews=t.contracts["乙厂 2025-10-01"]),
    "renewed already": lambda t: contract(t, "甲厂", union=t.unions["甲厂"], kind=ContractKind.COLLECTIVE,
                                          renews=t.contracts["甲厂 2023-06-01"]),
    "amended backwards": lambda t: contract_amend(contract=t.contracts["区域"], expires_on=date(2024, 1, 1), **NOW),
    "single covers another": lambda t: contract_amend(contract=t.contracts["乙厂 2025-10-01"], covers={t.employers["甲厂"].pk: 1}, **NOW),
    "ended before it began": lambda t: contract_end(contract=t.contracts["乙厂 2025-10-01"], on=date(2025, 1, 1), reason="协商", **NOW),
    "ended after it expired": lambda t: contract_end(contract=t.contracts["丙厂 2025-10-01"], on=TODAY, reason="协商", **NOW),
    "ended without reason": lambda t: contract_end(contract=t.contracts["区域"], on=TODAY, reason="", **NOW),
    "ended tomorrow": lambda t: contract_end(contract=t.contracts["区域"], on=TOMORROW, reason="协商", **NOW),
}  # fmt: skip

SENTENCES = re.compile(r"[^。]*[一-鿿][^。]*。")


def refuses(town: SmallTown, act: Act) -> Refused:
    before = snapshot()
    with pytest.raises(Refused) as caught:
        act(town)
    assert snapshot() == before, "something was written"
    no = caught.value
    assert SENTENCES.match(no.what) and no.what.endswith("。"), no.what
    assert SENTENCES.match(no.todo) and no.todo.endswith("。"), f"no way out: {no.what}"
    assert not re.search(r"[A-Za-z]{4,}|None|成功|提交|确定", (no.what + no.todo).replace("GONGHUI_HOME", "")), (
        no.what + no.todo
    )
    return no


@pytest.mark.django_db
def test_what_cannot_be_is_turned_down_with_a_way_out_and_nothing_is_written(town: SmallTown) -> None:
    wrong: dict[str, str] = {}
    for name, act in (ORGS | PEOPLE | BARGAINING).items():
        try:
            with transaction.atomic():
                refuses(town, act)
        except (AssertionError, pytest.fail.Exception) as no:
            wrong[name] = str(no).splitlines()[0]
    assert wrong == {}


@pytest.mark.postgres
@pytest.mark.django_db
def test_of_two_people_who_edit_one_record_the_second_is_told_and_loses_nothing(town: SmallTown) -> None:
    mine, theirs = (Union.objects.get(pk=town.unions["甲厂"].pk) for _ in range(2))
    union_amend(union=theirs, phone="0512-1", **NOW)
    refuses(town, lambda t: union_amend(union=mine, phone="0512-2", **NOW))
    assert Union.objects.get(pk=mine.pk).phone == "0512-1"
    firms = [Employer.objects.get(pk=town.employers["甲厂"].pk) for _ in range(2)]
    people = [Worker.objects.get(pk=town.rolls["甲厂"][3].worker_id) for _ in range(2)]
    papers = [Contract.objects.get(pk=town.contracts["区域"].pk) for _ in range(2)]
    employer_amend(employer=firms[0], phone="1", **NOW)
    worker_amend(worker=people[0], job="钳工", **NOW)
    contract_amend(contract=papers[0], handler="王", **NOW)
    for act in (
        lambda t: employer_amend(employer=firms[1], phone="2", **NOW),
        lambda t: worker_amend(worker=people[1], job="车工", **NOW),
        lambda t: contract_amend(contract=papers[1], handler="李", **NOW),
    ):
        assert isinstance(refuses(town, act), Stale)


@pytest.mark.django_db
def test_a_second_click_on_the_same_button_writes_nothing_more(town: SmallTown) -> None:
    account = account_open(username="wang", name="王芳", **NOW)
    clicks: list[Act] = [
        lambda t: office_give(account=account, union=t.root, role=Role.TOWN_CHAIR, on=TODAY, **NOW),
        lambda t: account_open(username="li", name="李明", **NOW),
        lambda t: contract(t),
        lambda t: members_admit(items=[admission(t)], **NOW),
        lambda t: member_leave(row=t.rolls["小学"][0], on=TODAY, reason=LeaveReason.RESIGNED, **NOW),
        lambda t: contract_end(contract=t.contracts["区域"], on=TODAY, reason="协商", **NOW),
    ]
    for click in clicks:
        click(town)
        refuses(town, click)
    before = snapshot()
    firm, union = town.employers["甲厂"], town.unions["甲厂"]
    repeated: list[Act] = [
        lambda t: head_count_record(employer=firm, on=date(2026, 3, 31), staff=130, **NOW),
        lambda t: employer_attach(employer=firm, union=union, on=TODAY, **NOW),
        lambda t: duty_set(
            employer=firm, duty=DutyKind.CONTRACT, required=True, basis=DutyBasis.DEFAULT, on=TODAY, **NOW
        ),
        lambda t: body_record(union=union, kind=BodyKind.MEDIATION, on=TODAY, **NOW),
        lambda t: union_place(union=union, area=t.areas["east"], on=TODAY, **NOW),
    ]
    assert [click(town) for click in repeated] == [False] * len(repeated)
    assert snapshot() == before


@pytest.mark.django_db
def test_a_renewal_signed_before_the_old_contract_expires_is_found_and_linked(town: SmallTown) -> None:
    old = town.contracts["区域"]
    shops = ("粮油店", "五金店")
    renewal = contract(town, *shops, union=town.unions["联合"], kind=ContractKind.WAGE, level=ContractLevel.AREA,
                       signed_on=TODAY, effective_on=date(2027, 1, 1), expires_on=date(2028, 12, 31))  # fmt: skip
    assert (renewal.renews, renewal.signing) == (old, "renewal")
    refuses(town, lambda t: contract_amend(contract=renewal, effective_on=date(2026, 12, 31), **NOW))
    refuses(town, lambda t: contract_amend(contract=old, expires_on=date(2027, 1, 1), **NOW))
    assert contract_amend(contract=renewal, covers={town.employers["理发店"].pk: 3}, **NOW)


@pytest.mark.django_db
def test_of_two_earlier_contracts_the_one_that_ran_last_is_renewed(town: SmallTown) -> None:
    first = contract(town, signed_on=date(2020, 1, 1), effective_on=date(2020, 1, 1), expires_on=date(2021, 12, 31))
    second = contract(town, signed_on=date(2022, 1, 1), effective_on=date(2022, 1, 1), expires_on=date(2023, 12, 31))
    third = contract(town, signed_on=date(2026, 1, 1), effective_on=date(2026, 1, 1), expires_on=date(2027, 12, 31))
    assert (first.signing, second.renews, third.renews) == ("first", first, second)
    long = contract(town, kind=ContractKind.WOMEN, signed_on=date(2025, 1, 1), effective_on=date(2025, 1, 1),
                    expires_on=date(2029, 1, 1))  # fmt: skip
    other = contract(town, kind=ContractKind.WOMEN, signed_on=date(2026, 1, 1), effective_on=date(2026, 1, 1))
    assert long.signing == other.signing == "first", "a contract that runs on for years is not being renewed"
