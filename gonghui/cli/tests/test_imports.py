"""Imports by the command line: dry run, bad rows, updates, undo, what is not registered, entering for others."""

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gonghui.cli.tests.office import Office, credit_code, dump, person
from gonghui.kernel.audit.models import Event
from gonghui.orgs.public import Employer, Union

EMPLOYERS = [
    ["企业名称", "统一社会信用代码", "职工数", "所属村"],
    ["宏达机械有限公司", credit_code(1), 120, "东岭村"],
    ["永安纺织有限公司", credit_code(2), 80, "东岭村"],
    ["石桥中心小学", credit_code(3, "12"), 60, "集镇社区"],
]
UNIONS = [
    ["工会名称", "成立日期", "调解委员会"],
    ["宏达机械有限公司工会", "2015-03-01", "有"],
    ["永安纺织有限公司工会委员会", "2026-04-08", "无"],
    ["石桥中心小学工会", "2012年9月", "有"],
]
ROSTER = [
    ["姓名", "身份证号", "所属工会", "手机", "入会日期"],
    ["王芳", person(1, woman=True), "宏达机械有限公司工会", "15490000001", "2020-03-01"],
    ["李强", person(2), "宏达机械有限公司", "15490000002", None],
    ["张敏", person(3, woman=True), "永安纺织有限公司工会", None, None],
]


@pytest.fixture
def settled(stone_bridge: Office) -> Office:
    """石桥镇 with three employers and their unions."""
    stone_bridge.take("employers", stone_bridge.xlsx("单位.xlsx", EMPLOYERS))
    stone_bridge.take("unions", stone_bridge.xlsx("工会.xlsx", UNIONS))
    return stone_bridge


def test_the_json_has_the_shape_that_other_programs_read(settled: Office) -> None:
    found = settled.take(
        "members", settled.xlsx("名册.xlsx", [*ROSTER, ["赵伟", "12345", "宏达机械有限公司工会", None, None]])
    )
    assert {"ledger", "rows", "created", "updated", "unchanged", "rejected", "mapping", "batch"} <= found.keys()
    assert (found["ledger"], found["rows"], found["created"]) == ("members", 4, 3)
    assert found["mapping"] == {
        "姓名": "name",
        "身份证号": "id_number",
        "所属工会": "union",
        "手机": "phone",
        "入会日期": "joined_on",
    }
    [bad] = found["rejected"]
    assert {key: bad[key] for key in ("sheet", "row", "column")} == {"sheet": "Sheet1", "row": 5, "column": "身份证号"}
    assert bad["reason"].startswith("有5位")
    assert isinstance(found["batch"], int)


@pytest.mark.postgres
def test_a_dry_run_writes_nothing_and_promises_what_the_import_then_does(settled: Office) -> None:
    roster = settled.xlsx("名册.xlsx", [*ROSTER, ["赵伟", person(9), "没有的工会", None, None]])
    changed = settled.xlsx(
        "单位2.xlsx", [EMPLOYERS[0], [*EMPLOYERS[1][:2], 130, "西岭村"], ["新来的公司", None, 5, "西岭村"]]
    )
    for ledger, file in (("members", roster), ("employers", changed)):
        before = dump()
        promised = settled.take(ledger, file, "--dry-run")
        assert dump() == before
        assert promised["batch"] is None
        done = settled.take(ledger, file)
        assert {**promised, "batch": done["batch"]} == done


def test_bad_rows_come_back_and_go_in_once_they_are_corrected(settled: Office) -> None:
    lost, wrong = person(4)[:15] + "000", person(5)[:17] + ("1" if person(5)[17] != "1" else "2")
    lines = [["石桥镇会员名册"], *ROSTER, ["赵伟", float(lost), "宏达机械有限公司工会"], ["钱丽", wrong, "宏达机械有限公司工会", "=1+1"],
             ["孙静", person(6, woman=True), "宏达工会", None, "2031-01-01"]]  # fmt: skip
    bad = settled.folder / "退回.xlsx"
    found = settled.take("members", settled.xlsx("名册.xlsx", lines), "--bad-rows", str(bad))
    assert (found["created"], len(found["rejected"])) == (3, 3)
    assert found["rejected"][0]["reason"].startswith("Excel把它当成数字，丢了后几位")

    book = load_workbook(bad)
    sheet = book.active
    assert sheet is not None
    assert [sheet.cell(2, c).value for c in range(1, 7)] == [*ROSTER[0], "未导入原因"]
    for row, number in ((3, person(4)), (4, person(5)), (5, person(6, woman=True))):
        sheet.cell(row, 2).value = number
        sheet.cell(row, 3).value = "宏达机械有限公司工会"
        sheet.cell(row, 4).value = sheet.cell(row, 5).value = None
    book.save(bad)
    assert settled.counts("members", bad) == (3, 0, 0, 0)
    assert settled.figures()["people.members"] == (6, None)


