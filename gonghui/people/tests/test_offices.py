"""Offices: given, divided, covered for a while, handed over; what goes badly together is refused with the reason."""

from datetime import date, timedelta

import pytest

from gonghui.kernel.audit.models import Event
from gonghui.kernel.refusal import Refused
from gonghui.people.public import (
    Account,
    Cover,
    OfficeHeld,
    RecordGrant,
    Role,
    account_open,
    cover_end,
    grant_end,
    office_cover,
    office_divide,
    office_end,
    office_give,
    office_hand_over,
    record_grant,
    rights_of,
)
from tests.ledger_town import AT, CLERK, LedgerTown, found_ledger_town

TODAY = date(2026, 7, 2)
NOW = {"by": CLERK, "at": AT}
DAY = timedelta(days=1)
pytestmark = pytest.mark.postgres


@pytest.fixture
def town(db: None) -> LedgerTown:
    return found_ledger_town()


def person(name: str) -> Account:
    return account_open(username=name, name=name, **NOW)


def holds(town: LedgerTown, name: str, role: Role, *lines: str, on: date = date(2026, 1, 1)) -> OfficeHeld:
    return office_give(account=person(name), union=town.root, role=role, lines=lines, on=on, **NOW)


def settle(town: LedgerTown) -> None:
    """The two officers without a division of work of the small town leave."""
    OfficeHeld.objects.filter(role=Role.TOWN_OFFICER).update(end_on=date(2025, 1, 1))


def test_an_officer_reads_everything_and_writes_and_looks_on_his_own_lines(town):
    settle(town)
    holds(town, "guoping", Role.TOWN_OFFICER, "权益", "帮扶")
    xiulan = holds(town, "xiulan", Role.TOWN_OFFICER, "组织")
    rights = rights_of(xiulan.account, TODAY)
    assert rights.read.everything
    assert rights.write.on("组织").everything and rights.look.on("组织").everything
    assert rights.write.on("权益").nothing and rights.look.on("权益").nothing
    assert rights.write.on("计划").everything, "plans are everybody's"


def test_a_line_that_nobody_holds_is_written_by_every_officer_and_looked_at_by_the_chair_alone(town):
    settle(town)
    one = holds(town, "xiulan", Role.TOWN_OFFICER, "组织")
    chair = holds(town, "lixin", Role.TOWN_CHAIR)
    rights = rights_of(one.account, TODAY)
    assert rights.write.on("女工").everything and rights.look.on("女工").nothing
    assert rights_of(chair.account, TODAY).look.on("女工").everything


def test_an_officer_without_a_division_of_work_does_everything(town):
    settle(town)
    one = holds(town, "xiulan", Role.TOWN_OFFICER)
    rights = rights_of(one.account, TODAY)
    assert rights.write.everything and rights.look.everything


def test_an_auditor_reads_the_money_everywhere_and_writes_nothing(town):
    rights = rights_of(town.accounts["qianxuemei"], TODAY)
    assert rights.read.on("财务").everything and rights.read.on("组织").nothing
    assert rights.write.nothing and rights.look.nothing and rights.assigned.nothing


