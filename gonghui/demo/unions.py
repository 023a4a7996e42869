"""Founding the unions: the tree, whom they cover, their bodies, certificates and re-elections."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from gonghui.demo.codes import Codes
from gonghui.demo.contracts import FEDERATION
from gonghui.demo.deeds import Deed, Town
from gonghui.demo.firms import INDUSTRY, INSTITUTIONS, WITHOUT_UNION, Firm, lines
from gonghui.demo.terms import Leaders, Terms
from gonghui.demo.villages import Village
from gonghui.orgs.public import BodyKind, UnionKind, body_record, employer_attach, union_register

EDUCATION = "石桥镇教育工会"

BRANCHES = (
    ("宏达机械铸造分会", UnionKind.BRANCH, "宏达机械"), ("宏达机械装配分会", UnionKind.BRANCH, "宏达机械"),
    ("宏达机械铸造一组", UnionKind.GROUP, "宏达机械铸造分会"), ("锦绣服饰缝制一分会", UnionKind.BRANCH, "锦绣服饰"),
    ("锦绣服饰缝制二分会", UnionKind.BRANCH, "锦绣服饰"), ("永安纺织细纱分会", UnionKind.BRANCH, "永安纺织"),
)  # fmt: skip
"""Branches and groups (name, kind, what they stand below); no figure counts them."""

WITHOUT_WOMEN = ("万顺石料", "石桥镇水利站", "春晖苗木", "兴农生物")
WITHOUT_AUDIT = ("石桥鲜达", "兴农生物")
LATE_BODIES = {
    ("长青园林", BodyKind.SUPERVISION): "-2-11-20", ("顺达汽修", BodyKind.SUPERVISION): "-1-08-14",
    ("石河村", BodyKind.MEDIATION): "-1-04-23", ("塘口村", BodyKind.MEDIATION): "-2-05-15",
    ("广信建材", BodyKind.WOMEN): "-1-10-17", ("中源管业", BodyKind.WOMEN): "-2-04-11",
}  # fmt: skip
"""Bodies founded later than their union; every other one stands since the approval."""


@dataclass(frozen=True)
class Unit:
    """A grassroots union of the sample town as its rolls and terms need it."""

    key: str
    approved: date
    industry: str
    staff: int
    women: int
    migrants: int
    employers: tuple[tuple[str, int], ...]
    village: bool = False


class Founder:
    """Enters unions into the town's diary."""

    def __init__(self, town: Town, codes: Codes) -> None:
        self.town = town
        self.codes = codes
        self.rng = Random("unions")
        self.terms = Terms(town)
        self.units: list[Unit] = []

    def _register(
        self, key: str, name: str, short: str, kind: UnionKind, approved: date, *, parent: str = "", area: str = "",
        employers: tuple[str, ...] = (), code: bool = True,
    ) -> None:  # fmt: skip
        town = self.town
        uscc = self.codes.credit_code("81") if code else None
        paper = f"石工〔{approved.year}〕{self.rng.randint(3, 40)}号" if code else ""
        party_led = self.rng.random() < 0.4

        def write(at: datetime) -> None:
            by = town.hands["chenxiulan"]
            union = union_register(
                name=name, short_name=short, kind=kind, parent=town.unions[parent or "T"], area=town.areas.get(area),
                approved_on=approved, approval_number=paper, uscc=uscc, party_led=party_led, by=by, at=at,
            )  # fmt: skip
            town.unions[key] = union
            for employer in employers:
                employer_attach(employer=town.employers[employer], union=union, on=approved, by=by, at=at)

        town.enter(approved, write)

    def _grassroots(self, unit: Unit, name: str, short: str, kind: UnionKind, parent: str = "", area: str = "") -> None:
        self._register(unit.key, name, short, kind, unit.approved, parent=parent, area=area,
                       employers=tuple(key for key, _ in unit.employers))  # fmt: skip
        self.units.append(unit)
        leaders = self.terms.leaders(unit.key, unit.staff, unit.women)
        self._bodies(unit, leaders)
        self.terms.enter_committees(unit.key, unit.approved, leaders, len(self.units))
        self.terms.enter_certificate(unit.key, unit.approved, len(self.units))

    def _bodies(self, unit: Unit, leaders: Leaders) -> None:
        heads = {BodyKind.AUDIT: "经审主任", BodyKind.WOMEN: "女工主任"}
        for kind in BodyKind:
            if unit.key in {BodyKind.WOMEN: WITHOUT_WOMEN, BodyKind.AUDIT: WITHOUT_AUDIT}.get(kind, ()):
                continue
            late = LATE_BODIES.get((unit.key, kind))
            day = self.town.day(late) if late else unit.approved + timedelta(days=6)
            head = leaders.holder(heads.get(kind, "主席"))
            self.town.enter(day, self._body(unit.key, kind, day, head))

    def _body(self, key: str, kind: BodyKind, day: date, head: str) -> Deed:
        return lambda at: body_record(
            union=self.town.unions[key], kind=kind, on=day, head=head, by=self.town.hands["chenxiulan"], at=at
        )

    def middle(self) -> None:
        """The levels between the town and the grassroots."""
        self._register("教育", EDUCATION, "镇教育工会", UnionKind.EDUCATION, self.town.day("-22-03-16"))
        self._register(
            FEDERATION, FEDERATION, "建材行业联合会", UnionKind.INDUSTRY_FEDERATION, self.town.day("-8-07-12")
        )

    def firms(self, firms: list[Firm]) -> None:
        """The enterprises' own unions; those of the building materials trade stand below its federation."""
        for firm in sorted(firms, key=lambda firm: self.town.day(firm.approved)):
            unit = Unit(firm.short, self.town.day(firm.approved), firm.industry, firm.staff, firm.women, firm.migrants,
                        ((firm.short, firm.staff),))  # fmt: skip
            parent = FEDERATION if firm.short in INDUSTRY else ""
            self._grassroots(unit, f"{firm.name}工会", f"{firm.short}工会", UnionKind.ENTERPRISE, parent, firm.place)

    def former(self, firm: Firm) -> None:
        """An enterprise's union that does not exist any more: no terms, no certificate, not among the units."""
        approved = self.town.day(firm.approved)
        self._register(firm.short, f"{firm.name}工会", f"{firm.short}工会", UnionKind.ENTERPRISE, approved,
                       area=firm.place, employers=(firm.short,))  # fmt: skip
        unit = Unit(
            firm.short, approved, firm.industry, firm.staff, firm.women, firm.migrants, ((firm.short, firm.staff),)
        )
        self._bodies(unit, self.terms.leaders(firm.short, firm.staff, firm.women))

    def institutions(self) -> None:
        """Schools below the education union, the other public institutions below the town."""
        for name, industry, staff, women, approved, parent in lines(INSTITUTIONS):
            unit = Unit(name, self.town.day(approved), industry, int(staff), int(women), 0, ((name, int(staff)),))
            self._grassroots(unit, f"{name}工会", f"{name.removeprefix('石桥镇')}工会", UnionKind.INSTITUTION, parent)

    def villages(self, villages: list[Village]) -> None:
        """The joint unions, each covering the small employers of its village."""
        for village in villages:
            staff = sum(shop.staff for shop in village.shops)
            unit = Unit(village.name, self.town.day(village.approved), "村", staff, 42, 34,
                        tuple((shop.name, shop.staff) for shop in village.shops), village=True)  # fmt: skip
            self._grassroots(unit, f"石桥镇{village.name}联合工会", f"{village.name}联合工会", UnionKind.VILLAGE_JOINT,
                             area=village.name)  # fmt: skip

    def branches(self) -> None:
        """Branches and groups inside large unions."""
        for name, kind, parent in BRANCHES:
            self._register(name, name, "", kind, self.town.day("-3-09-01"), parent=parent, code=False)

    def october(self) -> None:
        """Two of the units that had no union found one in October; they join the units last."""
        for name, industry, area, _, staff, day in lines(WITHOUT_UNION):
            if day.startswith("0-"):
                unit = Unit(name, self.town.day(day), industry, int(staff), 35, 40, ((name, int(staff)),))
                self._grassroots(unit, f"{name}工会", f"{name.removesuffix('有限公司')}工会", UnionKind.ENTERPRISE,
                                 area=area)  # fmt: skip