def test_a_changed_row_updates_by_its_natural_key(settled: Office) -> None:
    settled.take("members", settled.xlsx("名册.xlsx", ROSTER))
    again = [ROSTER[0], ["王芳", person(1, woman=True), "宏达机械有限公司工会", "15490000009", "2020-03-01"], ROSTER[2]]
    assert settled.counts("members", settled.xlsx("名册2.xlsx", again)) == (0, 1, 1, 0)
    renamed = [EMPLOYERS[0], ["宏达精密机械有限公司", credit_code(1), 120, "东岭村"]]
    assert settled.counts("employers", settled.xlsx("单位2.xlsx", renamed)) == (0, 1, 0, 0)
    assert Employer.objects.get(uscc=credit_code(1)).name == "宏达精密机械有限公司"


@pytest.mark.postgres
def test_undo_restores_every_table_and_export_exactly(lasting: Office) -> None:
    lasting.take("employers", lasting.xlsx("单位.xlsx", EMPLOYERS))
    lasting.take("unions", lasting.xlsx("工会.xlsx", UNIONS))
    lasting.take("members", lasting.xlsx("名册.xlsx", ROSTER))
    files = {
        "employers": [[*EMPLOYERS[0], "应签", "所属工会"], ["宏达机械有限公司", credit_code(1), 150, "西岭村", "免签：停产",
                       "永安纺织有限公司工会"],
                      ["新来的公司", None, 8, "新村", "应签", "没登记的工会"]],
        "unions": [[*UNIONS[0], "类型", "主席", "会员数", "撤销日期"], ["石桥中心小学工会", "2012-09-01", "否", "联合基层", "陈静", 55],
                   ["新工会", "2026-01-05", "有", "企业", "周敏", 9]],
        "members": [[*ROSTER[0], "会籍状态", "变动日期", "小组"], [*ROSTER[1], "退会", "2026-06-01", None],
                    [*ROSTER[2], "退休", "2026-05-01", "一组"],
                    ["新人", person(11), "石桥中心小学工会", None, None, None, None, "二组"]],
        "contracts": [["单位名称", "签订日期", "届满日期"], ["宏达机械有限公司", "2026-01-01", "2028-12-31"]],
        "headcounts": [["单位名称", "职工人数", "会员人数"], ["宏达机械有限公司", 140, 100], ["石桥中心小学工会", None, 50]],
    }  # fmt: skip
    batches = []
    for ledger, lines in files.items():
        exports = {key: cells(lasting.export(key)) for key in (files if not batches else [ledger])}
        state = dump()
        found = lasting.take(ledger, lasting.xlsx(f"{ledger}.xlsx", lines))
        assert found["created"] + found["updated"], ledger
        batches.append((str(found["batch"]), state, exports))
    for batch, state, exports in reversed(batches):
        assert lasting.run("undo", batch)[0] == 0
        assert dump() == state
        assert {key: cells(lasting.export(key)) for key in exports} == exports
        assert "不能撤回" in lasting.refused("undo", batch)


def cells(file: Path) -> list[tuple[object, ...]]:
    sheet = load_workbook(file).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


def test_undo_is_refused_once_a_row_was_changed_and_keeps_the_change(lasting: Office) -> None:
    first = lasting.take("employers", lasting.xlsx("单位.xlsx", EMPLOYERS))["batch"]
    renamed = [EMPLOYERS[0], ["宏达精密机械有限公司", credit_code(1), 120, "东岭村"]]
    lasting.take("employers", lasting.xlsx("单位2.xlsx", renamed))
    state = dump()
    said = lasting.refused("undo", str(first))
    assert "后来又改过" in said
    assert "逐条更正" in said
    assert dump() == state