def test_a_chair_who_also_audits_reads_the_money_of_all_and_writes_only_at_home(town):
    office_give(account=town.accounts["hedong"], union=town.root, role=Role.AUDITOR, on=date(2026, 1, 1), **NOW)
    rights = rights_of(town.accounts["hedong"], TODAY)
    west = town.unions["瑞丰印染工会"].pk
    assert rights.read.on("财务").may_open(west) and not rights.read.on("组织").may_open(west)
    assert not rights.write.on("财务").may_open(west) and not rights.may("close")


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.WORKER, Role.COUNTY, Role.PAIRED_CADRE])
def test_who_keeps_the_machine_is_of_the_county_or_a_member_opens_no_record(town, role):
    where = town.unions["宏达机械工会"] if role == Role.WORKER else town.root
    office = office_give(account=person("mou"), union=where, role=role, on=date(2026, 1, 1), **NOW)
    rights = rights_of(office.account, TODAY)
    assert rights.read.nothing and rights.write.nothing and rights.look.nothing


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ((Role.AUDITOR,), (Role.TOWN_OFFICER, "财务"), "财务人员不能兼任经审委员"),
        ((Role.TOWN_OFFICER, "财务", "组织"), (Role.AUDITOR,), "财务人员不能兼任经审委员"),
        ((Role.TOWN_OFFICER,), (Role.AUDITOR,), "财务人员不能兼任经审委员"),
        ((Role.TOWN_CHAIR,), (Role.AUDITOR,), "主席不能自己审自己"),
        ((Role.ADMINISTRATOR,), (Role.TOWN_OFFICER, "组织"), "系统管理员不看个人信息"),
        ((Role.TOWN_CHAIR,), (Role.ADMINISTRATOR,), "系统管理员不看个人信息"),
    ],
)
def test_two_offices_that_go_badly_together_are_refused_with_the_reason(town, first, second, said):
    held = holds(town, "mou", *first)
    with pytest.raises(Refused, match=said) as no:
        office_give(account=held.account, union=town.root, role=second[0], lines=second[1:], on=TODAY, **NOW)
    assert no.value.field == "role" and "先终止" in no.value.todo


def test_an_auditor_may_be_an_officer_of_another_line_and_not_take_on_the_money_later(town):
    held = holds(town, "mou", Role.AUDITOR)
    office = office_give(account=held.account, union=town.root, role=Role.TOWN_OFFICER, lines=["女工"], on=TODAY, **NOW)
    with pytest.raises(Refused, match="财务人员"):
        office_divide(office=office, lines=["女工", "财务"], on=TODAY, **NOW)


def test_an_auditor_does_not_cover_the_one_who_keeps_the_money(town):
    money = holds(town, "xiaodong", Role.TOWN_OFFICER, "财务")
    with pytest.raises(Refused, match="财务人员"):
        office_cover(office=money, account=town.accounts["qianxuemei"], start_on=TODAY, end_on=TODAY + DAY,
                     reason="休假", **NOW)  # fmt: skip


def test_a_cover_gives_the_rights_for_its_days_and_ends_by_itself(town):
    settle(town)
    guoping = holds(town, "guoping", Role.TOWN_OFFICER, "权益")
    xiulan = holds(town, "xiulan", Role.TOWN_OFFICER, "组织")
    first, last = date(2026, 7, 6), date(2026, 7, 10)
    office_cover(office=guoping, account=xiulan.account, start_on=first, end_on=last + DAY, reason="外出学习", **NOW)

    def writes(day: date) -> bool:
        return rights_of(xiulan.account, day).write.on("权益").everything

    assert [writes(first - DAY), writes(first), writes(last), writes(last + DAY)] == [False, True, True, False]
    assert rights_of(guoping.account, first).write.on("权益").everything, "the holder keeps his rights"
    event = Event.objects.get(verb="office_cover")
    assert "2026年7月6日至2026年7月10日" in event.summary and "外出学习" in event.summary


def test_a_cover_ended_early_is_gone_at_once_and_one_of_an_ended_office_gives_nothing(town):
    settle(town)
    guoping = holds(town, "guoping", Role.TOWN_OFFICER, "权益")
    xiulan = holds(town, "xiulan", Role.TOWN_OFFICER, "组织")
    days = {"start_on": TODAY, "end_on": TODAY + 9 * DAY, "reason": "休假"}
    cover = office_cover(office=guoping, account=xiulan.account, **days, **NOW)
    cover_end(cover=cover, **NOW)
    assert rights_of(xiulan.account, TODAY).write.on("权益").nothing
    office_cover(office=guoping, account=xiulan.account, **days, **NOW)
    office_end(office=guoping, on=TODAY, **NOW)
    holds(town, "xinren", Role.TOWN_OFFICER, "权益")
    assert rights_of(xiulan.account, TODAY).write.on("权益").nothing


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [(-1, 3, "不能补给权限"), (3, 3, "最后一天早于第一天"), (0, 400, "最长一年")],
)
def test_a_cover_lies_ahead_ends_and_is_no_longer_than_a_year(town, start, end, said):
    office = holds(town, "guoping", Role.TOWN_OFFICER, "权益")
    with pytest.raises(Refused, match=said):
        office_cover(office=office, account=person("mou"), start_on=TODAY + start * DAY, end_on=TODAY + end * DAY,
                     reason="休假", **NOW)  # fmt: skip
    assert not Cover.objects.exists()


