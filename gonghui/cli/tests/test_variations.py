"""Sheets that say the same in other ways: whose name, which code, which kind, whose numbers."""

import pytest

from gonghui.cli.tests.office import Office, credit_code, person
from gonghui.orgs.public import Union


@pytest.fixture
def settled(stone_bridge: Office) -> Office:
    """石桥镇 with three employers."""
    lines = [["单位名称", "信用代码", "单位性质", "职工数"], ["宏达机械有限公司", credit_code(1), "民营企业", 120],
             ["石桥水利站", credit_code(2, "12"), "事业单位", 20], ["石桥镇人民政府", credit_code(3, "11"), "机关", 50]]  # fmt: skip
    stone_bridge.take("employers", stone_bridge.xlsx("单位.xlsx", lines))
    return stone_bridge


def test_a_list_of_units_tells_of_their_unions(settled: Office) -> None:
    lines = [["序号", "单位名称", "建会时间", "工会主席", "类别"], [1, "宏达机械有限公司", "2026.3", "周敏", "非公企业"],
             [2, "石桥水利站", "2010年", "吴刚", "机关事业"], [3, "石桥镇人民政府", "2009年", "郑丽", "机关事业"]]  # fmt: skip
    file = settled.xlsx("工会.xlsx", lines)
    assert settled.counts("unions", file) == (3, 0, 0, 0)
    assert settled.figures()["orgs.unions_workplace"] == (2, None)
    assert settled.figures()["orgs.unions"] == (3, None)
    assert settled.figures()["orgs.formation_rate"] == (3, 3)
    assert settled.counts("unions", file) == (0, 0, 3, 0)


def test_line_numbers_are_no_codes_and_county_codes_are(settled: Office) -> None:
    tabs = {
        "企业": [["编号", "工会名称"], [1, "宏达机械有限公司工会"], [2, "远大工会"]],
        "事业": [["编号", "工会名称"], [1, "石桥水利站工会"]],
    }
    assert settled.counts("unions", settled.xlsx("工会.xlsx", tabs)) == (3, 0, 0, 0)
    coded = [["工会编号", "工会名称"], ["3299990101", "远景工会"], ["3299990102", "远望工会"]]
    assert settled.counts("unions", settled.xlsx("编号.xlsx", coded)) == (2, 0, 0, 0)
    assert settled.figures("2026H1", "--org", "3299990102")["orgs.unions"] == (1, None)
    assert Union.objects.filter(name="宏达机械有限公司工会").exists()


def test_the_code_of_the_employer_in_the_unions_list_links_the_two(settled: Office) -> None:
    lines = [["工会全称", "统一社会信用代码", "组建形式"], ["宏达公司基层工会委员会", credit_code(1), "单独建会"],
             ["石桥水利站工会委员会", credit_code(77, "81"), "基层工会"]]  # fmt: skip
    assert settled.counts("unions", settled.xlsx("工会.xlsx", lines)) == (2, 0, 0, 0)
    opened = settled.rows("orgs.formation_rate")["rows"]
    assert {row["单位"]: row["工会"] for row in opened} == {
        "宏达机械有限公司": "宏达公司基层工会委员会", "石桥水利站": "石桥水利站工会委员会"
    }  # fmt: skip


def test_kinds_by_other_words(settled: Office) -> None:
    lines = [["工会名称", "工会类型"], ["甲厂工会", "企业工会"], ["乙厂工会", "单独组建"], ["东岭村联合工会", "联合基层工会（村）"],
             ["新村社区联合工会", "联合工会"], ["园区联合工会", "联合基层"],
             ["建材行业工会联合会", "行业联合会"], ["石桥教育工会", "教育工会"],
             ["第三幼儿园工会", "基层工会"]]  # fmt: skip
    assert settled.counts("unions", settled.xlsx("工会.xlsx", lines)) == (8, 0, 0, 0)
    found = settled.figures()
    assert (found["orgs.unions"][0], found["orgs.unions_workplace"][0], found["orgs.unions_village_joint"][0]) == (
        6,
        3,
        2,
    )