@pytest.mark.postgres
def test_undo_is_refused_once_somebody_worked_on_a_row(lasting: Office) -> None:
    lasting.take("employers", lasting.xlsx("单位.xlsx", EMPLOYERS))
    first = lasting.take("unions", lasting.xlsx("工会.xlsx", UNIONS))["batch"]
    lasting.take("members", lasting.xlsx("名册.xlsx", ROSTER))
    state = dump()
    assert "不能整批撤回" in lasting.refused("undo", str(first))
    assert dump() == state
    assert "没有第999批" in lasting.refused("undo", "999")


def test_what_nobody_has_registered_is_proposed_and_not_invented(settled: Office) -> None:
    lines = [["姓名", "证件号码", "所属工会", "工作单位"], ["王芳", person(1), "兴隆五金厂工会", None],
             ["李强", person(2), None, "远大物流公司"],
             ["张敏", person(3), "兴隆五金厂工会", None]]  # fmt: skip
    found = settled.take("members", settled.xlsx("名册.xlsx", lines))
    assert (found["created"], len(found["rejected"])) == (0, 3)
    assert {(p["kind"], p["name"], tuple(p["rows"])) for p in found["proposed"]} == {
        ("union", "兴隆五金厂工会", (2, 4)), ("employer", "远大物流公司", (3,))
    }  # fmt: skip
    assert (Union.objects.count(), Employer.objects.count()) == (4, 3)


def test_the_event_says_who_entered_for_whom_with_which_scan(settled: Office) -> None:
    file = settled.xlsx("名册.xlsx", ROSTER)
    settled.take("members", file, "--for", "永安纺织有限公司工会", "--scan", "名册扫描件-07")
    event = Event.objects.filter(verb="member_admit").latest("pk")
    assert (event.by_name, event.for_whom, event.scan) == ("命令行", "永安纺织有限公司工会", "名册扫描件-07")
    assert event.batch_id is not None


def test_a_later_undated_roster_leaves_the_past_alone(settled: Office) -> None:
    settled.take("members", settled.xlsx("名册.xlsx", ROSTER))
    past = {period: settled.figures(period) for period in ("2024", "2025", "2026H1")}
    assert past["2025"]["people.members"][0] == 2  # 永安纺织 was founded in 2026
    settled.today = "2026-07-20"
    more = [ROSTER[0], ["新人", person(20), "宏达机械有限公司工会", None, None]]
    assert settled.counts("members", settled.xlsx("名册3.xlsx", more)) == (1, 0, 0, 0)
    moved = [
        [*UNIONS[0], "类型", "撤销日期", "所属村"],
        ["石桥中心小学工会", "2012-09-01", "无", "联合基层", None, "西岭村"],
    ]
    assert settled.counts("unions", settled.xlsx("工会3.xlsx", moved)) == (0, 1, 0, 0)
    staff = [["单位", "职工人数"], ["宏达机械有限公司", 99]]
    assert settled.counts("employers", settled.xlsx("单位3.xlsx", staff)) == (0, 1, 0, 0)
    assert {period: settled.figures(period) for period in past} == past
    assert settled.figures("2026-07")["people.members"] == (4, None)


def test_people_who_left_are_history_and_importing_them_twice_changes_nothing(settled: Office) -> None:
    lines = [[*ROSTER[0], "会籍状态", "变动时间"],
             ["王芳", person(1), "宏达机械有限公司工会", None, "2018-05-01", "退会", "2026.3.15"],
             ["李强", person(2), "宏达机械有限公司工会", None, "2018-05-01", "退休", "2025年12月1日"],
             ["张敏", person(3), "宏达机械有限公司工会", None, "2018-05-01", "正常", None],
             ["赵伟", person(4), "宏达机械有限公司工会", None, None, "转出", None]]  # fmt: skip
    file = settled.xlsx("名册.xlsx", lines)
    assert settled.counts("members", file) == (3, 0, 0, 1)
    assert settled.figures("2025Q3")["people.members"] == (3, None)
    assert settled.figures("2025")["people.members"] == (2, None)
    assert settled.figures()["people.members"] == (1, None)
    assert settled.figures()["people.members_left"] == (1, None)
    assert settled.counts("members", file) == (0, 0, 3, 1)
    moved = [ROSTER[0], ["王芳", person(1), "永安纺织有限公司工会", None, "2018-05-01"]]
    assert settled.counts("members", settled.xlsx("永安.xlsx", moved)) == (1, 0, 0, 0)
    assert settled.figures("2025Q3")["people.members"] == (3, None)
    assert settled.counts("members", file) == (0, 0, 3, 1)


