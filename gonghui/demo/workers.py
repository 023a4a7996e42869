"""Drawing invented persons: age, household, schooling, work and numbers that fit the union they belong to."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from gonghui.demo.codes import Codes
from gonghui.demo.names import person
from gonghui.kernel.dates import add_months
from gonghui.people.public import Household, Sex

YEAR = 365.25

SCHOOLING = {
    "教育": (("大专", 24), ("本科", 70), ("研究生", 6)),
    "卫生": (("中专", 18), ("大专", 46), ("本科", 36)),
    "村": (("小学", 12), ("初中", 54), ("高中", 22), ("中专", 8), ("大专", 4)),
    "": (("初中", 38), ("高中", 22), ("中专", 18), ("大专", 16), ("本科", 6)),
}
"""Shares by industry; the empty key stands for all others."""

JOBS = {
    "教育": ("教师", "教师", "教师", "教辅", "后勤"), "卫生": ("医师", "护士", "护士", "药剂", "后勤"),
    "服装": ("缝纫", "裁剪", "整烫", "质检", "仓管"), "纺织": ("挡车", "挡车", "络筒", "印染", "质检", "机修"),
    "道路运输": ("驾驶", "分拣", "装卸", "调度"), "快递配送": ("配送", "配送", "分拣", "客服"),
    "零售": ("营业", "收银", "理货"), "村": ("操作", "营业", "厨工", "木工", "装卸", "会计"),
    "": ("操作", "操作", "装配", "包装", "质检", "机修", "仓管", "行政"),
}  # fmt: skip

NEW_FORMS = {"快递配送": "网约配送员", "道路运输": "货车司机"}
SKILLS = (("", 62), ("初级工", 16), ("中级工", 13), ("高级工", 7), ("技师", 2))
TITLES = {"教育": ("", "二级教师", "一级教师", "高级教师"), "卫生": ("", "助理医师", "医师", "主治医师")}
RETIRES = {Sex.MALE: 60, Sex.FEMALE: 50}


@dataclass(eq=False)
class Person:
    """One person with every turn of his membership; days as on the roll."""

    name: str
    woman: bool
    migrant: bool
    union: str
    employer: str
    since: date
    joined_on: date
    industry: str
    name_known: bool = False
    moved: bool = False
    id_number: str = ""
    phone: str = ""
    card: str = ""
    details: dict[str, Any] = field(default_factory=dict)


def _pick(rng: Random, table: tuple[tuple[str, int], ...]) -> str:
    return rng.choices([word for word, _ in table], [share for _, share in table])[0]


def fill_in(one: Person, rng: Random, codes: Codes, until: date, retires: bool = False) -> None:
    """Complete a person who is of working age from the day of joining to `until` (retiring on that day if said)."""
    sex = Sex.FEMALE if one.woman else Sex.MALE
    served = (until - one.joined_on).days / YEAR
    oldest = RETIRES[sex]
    if retires:
        born = add_months(until, -12 * oldest)
    else:
        age = rng.uniform(served + 18.1, max(oldest - 0.2, served + 19))
        born = until - timedelta(days=int(age * YEAR))
    one.name = one.name or person(rng, one.woman)
    one.id_number = codes.id_number(born, one.woman)
    one.phone = codes.mobile() if rng.random() < 0.97 else ""
    young = (until - born).days / YEAR < 28
    politics = "共产党员" if rng.random() < 0.09 else "共青团员" if young and rng.random() < 0.4 else "群众"
    public = one.industry in TITLES
    one.details = {
        "sex": sex, "born_on": born, "nation": "汉族" if rng.random() < 0.985 else rng.choice(("回族", "苗族", "土家族")),
        "politics": politics, "education": _pick(rng, SCHOOLING.get(one.industry, SCHOOLING[""])),
        "household": Household.RURAL if one.migrant or rng.random() < 0.3 else Household.URBAN,
        "migrant": one.migrant, "job": rng.choice(JOBS.get(one.industry, JOBS[""])),
        "new_form": NEW_FORMS.get(one.industry, "") if rng.random() < 0.6 else "",
        "skill": "" if public else _pick(rng, SKILLS),
        "title": rng.choice(TITLES[one.industry]) if public else "", "employment": "在岗",
        "contract_form": "聘用合同" if public else rng.choice(("固定期限", "固定期限", "无固定期限")),
    }  # fmt: skip
