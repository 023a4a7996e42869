"""青溪镇 comes as five spreadsheets only; its figures are computed here from the spreadsheets' own rows."""

from datetime import date
from typing import Any

import pytest

from gonghui.cli.tests.office import Office, credit_code, person
from gonghui.kernel.indicators import Sum, all_indicators
from tests.prepared import built_once

BASE = ("机关", "事业单位")
FIRMS = [
    # name, kind, ownership, place, staff, women, 应签, reason, contract last day, wage term, women's
    (f"青溪{word}有限公司", "企业", "私营企业", "工业园区", 40 + 7 * i, 11 + 3 * i, "应签", "", "", "", "")
    for i, word in enumerate(
        ["茶业", "竹艺", "电机", "水泵", "阀门", "纺器", "印刷", "家具", "农机", "花木", "灯饰", "雨具"]
    )
]
PUBLIC = [("青溪镇中心小学", 61), ("青溪镇卫生院", 48), ("青溪镇初级中学", 72), ("青溪镇幼儿园", 25)]
AGENCY = ("青溪镇人民政府机关", 55)
VILLAGES = ["上塘村", "下塘村", "梅岭村", "竹溪村", "桃源村", "临溪社区"]


def small(village: str) -> list[str]:
    return [f"{village}{trade}" for trade in ("豆制品厂", "五金加工店", "农家乐")]


class Town:
    """The rows that the office types; everything else is counted from them."""

    def __init__(self) -> None:
        self.employers: list[dict[str, Any]] = []
        for i, firm in enumerate(FIRMS):
            self.employers.append({
                "单位全称": firm[0], "统一信用代码": credit_code(i + 1), "单位性质": ["企业", "民营企业", "外资企业"][i % 3],
                "经济类型": ["私营企业", "有限责任公司（自然人投资或控股）", "外商投资企业"][i % 3], "属地": "工业园区",
                "应签": "是" if i != 11 else "免签（全年停产）", "职工人数": firm[4], "女职工": firm[5],
            })  # fmt: skip
        for i, (name, staff) in enumerate(PUBLIC):
            self.employers.append({
                "单位全称": name, "统一信用代码": credit_code(50 + i, "12"), "单位性质": "事业单位", "经济类型": None,
                "属地": "集镇社区", "应签": None, "职工人数": staff, "女职工": staff // 2,
            })  # fmt: skip
        self.employers.append({
            "单位全称": AGENCY[0], "统一信用代码": credit_code(60, "11"), "单位性质": "党政机关", "经济类型": None,
            "属地": "集镇社区", "应签": "否", "职工人数": AGENCY[1], "女职工": 20,
        })  # fmt: skip
        for v, village in enumerate(VILLAGES):
            for k, name in enumerate(small(village)):
                self.employers.append({
                    "单位全称": name, "统一信用代码": None, "单位性质": "个体工商户" if k == 2 else "企业",
                    "经济类型": "个体" if k == 2 else "民营",
                    "属地": village, "应签": "应签" if village == "上塘村" else "免签：由联合工会统一签订",
                    "职工人数": 6 + v + k, "女职工": 2 + k,
                })  # fmt: skip
        self.signing = {e["单位全称"] for e in self.employers if e["应签"] in ("是", "应签")}
        self.staff = {e["单位全称"]: e["职工人数"] for e in self.employers}


TOWN = Town()
UNIONS: list[list[Any]] = [
    *([f"{f[0]}工会", f"{f[0]}", "企业工会", "2015.3" if i > 2 else ["2026年2月10日", "20260318", "2026/5/20"][i],
       f"2{i % 2 + 4}年6月", "有" if i != 4 else "无", "√" if i != 5 else "×"] for i, f in enumerate(FIRMS)),
    *([f"{name}工会", name, "机关事业单位工会", "2012年", "2027.3", "有", "√"] for name, _ in PUBLIC),
    [f"{AGENCY[0]}工会", AGENCY[0], "机关事业单位工会", "2010-01-08", "2027.3", "有", "√"],
    *([f"{v}联合工会", "、".join(small(v)), "联合基层工会（村）", "2018.6.1", None, "有", "√"] for v in VILLAGES),
]  # fmt: skip