def test_nobody_gets_onto_two_rolls(settled: Office) -> None:
    twice = [*ROSTER, ["王芳", person(1, woman=True), "永安纺织有限公司工会", None, None]]
    found = settled.take("members", settled.xlsx("名册.xlsx", twice))
    assert [r["reason"] for r in found["rejected"]] == ["与第2行是同一个人。请留一行。"]
    other = settled.take("members", settled.xlsx("名册2.xlsx", [ROSTER[0], twice[-1]]))
    assert other["rejected"][0]["reason"].startswith("已经在宏达机械有限公司工会的名册上。")


def test_an_export_masks_what_is_private_and_keeps_it_when_it_comes_back(settled: Office) -> None:
    settled.take("members", settled.xlsx("名册.xlsx", ROSTER))
    file = settled.export("members")
    assert not any(person(1, woman=True) in str(cell) or "1549" in str(cell) for row in cells(file) for cell in row)
    state = dump()
    assert settled.counts("members", file) == (0, 0, 3, 0)
    assert dump() == state


def test_the_way_a_file_was_mapped_is_remembered(settled: Office) -> None:
    from gonghui.kernel.imports.models import SavedMapping
    from gonghui.kernel.sheets import header_key

    SavedMapping.objects.create(ledger="members", header=header_key("员工大名"), field="name")
    lines = [["员工大名", *ROSTER[0][1:]], *ROSTER[1:]]
    found = settled.take("members", settled.xlsx("名册.xlsx", lines))
    assert found["created"] == 3
    assert found["mapping"]["员工大名"] == "name"


def test_sheets_in_any_order_find_each_other(stone_bridge: Office) -> None:
    unions = [
        ["工会名称", "单位名称", "批准日期"],
        ["第一工会", "甲公司", "2019-01-01"],
        ["乙公司工会", None, "2020-01-01"],
        ["第三工会", None, "2021-01-01"],
    ]
    employers = [
        ["单位名称", "所属工会"],
        ["甲公司", None],
        ["乙公司", None],
        ["丙公司", "第三工会"],
        ["丁公司", "第四工会"],
    ]
    stone_bridge.take("unions", stone_bridge.xlsx("工会.xlsx", unions))
    stone_bridge.take("employers", stone_bridge.xlsx("单位.xlsx", employers))
    late = [["工会名称", "批准日期"], ["第四工会", "2022-01-01"]]
    stone_bridge.take("unions", stone_bridge.xlsx("工会2.xlsx", late))
    assert stone_bridge.figures("2021")["orgs.formation_rate"] == (3, 4)
    assert stone_bridge.figures()["orgs.formation_rate"] == (4, 4)


def test_columns_that_ask_something_else_are_left_alone(stone_bridge: Office) -> None:
    lines = [
        ["单位名称", "是否签订集体合同", "是否建会", "会员人数", "是否免签", "职工总数"],
        ["甲公司", "否", "否", 3, "否", 10],
        ["乙公司", "是", "是", 5, "是", 20],
    ]
    found = stone_bridge.take("employers", stone_bridge.xlsx("单位.xlsx", lines))
    assert found["mapping"] == {"单位名称": "name", "是否免签": "sign_exempt", "职工总数": "staff"}
    rows = [["工会名称", "单位名称"], ["甲公司工会", "甲公司"], ["乙公司工会", "乙公司"]]
    stone_bridge.take("unions", stone_bridge.xlsx("工会.xlsx", rows))
    assert stone_bridge.figures()["bargaining.contract_signing_rate"] == (0, 1)
    assert stone_bridge.figures()["bargaining.contract_coverage_rate"] == (0, 10)
    assert stone_bridge.figures()["orgs.formation_rate"] == (2, 2)


