"""When a task is to be done and by whom, in the words of plans."""

from datetime import date

import pytest

from gonghui.planning.reading.lines_of_work import line_of
from gonghui.planning.reading.when import find_when
from gonghui.planning.reading.who import find_who

ALL_YEAR = list(range(1, 13))


@pytest.mark.parametrize(
    ("text", "months", "due"),
    [
        ("9月底前完成签约", [9], "2026-09-30"),
        ("上半年完成", [1, 2, 3, 4, 5, 6], "2026-06-30"),
        ("第三季度开展检查", [7, 8, 9], "2026-09-30"),
        ("一、二季度", [1, 2, 3, 4, 5, 6], "2026-06-30"),
        ("七一前表彰先进", [6], "2026-06-30"),
        ("“七一”前夕", [6], "2026-06-30"),
        ("三月份开展活动", [3], "2026-03-31"),
        ("3-5月", [3, 4, 5], "2026-05-31"),
        ("11月至次年2月", [11, 12, 1, 2], "2027-02-28"),
        ("3、6、9月", [3, 6, 9], "2026-09-30"),
        ("6月30日前上报", [6], "2026-06-30"),
        ("3月中旬", [3], "2026-03-20"),
        ("10月前", [9], "2026-09-30"),
        ("年底前完成", [12], "2026-12-31"),
        ("明年1月", [1], "2027-01-31"),
        ("春节前走访", [1, 2], "2026-02-16"),
        ("春节期间走访", [1, 2], None),
        ("利用三八、五一、七一等节日", [3, 5, 7], None),
        ("教师节庆祝活动", [9], None),
        ("组织职工庆“国庆”汇演", [10], None),
        ("安全生产月活动", [6], None),
        ("做好暑期送清凉", [7, 8], None),
        ("岁末年初", [12, 1], None),
        ("全年开展", ALL_YEAR, None),
        ("每月走访", ALL_YEAR, None),
        ("每季度召开会议", [3, 6, 9, 12], None),
    ],
)
def test_a_plan_says_when(text, months, due):
    when = find_when(text, year=2026)
    assert (when.months, when.due) == (months, due and date.fromisoformat(due))


@pytest.mark.parametrize(
    "text",
    [
        "评选五一劳动奖章",
        "推荐三八红旗手",
        "总结“十二五”规划",
        "为期3个月",
        "2025年12月以来",
        "围绕年初制订的目标",
        "《2026年3月条例》",
    ],
)
def test_a_name_or_a_past_date_is_no_time_for_work(text):
    assert find_when(text, year=2026).months == []


def test_the_last_day_of_february_knows_the_leap_year():
    assert find_when("2月底前", year=2028).due == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("text", "owner", "helpers", "partners"),
    [
        ("完成建会（责任单位：组织科、权益科；完成时限：9月底）", "组织科", ["权益科"], []),
        ("责任人：张三 李四", "张三", ["李四"], []),
        ("此项由镇总工会负责实施", "镇总工会", [], []),
        ("牵头单位：镇总工会；配合单位：妇联、团委", "镇总工会", [], ["妇联", "团委"]),
        ("由权益部牵头，司法所配合", "权益部", [], ["司法所"]),
        ("联合妇联、司法所开展普法宣传", None, [], ["妇联", "司法所"]),
        ("与镇妇联、计生站联合举办培训班", None, [], ["镇妇联", "计生站"]),
        ("加强与企业的联系，落实责任", None, [], []),
    ],
)
def test_a_plan_says_who(text, owner, helpers, partners):
    who = find_who(text)
    assert (who.owner, who.helpers, who.partners) == (owner, helpers, partners)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("推进建会，发展会员", "组织"),
        ("签订集体合同，维护职工权益", "维权"),
        ("春节慰问困难职工", "帮扶"),
        ("开展劳动竞赛和技能比武", "经济技术"),
        ("女职工特殊保护和三八活动", "女工"),
        ("工会经费收缴", "财务"),
        ("经审组织审计监督", "经审"),
        ("完善职代会和厂务公开", "民主管理"),
        ("安全生产教育", "安全"),
        ("举办职工书法、歌咏比赛", "文体"),
        ("开展职工思想教育和职工书屋建设", "宣教"),
        ("加强工会干部作风建设", "自身建设"),
        ("其他", "综合"),
    ],
)
def test_words_tell_the_line_of_work(text, line):
    assert line_of(text) == line