def employers_file(office: Office) -> Any:
    columns = ["属地", "单位全称", "统一信用代码", "单位性质", "经济类型", "联系人", "职工人数", "女职工", "应签"]
    rows = [[i, *(e.get(c) for c in columns)] for i, e in enumerate(TOWN.employers, 1)]
    total = sum(e["职工人数"] for e in TOWN.employers)
    return office.xlsx("单位台账.xlsx", [
        ["青溪镇用人单位基本情况台账"], ["填报单位：青溪镇总工会", None, None, None, None, None, "2026年6月30日"],
        ["序号", *columns], *rows, ["合计", None, None, None, None, None, None, total],
        ["制表人：周敏", None, None, "审核：吴刚"],
    ], merges=["A1:J1"])  # fmt: skip


def unions_file(office: Office) -> Any:
    head = ["工会名称", "单位名称", "组建形式", "成立时间", "届满时间", "同步组织", None]
    below = [None, None, None, None, None, "调解委员会", "劳动法律监督组织"]
    return office.xlsx("工会台账.xlsx", {"封面": [["青溪镇总工会"], ["二〇二六年七月"]], "工会": [
        ["青溪镇基层工会一览表"], head, below, *UNIONS, [None], ["合计", f"{len(UNIONS)}家"],
    ]})  # fmt: skip


def members_of(index: int) -> int:
    return 9 + index * 2


def members_file(office: Office) -> Any:
    """One sheet per union, the union in the tab or in the title, every column order."""
    sheets: dict[str, list[list[Any]]] = {}
    for index, union in enumerate(UNIONS):
        people = []
        for n in range(members_of(index)):
            number = person(n, date(1970 + index, 1 + n % 12, 1 + n % 28), woman=n % 3 == 0)
            if n % 4 == 1:
                number = f" {number[:6]} {number[6:14]} {number[14:]}"
            if n % 4 == 2:
                number = number.lower().translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"})
            joined = ["2019.5.1", "2020年3月", "20210304", 44287, None][n % 5]
            people.append([n + 1, number, "王李张刘"[n % 4] + "芳伟敏静丽"[n % 5], "是" if n % 2 else "否", joined])
        title = f"{union[0]}会员花名册" if index % 2 else "会员花名册"
        sheets[f"表{index + 1}" if index % 2 else union[0][:31]] = [
            [title], ["序号", "身份证号码", "会员姓名", "是否农民工", "入会时间"], *people,
            ["合计", f"{len(people)}人"], ["填表人：", None, None, "填表日期：2026年6月30日"],
        ]  # fmt: skip
    return office.xlsx("会员.xlsx", sheets, merges=["A1:E1"], hidden=[4])


SINGLE = [f[0] for f in FIRMS[:8]]


def contracts_file(office: Office) -> Any:
    single = [[name, "集体合同", f"202{3 + i % 3}.7.1-2026.6.30" if i != 7 else "2023年7月1日至2026年6月29日",
               "2023-07-01" if i % 2 else "2023.7.1", "新签" if i % 2 else "续签", None] for i, name in enumerate(SINGLE)]  # fmt: skip
    area = [["上塘村联合工会", "区域性集体合同", "三年", "2026年4月1日", "首签", "\n".join(small("上塘村"))]]
    wage = [
        [name, "工资集体协商协议", "1年", f"2025.{8 + i % 4}.15", "续签", None] for i, name in enumerate(SINGLE[:6])
    ]
    women = [[name, "女职工权益保护专项集体合同", "2027年6月", "2024.6.10", None, None] for name in SINGLE[:4]]
    return office.xlsx("集体合同.xlsx", [
        ["青溪镇集体合同台账", None], ["签订单位", "合同类别", "合同期限", "签订日期", "签订类型", "覆盖单位名单"],
        *single, *area, *wage, *women, ["合计", f"{len(single) + len(area) + len(wage) + len(women)}份"],
    ])  # fmt: skip


def headcounts_file(office: Office) -> Any:
    """GBK, with what the twelve firms declared on 15 June."""
    lines = [[f[0], "2026年6月15日", f"{f[4] + 2}人", f[5] + 1, members_of(i)] for i, f in enumerate(FIRMS)]
    return office.csv("人数.csv", [["填报单位", "统计时间", "在职职工数", "其中：女职工", "会员总数"], *lines], "gbk")


