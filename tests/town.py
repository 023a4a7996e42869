"""A small town for tests across the contexts: two villages, an education union with two schools, four enterprises,
one of whose unions is closed, and a village joint union over three shops."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from gonghui.bargaining.public import Contract, ContractKind, ContractLevel, Signing, contract_record
from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.dates import parse_period
from gonghui.kernel.indicators import Node, Part, Sum, all_indicators, indicator
from gonghui.kernel.indicators.measure import Counter, Number, inside
from gonghui.kernel.workflow.settling import settled_at_the_end
from gonghui.orgs.public import (
    Area,
    AreaKind,
    BodyKind,
    DutyKind,
    Employer,
    EmployerKind,
    Union,
    UnionKind,
    area_register,
    body_record,
    duty_set,
    employer_attach,
    employer_register,
    head_count_record,
    town_found,
    tree_on,
    union_close,
    union_register,
)
from gonghui.people.public import (
    Admission,
    LeaveReason,
    Membership,
    MemberState,
    Sex,
    member_leave,
    member_restate,
    member_transfer,
    members_admit,
)
from tests.numbers import id_number
from tests.prepared import prepared

OFFICER = Hand(None, "沈燕")
TODAY = date(2026, 7, 2)


def at(day: date = TODAY) -> datetime:
    """Nine o'clock on a day, in office time."""
    return datetime.combine(day, time(9), OFFICE_TIME)


NOW = {"by": OFFICER, "at": at()}


