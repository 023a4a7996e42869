"""Tables as they lie in real sheets: below titles, under two-row headers, above totals and signatures."""

from datetime import date

import pytest

from gonghui.kernel.sheets import find_table, guess_mapping, header_key
from gonghui.kernel.sheets.tests.office import PEOPLE, UNITS, csv_sheet, person_id, sheet_of, table_of

ID1, ID2, ID3 = (person_id(number=number) for number in (1, 2, 3))
HEADER = ["序号", "姓名", "身份证号", "手机", "单位", "岗位"]
ROW1 = [1, "张海燕", ID1, "13800000001", "顺捷物流", "分拣"]
ROW2 = [2, "何计", ID2, "13800000002", "合计科技有限公司", "司机"]


def names(table):
    return [row[table.header.index("姓名")] for _, row in table.rows]


def mapping(table, fields=PEOPLE):
    return {table.header[column]: guess.key for column, guess in guess_mapping(table.header, fields).items()}


def test_a_plain_table_begins_in_the_second_row():
    table = table_of([HEADER, ROW1, ROW2])
    assert table.header == HEADER
    assert [number for number, _ in table.rows] == [2, 3]
    assert (table.first_row, table.row_count, table.title, table.skipped) == (2, 2, "", [])


def test_titles_above_are_no_header_and_the_one_with_a_name_is_the_title():
    rows = [
        ["附件2"],
        ["员工花名册（2026年6月）"],
        ["填报单位：顺捷物流", None, None, "填报日期：2026年6月30日"],
        [],
        HEADER,
        ROW1,
    ]
    table = table_of(rows, ["A2:F2", "A3:C3"])
    assert table.first_row == 6
    assert table.title == "填报单位：顺捷物流"
    assert table.titles == ["附件2", "员工花名册（2026年6月）", "填报单位：顺捷物流", "填报日期：2026年6月30日"]


def test_a_line_of_labels_right_above_the_header_stays_a_title():
    rows = [["填报单位：顺捷物流", None, None, "填报日期：2026年6月30日", None, None], HEADER, ROW1]
    table = table_of(rows, ["A1:C1", "D1:F1"])
    assert (table.header, table.title) == (HEADER, "填报单位：顺捷物流")


def test_a_form_with_a_few_filled_cells_above_is_no_header():
    rows = [["单位名称", "顺捷物流", None, "联系电话", "0512-12345678"], HEADER, ROW1]
    assert table_of(rows).header == HEADER


def test_a_header_spread_with_spaces_line_ends_and_remarks_is_found():
    table = table_of([["序 号", "姓　名", "身份证\n号码（18位）", "手 机 号 码"], [1, "张三", ID1, "13800000001"]])
    assert mapping(table) == {"姓名": "name", "身份证号码（18位）": "id_number", "手机号码": "phone"}


def test_a_two_row_header_is_joined_over_its_merges():
    rows = [
        ["石桥镇员工名册", None, None, None, None],
        ["姓名", "证件", None, "出生", None],
        [None, "身份证号", "手机", "年月", "地点"],
        ["张三", ID1, "13800000001", "1985.3", "石桥"],
    ]
    table = table_of(rows, ["A1:E1", "A2:A3", "B2:C2", "D2:E2"])
    assert table.header == ["姓名", "证件/身份证号", "证件/手机", "出生/年月", "出生/地点"]
    assert table.header_rows == [["姓名", "证件", "证件", "出生", "出生"], ["姓名", "身份证号", "手机", "年月", "地点"]]
    assert set(mapping(table).values()) == {"name", "id_number", "phone", "born"}
    assert (table.first_row, table.title) == (4, "石桥镇员工名册")


def test_groups_above_the_header_do_not_become_the_title():
    rows = [
        ["基本情况", None, "联系方式", None],
        ["姓名", "身份证号", "手机", "单位"],
        ["张三", ID1, "13800000001", "顺捷"],
    ]
    table = table_of(rows, ["A1:B1", "C1:D1"])
    assert table.title == ""
    assert len(mapping(table)) == 4


