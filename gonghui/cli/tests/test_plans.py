"""`gonghui plan import` at a terminal."""

import json

from gonghui.cli import main

PLAN = """石桥镇总工会工作计划
一、抓组建
1、6月底前完成20家企业建会。
二、抓帮扶
1、走访慰问困难职工50户；
2、七一前打造“三位一体”工会办公室十五个。
"""


def test_the_command_prints_the_plan_as_json(tmp_path, capsys):
    file = tmp_path / "计划.txt"
    file.write_text(PLAN, encoding="utf-8")
    assert main(["plan", "import", str(file), "--json", "--year", "2027"]) == 0
    told = json.loads(capsys.readouterr().out)
    section = next(one for one in told["sections"] if one["heading"] == "二、抓帮扶")
    assert section["tasks"][1]["due"] == "2027-06-30"
    assert section["tasks"][0]["targets"][0] == {
        "quantity": 50, "unit": "户", "comparison": "exactly", "indicator": None, "what": "困难职工",
    }  # fmt: skip


def test_the_command_prints_an_outline_for_people_and_refuses_on_stderr(tmp_path, capsys):
    file = tmp_path / "计划.txt"
    file.write_text(PLAN, encoding="utf-8")
    assert main(["plan", "import", str(file)]) == 0
    assert "15个 “三位一体”工会办公室" in capsys.readouterr().out
    assert main(["plan", "import", str(tmp_path / "没有.txt")]) == 1
    assert "没有文件" in capsys.readouterr().err