def filled(office: Office) -> None:
    """青溪镇 with all its spreadsheets taken in."""
    office.found("青溪镇", "zhejiang")
    assert office.counts("employers", employers_file(office)) == (len(TOWN.employers), 0, 0, 0)
    assert office.counts("unions", unions_file(office)) == (len(UNIONS), 0, 0, 0)
    total = sum(members_of(i) for i in range(len(UNIONS)))
    assert office.counts("members", members_file(office)) == (total, 0, 0, 0)
    assert office.counts("contracts", contracts_file(office)) == (8 + 1 + 6 + 4, 0, 0, 0)
    assert office.counts("headcounts", headcounts_file(office)) == (12, 0, 0, 0)


@pytest.fixture
def town(office: Office) -> Office:
    built_once("the second town", lambda: filled(office))
    return office


@pytest.mark.postgres
def test_the_figures_are_those_of_the_spreadsheets(town: Office) -> None:
    found = town.figures()
    count = len(UNIONS)
    assert found["orgs.unions"] == (count, None)
    assert count == 23
    assert found["orgs.unions_workplace"] == (len(FIRMS) + len(PUBLIC), None)
    assert found["orgs.unions_village_joint"] == (len(VILLAGES), None)
    assert found["orgs.unions_founded"] == (3, None)
    assert found["orgs.mediation_committee_rate"] == (count - 1, count)
    assert found["orgs.supervision_body_rate"] == (count - 1, count)
    rolls = [members_of(i) for i in range(count)]
    assert found["people.members"] == (sum(rolls), None)
    assert found["people.members_women"] == (sum(len(range(0, n, 3)) for n in rolls), None)
    assert found["people.members_migrant"] == (sum(n // 2 for n in rolls), None)

    base = TOWN.signing
    signed = {name for i, name in enumerate(SINGLE) if i != 7} | set(small("上塘村"))
    assert found["bargaining.contract_signing_rate"] == (len(signed & base), len(base))
    staff = TOWN.staff | {f[0]: f[4] + 2 for f in FIRMS}
    assert found["bargaining.contract_coverage_rate"] == (sum(staff[n] for n in signed), sum(staff[n] for n in base))
    assert found["bargaining.wage_agreements"] == (6, None)
    assert found["bargaining.wage_signing_rate"] == (6, len(base))
    assert found["bargaining.womens_agreements"] == (4, None)
    assert found["bargaining.contracts_first_signed"] == (1, None)
    assert found["bargaining.contracts_renewed"] == (0, None)
    assert found["bargaining.renewal_rate"] == (0, 8)


def test_every_figure_opens_the_rows_behind_it(town: Office) -> None:
    sums = 0
    for code, (numerator, denominator) in town.figures().items():
        for part, figure in (("numerator", numerator), ("denominator", denominator)):
            if figure is None:
                continue
            opened = town.rows(code, part)
            assert opened["count"] == opened["visible"] == len(opened["rows"])
            assert opened["closed"] == 0
            assert all("id" in row for row in opened["rows"])
            assert opened.get("sum", opened["count"]) == figure, (code, part)
            sums += "sum" in opened
    added_up = [
        part for item in all_indicators() for part in (item.numerator, item.denominator) if isinstance(part, Sum)
    ]
    assert sums == len(added_up) > 1


def test_every_file_imported_again_changes_nothing(town: Office) -> None:
    before = town.figures()
    for ledger, file in (
        ("employers", employers_file), ("unions", unions_file), ("members", members_file),
        ("contracts", contracts_file), ("headcounts", headcounts_file),
    ):  # fmt: skip
        created, updated, unchanged, rejected = town.counts(ledger, file(town))
        assert (created, updated, rejected) == (0, 0, 0), ledger
        assert unchanged
    assert town.figures() == before


def test_every_export_imported_again_changes_nothing(town: Office) -> None:
    for ledger in ("employers", "unions", "members", "contracts", "headcounts"):
        result = town.take(ledger, town.export(ledger))
        assert (result["created"], result["updated"], result["rejected"]) == (0, 0, []), ledger
        assert result["unchanged"] == result["rows"] > 0