def test_women_among_the_workers_are_not_the_workers():
    rows = [["单位名称", "职工人数", None], [None, "合计", "女"], ["顺捷物流", 120, 40]]
    table = table_of(rows, ["A1:A2", "B1:C1"], UNITS)
    assert mapping(table, UNITS) == {"单位名称": "unit", "职工人数/合计": "workers", "职工人数/女": "women"}
    assert [row for _, row in table.rows] == [["顺捷物流", 120, 40]]


def test_a_two_row_header_without_merges_is_joined_where_that_names_more():
    table = find_table(csv_sheet(f"姓名,身份证号,出生,\n,,年月,地点\n张三,{ID1},1985.3,石桥\n"), PEOPLE)
    assert table and table.header == ["姓名", "身份证号", "出生/年月", "地点"]
    assert table.first_row == 3


def test_the_first_person_is_never_taken_for_the_lower_half_of_the_header():
    table = table_of([["姓名", "身份证号", "单位", "备注", "其他"], ["张三", None, "顺捷", "组长", None]])
    assert (table.first_row, names(table)) == (2, ["张三"])


def test_totals_at_the_end_and_in_between_are_passed_over_and_counted():
    rows = [
        HEADER,
        ROW1,
        ["小计", 1],
        ROW2,
        ["合  计", None, None, None, "2人", None],
        ["共 2 人"],
        ["总计：男1人，女1人"],
    ]
    table = table_of(rows)
    assert names(table) == ["张海燕", "何计"]
    assert table.skipped == [(3, "合计行"), (5, "合计行"), (6, "合计行"), (7, "合计行")]


def test_a_total_over_many_figures_is_still_a_total():
    rows = [
        ["单位名称", "职工人数", "女职工人数", "备注"],
        ["顺捷", 120, 40, "甲"],
        ["合计", 120, 40, "乙"],
        ["总计（家）", 1],
    ]
    table = table_of(rows, fields=UNITS)
    assert [row[0] for _, row in table.rows] == ["顺捷"]


def test_a_person_called_he_ji_and_a_firm_called_heji_are_no_totals():
    rows = [["单位", "职工人数"], ["合计科技有限公司", 12], ["总计量所", 3], ["共青团委员会", 5], ["小计村", 4]]
    assert [row[0] for _, row in table_of(rows, fields=UNITS).rows] == [row[0] for row in rows[1:]]
    assert names(table_of([HEADER, ROW2])) == ["何计"]


def test_signatures_and_notes_below_are_passed_over_and_counted():
    rows = [
        HEADER, ROW1, [],
        ["填表人：李四", None, None, "审核：王五", None, "填报日期：2026年6月30日"],
        ["单位（盖章）："], ["负责人签字：", None, "联系电话：0512-12345678"], ["制表人", "李四"], ["", "", "2026年6月30日"],
        ["备注：1.本表一式两份"], ["2、身份证号请设成文本格式"], ["填表说明"],
    ]  # fmt: skip
    table = table_of(rows)
    assert names(table) == ["张海燕"]
    assert [why for _, why in table.skipped] == ["签字落款"] * 5 + ["填表说明"] * 3


@pytest.mark.parametrize(
    "row",
    [
        [3, "负责人", ID3, None, "顺捷", None],
        ["负责人", "张三", ID3, "13800000003", None, None],
        ["审核：质检", "张三", ID3, None, None, None],
        ["备注：新来", "张三", ID3, None, None, None],
        [3, "张三", None, None, None, None],
        ["一、机关单位", None, None, None, None, None],
        [3, None, None, None, "顺捷物流", None],
        [None, None, None, None, None, "2、夜班"],
    ],
)
def test_a_row_that_merely_looks_odd_is_kept_for_the_office_to_judge(row):
    table = table_of([HEADER, ROW1, row, ROW2])
    assert [number for number, _ in table.rows] == [2, 3, 4]
    assert table.skipped == []