@dataclass
class SmallTown:
    """The records of the small town by short names."""

    root: Union
    areas: dict[str, Area] = field(default_factory=dict)
    unions: dict[str, Union] = field(default_factory=dict)
    employers: dict[str, Employer] = field(default_factory=dict)
    rolls: dict[str, list[Membership]] = field(default_factory=dict)
    contracts: dict[str, Contract] = field(default_factory=dict)
    _people: int = 0

    def firm(
        self, key: str, kind: UnionKind = UnionKind.ENTERPRISE, area: str = "east", approved: date = date(2020, 5, 6),
        parent: Union | None = None, staff: int = 100,
    ) -> Union:  # fmt: skip
        """An employer with a union of its own, head count and mediation committee."""
        of = EmployerKind.INSTITUTION if kind == UnionKind.INSTITUTION else EmployerKind.ENTERPRISE
        employer = employer_register(name=f"清河{key}", kind=of, area=self.areas[area], **NOW)
        union = union_register(name=f"清河{key}工会", kind=kind, approved_on=approved, parent=parent,
                               area=self.areas[area], **NOW)  # fmt: skip
        employer_attach(employer=employer, union=union, on=approved, **NOW)
        head_count_record(employer=employer, on=approved, staff=staff, women=staff // 4, **NOW)
        body_record(union=union, kind=BodyKind.MEDIATION, on=approved, **NOW)
        self.employers[key], self.unions[key] = employer, union
        return union

    def admit(self, key: str, people: int, since: date) -> list[Membership]:
        """Put new people on a union's roll."""
        items = [
            Admission(
                name=f"工友{number}", id_number=id_number(number, woman=number % 3 == 0), union_id=self.unions[key].pk,
                since=since, joined_on=since, phone=f"1549{number:07d}",
                details={"sex": Sex.FEMALE if number % 3 == 0 else Sex.MALE, "migrant": number % 2 == 0},
            )
            for number in range(self._people, self._people + people)
        ]  # fmt: skip
        self._people += people
        rows = members_admit(items=items, **NOW)
        self.rolls.setdefault(key, []).extend(rows)
        return rows

    def sign(self, key: str, on: date, until: date, kind: ContractKind = ContractKind.COLLECTIVE) -> Contract:
        """A contract of one enterprise, in force from its signing."""
        contract = contract_record(union=self.unions[key], kind=kind, covers={self.employers[key].pk: None},
                                   signed_on=on, effective_on=on, expires_on=until, **NOW)  # fmt: skip
        self.contracts[f"{key} {on}"] = contract
        return contract

    def nodes(self) -> list[Node]:
        """The town, its areas, and a union of every kind."""
        unions = [self.root, *(self.unions[key] for key in ("education", "甲厂", "乙厂", "丙厂", "联合"))]
        return [("union", u.pk) for u in unions] + [("area", area.pk) for area in self.areas.values()]


def empty_town() -> SmallTown:
    """The town with its two villages and nothing else."""
    town = SmallTown(town_found(name="清河镇", province="jiangsu", by=OFFICER, at=at(date(2019, 1, 2))))
    for key, name in (("east", "东村"), ("west", "西村")):
        town.areas[key] = area_register(name=name, kind=AreaKind.VILLAGE, **NOW)
    return town


@prepared
@settled_at_the_end(lambda: OFFICER, at())
def small_town() -> SmallTown:
    """The town as of 2026-07-02, with some movement in 2025 and 2026."""
    town = empty_town()
    education = union_register(name="清河镇教育工会", kind=UnionKind.EDUCATION, approved_on=date(2018, 9, 1), **NOW)
    town.unions["education"] = education
    town.firm("小学", UnionKind.INSTITUTION, "east", date(2019, 3, 1), education, 40)
    town.firm("中学", UnionKind.INSTITUTION, "west", date(2019, 3, 1), education, 60)
    town.firm("甲厂", staff=120)
    town.firm("乙厂", staff=80)
    town.firm("丙厂", area="west", approved=date(2025, 9, 10), staff=50)
    town.firm("丁厂", approved=date(2021, 4, 1))
    _village(town)
    for key, people in (("小学", 3), ("中学", 4), ("甲厂", 6), ("乙厂", 4), ("联合", 5)):
        town.admit(key, people, date(2022, 1, 10))
    town.admit("丙厂", 3, date(2025, 9, 10))
    town.admit("乙厂", 2, date(2026, 2, 3))
    _movement(town)
    _contracts(town)
    return town


def _village(town: SmallTown) -> None:
    joint = union_register(name="西村联合工会", kind=UnionKind.VILLAGE_JOINT, area=town.areas["west"], **NOW)
    town.unions["联合"] = joint
    for name in ("粮油店", "五金店", "理发店"):
        shop = employer_register(name=name, kind=EmployerKind.INDIVIDUAL, area=town.areas["west"], **NOW)
        employer_attach(employer=shop, union=joint, on=date(2021, 1, 1), **NOW)
        duty_set(employer=shop, duty=DutyKind.CONTRACT, required=name == "粮油店", reason="由联合工会统一签订",
                 on=date(2021, 1, 1), **NOW)  # fmt: skip
        head_count_record(employer=shop, on=date(2024, 1, 1), staff=3, **NOW)
        town.employers[name] = shop
    for name, area in (("新厂", "west"), ("散户", "east")):
        town.employers[name] = employer_register(
            name=name, kind=EmployerKind.ENTERPRISE, area=town.areas[area], since=date(2025, 6, 1), **NOW
        )
    duty_set(
        employer=town.employers["散户"], duty=DutyKind.UNION, required=False, reason="停产", on=date(2025, 6, 1), **NOW
    )


def _movement(town: SmallTown) -> None:
    first = town.rolls["甲厂"]
    member_transfer(row=first[0], to=town.unions["乙厂"], on=date(2025, 11, 3), **NOW)
    member_leave(row=first[1], on=date(2026, 4, 1), reason=LeaveReason.RESIGNED, **NOW)
    member_restate(row=first[2], state=MemberState.RETAINED, on=date(2026, 5, 1), **NOW)
    head_count_record(employer=town.employers["甲厂"], on=date(2026, 3, 31), staff=130, **NOW)
    employer_attach(employer=town.employers["丁厂"], union=town.unions["联合"], on=date(2026, 3, 1), **NOW)
    union_close(union=town.unions["丁厂"], on=date(2026, 3, 1), reason="规模缩小，归联合工会", **NOW)


def _contracts(town: SmallTown) -> None:
    town.sign("甲厂", date(2023, 6, 1), date(2026, 5, 31))
    town.sign("甲厂", date(2026, 6, 1), date(2029, 5, 31))
    town.sign("乙厂", date(2025, 10, 1), date(2028, 9, 30))
    town.sign("丙厂", date(2025, 10, 1), date(2026, 6, 15))
    town.sign("甲厂", date(2025, 3, 8), date(2028, 3, 7), ContractKind.WOMEN)
    shops = {town.employers[name].pk: None for name in ("粮油店", "五金店")}
    town.contracts["区域"] = contract_record(
        union=town.unions["联合"], kind=ContractKind.WAGE, level=ContractLevel.AREA, covers=shops,
        signing=Signing.FIRST, signed_on=date(2025, 1, 1), effective_on=date(2025, 1, 1),
        expires_on=date(2026, 12, 31), **NOW,
    )  # fmt: skip


PERIODS = ("2025", "2025H2", "2026H1")
Record = dict[tuple[str, str, Node], tuple[object, ...]]


def all_figures(nodes: Sequence[Node], periods: Iterable[str] = PERIODS, code: str = "") -> Record:
    """Every figure (or the one of `code`) at every node for every period, with the keys of the rows it opens."""
    wanted = [indicator(code)] if code else all_indicators()
    out: Record = {}
    for period in periods:
        span = parse_period(period).span
        tree = tree_on(span.end)
        counter = Counter(tree, span)
        keys: dict[tuple[Part, Node], tuple[int, ...]] = {}
        rows_of: dict[Part, Any] = {}  # the rows of a part; none when it counts nothing in the whole town
        root: Node = ("union", tree.root)
        for item in wanted:
            parts = [part for part in (item.numerator, item.denominator, item.exempt) if part]
            for node in nodes:
                figure = counter.figure(item, node)
                for part in parts:
                    if part not in rows_of:
                        rows = part.rows(span)
                        summed = isinstance(part, Sum)  # there may be rows without an amount
                        rows_of[part] = rows if (rows.exists() if summed else counter.total(part, root)) else None
                    if (part, node) not in keys:
                        rows = rows_of[part]  # filtered as `opened` does
                        found = (
                            () if rows is None else rows.filter(inside(part, tree, node)).values_list("pk", flat=True)
                        )
                        keys[part, node] = tuple(sorted(found))
                opened_keys = tuple(keys[part, node] for part in parts)
                out[item.code, period, node] = (figure.numerator, figure.denominator, figure.value, opened_keys)
    return out


def town_figure(town: SmallTown, code: str, period: str) -> tuple[Number, Number | None]:
    """Numerator and denominator of one figure for the whole town."""
    span = parse_period(period).span
    tree = tree_on(span.end)
    figure = Counter(tree, span).figure(indicator(code), ("union", tree.root))
    return figure.numerator, figure.denominator


def verbs_after(last: int) -> list[str]:
    """The verbs of the events written after the event with key `last`, in their order."""
    return list(Event.objects.filter(pk__gt=last).order_by("pk").values_list("verb", flat=True))
