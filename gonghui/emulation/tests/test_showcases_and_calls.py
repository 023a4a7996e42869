"""示范创新 with its years, and 征集 with what came in."""

from datetime import date, datetime
from typing import Any

import pytest

from gonghui.emulation.actions import call_tell, call_untell, entry_choose, entry_unchoose
from gonghui.emulation.models import Call, CallEntry, Showcase, ShowcaseYear
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.ledger.api import entry_record, entry_void, ledger_of
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.asking import deadlines_of
from tests.ledger_town import AT, CLERK, LedgerTown, found_ledger_town
from tests.suite import LedgerSuite

NOW = {"by": CLERK, "at": AT}
LATER = {"by": CLERK, "at": datetime(2028, 12, 30, 9, tzinfo=OFFICE_TIME)}


def named(town: LedgerTown, name: str = "何建平创新工作室", union: str = "宏达机械工会", **more: Any) -> Showcase:
    given = {"kind": "studio", "name": name, "union": town.unions[union], "level": "county", "number": "云工〔2025〕6号",
             "named_on": date(2025, 5, 1), "leader": "何建平", "recheck_on": date(2026, 5, 31)}  # fmt: skip
    made: Showcase = entry_record(ledger=ledger_of("showcases"), values=given | more, **NOW)
    return made


def looked_at(row: Showcase, on: date, result: str = "kept", **more: Any) -> ShowcaseYear:
    given = {"showcase": row, "year": str(on.year), "on": on, "result": result, "work": f"{on.year}年攻关三项"}
    made: ShowcaseYear = entry_record(ledger=ledger_of("showcase-years"), values=given | more, **LATER)
    return made


def called(town: LedgerTown, name: str = "爱岗格言征集", union: str = "宏达机械工会", **more: Any) -> Call:
    given = {"name": name, "union": town.unions[union], "about": "一句话说自己的岗位", "opens_on": date(2026, 5, 1),
             "until": date(2026, 6, 10), "most": 2}  # fmt: skip
    made: Call = entry_record(ledger=ledger_of("calls"), values=given | more, **NOW)
    return made


def came(call: Call, title: str, **more: Any) -> CallEntry:
    given = {"call": call, "title": title, "name": "张三", "union": call.union, "handed_on": date(2026, 6, 1)}
    made: CallEntry = entry_record(ledger=ledger_of("call-entries"), values=given | more, **NOW)
    return made


class TestShowcases(LedgerSuite):
    key = "showcases"
    first = {"name": "何建平创新工作室", "kind": "studio", "union": "{east}", "level": "county", "number": "云工〔2025〕6号",
             "named_on": "2025-05-01", "leader": "何建平", "members": "7", "recheck_on": "2026-12-31"}  # fmt: skip
    second = {
        "name": "细纱二班示范岗",
        "kind": "post",
        "union": "{west}",
        "level": "town",
        "named_on": "0501",
        "leader": "李四",
    }
    change = {"members": "8"}
    refused = (
        ({"number": "", "name": "新的"}, "县级命名的，没有写文号。"),
        ({"recheck_on": "2025-05-01", "name": "新的"}, "复核期限不在命名日期之后。"),
        ({"members": "0", "name": "新的"}, "人数是0。"),
    )


class TestYears(LedgerSuite):
    key = "showcase-years"
    first = {"showcase": "何建平创新工作室", "year": "2026", "on": "0520", "result": "kept", "work": "攻关三项"}
    second = {
        "showcase": "细纱二班示范岗",
        "year": "2026",
        "on": "0521",
        "result": "mend",
        "work": "没有台账",
        "note": "补台账",
    }
    change = {"work": "攻关四项"}
    refused = (
        ({"year": "2024"}, "2025年5月1日才命名。"),
        ({"year": "2025", "result": "lost"}, "摘牌没有写原因。"),
        ({"year": "2027"}, "2027年还没有到。"),
        ({"year": "2025", "next_on": "0520"}, "下次复核期限不在复核日期之后。"),
    )

    @classmethod
    def found(cls) -> Any:
        place = super().found()
        named(place.town)
        named(place.town, "细纱二班示范岗", "瑞丰印染工会", kind="post")
        return place


