"""What happens today never changes a figure of a past period, nor the records that it opens."""

from datetime import date

import pytest

from gonghui.bargaining.public import ContractKind, contract_amend, contract_end, contract_record
from gonghui.orgs.public import (
    BodyKind,
    DutyKind,
    EmployerKind,
    UnionKind,
    body_end,
    body_record,
    duty_set,
    employer_amend,
    employer_attach,
    employer_place,
    head_count_record,
    union_amend,
    union_place,
    union_register,
)
from gonghui.people.public import (
    LeaveReason,
    MemberState,
    member_leave,
    member_restate,
    member_transfer,
    union_dissolve,
    union_merge,
)
from tests.town import OFFICER, Record, SmallTown, all_figures, at, town_figure

DAY = date(2026, 7, 10)
TODAY = {"by": OFFICER, "at": at(DAY)}


def move_everything(town: SmallTown) -> None:
    """A busy day: unions, employers, members, contracts and counts all change on 10 July 2026."""
    u, e, rolls = town.unions, town.employers, town.rolls
    district = union_register(
        name="东片学区工会", kind=UnionKind.DISTRICT, parent=u["education"], approved_on=DAY, **TODAY
    )
    union_place(union=u["小学"], parent=district, area=town.areas["west"], on=DAY, **TODAY)
    union_place(union=u["丙厂"], kind=UnionKind.JOINT, area=town.areas["east"], on=DAY, **TODAY)
    union_amend(union=u["甲厂"], name="清河甲集团工会", **TODAY)
    employer_amend(employer=e["五金店"], closed_on=DAY, **TODAY)
    employer_place(employer=e["新厂"], area=town.areas["east"], kind=EmployerKind.SOCIAL, on=DAY, **TODAY)
    employer_attach(employer=e["新厂"], union=u["丙厂"], on=DAY, **TODAY)
    duty_set(employer=e["甲厂"], duty=DutyKind.CONTRACT, required=False, reason="停产", on=DAY, **TODAY)
    duty_set(employer=e["散户"], duty=DutyKind.UNION, required=True, on=DAY, **TODAY)
    for name in ("甲厂", "乙厂", "粮油店"):
        head_count_record(employer=e[name], on=DAY, staff=77, **TODAY)
    body_end(union=u["甲厂"], kind=BodyKind.MEDIATION, on=DAY, **TODAY)
    body_record(union=u["丙厂"], kind=BodyKind.WOMEN, on=DAY, **TODAY)
    member_transfer(row=rolls["丙厂"][0], to=u["甲厂"], on=DAY, **TODAY)
    member_leave(row=rolls["丙厂"][1], on=DAY, reason=LeaveReason.RESIGNED, **TODAY)
    member_restate(row=rolls["联合"][0], state=MemberState.RETAINED, on=DAY, **TODAY)
    town.admit("甲厂", 2, date(2026, 7, 1))
    renewal = contract_record(union=u["丙厂"], kind=ContractKind.COLLECTIVE, covers={e["丙厂"].pk: None}, signed_on=DAY,
                              effective_on=DAY, expires_on=date(2029, 7, 9), **TODAY)  # fmt: skip
    assert renewal.renews == town.contracts["丙厂 2025-10-01"]
    contract_amend(contract=renewal, remarks="盖章件已收", **TODAY)
    contract_end(contract=town.contracts["乙厂 2025-10-01"], on=DAY, reason="双方协商", **TODAY)
    contract_end(contract=town.contracts["区域"], on=DAY, reason="重新协商", **TODAY)


def merge_and_dissolve(town: SmallTown) -> None:
    """On the same day two unions are merged into others and one is closed."""
    union_place(union=town.unions["甲厂"], kind=UnionKind.JOINT, on=DAY, **TODAY)
    assert union_merge(union=town.unions["乙厂"], into=town.unions["甲厂"], on=DAY, reason="", **TODAY) == 7
    assert union_merge(union=town.unions["education"], into=town.root, on=DAY, reason="并入镇总", **TODAY) == 0
    for row in town.rolls["丙厂"][2:]:
        member_leave(row=row, on=DAY, reason=LeaveReason.RESIGNED, **TODAY)
    for name in ("丙厂", "新厂"):
        employer_attach(employer=town.employers[name], union=town.unions["甲厂"], on=DAY, **TODAY)
    union_dissolve(union=town.unions["丙厂"], on=DAY, reason="注销", **TODAY)


def differences(before: Record, after: Record) -> Record:
    return {key: (before[key], after[key]) for key in before if before[key] != after[key]}


@pytest.mark.django_db
def test_a_busy_day_changes_no_figure_and_no_record_of_three_past_periods(town: SmallTown) -> None:
    nodes = town.nodes()
    root, _, firm, *_, village = nodes

    def past() -> Record:
        return all_figures(nodes, ["2026H1"]) | all_figures([root, firm, village], ["2025", "2025H2"])

    before = past()
    move_everything(town)
    merge_and_dissolve(town)
    assert differences(before, past()) == {}
    today = all_figures([root], ["2026-07"])
    moved = [code for code, _, _ in today if today[code, "2026-07", root][0] != before[code, "2026H1", root][0]]
    assert len(moved) > 10, "the busy day was not busy"


@pytest.mark.django_db
def test_a_renewal_signed_after_the_period_does_not_mend_the_periods_renewal_rate(town: SmallTown) -> None:
    assert town_figure(town, "bargaining.renewal_rate", "2026H1") == (1, 2)
    town.sign("丙厂", date(2026, 7, 2), date(2029, 7, 1))
    assert town_figure(town, "bargaining.renewal_rate", "2026H1") == (1, 2)


@pytest.mark.django_db
def test_a_figure_of_a_span_follows_its_last_day(town: SmallTown) -> None:
    members = {p: town_figure(town, "people.members", p)[0] for p in ("2025", "2026Q1", "2026-04", "2026-05")}
    assert members == {"2025": 25, "2026Q1": 27, "2026-04": 26, "2026-05": 25}
