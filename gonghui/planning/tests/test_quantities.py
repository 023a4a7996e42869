"""Phrases of plans and the targets that a careful reader finds in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.planning.reading.binding import bind
from gonghui.planning.reading.numbers import value_of
from gonghui.planning.reading.quantities import find_targets


def found(text, **more):
    return [(target.quantity, target.unit, target.comparison) for target in find_targets(text, year=2026, **more)]


SEED = [
    ("全年要建立15个“三专合一、三位一体”企业工会办公室。", [(15, "个", "exactly")]),
    ("继续开展10个“模范企业工会”、10个“优秀工会小组”、10名“优秀工会干部”、10个“工人先锋号”等的评选活动",
     [(10, "个", "exactly"), (10, "个", "exactly"), (10, "名", "exactly"), (10, "个", "exactly")]),
    ("抓好工会规范化建设,力争创5家示范工会。", [(5, "家", "exactly")]),
]  # fmt: skip
TARGETS = [
    ("全年新建工会不少于6家，发展会员200人以上。", [(6, "家", "at_least"), (200, "人", "at_least")]),
    ("集体合同签订率达90%以上，职工覆盖率达95％以上。", [(90, "%", "at_least"), (95, "%", "at_least")]),
    ("集体合同、工资协议签订率分别达到95%和90%。", [(95, "%", "at_least"), (90, "%", "at_least")]),
    ("力争百分之九十的企业建立职代会制度。", [(90, "%", "exactly")]),
    ("四成以上的企业建立职工书屋。", [(40, "%", "at_least")]),
    ("全年举办技能竞赛3-5场，参加职工五百人次左右。", [(3, "场", "at_least"), (500, "人次", "about")]),
    ("培训工会干部一百二十人次。", [(120, "人次", "exactly")]),
    ("打造十五个示范职工之家。", [(15, "个", "exactly")]),
    ("会员总数增加300人，净增会员四百名。", [(300, "人", "increase"), (400, "名", "increase")]),
    ("入会率提高5个百分点。", [(5, "个百分点", "increase")]),
    ("慰问困难职工50户，发放慰问金5万元。", [(50, "户", "exactly"), (5, "万元", "exactly")]),
    ("经费支出不超过3万元。", [(3, "万元", "at_most")]),
    ("把入会率由去年的80%提高到90%。", [(90, "%", "at_least")]),
    ("在去年78家的基础上增加6家。", [(6, "家", "increase")]),
    ("每家企业至少培养1名劳动法律监督员。", [(1, "名", "at_least")]),
    ("每季度召开一次工会工作会议。", [(1, "次", "exactly")]),
    ("举办两期培训班、一次座谈会。", [(2, "期", "exactly"), (1, "次", "exactly")]),
    ("争取农民工会员达到2,000人。", [(2000, "人", "at_least")]),
    ("发展新会员1.2万人。", [(12000, "人", "exactly")]),
    ("督促50家应签企业完成签约。", [(50, "家", "exactly")]),
    ("目前全镇有企业120家，已建会78家，今年要新建会10家。", [(10, "家", "exactly")]),
    ("二十五人以上的企业建会率达到100%。", [(100, "%", "at_least")]),
    ("职工25人以上的企业要签订工资协议30份。", [(30, "份", "exactly")]),
    ("走访慰问一线职工1000余人。", [(1000, "人", "about")]),
    ("新建户外劳动者驿站两个，", [(2, "个", "exactly")]),
    ("力争三分之二的企业建立书屋。", [(66.67, "%", "exactly")]),
    ("预计征集合理化建议约80条。", [(80, "条", "about")]),
]  # fmt: skip
CONTEXT = [
    "全镇工会组织达78家，",
    "全镇78家基层工会要全部完成换届。",
    "积极推进两个普遍，落实“一办法五条例”，开展六比六提竞赛。",
    "建设五位一体帮扶中心，职工困难第一知情人、第一报告人。",
    "学习党的十八届四中全会精神，总结“十二五”规划。",
    "召开职工代表大会第二次会议。",
    "贯彻总工发〔2019〕6号文件，落实8小时工作制，联系电话0523-8888888。",
    "做好三个方面的工作，抓好两项制度，学二会三。",
    "确保工会建立一个，巩固一个，发挥作用一个。",
    "20__年是关键一年，2026年3月5日召开会议。",
    "去年，全镇建立工会6家，发展会员200人。",
    "至今已有43家企业签订了工资协议，签订率达86%。",
    "对全镇17名困难职工进行一对一帮扶。",
    "坚持五必访制度，当前和今后一个时期认真学习。",
    "按照每百名职工配备1名专职干部的要求推进。",
    "开展一日捐活动，人均学习2次。",
]


@pytest.mark.parametrize(("text", "targets"), SEED + TARGETS)
def test_the_reader_finds_what_the_office_promises_to_count(text, targets):
    assert found(text) == targets


@pytest.mark.parametrize("text", CONTEXT)
def test_numbers_that_only_describe_are_no_targets(text):
    assert found(text) == []


def test_a_range_keeps_both_ends():
    (target,) = find_targets("创建三五家示范工会，", year=2026)
    assert (target.quantity, target.maximum) == (3, 5)


def test_a_frequency_says_for_which_period_it_is():
    assert [target.per for target in find_targets("每月走访困难职工不少于2户。", year=2026)] == ["每月"]


def test_the_thing_counted_is_named_in_the_words_of_the_plan():
    assert [target.what for target in find_targets(SEED[1][0], year=2026)] == [
        "“模范企业工会”", "“优秀工会小组”", "“优秀工会干部”", "“工人先锋号”",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("集体合同签订率达90%以上", "bargaining.contract_signing_rate"),
        ("工资集体协议签订率达86%", "bargaining.wage_signing_rate"),
        ("建会率达到95%", "orgs.formation_rate"),
        ("全年新建工会6家", "orgs.unions_founded"),
        ("发展会员200人", "people.members_joined"),
        ("会员总数达到8000人", "people.members"),
        ("签订女职工专项合同30份", "bargaining.womens_agreements"),
        ("全年要建立15个“三专合一、三位一体”企业工会办公室", "orgs.three_in_one_offices"),
        ("力争创5家示范工会", "orgs.model_unions"),
        ("与12家企业签订女职工专项集体合同", "bargaining.womens_agreements"),
    ],
)
def test_a_target_is_bound_to_the_figure_that_measures_it(text, code):
    (target,) = find_targets(text, year=2026)
    assert bind(target, {code}) == code
    assert bind(target, set()) is None


def test_an_office_or_a_model_union_is_not_counted_as_a_new_union():
    for text in ("新建企业工会办公室15个", "创建示范工会5家"):
        (target,) = find_targets(text, year=2026)
        assert bind(target, {"orgs.unions_founded"}) is None


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("评选10名优秀工会干部和10个优秀工会小组", ["优秀工会干部", "优秀工会小组"]),
        ("发放慰问品价值3万元", ["慰问品价值"]),
        ("新增会员较上年增长10%", ["会员"]),
        ("会员入会率提高2个百分点，达到98%", ["会员入会率", "会员入会率"]),
        ("指导6家企业签订集体合同", ["企业"]),
    ],
)
def test_the_thing_counted_is_named_as_the_document_words_it(text, things):
    assert [target.what for target in find_targets(text, year=2026)] == things


def in_chinese(number):
    digits, out = "零一二三四五六七八九", ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += digits[digit] + name
        elif out and not out.endswith("零"):
            out += "零"
    return out.rstrip("零")


@given(st.integers(min_value=1, max_value=9999))
def test_a_numeral_counts_the_same_in_digits_and_in_chinese(number):
    assert value_of(in_chinese(number)) == value_of(str(number)) == value_of(f"{number:,}") == number


@given(st.integers(min_value=7, max_value=9999), st.sampled_from(["家", "名", "份", "场", "人次"]))
def test_any_number_is_found_in_either_writing(number, unit):
    for written in (str(number), in_chinese(number), f"{number:,}"):
        assert found(f"全年要完成{written}{unit}。") == [(number, unit, "exactly")]