class TestCalls(LedgerSuite):
    key = "calls"
    first = {
        "name": "爱岗格言征集",
        "union": "{east}",
        "about": "一句话",
        "opens_on": "0501",
        "until": "0610",
        "most": "2",
    }
    second = {"name": "安全漫画征集", "union": "{west}", "about": "四格漫画", "opens_on": "0601", "until": "0831"}
    change = {"about": "一句话说岗位"}
    refused = (
        ({"until": "0430", "name": "新的"}, "截止日期早于开始日期。"),
        ({"most": "0", "name": "新的"}, "每人最多0件。"),
        ({"union": "没有这家", "name": "新的"}, "没有这个工会"),
    )


class TestEntries(LedgerSuite):
    key = "call-entries"
    first = {
        "call": "爱岗格言征集",
        "title": "一针一线都是脸面",
        "name": "张三",
        "union": "{east}",
        "handed_on": "0601",
    }
    second = {"call": "安全漫画征集", "title": "帽子的自述", "name": "小李", "union": "{west}", "handed_on": "0601"}
    change = {"text": "机器听得懂用心"}
    refused = (
        ({"handed_on": "0611", "title": "迟到的"}, "征集2026年6月10日截止了。"),
        ({"handed_on": "0430", "title": "太早的"}, "征集2026年5月1日才开始。"),
    )

    @classmethod
    def found(cls) -> Any:
        place = super().found()
        called(place.town)
        called(place.town, "安全漫画征集", "瑞丰印染工会")
        return place

    @classmethod
    def typed(cls, given: Any) -> dict[str, Any]:
        """The form lists the calls by their keys."""
        found = super().typed(given)
        if found.get("call"):
            found["call"] = str(Call.objects.get(name=found["call"]).pk)
        return found


@pytest.fixture
def town(db: None) -> LedgerTown:
    return found_ledger_town()


@pytest.mark.postgres
def test_each_look_stops_its_day_and_sets_the_next_one(town: LedgerTown) -> None:
    row = named(town)
    assert [(each.due_on, each.closed_on) for each in deadlines_of(row)] == [(date(2026, 5, 31), None)]
    looked_at(row, date(2026, 6, 4), next_on=date(2027, 5, 31))
    assert [(each.due_on, each.closed_on) for each in deadlines_of(row)] == [
        (date(2026, 5, 31), date(2026, 6, 4)), (date(2027, 5, 31), None)]  # fmt: skip
    lost = looked_at(row, date(2027, 5, 20), "lost", note="人都走了")
    with pytest.raises(Refused, match="已经摘牌。重新命名的，请另登记一条。"):
        looked_at(row, date(2028, 5, 20))
    entry_void(ledger=ledger_of("showcase-years"), row=lost, reason="记错了年", **LATER)
    assert deadlines_of(row).filter(closed_on=None).count() == 1
    looked_at(row, date(2028, 5, 20))


@pytest.mark.postgres
def test_entries_are_chosen_after_the_last_day_and_the_result_told_with_something_chosen(town: LedgerTown) -> None:
    call = called(town)
    first = came(call, "一针一线都是脸面")
    came(call, "机器听得懂用心")
    with pytest.raises(Refused, match="张三已经交了2件，每人最多2件。"):
        came(call, "第三件")
    with pytest.raises(Refused, match="征集2026年6月10日才截止。"):
        entry_choose(entry=first, place="一等", on=date(2026, 6, 10), **NOW)
    with pytest.raises(Refused, match="还没有选出入选的作品。"):
        call_tell(call=call, on=date(2026, 6, 20), **NOW)
    entry_choose(entry=first, place="一等", on=date(2026, 6, 18), **NOW)
    assert call_tell(call=call, on=date(2026, 6, 20), **NOW) == 1
    assert deadlines_of(call).get().closed_on == date(2026, 6, 20)
    first.refresh_from_db()
    with pytest.raises(Refused, match="已经公布结果。要改，请先撤销公布。"):
        entry_unchoose(entry=first, reason="不是原创", **NOW)
    call_untell(call=call, reason="不是原创", **NOW)
    first.refresh_from_db()
    entry_unchoose(entry=first, reason="不是原创", **NOW)
    assert first.chosen_on is None


def test_after_the_result_nothing_more_is_taken_in(town: LedgerTown) -> None:
    call = called(town)
    entry_choose(entry=came(call, "一针一线都是脸面"), place="", on=date(2026, 6, 18), **NOW)
    call_tell(call=call, on=date(2026, 6, 20), **NOW)
    with pytest.raises(Refused, match="已经公布结果"):
        came(call, "补交一件")
