"""An office's plan, whatever it is written in, comes in with its headings, tasks, targets, dates and owners."""

import io
from datetime import date

import pytest
from docx import Document
from openpyxl import Workbook

from gonghui.kernel.refusal import Refused
from gonghui.planning.public import read_plan

KNOWN = {
    "bargaining.contract_signing_rate", "bargaining.wage_signing_rate", "orgs.unions_founded", "people.members_joined",
}  # fmt: skip

PLAN = """石桥镇总工会2026年工作计划
结合我镇实际，现制定计划如下。我镇现有基层工会78家，会员7520人。
一、指导思想
以服务发展为中心，团结动员广大职工建功立业。
二、主要目标
1、全年新建工会6家，发展会员300人。
2.集体合同签订率达90%以上，工资集体协议签订率不低于85%。
3、打造“三位一体”工会办公室十五个，力争创5家示范工会。
三、工作措施
（一）抓组建，扩大覆盖。3月份开展普查，摸清二十五人以上的企业底数；6月底前完成20家企业建会。（责任单位：组织科）
（二）抓帮扶，传递温暖
1、春节前走访慰问困难职工50户，发放慰问金5万元；
2、七一前完成困难职工建档。由帮扶中心负责。
3、联合妇联开展“金秋助学”，资助学生20名左右。
四、保障措施
一是加强领导。成立领导小组，每季度召开一次工作会议。二是强化考核，经费支出控制在10万元以内。三是加强宣传，编发信息不少于24篇。
石桥镇总工会
2026年1月10日
"""


def read(text, name="计划.txt", year=2025):
    return read_plan(text if isinstance(text, bytes) else text.encode(), name, year=year, known_indicators=KNOWN)


def tasks(plan):
    return [task for section in plan.sections for task in section.tasks]


def counts(plan):
    return [(target.quantity, target.unit) for task in tasks(plan) for target in task.targets]


def worded(*lines):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return document


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def tabled(document, *rows):
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return document


EXPECTED = [
    (6, "家"), (300, "人"), (90, "%"), (85, "%"), (15, "个"), (5, "家"), (20, "家"), (50, "户"), (5, "万元"), (20, "名"),
    (1, "次"), (10, "万元"), (24, "篇"),
]  # fmt: skip


def test_every_target_of_a_plan_is_found_and_nothing_else():
    assert counts(read(PLAN)) == EXPECTED


def test_headings_stand_as_in_the_document():
    plan = read(PLAN)
    assert [section.heading for section in plan.sections if section.tasks] == [
        "二、主要目标", "（一）抓组建，扩大覆盖", "（二）抓帮扶，传递温暖", "四、保障措施",
    ]  # fmt: skip
    assert plan.sections[-2].parent == "三、工作措施"
    assert [section.line_of_work for section in plan.sections if section.tasks][1:3] == ["组织", "帮扶"]


def test_deadlines_use_the_year_of_the_title_and_owners_are_read():
    found = {task.text[:4]: task for task in tasks(read(PLAN))}
    assert (found["6月底前"].due, found["6月底前"].owner) == (date(2026, 6, 30), "组织科")
    assert (found["七一前完"].due, found["七一前完"].owner) == (date(2026, 6, 30), "帮扶中心")
    assert found["联合妇联"].partners == ["妇联"]
    assert found["春节前走"].due == date(2026, 2, 16)


def test_targets_propose_the_figure_that_measures_them():
    codes = [target.indicator for task in tasks(read(PLAN)) for target in task.targets]
    assert codes[:6] == ["orgs.unions_founded", "people.members_joined", "bargaining.contract_signing_rate",
                         "bargaining.wage_signing_rate", None, None]  # fmt: skip


def test_lines_broken_in_the_middle_read_as_if_they_were_whole():
    lines = [line[at : at + 30] for line in PLAN.splitlines() for at in range(0, len(line), 30)]
    broken = read("\n\n".join(lines))
    assert counts(broken) == EXPECTED
    assert [task.text for task in tasks(broken)] == [task.text for task in tasks(read(PLAN))]


def test_text_of_an_old_computer_and_word_read_the_same():
    texts = [task.text for task in tasks(read(PLAN))]
    assert [task.text for task in tasks(read(PLAN.encode("gb18030")))] == texts
    assert [task.text for task in tasks(read(saved(worded(*PLAN.splitlines())), "计划.docx"))] == texts


def test_a_heading_that_ran_into_its_text_is_cut_off():
    plan = read(
        "工会工作计划\n一、健全组织，推进依法建会坚持党建带工建的方针，努力实现新的突破。"
        "一是开展摸底调查，发放建会通知书；二是组建行业工会。全年要建立12个工会办公室。\n"
        "二、关心职工，做好帮扶救助各级工会要履行职责。一是建立档案；二是拓宽渠道。"
    )
    assert [section.heading for section in plan.sections] == [
        "一、健全组织，推进依法建会",
        "二、关心职工，做好帮扶救助",
    ]
    assert [task.text for task in plan.sections[1].tasks] == ["建立档案；", "拓宽渠道。"]
    assert counts(plan) == [(12, "个")]