def test_numbers_of_a_union_are_those_of_its_employer(settled: Office) -> None:
    settled.take("unions", settled.xlsx("工会.xlsx", [["工会名称"], ["宏达机械有限公司工会"], ["石桥水利站工会"]]))
    lines = [["2026年6月基层工会人数统计表"], ["工会名称", "职工人数", None, "会员人数", "统计日期"], [None, "合计", "女", None, None],
             ["宏达机械有限公司工会", 130, 31, 100, "2026-06-20"], ["石桥水利站工会", 21, 5, 21, "2026.6.20"],
             ["合计", 151, 36, 121, None]]  # fmt: skip
    file = settled.xlsx("人数.xlsx", lines, merges=["B2:C2"])
    assert settled.counts("headcounts", file) == (2, 0, 0, 0)
    assert settled.figures()["bargaining.contract_coverage_rate"] == (0, 130)
    assert settled.figures("2025")["bargaining.contract_coverage_rate"] == (0, 120)
    assert settled.counts("headcounts", file) == (0, 0, 2, 0)


def test_one_number_for_the_contracts_of_a_unit(settled: Office) -> None:
    settled.take("unions", settled.xlsx("工会.xlsx", [["工会名称"], ["宏达机械有限公司工会"]]))
    tabs = {name: [["编号", "企业名称", "签订日期", "期限（年）"], [1, "宏达机械有限公司", "2025-08-01", years]]
            for name, years in (("集体合同", 3), ("工资专项协议", 1), ("女职工专项", "36个月"))}  # fmt: skip
    assert settled.counts("contracts", settled.xlsx("合同.xlsx", tabs)) == (3, 0, 0, 0)
    found = settled.figures()
    assert found["bargaining.contract_signing_rate"] == (1, 1)
    assert found["bargaining.wage_agreements"] == found["bargaining.womens_agreements"] == (1, None)


@pytest.mark.parametrize(
    "term",
    [
        "自2024年1月1日起至2026年6月30日止",
        "两年半（2024.1.1-2026.6.30）",
        "30个月",
        "30",
        "2026年6月",
        "至2026年6月30日",
    ],
)
def test_terms_of_contracts_in_all_writings(settled: Office, term: str) -> None:
    settled.take("unions", settled.xlsx("工会.xlsx", [["工会名称"], ["宏达机械有限公司工会"]]))
    lines = [["单位", "签约日期", "有效期"], ["宏达机械有限公司", "2024.1.1", term]]
    assert settled.counts("contracts", settled.csv("合同.csv", lines, "gbk")) == (1, 0, 0, 0)
    assert settled.figures()["bargaining.contract_signing_rate"] == (1, 1)
    settled.today = "2026-07-31"
    assert settled.figures("2026-07")["bargaining.contract_signing_rate"] == (0, 1)


def test_a_roster_under_its_label_and_in_the_town_column(settled: Office) -> None:
    settled.take("unions", settled.xlsx("工会.xlsx", [["工会名称"], ["宏达机械有限公司工会"]]))
    label = [
        ["会员花名册"],
        ["工会名称：宏达机械有限公司工会（盖章）", None, "填表日期：2026.6.30"],
        ["姓名", "公民身份号码"],
        ["王芳", person(1)],
    ]
    assert settled.counts("members", settled.xlsx("甲.xlsx", label, merges=["A1:C1"])) == (1, 0, 0, 0)
    above = [["姓名", "证件号", "所属工会", "单位名称"], ["李强", person(2), "石桥镇总工会", "宏达机械有限公司"]]
    assert settled.counts("members", settled.xlsx("乙.xlsx", above)) == (1, 0, 0, 0)
    code = Union.objects.get(name="宏达机械有限公司工会").code
    assert settled.figures("2026H1", "--org", code)["people.members"] == (2, None)
