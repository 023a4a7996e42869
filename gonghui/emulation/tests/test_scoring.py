"""The panel judges by the table that holds that day: the office's own from its day on, and past points stay."""

import re
from datetime import date
from typing import Any

import pytest

from gonghui.emulation.flow import SUGGESTION_FLOW as FLOW
from gonghui.emulation.models import ScoringTable
from gonghui.emulation.scoring import items_of, table_on, written
from gonghui.emulation.tests.desk import ADOPTED, NOW, REVIEWED, numbered, take
from gonghui.kernel.ledger.api import entry_record, entry_void, ledger_of
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.moving import correct
from gonghui.kernel.workflow.steps import steps_of
from tests.ledger_town import TODAY, LedgerTown, found_ledger_town
from tests.suite import LedgerSuite


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch, db: None) -> LedgerTown:
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())
    return found_ledger_town()


POINTS = {"创新性": 20, "效益": 35, "可行性": 25, "推广价值": 8}


def scored(**more: int | None) -> dict[str, Any]:
    return ADOPTED | {"scores": written(POINTS | more)}


def test_the_panel_scores_item_by_item_and_the_points_add_up(town: LedgerTown) -> None:
    row = numbered(town)
    with pytest.raises(Refused, match="效益36分，超过了最高的35分。"):
        take(row, "adopt", REVIEWED, scored(效益=36))
    with pytest.raises(Refused, match="推广价值还没有打分。"):
        take(row, "adopt", REVIEWED, scored(推广价值=None))
    with pytest.raises(Refused, match="2026年5月20日的评分表里没有“安全”。"):
        take(row, "adopt", REVIEWED, scored(安全=5))
    take(row, "adopt", REVIEWED, scored())
    assert row.score == 88
    correct(FLOW, row, steps_of(row).last("adopt"), facts=scored(推广价值=15), reason="抄错了", **NOW)
    assert row.score == 95


OURS = "创新性 30 新不新\n效益：60分，省不省钱\n推广价值（最高10分）"


def tabled(start_on: date, items: str = OURS) -> ScoringTable:
    values = {"name": f"{start_on.year}年评分表", "start_on": start_on, "items": items, "document": "主席办公会"}
    made: ScoringTable = entry_record(ledger=ledger_of("scoring-tables"), values=values, **NOW)
    return made


def test_the_office_judges_by_its_own_table_from_its_day_on_and_what_was_scored_before_stays(town: LedgerTown) -> None:
    before, after = numbered(town), numbered(town, title="料架加标签", name="李四")
    take(before, "adopt", REVIEWED, scored())
    with pytest.raises(Refused, match="2026年5月20日已经按原来的表给建议2026-001打了分。"):
        tabled(REVIEWED)
    ours = tabled(date(2026, 5, 21))
    assert [(one.label, one.most) for one in table_on(date(2026, 5, 21))] == [
        ("创新性", 30),
        ("效益", 60),
        ("推广价值", 10),
    ]
    correct(FLOW, before, steps_of(before).last("adopt"), facts=scored(创新性=25), reason="抄错了", **NOW)
    assert before.score == 93
    take(after, "adopt", date(2026, 5, 22), ADOPTED | {"scores": "创新性30分，效益55分，推广价值9分"})
    assert after.score == 94
    with pytest.raises(Refused, match="已经按这张表给建议2026-002打过分，不能再改。"):
        entry_void(ledger=ledger_of("scoring-tables"), row=ours, reason="写错了", **NOW)


@pytest.mark.parametrize(
    ("items", "said"),
    [("创新性 99", "各项加起来是99分。"), ("创新性 50\n创新性 50", "“创新性”写了两次。"), ("创新性", "“创新性”看不懂。"),
     ("创新性 100\n效益 0", "每一项都有分。")],
)  # fmt: skip
def test_a_table_that_does_not_make_a_hundred_is_no_table(items: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        items_of(items)


def test_the_review_has_a_box_for_each_item_of_the_table_of_the_day(town: LedgerTown) -> None:
    tabled(date(2026, 6, 1))
    row = numbered(town)
    office = town.sign_in("chenxiulan")
    address = f"/suggestions/{row.pk}/step/adopt"
    page = office.get(address).content.decode()
    assert [word in page for word in ("创新性（分）", "最高60分：省不省钱", "可行性（分）")] == [True, True, False]
    assert '<option value="" selected>请选</option>' in page  # no class is given by leaving the box alone
    token = re.search(r'name="token" value="([^"]+)"', page)[1]  # type: ignore[index]
    sent = {"token": token, "on": "2026-06-02", "reviewers": "沈工", "opinion": "当年收回。", "level": "second", "responsible": "赵国栋",
            "implement_by": "2026-06-30", "scores_0": "28", "scores_1": "50", "scores_2": "9"}  # fmt: skip
    assert office.post(address, sent).status_code == 302
    row.refresh_from_db()
    step = steps_of(row).last("adopt")
    assert (row.score, step.facts["scores"]) == (87, "创新性28分，效益50分，推广价值9分")
    assert 'value="50"' in office.get(f"/suggestions/{row.pk}/steps/{step.pk}/correct").content.decode()


class TestScoringTables(LedgerSuite):
    key = "scoring-tables"
    first = {"name": "去年的表", "start_on": "0101", "items": "创新性 40\n效益 60", "document": "主席办公会"}
    second = {"name": "今年的表", "start_on": "0601", "items": OURS, "document": ""}
    change = {"name": "老表"}
    refused = (
        ({"items": "效益 90"}, "各项加起来是90分。"),
        ({"items": "随便"}, "“随便”看不懂。"),
        ({"items": "效益 50\n效益 50"}, "写了两次。"),
    )