def test_lists_that_lost_their_headings_are_kept_apart():
    plan = read(
        "工会工作计划\n1、庆祝“三八”妇女节\n2、安全生产教育\n1、“五一”庆祝活动\n - 2、组织职工联谊活动\n- 1、开展困难职工调查"
    )
    assert [(section.missing, len(section.tasks)) for section in plan.sections] == [(False, 2), (True, 2), (True, 1)]
    assert [task.months for task in tasks(plan)] == [[3], [], [5], [], []]


def test_a_calendar_that_lost_its_headings_gets_the_months_that_leave_no_choice():
    plan = read(
        "工会工作计划\n一、活动安排\n1、庆祝“三八”妇女节\n2、安全生产教育\n1、举行书法比赛\n2、组织职工体检\n"
        "1、“五一”庆祝活动\n2、组织青年联谊\n1、做好中层干部民主评议\n2、6月30日前做好总结\n3、组织职工暑期培训\n"
        "4、召开工会工作会议\n5、教师节庆祝活动\n1、做好年终总结\n2、开展困难职工家庭调查"
    )
    assert [task.months for task in tasks(plan)] == [
        [3], [3], [4], [4], [5], [5], [6], [6], [7, 8], [], [9], [12], [12],
    ]  # fmt: skip


def test_two_dated_lists_without_headings_are_no_calendar():
    plan = read("工会工作计划\n1、庆祝“三八”妇女节\n2、安全教育\n1、开展调研\n2、完善制度\n1、“五一”表彰\n2、组织联谊")
    assert [task.months for task in tasks(plan)] == [[3], [], [], [], [5], []]


def test_a_collection_holds_several_plans():
    plan = read(
        "工作计划汇总\n计划怎么写呢？\n工会工作计划篇一\n一、组建\n1、新建工会3家。\n工会工作计划篇二\n一、维权\n1、签订集体合同8份。"
    )
    assert [one.title for one in plan.plans] == ["工会工作计划篇一", "工会工作计划篇二"]
    assert counts(plan) == [(3, "家"), (8, "份")]


def test_what_a_half_year_report_looks_back_on_is_left_out():
    plan = read(
        "上半年工作总结和下半年工作打算\n一、上半年工作回顾\n"
        "（一）组织建设。新建工会6家，全镇工会达78家，发展会员200人。\n"
        "（二）维权工作。签订集体合同18份，签订率达90%。\n"
        "二、下半年工作打算\n1、新建工会5家，9月底前完成。\n2、慰问一线职工300人。"
    )
    assert counts(plan) == [(5, "家"), (300, "人")]
    assert [heading for heading, _ in plan.plans[0].left_out][:1] == ["一、上半年工作回顾"]


def test_a_report_without_headings_turns_to_the_plan_where_it_stops_telling_of_the_past():
    plan = read(
        "上半年，镇工会履行职责。回顾上半年工作，主要有以下几个方面：\n"
        "1、抓素质。全镇评选出2名知识型职工。\n2、抓学习。培训干部53人次。\n"
        "1、抓组建。目前全镇工会组织达78家。\n2、抓规范。已建立制度。\n"
        "1、抓好外商投资企业工会的组建工作。\n2、认真实施职工素质工程。"
    )
    assert counts(plan) == []
    assert [task.text for task in tasks(plan)] == ["抓好外商投资企业工会的组建工作。", "认真实施职工素质工程。"]


def test_a_month_by_month_list_gives_its_months():
    plan = read(
        "工会月度工作安排\n一月份：\n1.慰问困难职工50户\n2月：召开工会会议；组织职工培训\n3月 举办三八活动\n"
        "第三季度：举办职工运动会1次\n十二月份\n年终总结"
    )
    assert [task.months for task in tasks(plan)] == [[1], [2], [2], [3], [7, 8, 9], [12]]


def test_a_word_file_with_nothing_but_a_table_is_a_plan():
    rows = [
        ("月份", "工作内容", "目标", "责任单位", "配合单位"),
        ("1月", "走访慰问困难职工", "50户", "帮扶中心", "民政办"),
        ("3月", "举办三八活动", "1场", "女工委", "妇联"),
        ("9月", "推进工资集体协商", "签订率85%以上", "权益科、组织科", ""),
    ]
    plan = read(saved(tabled(Document(), *rows)), "工作计划表.docx")
    assert [section.heading for section in plan.sections] == ["1月", "3月", "9月"]
    first, _, last = tasks(plan)
    assert (first.months, first.owner, first.partners) == ([1], "帮扶中心", ["民政办"])
    assert (last.owner, last.helpers, last.due) == ("权益科", ["组织科"], date(2025, 9, 30))
    assert [(target.quantity, target.comparison, target.indicator) for target in last.targets] == [
        (85, "at_least", "bargaining.wage_signing_rate")
    ]