def test_every_row_is_either_data_or_blank_or_listed():
    rows = [HEADER, ROW1, [], ["合计", 1], ["  ", None, "\u3000"], [7], HEADER, ROW2]
    table = table_of(rows)
    assert [number for number, _ in table.rows] == [2, 8]
    assert table.skipped == [(4, "合计行"), (6, "只有序号"), (7, "重复的表头")]
    assert table.row_count == 2


def test_the_header_and_title_printed_again_on_each_page_are_passed_over():
    title = ["顺捷物流员工花名册"]
    table = table_of([title, HEADER, ROW1, title, HEADER, ROW2], ["A1:F1"])
    assert names(table) == ["张海燕", "何计"]
    assert [why for _, why in table.skipped] == ["重复的标题", "重复的表头"]


def test_a_two_row_header_printed_again_is_passed_over():
    head = [["姓名", "证件", None], [None, "身份证号", "手机"]]
    rows = [*head, ["张三", ID1, None], *head, ["李四", ID2, None]]
    table = table_of(rows, ["A1:A2", "B1:C1"])
    assert names(table) == ["张三", "李四"]


def test_the_row_that_numbers_the_columns_is_no_data():
    table = table_of([["单位名称", "职工人数", "女职工人数"], ["甲", 1, 2], ["顺捷", 120, 40]], fields=UNITS)
    assert ([row[0] for _, row in table.rows], table.skipped, table.first_row) == (["顺捷"], [(2, "列号行")], 3)


def test_a_unit_merged_over_its_people_stands_in_each_row():
    rows = [
        ["单位", "姓名", "身份证号"],
        ["顺捷", "张三", ID1],
        [None, "李四", ID2],
        [None, "小计", 2],
        ["永安", "王五", ID3],
    ]
    table = table_of(rows, ["A2:A4"])
    assert [row[:2] for _, row in table.rows] == [["顺捷", "张三"], ["顺捷", "李四"], ["永安", "王五"]]


def test_a_list_of_names_alone_is_a_table():
    table = table_of([["姓名"], ["张三"], ["李四"], ["合计"]])
    assert names(table) == ["张三", "李四"]


def test_a_sheet_of_instructions_holds_no_table():
    rows = [
        ["填表说明"],
        ["1. 姓名、身份证号、手机、单位必须填写，身份证号应为18位，手机号应为11位。"],
        ["2. 单位名称请填全称"],
    ]
    assert find_table(sheet_of(rows), PEOPLE) is None
    assert find_table(sheet_of([["甲", "乙"], [1, 2]]), PEOPLE) is None


def test_a_header_of_likenesses_only_is_found_for_a_person_to_check():
    table = table_of([["花名"], ["职工的姓名", "个人身份证号", "本人手机号码"], ["张三", ID1, "13800000001"]])
    assert table.first_row == 3
    assert {guess.confidence for guess in guess_mapping(table.header, PEOPLE).values()} == {"check"}


def test_headers_that_the_office_taught_help_to_find_the_table():
    sheet = sheet_of([["名单"], ["称呼", "工号"], ["张三", ID1]])
    assert find_table(sheet, PEOPLE) is None
    table = find_table(sheet, PEOPLE, {header_key("称呼"): "name", header_key("工号"): "id_number"})
    assert table and table.first_row == 3


def test_a_title_with_the_date_as_a_real_date_does_not_disturb():
    table = table_of([["员工名册", None, date(2026, 6, 30)], HEADER, ROW1])
    assert (table.header, table.titles) == (HEADER, ["员工名册"])


def test_rows_can_be_read_more_than_once():
    table = table_of([HEADER, ROW1])
    assert list(table.rows) == list(table.rows)


def test_a_likely_header_far_down_is_found_and_one_beyond_reach_is_not():
    assert find_table(sheet_of([["说明"]] * 40 + [HEADER, ROW1]), PEOPLE) is not None
    assert find_table(sheet_of([["说明"]] * 400 + [HEADER, ROW1]), PEOPLE) is None