def test_after_a_hand_over_the_successor_has_the_office_and_the_predecessor_nothing(town):
    old = OfficeHeld.objects.get(account=town.accounts["hedong"])
    new, _ = office_hand_over(office=old, to=person("xinzhuxi"), on=TODAY, **NOW)
    old.refresh_from_db()
    east = town.unions["宏达机械工会"].pk
    assert rights_of(new.account, TODAY).write.may_open(east)
    assert not rights_of(old.account, TODAY).read.may_open(east)
    assert rights_of(old.account, TODAY - DAY).read.may_open(east), "his rights ended the day before"
    assert (old.ended_because, new.union_id) == ("交接给xinzhuxi", old.union_id)


def test_a_hand_over_is_recorded_when_it_has_happened(town):
    old = OfficeHeld.objects.get(account=town.accounts["hedong"])
    with pytest.raises(Refused, match="还没有到"):
        office_hand_over(office=old, to=person("xinzhuxi"), on=TODAY + DAY, **NOW)


def test_the_last_chair_of_the_town_does_not_simply_leave(town):
    chair = holds(town, "lixin", Role.TOWN_CHAIR)
    with pytest.raises(Refused, match="最后一位主席"):
        office_end(office=chair, on=TODAY, **NOW)
    new, _ = office_hand_over(office=chair, to=person("xinren"), on=TODAY, **NOW)
    assert rights_of(new.account, TODAY).may("close")


def test_the_county_reads_what_was_granted_in_that_subtree_for_those_days(town):
    county = holds(town, "zhiyuan", Role.COUNTY)
    east = town.unions["东片工会联合会"]
    grant = record_grant(account=county.account, union=east, ledgers=["contracts"], start_on=TODAY,
                         end_on=TODAY + 5 * DAY, reason="云工〔2026〕8号", **NOW)  # fmt: skip
    rights = rights_of(county.account, TODAY)
    inside, outside = town.unions["宏达机械工会"].pk, town.unions["瑞丰印染工会"].pk
    scope = rights.read.on("权益", "contracts")
    assert scope.may_open(inside) and not scope.may_open(outside)
    assert rights.read.on("组织", "members").nothing and rights.read.unions == frozenset()
    assert rights.write.nothing and rights.look.nothing
    assert rights_of(county.account, TODAY + 5 * DAY).read.nothing
    grant_end(grant=grant, **NOW)
    assert rights_of(county.account, TODAY).read.nothing


def test_only_the_county_is_granted_anything(town):
    with pytest.raises(Refused, match="不是县总工会的账号"):
        record_grant(account=town.accounts["qianxuemei"], union=town.root, ledgers=["contracts"], start_on=TODAY,
                     end_on=TODAY + DAY, reason="要看", **NOW)  # fmt: skip
    assert not RecordGrant.objects.exists()


@pytest.mark.parametrize(
    ("role", "place", "lines", "said"),
    [
        (Role.TOWN_OFFICER, "宏达机械工会", (), "是镇总工会的职务"),
        (Role.GRASSROOTS_CHAIR, "", (), "没有基层工会主席"),
        (Role.GRASSROOTS_CHAIR, "宏达机械工会", ("组织",), "没有分工"),
        (Role.TOWN_OFFICER, "", ("外联",), "没有“外联”这条线"),
    ],
)
def test_an_office_stands_where_it_belongs(town, role, place, lines, said):
    union = town.unions[place] if place else town.root
    with pytest.raises(Refused, match=said):
        office_give(account=person("mou"), union=union, role=role, lines=lines, on=TODAY, **NOW)
