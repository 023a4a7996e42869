"""The sample persons who sign in, the offices they hold and since when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from gonghui.demo.deeds import Town
from gonghui.kernel.audit.writes import Hand
from gonghui.people.public import (
    Role,
    Worker,
    account_open,
    code_issue,
    members_on,
    office_cover,
    office_end,
    office_give,
    record_grant,
)

FOUNDER = Hand(None, "建镇")


@dataclass(frozen=True)
class Persona:
    """A sample person: `union` is a key of `Town.unions`, `line` the lines of work, `until` the end of office."""

    username: str
    name: str
    role: Role
    union: str
    office: str
    since: str
    line: str = ""
    until: str = ""


PERSONAS = (
    Persona("zhoulixin", "周立新", Role.TOWN_CHAIR, "T", "主席", "-3-01-04"),
    Persona("wuguoping", "吴国平", Role.TOWN_OFFICER, "T", "权益干事", "-3-01-04", "权益"),
    Persona("chenxiulan", "陈秀兰", Role.TOWN_OFFICER, "T", "组织干事、办公室", "-3-01-04", "组织 综合"),
    Persona(
        "wangxiuzhen", "王秀珍", Role.TOWN_OFFICER, "T", "帮扶、女工干事", "-3-01-04", "帮扶 女工", until="-1-03-01"
    ),
    Persona("shenyan", "沈燕", Role.TOWN_OFFICER, "T", "帮扶、女工干事", "-1-03-01", "帮扶 女工"),
    Persona("maxiaodong", "马晓东", Role.TOWN_OFFICER, "T", "财务干事", "-2-07-01", "财务"),
    Persona("qianxuemei", "钱雪梅", Role.AUDITOR, "T", "经审委员", "-3-01-04"),
    Persona("hejianping", "何建平", Role.GRASSROOTS_CHAIR, "宏达机械", "主席", "-3-01-04"),
    Persona("zhenglaishun", "郑来顺", Role.GRASSROOTS_CHAIR, "西塘村", "主席", "-3-01-04"),
    Persona("sunhaifeng", "孙海峰", Role.GRASSROOTS_CHAIR, "恒泰包装", "主席", "-1-09-18"),
    Persona("zhoumeilan", "周美兰", Role.GRASSROOTS_CHAIR, "东岭村", "主席", "-3-01-04"),
    Persona("guwenjing", "顾文静", Role.GRASSROOTS_CHAIR, "教育", "主席", "-3-01-04"),
    Persona("liuzhiyuan", "刘志远", Role.COUNTY, "T", "云溪县总工会联系人", "-2-03-01"),
    Persona("gaoming", "高明", Role.ADMINISTRATOR, "T", "系统管理员", "-3-01-04"),
    Persona("wangsufen", "王素芬", Role.WORKER, "宏达机械", "会员", "-2-05-08"),
)


def enter_officers(town: Town) -> None:
    """Accounts of everybody at the opening; the town's own offices, since everything else is written by their hands."""

    def write(at: datetime) -> None:
        for one in PERSONAS:
            account = account_open(username=one.username, name=one.name, by=FOUNDER, at=at)
            town.accounts[one.username] = account
            town.hands[one.username] = Hand(account.pk, one.name)

    town.enter(town.opening, write)
    _enter_offices(town, [one for one in PERSONAS if one.union == "T"])


COVERS = (
    ("wuguoping", "chenxiulan", "0-03-16", 5, "外出学习"),
    ("shenyan", "chenxiulan", "0-06-29", 7, "休假"),
    ("wuguoping", "shenyan", "0-11-16", 14, "参加市总工会培训"),
)
"""Who is covered by whom, from when on, for how many days, and why."""
GRANT = ("liuzhiyuan", "contracts", "0-01-12", "云工〔{year}〕3号")
"""What the county may read until the year's end: whose account, which ledger, from when on, by which document."""


def enter_covers(town: Town) -> None:
    """Officers stand in for each other for a few days; the county is let into one ledger."""
    for whose, deputy, since, days, why in COVERS:
        town.enter(town.day(since), partial(_cover, town, whose, deputy, days, why))
    town.enter(town.day(GRANT[2]), partial(_grant, town))


def _cover(town: Town, whose: str, deputy: str, days: int, why: str, at: datetime) -> None:
    office_cover(office=town.offices[whose], account=town.accounts[deputy], start_on=at.date(),
                 end_on=at.date() + timedelta(days=days), reason=why, by=town.hands["zhoulixin"], at=at)  # fmt: skip


def _grant(town: Town, at: datetime) -> None:
    who, ledger, _, document = GRANT
    record_grant(account=town.accounts[who], union=town.unions["T"], ledgers=[ledger], start_on=at.date(),
                 end_on=at.date().replace(month=12, day=31) + timedelta(days=1), reason=document.format(year=town.year),
                 by=town.hands["zhoulixin"], at=at)  # fmt: skip


def enter_chairs(town: Town) -> None:
    """The offices in unions below the town; the unions must stand in the diary already."""
    _enter_offices(town, [one for one in PERSONAS if one.union != "T"])


def _enter_offices(town: Town, personas: list[Persona]) -> None:
    for one in personas:
        town.enter(town.day(one.since), partial(_give, town, one))
        if one.until:
            town.enter(town.day(one.until), partial(_end, town, one))


def _give(town: Town, one: Persona, at: datetime) -> None:
    town.offices[one.username] = office_give(
        account=town.accounts[one.username], union=town.unions[one.union], role=one.role, on=town.day(one.since),
        lines=one.line.split(), worker=_member(town, one) if one.role == Role.WORKER else None, by=FOUNDER, at=at,
    )  # fmt: skip


def _member(town: Town, one: Persona) -> Worker:
    """Whose own record a member's office opens: the person of that name on the union's roll."""
    return members_on(town.day(one.since)).get(union=town.unions[one.union], worker__name=one.name).worker


def _end(town: Town, one: Persona, at: datetime) -> None:
    office_end(office=town.offices[one.username], on=town.day(one.until), by=FOUNDER, at=at)


def hand_out_codes(town: Town, at: datetime) -> list[dict[str, str]]:
    """A one-time sign-in code for everybody who holds an office on the day of `at`, as the slips are printed."""
    by = town.hands["gaoming"]
    return [
        {
            "username": one.username,
            "name": one.name,
            "role": Role(one.role).value,
            "office": one.office,
            "organisation": town.unions[one.union].name,
            "code": code_issue(account=town.accounts[one.username], by=by, at=at),
        }
        for one in PERSONAS
        if town.day(one.since) <= at.date() and not one.until
    ]
