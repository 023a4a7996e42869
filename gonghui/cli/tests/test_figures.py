"""`gonghui figures`: one figure, split, explained, refused with words."""

import json
from typing import Any

import pytest

from gonghui.cli import main
from tests.town import SmallTown, small_town


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> SmallTown:
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    return small_town()


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["figures", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["figures", *words]) == 1
    return capsys.readouterr().err


def test_a_split_figure_lists_its_slices_and_they_add_up(town: SmallTown, capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, "people.members", "--by", "sex", "--period", "2026H1")
    assert {each["label"] for each in found["slices"]} == {"男", "女"}
    assert sum(each["numerator"] for each in found["slices"]) == found["numerator"]


def test_the_reasons_for_a_change_add_up_and_name_their_records(
    town: SmallTown, capsys: pytest.CaptureFixture[str]
) -> None:
    found = asked(capsys, "people.members", "--why", "--from", "2025", "--to", "2026H1")
    assert {each["key"]: each["numerator"] for each in found["parts"]} == {"entered": 2, "left": -2}
    assert sum(each["effect"] for each in found["parts"]) == found["difference"] == 0
    assert all(len(each["rows"]) == each["records"] for each in found["parts"])
    rate = asked(capsys, "bargaining.contract_signing_rate", "--why", "--from", "2025", "--to", "2026H1")
    told = sum(each["effect"] for each in rate["parts"])
    assert told == pytest.approx(rate["difference"], abs=1e-9)
    assert rate["difference"] == pytest.approx(rate["to"]["value"] - rate["from"]["value"], abs=1e-3)


def test_the_same_is_told_to_people_at_a_terminal(town: SmallTown, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", "people.members", "--by", "sex", "--period", "2026H1"]) == 0
    assert "按性别" in capsys.readouterr().out
    assert main(["figures", "people.members", "--why", "--from", "2025", "--to", "2026H1"]) == 0
    assert "新增" in capsys.readouterr().out


def test_one_figure_alone_and_questions_that_lack_something(
    town: SmallTown, capsys: pytest.CaptureFixture[str]
) -> None:
    [alone] = asked(capsys, "orgs.unions", "--period", "2026H1")
    assert alone["code"] == "orgs.unions"
    with pytest.raises(SystemExit, match="2"):  # no period at all is wrong usage
        main(["figures", "--json"])
    assert "一次只看一个指标" in refused(capsys, "--by", "kind", "--period", "2026H1")
    assert "--from" in refused(capsys, "orgs.unions", "--why", "--period", "2026H1")
    assert "不能按“weather”分" in refused(capsys, "orgs.unions", "--by", "weather", "--period", "2026H1")
    assert "没有指标" in refused(capsys, "orgs.onions", "--period", "2026H1")
