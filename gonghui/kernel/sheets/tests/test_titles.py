"""The name in a title, on a tab, in a file name."""

import pytest

from gonghui.kernel.sheets import clean_title


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("顺捷物流有限公司工会会员名册", "顺捷物流有限公司工会"),
        ("附件2：顺捷物流工会会员花名册（2026年6月）", "顺捷物流工会"),
        ("附件：石桥镇2026年度企业情况统计表", "石桥镇企业情况"),
        ("顺捷物流 2026年上半年职工信息台账", "顺捷物流"),
        ("填报单位：顺捷物流    填报日期：2026年6月30日", "顺捷物流"),
        ("单位（盖章）：永安纺织厂", "永安纺织厂"),
        ("石 桥 镇 职 工 登 记 表", "石桥镇"),
        ("顺捷物流会员名册.xlsx", "顺捷物流"),
        ("顺捷物流会员名册 - 副本.xlsx", "顺捷物流"),
        ("20260630永安纺织职工信息表（最新）", "永安纺织"),
        ("3.永安纺织", "永安纺织"),
        ("Shunjie Logistics 会员名册", "Shunjie Logistics"),
        ("会员和职工信息汇总表", ""),
        ("花名册（最新）", ""),
        ("附件2", ""),
        ("2026年6月", ""),
        ("Sheet1", ""),
        ("Sheet2 (2)", ""),
        ("工作表1", ""),
        ("3", ""),
        ("", ""),
    ],
)
def test_only_the_name_remains(written, name):
    assert clean_title(written) == name


@pytest.mark.parametrize("name", ["泰和", "昆仑仪表", "华盛信息", "石桥大数据", "新永安纺织", "统计局", "表面处理厂"])
def test_a_firm_whose_name_sounds_like_a_list_keeps_it(name):
    assert clean_title(name) == name
    assert clean_title(f"{name}会员名册") == name
    assert clean_title(f"2026年{name}职工信息") == name


def test_a_very_long_title_takes_no_time():
    assert len(clean_title("会员信息情况" * 5000 + "甲")) <= 200
