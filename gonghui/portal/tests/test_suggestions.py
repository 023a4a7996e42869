"""A member hands a suggestion in by phone, is told by when he hears of it, and reads step by step what became of it."""

from datetime import date, datetime, time
from typing import Any

from gonghui.emulation.public import Suggestion, Way, reply_by, suggestion_register, suggestion_step
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.ledger.api import entry_void, ledger_of
from gonghui.people.public import LeaveReason, member_leave
from gonghui.portal.following import stages
from tests.ledger_town import CLERK, TODAY, LedgerTown
from tests.phones import NOW, text

WORDS = {
    "title": "三号冲床加一道红外防护",
    "matter": "safety",
    "content": "手伸进去冲床就停，去年有两次险。",
    "expected": "不再伤手",
}


def handed_in(town: LedgerTown, **more: str) -> Suggestion:
    text(town.sign_in("zhang"), "/my/suggestions/new", WORDS | more)
    return Suggestion.objects.latest("pk")


def take(row: Suggestion, name: str, on: date, by: Hand = CLERK, **facts: Any) -> None:
    at = datetime.combine(on, time(10), OFFICE_TIME)
    suggestion_step(suggestion=row, name=name, on=on, facts=facts, by=by, at=at)


def said(row: Suggestion) -> list[str]:
    row.refresh_from_db()
    return [one.words for one in stages(row)]


def test_what_is_handed_in_stands_in_the_register_of_his_union_under_his_name(town: LedgerTown) -> None:
    phone = town.sign_in("zhang")
    page = text(phone, "/my/suggestions/new", WORDS | {"withheld": "yes"})
    row = Suggestion.objects.get()
    assert "交上去了。8月1日前给您答复。" in page and reply_by(row) == date(2026, 8, 1)
    assert (row.worker, row.union.name, row.way, row.withheld) == (
        town.members["张三"].worker, "宏达机械工会", Way.PHONE, True)  # fmt: skip
    assert "三号冲床" in text(phone, "/my/") and "等评审" in text(phone, "/my/suggestions")


def test_what_is_missing_or_too_long_is_said_and_nothing_typed_is_lost(town: LedgerTown) -> None:
    phone = town.sign_in("zhang")
    for wrong, why in (({"title": ""}, "还没有写建议名称"), ({"matter": "x"}, "还没有选哪一类"), ({"content": "好"}, "建议内容只写了1个字"),
                       ({"title": "长" * 81}, "写了81个字，最多80个")):  # fmt: skip
        page = text(phone, "/my/suggestions/new", WORDS | wrong, status=422)
        assert why in page and "不再伤手" in page
    assert not Suggestion.objects.exists()


def test_the_same_one_sent_twice_stands_once(town: LedgerTown) -> None:
    handed_in(town)
    assert "这一条今天已经交过了" in text(town.sign_in("zhang"), "/my/suggestions/new", WORDS)
    assert Suggestion.objects.count() == 1


def test_he_follows_it_from_the_number_to_the_reward(town: LedgerTown) -> None:
    row = handed_in(town)
    assert said(row) == ["交上去了", "等评审，8月1日前给您答复"]
    suggestion_register(suggestion=row, on=TODAY, **NOW)
    take(row, "adopt", TODAY, reviewers="沈工", opinion="该装，马上办。", level="second", responsible="赵国栋",
         implement_by="2026-07-20")  # fmt: skip
    assert said(row) == ["交上去了", "编了号：2026-001", "采纳了（二等）", "正在办，7月20日前办好"]
    page = text(town.sign_in("zhang"), f"/my/suggestions/{row.pk}")
    assert "该装，马上办。" in page and "赵国栋" not in page and "沈工" not in page
    take(row, "tell", date(2026, 7, 5), how="face")
    take(row, "implement", date(2026, 7, 18), done="红外防护装好了。")
    take(row, "confirm", date(2026, 7, 19), Hand(1, "马会计"), benefit="3600", basis="少赔")
    take(row, "reward", date(2026, 7, 20), amount="200", source="dues")
    assert said(row)[-3:] == ["办好了", "核定效益3,600元", "奖励200元"]
    assert "没签收" in text(town.sign_in("zhang"), "/my/benefits")


def test_what_is_not_adopted_comes_back_with_its_reason(town: LedgerTown) -> None:
    row = handed_in(town)
    suggestion_register(suggestion=row, on=TODAY, **NOW)
    take(row, "reject", TODAY, reviewers="沈工", opinion="那台冲床下月报废。")
    take(row, "decline", TODAY, how="face", said="当面说清楚了")
    assert said(row)[2:] == ["没有采纳", "给了答复"]
    assert "那台冲床下月报废。" in text(town.sign_in("zhang"), f"/my/suggestions/{row.pk}")


def test_one_that_was_taken_back_says_why(town: LedgerTown) -> None:
    row = handed_in(town)
    entry_void(ledger=ledger_of("suggestions"), row=row, reason="和另一条重复", **NOW)
    page = text(town.sign_in("zhang"), f"/my/suggestions/{row.pk}")
    assert "撤下了" in page and "和另一条重复" in page


def test_nobody_reads_anothers(town: LedgerTown) -> None:
    row, other = handed_in(town), town.sign_in("li")
    assert other.get(f"/my/suggestions/{row.pk}").status_code == 404
    assert "三号冲床" not in text(other, "/my/suggestions") + text(other, "/my/")


def test_who_left_the_union_is_told_where_to_go_and_keeps_what_he_handed_in(town: LedgerTown) -> None:
    row = handed_in(town)
    member_leave(row=town.members["张三"], on=TODAY, reason=LeaveReason.RESIGNED, **NOW)
    phone = town.sign_in("zhang")
    assert "您现在不在哪家工会的名册上" in text(phone, "/my/suggestions/new", status=422)
    assert "三号冲床" in text(phone, f"/my/suggestions/{row.pk}")
