"""A mistake in the statutes stops the start and says in which file, at which rule, and what is wrong."""

import re
from pathlib import Path

import pytest

from gonghui.kernel.rules.calendar import load_calendar
from gonghui.kernel.rules.checking import BadStatute
from gonghui.kernel.rules.load import load

RULE = """
  - key: test.reply
    title: 答复
    kind: days
    value: 20
    compare: at_most
    starts: 收到之日
    law: collective
    article: 32
    summary: 二十日内答复。
    confidence: verified
    checked_on: 2026-11-23
    next_review: 2027-11-23
"""
LOCAL = """
  - overrides: test.reply
    value: 10
    law: collective
    summary: 十日内答复。
    reason: 省里可以另定。
    confidence: secondary
    checked_on: 2026-11-23
    next_review: 2027-11-23
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "local" / "zhejiang").mkdir(parents=True)
    (tmp_path / "local" / "zhejiang" / "place.yaml").write_text("name: 浙江省\n", encoding="utf-8")
    law = "collective: {law: 集体合同规定, short: 集体合同规定, from: 2004-05-01, source: T12}\n"
    (tmp_path / "laws.yaml").write_text(law, encoding="utf-8")
    (tmp_path / "sources.yaml").write_text('T12: "https://example.org/12"\nT13: "lost 一本书"\n', encoding="utf-8")
    return tmp_path


def write(folder: Path, rule: str, local: str = "") -> None:
    (folder / "reply.yaml").write_text(f"topic: test\nrules:{rule}", encoding="utf-8")
    if local:
        (folder / "local" / "zhejiang" / "reply.yaml").write_text(f"topic: test\nrules:{local}", encoding="utf-8")


def test_a_right_file_is_read(folder: Path):
    write(folder, RULE, LOCAL)
    found = load(folder)["test.reply"]
    assert found.values[0].value == 20
    assert found.locals["zhejiang"].values[0].value == 10


@pytest.mark.parametrize(("old", "new", "mistake"), [
    ("kind: days", "kind: weeks", "kind must be one of.*rules.E003"),
    ("compare: at_most", "compare: roughly", "compare must be one of.*rules.E004"),
    ("confidence: verified", "confidence: sure", "confidence must be one of.*rules.E005"),
    ("value: 20", "value: zwanzig", "is no number.*rules.E013"),
    ("value: 20", "value: 2.5", "is no whole length.*rules.E013"),
    ("value: 20", "value: 0", "is no whole length.*rules.E013"),
    ("value: 20", "value: {min: 5, max: 3}", "runs backwards.*rules.E013"),
    ("value: 20", "value: {min: 5}", "a range has min and max.*rules.E013"),
    ("value: 20", "amount: 20", "needs either value or values.*rules.E112"),
    ("value: 20", "values: [{from: 2004-05-01, value: 1}, {from: 2004-05-01, value: 2}]", "two values from the same.*rules.E114"),
    ("value: 20", "values: [{from: soon, value: 1}]", "without the day it came into force.*rules.E113"),
    ("value: 20", "values: [{from: 2004-05-01, from_note: 估计, value: 1}]", "verified needs.*rules.E014"),
    ("    starts: 收到之日\n", "", "a length needs starts.*rules.E011"),
    ("    title: 答复\n", "", "lacks title.*rules.E001"),
    ("    summary: 二十日内答复。\n", "    summary: 二十日内答复\n", "full stop.*rules.E007"),
    ("    article: 32\n", "", "verified needs.*rules.E014"),
    ("article: 32", "article: 三十二", "article must be a number.*rules.E010"),
    ("article: 32", "article: 32\n    source: T13", "verified needs.*rules.E014"),
    ("article: 32", "article: 32\n    source: T99", "not in sources.yaml.*rules.E111"),
    ("article: 32", "article: 32\n    colour: red", "unknown field colour.*rules.E002"),
    ("law: collective", "law: unknown", "not in laws.yaml.*rules.E110"),
    ("checked_on: 2026-11-23", "checked_on: gestern", "checked_on must be a date.*rules.E008"),
    ("next_review: 2027-11-23", "next_review: 2026-11-23", "next_review must come after.*rules.E009"),
    ("kind: days", "kind: days\n    direction: sideways", "direction must be after or before.*rules.E006"),
    ("kind: days\n    value: 20", "kind: flag\n    value: 20", "a flag is true or false.*rules.E013"),
    ("kind: days\n    value: 20", "kind: list\n    value: []", "a list holds texts.*rules.E013"),
    ("kind: days\n    value: 20", "kind: count\n    value: -1", "is below nothing.*rules.E013"),
])  # fmt: skip
def test_a_wrong_rule_is_named_with_its_file_and_mistake(folder: Path, old: str, new: str, mistake: str):
    assert old in RULE
    write(folder, RULE.replace(old, new))
    with pytest.raises(BadStatute, match=rf"^statutes/reply\.yaml: test\.reply: .*{mistake}"):
        load(folder)


@pytest.mark.parametrize(("old", "new", "mistake"), [
    ("overrides: test.reply", "overrides: test.nothing", "overrides a rule that does not exist.*rules.E101"),
    ("    reason: 省里可以另定。\n", "", "needs the reason.*rules.E012"),
    ("law: collective", "law: unknown", "not in laws.yaml.*rules.E110"),
    (LOCAL, LOCAL + LOCAL, "overrides the same rule twice.*rules.E102"),
])  # fmt: skip
def test_a_wrong_local_rule_is_named(folder: Path, old: str, new: str, mistake: str):
    write(folder, RULE, LOCAL.replace(old, new))
    with pytest.raises(BadStatute, match=rf"^statutes/local/zhejiang/reply\.yaml: test\..*{mistake}"):
        load(folder)


def test_a_rule_written_twice_is_named(folder: Path):
    write(folder, RULE + RULE)
    with pytest.raises(BadStatute, match=r"statutes/reply\.yaml: test\.reply: stands twice.*rules\.E104"):
        load(folder)


def test_a_rule_left_to_the_provinces_needs_at_least_one(folder: Path):
    write(folder, RULE.replace("value: 20", "local_only: true").replace("verified", "secondary"))
    with pytest.raises(BadStatute, match=r"test\.reply: has no province although it is local_only.*rules\.E103"):
        load(folder)


@pytest.mark.parametrize(("text", "code"), [
    ("nonsense", "E107"), ("topic: test", "E107"), ("topic: [", "E105"), ("topic: test\nrules: [reply]", "E108"),
])  # fmt: skip
def test_a_file_that_is_no_list_of_rules_is_named(folder: Path, text: str, code: str):
    (folder / "reply.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadStatute, match=rf"(?s)^statutes/reply\.yaml.*rules\.{code}"):
        load(folder)


def test_a_province_without_a_name_and_a_law_without_a_source_are_named(folder: Path):
    write(folder, RULE)
    (folder / "local" / "zhejiang" / "place.yaml").write_text("unknown: {}\n", encoding="utf-8")
    with pytest.raises(BadStatute, match=r"^statutes/local/zhejiang/place\.yaml: .*has no name.*rules\.E106"):
        load(folder)
    (folder / "local" / "zhejiang" / "place.yaml").write_text("name: 浙江省\n", encoding="utf-8")
    (folder / "laws.yaml").write_text("collective: {law: 集体合同规定}\n", encoding="utf-8")
    with pytest.raises(BadStatute, match=r"^statutes/laws\.yaml: collective: .*rules\.E109"):
        load(folder)


def test_a_rule_that_the_office_enters_needs_no_number_and_no_province(folder: Path):
    write(folder, RULE.replace("value: 20", "entered: true").replace("verified", "secondary"))
    assert load(folder)["test.reply"].entered


@pytest.mark.parametrize(("text", "mistake"), [
    ("[2026]", "is no holiday file.*rules.E201"),
    ("year: 2026\n", "lacks or misspells.*rules.E202"),
    ("{year: 2025, document: x, source: x, free: []}", "days of another year.*rules.E203"),
    ("{year: 2026, document: x, source: x, free: [], work: [2026-01-05]}", "must be a weekend day.*rules.E206"),
    ("{year: 2026, document: x, source: x, free: [{name: x, from: 2026-01-03, to: 2026-01-03}],"
     " work: [2026-01-03]}", "not off.*rules.E206"),
    ("{year: 2026, document: x, source: x, free: [{name: x, from: 2026-01-03, to: 2026-01-01}]}", "ends before.*rules.E204"),
    ("{year: 2026, document: x, source: x, free: [{name: x, from: 2026-01-01, to: 2026-01-03},"
     " {name: y, from: 2026-01-03, to: 2026-01-03}]}", "share a day.*rules.E205"),
])  # fmt: skip
def test_a_wrong_holiday_file_is_named(tmp_path: Path, text: str, mistake: str):
    (tmp_path / "2026.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadStatute, match=rf"statutes/holidays/2026\.yaml: .*{mistake}"):
        load_calendar(tmp_path)


def test_every_kind_of_mistake_has_a_number_a_test_and_a_line_in_the_howto():
    here = Path(__file__)
    code = "".join((here.parent.parent / name).read_text("utf-8") for name in ("checking.py", "load.py", "calendar.py"))
    known = set(re.findall(r"\bE[012]\d\d\b", code))
    assert known == set(re.findall(r"\bE[012]\d\d\b", here.read_text("utf-8")))
    howto = here.parents[4] / "docs" / "howto" / "add-a-rule.md"
    assert known == set(re.findall(r"\bE[012]\d\d\b", howto.read_text("utf-8")))