def test_a_wall_table_with_headings_over_the_rows_is_read_as_it_hangs():
    document = tabled(
        worded("石桥镇总工会2026年工作计划表", "填报单位：石桥镇总工会"),
        ("序号", "工作项目", "主要措施", "目标", "完成时间", "责任人", "备注"),
        ("一、夯实基础", "", "", "", "", "", ""),
        ("1", "新建企业工会10家", "先组建再规范", "10家", "1—12月", "陈秀兰", ""),
        ("二、维护权益", "", "", "", "", "", ""),
        ("2", "推进工资集体协商", "分三级推进", "86%", "2—7月", "吴国平", "配合：人社所"),
        ("", "合　计", "", "", "", "", ""),
    )
    document.add_paragraph("主席（签字）：\t制表：陈秀兰\t2026年7月2日")
    plan = read(saved(document), "计划表.docx")
    assert [(section.heading, len(section.tasks)) for section in plan.sections] == [
        ("一、夯实基础", 1),
        ("二、维护权益", 1),
    ]
    first, second = tasks(plan)
    assert (first.work, first.measures, first.text) == (
        "新建企业工会10家",
        "先组建再规范",
        "新建企业工会10家：先组建再规范",
    )
    assert counts(plan) == [(10, "家"), (86, "%")]  # what the work and the target column both say counts once
    assert (second.months, second.owner, second.partners) == ([2, 3, 4, 5, 6, 7], "吴国平", ["人社所"])


def test_a_table_between_paragraphs_stands_under_its_heading():
    document = tabled(worded("2026年工会工作计划", "一、重点任务"), ("序号", "工作项目", "完成时限", "责任人"),
                      ("1", "新建企业工会6家", "6月底", "张三"))  # fmt: skip
    (section,) = read(saved(document), "计划.docx").sections
    assert (section.heading, section.tasks[0].due, section.tasks[0].owner) == (
        "一、重点任务",
        date(2026, 6, 30),
        "张三",
    )


def test_a_spreadsheet_is_a_plan_too():
    book = Workbook()
    for row in (["石桥镇总工会2026年工作计划表"], ["类别", "工作内容", "目标值", "完成时间", "责任部门"],
                ["组织建设", "新建工会", "6家", "6月", "组织科"], [None, "发展会员", "不少于200人", "年底前", "组织科"]):  # fmt: skip
        book.active.append(row)
    plan = read(saved(book), "计划.xlsx")
    assert [section.heading for section in plan.sections] == ["组织建设"]
    assert counts(plan) == [(6, "家"), (200, "人")]
    assert [task.due for task in tasks(plan)] == [date(2026, 6, 30), date(2026, 12, 31)]


def test_short_points_are_their_own_tasks():
    plan = read(
        "工会2026年工作要点\n一、新建工会6家，发展会员200人。\n二、9月底前召开职工代表大会。\n三、举办劳动技能竞赛2场。"
    )
    assert [len(section.tasks) for section in plan.sections] == [1, 1, 1]
    assert counts(plan) == [(6, "家"), (200, "人"), (2, "场")]


LEDGER = Workbook()
LEDGER.active.append(["姓名", "单位", "入会日期"])
LEDGER.active.append(["甲一", "石桥甲厂", "2020-01-01"])


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"%PDF-1.7\n...", "计划.pdf", "扫描件或PDF读不了"),
        (b"%PDF-1.7\n...", "计划.docx", "扫描件或PDF读不了"),
        (b"\x89PNG\r\n\x1a\n", "计划.png", "图片"),
        (b" \n\t", "计划.txt", "文件是空的"),
        (b"", "计划.docx", "文件是空的"),
        ("一、加强组织建设".encode(), "计划.docx", "里面却不是"),
        (b"PK\x03\x04broken", "计划.docx", "损坏"),
        (saved(LEDGER), "计划.docx", "里面却不是Word"),
        (saved(LEDGER), "名册.xlsx", "不像工作计划"),
        ("从前有座山，山里有座庙。庙里有个老和尚，他给小和尚讲故事。".encode(), "故事.txt", "不像工作计划"),
        ("红烧肉做法\n1、准备五花肉500克。\n2、切块焯水。\n3、小火炖一小时。".encode(), "菜谱.txt", "不像工作计划"),
        (b"\x00\x01\x02\x03\x04\x05\x06" * 40, "计划.txt", "读不出文字"),
        (b"a" * (10 * 1024 * 1024 + 1), "计划.txt", "超过10MB"),
    ],
)
def test_what_is_no_readable_plan_is_refused_with_a_next_step(data, name, said):
    with pytest.raises(Refused) as no:
        read(data, name)
    assert said in no.value.what
    assert no.value.todo.endswith("。")