def test_one_contract_in_a_row_for_each_unit_is_one_contract(settled: Office) -> None:
    lines = [["合同编号", "单位名称", "类别", "签订日期", "生效日期", "到期日期"],
             ["石集〔2026〕1号", "宏达机械有限公司", "集体合同", "2026-02-01", "2026-02-16", "2029年2月"],
             ["石集〔2026〕1号", "永安纺织有限公司", "集体合同", "2026-02-01", "2026-02-16", "2029年2月"]]  # fmt: skip
    file = settled.xlsx("合同.xlsx", lines)
    assert settled.counts("contracts", file) == (2, 0, 0, 0)
    assert settled.figures()["bargaining.contracts_first_signed"] == (1, None)
    assert settled.figures()["bargaining.contract_signing_rate"] == (2, 2)
    assert settled.counts("contracts", file) == (0, 0, 2, 0)


def test_a_renewal_above_the_contract_it_renews_is_linked(settled: Office) -> None:
    lines = [["单位名称", "签订时间", "有效期"],
             ["宏达机械有限公司", "2026.5.1", "2026.5.1-2029.4.30"], ["宏达机械有限公司", "2023.5.1", "2023.5.1-2026.4.30"]]  # fmt: skip
    assert settled.counts("contracts", settled.xlsx("合同.xlsx", lines)) == (2, 0, 0, 0)
    found = settled.figures()
    assert found["bargaining.contracts_renewed"] == (1, None)
    assert found["bargaining.contracts_first_signed"] == (0, None)
    assert found["bargaining.renewal_rate"] == (1, 1)


def test_overlapping_area_contracts_are_handed_back(settled: Office) -> None:
    settled.take("unions", settled.xlsx("联合.xlsx", [["工会名称", "类型"], ["东岭村联合工会", "村级联合"]]))
    lines = [["工会名称", "覆盖单位", "级别", "签订日期", "届满日期"],
             ["东岭村联合工会", "宏达机械有限公司、永安纺织有限公司", "区域性", "2025-01-01", "2027-12-31"],
             ["东岭村联合工会", "永安纺织有限公司、石桥中心小学", "区域性", "2026-01-01", "2028-12-31"]]  # fmt: skip
    found = settled.take("contracts", settled.xlsx("合同.xlsx", lines))
    assert found["created"] == 1
    assert "不能重叠" in found["rejected"][0]["reason"]


def test_members_by_unit_and_by_tab_alone(settled: Office) -> None:
    by_unit = [["姓名", "身份证号", "单位"], ["王芳", person(1), "宏达机械有限公司"]]
    assert settled.counts("members", settled.xlsx("甲.xlsx", by_unit)) == (1, 0, 0, 0)
    by_tab = {
        "永安纺织有限公司": [["姓名", "身份证号"], ["李强", person(2)]],
        "说明": [["填表说明", None], ["姓名", "写全名"]],
    }
    assert settled.counts("members", settled.xlsx("乙.xlsx", by_tab)) == (1, 0, 0, 0)
    plain = [["石桥镇总工会会员名册"], ["姓名", "身份证号"], ["张敏", person(3)]]
    found = settled.take("members", settled.xlsx("丙.xlsx", plain))
    assert found["rejected"][0]["reason"].startswith("看不出是哪个工会的。")
    assert settled.counts("members", settled.xlsx("石桥中心小学工会会员名册.xlsx", plain[1:])) == (1, 0, 0, 0)


def test_people_of_past_centuries_and_months_of_expiry(settled: Office) -> None:
    lines = [
        ["单位名称", "签订日期", "届满日期"],
        ["宏达机械有限公司", "2024年7月1日", "2026年6月"],
        ["永安纺织有限公司", date(2024, 7, 1), "2026年5月"],
    ]
    settled.take("contracts", settled.csv("合同.csv", lines))
    assert settled.figures()["bargaining.contract_signing_rate"] == (1, 2)


def test_a_table_tells_a_person_the_same_without_json(settled: Office) -> None:
    code, out, _ = settled.run("import", "members", str(settled.xlsx("名册.xlsx", ROSTER)))
    assert code == 0
    assert "共3行，新增3，更新0，没变0，退回0" in out
    assert json.loads(settled.run("figures", "--period", "2026H1", "--json")[1])[0]["code"] == "orgs.unions"
