"""`gonghui plan` at a terminal."""

import io
import json

import pytest
from docx import Document

from gonghui.cli import main
from gonghui.orgs.public import Union
from gonghui.planning.public import Plan, PlanDraft, Task
from tests.small_town import build

PLAN = """石桥镇总工会工作计划
一、抓组建
1、6月底前完成20家企业建会。
二、抓帮扶
1、走访慰问困难职工50户；
2、七一前打造“三位一体”工会办公室十五个。
"""


def test_the_command_prints_the_plan_as_json(db, tmp_path, capsys):
    file = tmp_path / "计划.txt"
    file.write_text(PLAN, encoding="utf-8")
    assert main(["plan", "import", str(file), "--json", "--year", "2027"]) == 0
    told = json.loads(capsys.readouterr().out)
    section = next(one for one in told["sections"] if one["heading"] == "二、抓帮扶")
    assert section["tasks"][1]["due"] == "2027-06-30"
    assert section["tasks"][0]["targets"][0] == {
        "quantity": 50, "unit": "户", "comparison": "exactly", "indicator": None, "what": "困难职工",
    }  # fmt: skip


def test_the_command_prints_an_outline_for_people_and_refuses_on_stderr(db, tmp_path, capsys):
    file = tmp_path / "计划.txt"
    file.write_text(PLAN, encoding="utf-8")
    assert main(["plan", "import", str(file)]) == 0
    assert "15个 “三位一体”工会办公室" in capsys.readouterr().out
    assert main(["plan", "import", str(tmp_path / "没有.txt")]) == 1
    assert "没有文件" in capsys.readouterr().err


@pytest.fixture
def town(db):
    build()


def written(tmp_path, text=PLAN, name="计划.txt"):
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(file)


def run(capsys, *arguments):
    code = main([*arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_dry_run_writes_nothing(town, tmp_path, capsys):
    assert run(capsys, "plan", "import", written(tmp_path), "--json")[0] == 0
    assert not PlanDraft.objects.exists()


def test_apply_keeps_a_review_and_puts_nothing_into_a_plan(town, tmp_path, capsys):
    file = written(tmp_path)
    code, told, _ = run(capsys, "plan", "import", file, "--apply", "--json", "--year", "2026")
    stored = json.loads(told)["stored"]
    assert (code, stored) == (
        0, [{"review": PlanDraft.objects.get().pk, "title": "石桥镇总工会工作计划", "year": 2026, "tasks": 3, "plan": None}],
    )  # fmt: skip
    assert not Plan.objects.exists()
    code, _, no = run(capsys, "plan", "import", file, "--apply", "--year", "2026")
    assert (code, "已经读入过" in no) == (1, True)


def test_accept_all_makes_a_plan_in_draft_that_shows_its_progress(town, tmp_path, capsys):
    file = written(tmp_path)
    assert run(capsys, "plan", "import", file, "--accept", "all")[0] == 1
    code, told, _ = run(capsys, "plan", "import", file, "--apply", "--accept", "all", "--year", "2026")
    assert (code, "起草状态" in told) == (0, True)
    assert Plan.objects.get().state == "drafted"
    code, told, _ = run(capsys, "plan", "show", "--json", "--today", "2026-07-02")
    shown = json.loads(told)
    assert [heading["heading"] for heading in shown["headings"]] == ["一、抓组建", "二、抓帮扶"]
    target = shown["headings"][0]["tasks"][0]["targets"][0]
    assert (target["quantity"], target["unit"], target["status"]) == (20, "家", "behind")


def test_what_cannot_be_a_plan_is_refused_and_nothing_is_kept(town, tmp_path, capsys):
    scanned = b"%PDF-1.4\n1 0 obj<</Type/XObject/Subtype/Image>>"
    table = Document()
    table.add_table(rows=2, cols=2).cell(0, 0).text = "姓名"
    stream = io.BytesIO()
    table.save(stream)
    for data, name, said in (
        (scanned, "扫描.pdf", "扫描件或PDF读不了"),
        ("从前有座山。".encode(), "故事.txt", "不像工作计划"),
        (stream.getvalue(), "名册.docx", "不像工作计划"),
        (b"", "空.txt", "文件是空的"),
    ):
        code, _, no = run(capsys, "plan", "import", written(tmp_path, data, name), "--apply")
        assert (code, said in no) == (1, True), name
    assert not PlanDraft.objects.exists()


def test_a_word_file_with_tables_only_is_kept_row_by_row(town, tmp_path, capsys):
    document = Document()
    table = document.add_table(rows=0, cols=3)
    for cells in (
        ("月份", "工作内容", "责任单位"),
        ("3月", "举办三八活动", "女工委"),
        ("9月", "新建工会3家", "组织科"),
    ):
        row = table.add_row()
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    file = written(tmp_path, stream.getvalue(), "计划表.docx")
    assert run(capsys, "plan", "import", file, "--apply", "--accept", "all", "--year", "2026")[0] == 0
    assert sorted(Task.objects.values_list("text", flat=True)) == ["举办三八活动", "新建工会3家"]


def test_a_chair_reads_a_plan_into_the_own_union_only(town, tmp_path, capsys):
    file = written(tmp_path)
    east, west = Union.objects.get(name="东桥纺织厂工会"), Union.objects.get(name="西塘纺织厂工会")
    code, _, no = run(capsys, "plan", "import", file, "--apply", "--as", "dong", "--union", west.code)
    assert (code, "不归您管" in no) == (1, True)
    assert run(capsys, "plan", "import", file, "--apply", "--as", "dong")[0] == 1
    assert run(capsys, "plan", "import", file, "--apply", "--as", "dong", "--union", east.code)[0] == 0
    assert PlanDraft.objects.get().level == "grassroots"


def test_a_year_without_a_plan_says_what_to_do(town, capsys):
    code, _, no = run(capsys, "plan", "show", "--year", "2031")
    assert (code, "没有2031年的计划" in no) == (1, True)
