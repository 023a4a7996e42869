"""The zones and the seventeen villages, each with a joint union for its small employers."""

from dataclasses import dataclass
from random import Random

from gonghui.demo.names import shops

ZONES = ("工业园区", "东片", "西片")

VILLAGES = """
东岭村|东片|-12-04-18|8
东桥村|东片|-11-09-05|6
河东村|东片|-11-09-05|6
柳湾村|东片|-10-03-22|6
杨墩村|东片|-10-03-22|5
高庄村|东片|-9-06-16|6
新庄村|东片|-9-06-16|5
前进村|东片|-8-10-12|6
石河村|东片|-2-05-20|5
西塘村|西片|-12-04-18|8
西岭村|西片|-12-04-18|7
北河村|西片|-11-09-05|7
双庙村|西片|-10-11-08|6
沈巷村|西片|-9-06-16|5
陆家村|西片|-9-06-16|5
桃园村|西片|-8-10-12|6
塘口村|西片|-3-09-14|5
"""

AREA_CONTRACTS = {
    "东岭村": ("-1-03-18", 2),
    "西塘村": ("-1-09-20", 2),
    "北河村": ("-2-10-16", 2),
    "西岭村": ("-1-11-25", 2),
}
"""Area contracts: the day on which the present one took effect, its years; one of the same length came before."""

SOLE_TRADERS = ("部", "超市", "饭店")


@dataclass(frozen=True)
class Shop:
    """A small employer of a village."""

    name: str
    industry: str
    staff: int

    @property
    def sole_trader(self) -> bool:
        return self.name.endswith(SOLE_TRADERS)


@dataclass(frozen=True)
class Village:
    name: str
    zone: str
    approved: str
    shops: tuple[Shop, ...]


def villages() -> list[Village]:
    """The villages with their shops; the same every time."""
    rng = Random("shops")
    names = iter(shops(rng))
    out = []
    for line in VILLAGES.split():
        name, zone, approved, count = line.split("|")
        found = [next(names) for _ in range(int(count))]
        kept = tuple(Shop(f"{name}{shop}", industry, rng.randint(6, 21)) for shop, industry in found)
        out.append(Village(name, zone, approved, kept))
    return out
