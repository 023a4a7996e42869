"""规范化建设: what unions reached, and what the yearly targets count."""

from datetime import date

import pytest

from gonghui.kernel.dates import Span
from gonghui.kernel.indicators import indicator
from gonghui.kernel.ledger.api import entry_record, entry_void, ledger_of
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Programme, Standing, standing_withdraw
from tests.ledger_town import AT, CLERK, LedgerTown, found_ledger_town
from tests.suite import LedgerSuite

HALF, YEAR = Span(date(2026, 1, 1), date(2026, 6, 30)), Span(date(2026, 1, 1), date(2026, 7, 2))


class TestStandings(LedgerSuite):
    key = "standings"
    first = {"union": "{east}", "programme": "three_in_one", "achieved_on": "0620", "number": "石工验〔2026〕7号",
             "checklist": ["staff", "open"]}  # fmt: skip
    second = {"union": "{west}", "programme": "model", "achieved_on": "0625", "checklist": ["rules"]}
    change = {"checklist": ["staff", "open", "service"]}
    refused = (
        ({"achieved_on": "0621"}, "宏达机械工会2026年6月20日已经是三位一体办公室。不用再登记；"),
        ({"programme": "home", "achieved_on": "2019-01-01"}, "宏达机械工会2020年3月1日才成立。"),
        ({"union": "没有这家"}, "没有这个工会"),
    )


@pytest.fixture
def town(db: None) -> LedgerTown:
    return found_ledger_town()


def reached(town: LedgerTown, union: str, on: date, programme: Programme = Programme.THREE_IN_ONE) -> Standing:
    values = {"union": town.unions[union], "programme": programme.value, "achieved_on": on, "checklist": []}
    return entry_record(ledger=ledger_of("standings"), values=values, by=CLERK, at=AT)


def counted(code: str, span: Span) -> int:
    return indicator(code).numerator.rows(span).count()


@pytest.mark.postgres
def test_an_office_counts_in_the_year_in_which_it_was_built_until_it_is_lost(town: LedgerTown) -> None:
    reached(town, "宏达机械工会", date(2025, 11, 20))
    row = reached(town, "华丰食品工会", date(2026, 3, 2))
    reached(town, "瑞丰印染工会", date(2026, 7, 1))
    reached(town, "瑞丰印染工会", date(2026, 7, 1), Programme.MODEL)
    assert [counted("orgs.three_in_one_offices", span) for span in (HALF, YEAR)] == [1, 2]
    assert [counted("orgs.model_unions", span) for span in (HALF, YEAR)] == [0, 1]
    standing_withdraw(standing=row, on=date(2026, 7, 2), reason="办公室搬走", by=CLERK, at=AT)
    assert [counted("orgs.three_in_one_offices", span) for span in (HALF, YEAR)] == [1, 1]
    entry_void(ledger=ledger_of("standings"), row=row, reason="登记错了", by=CLERK, at=AT)
    assert [counted("orgs.three_in_one_offices", span) for span in (HALF, YEAR)] == [0, 1]


def test_what_was_lost_may_be_reached_again_and_is_not_lost_twice(town: LedgerTown) -> None:
    row = reached(town, "宏达机械工会", date(2026, 3, 2))
    for on, reason, said in ((date(2026, 3, 2), "搬走", "不晚于达标"), (date(2026, 7, 3), "搬走", "还没有到"),
                             (date(2026, 6, 1), " ", "还没有写取消的原因")):  # fmt: skip
        with pytest.raises(Refused, match=said):
            standing_withdraw(standing=row, on=on, reason=reason, by=CLERK, at=AT)
    standing_withdraw(standing=row, on=date(2026, 6, 1), reason="办公室搬走", by=CLERK, at=AT)
    with pytest.raises(Refused, match="不用再办一次"):
        standing_withdraw(standing=row, on=date(2026, 6, 2), reason="办公室搬走", by=CLERK, at=AT)
    reached(town, "宏达机械工会", date(2026, 7, 1))
    assert counted("orgs.three_in_one_offices", YEAR) == 1


def test_the_officer_says_on_the_page_that_an_office_was_lost(
    town: LedgerTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    row, office = reached(town, "宏达机械工会", date(2026, 3, 2)), town.sign_in("wuguoping")
    page = office.get("/standings").content.decode()
    assert "本年三位一体1个＝“新建三位一体办公室”1" in page
    card = f"/standings/{row.pk}"
    sent = office.post(f"{card}/withdraw", {"token": "one", "version": "1", "on": "0601", "reason": "没有专人"})
    assert sent.status_code == 302
    assert "2026年6月1日取消。重新达标的，请另登记一条。" in office.get(card).content.decode()
    assert office.get(f"{card}/withdraw").status_code == 403
