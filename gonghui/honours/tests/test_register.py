"""The register of honours, rechecks, model workers and their care."""

from datetime import date
from functools import partial
from typing import Any

import pytest

from gonghui.honours.models import Care, ModelWorker, Programme
from gonghui.honours.public import (
    honour_publicise,
    honour_recheck,
    honour_revoke,
    model_worker_died,
    model_worker_restore,
    model_worker_revoke,
    round_award,
)
from gonghui.honours.tests.hall import AFTER, NOW, honour, on, opened, posted, programme
from gonghui.kernel.dates import Span
from gonghui.kernel.indicators import indicator
from gonghui.kernel.ledger.api import Reader, entry_amend, entry_record, ledger_of
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import EVERYTHING
from gonghui.kernel.workflow.asking import deadlines_of
from tests.ledger_town import TODAY, LedgerTown, found_ledger_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> LedgerTown:
    return found_ledger_town()


def model(town: LedgerTown, name: str = "陈大山", **values: Any) -> ModelWorker:
    given = {
        "name": name,
        "union": town.unions["宏达机械工会"],
        "level": "city",
        "title": "市劳动模范",
        "honoured_on": date(1998, 4, 28),
    }
    made: ModelWorker = entry_record(ledger=ledger_of("model-workers"), values=given | values, **NOW)
    return made


def care(worker: ModelWorker, kind: str, day: date, **values: Any) -> Care:
    given = {"model_worker": worker, "kind": kind, "on": day}
    made: Care = entry_record(ledger=ledger_of("model-cares"), values=given | values, **NOW)
    return made


def preset(key: str, view: str) -> list[str]:
    ledger = ledger_of(key)
    reader = Reader(EVERYTHING, TODAY, may_write=True)
    where = ledger.preset(view).where
    found = ledger.universe(reader).filter(where(reader) if callable(where) else where)
    return sorted(str(row) for row in found)


def test_an_honour_is_rechecked_when_its_validity_ends(town: LedgerTown) -> None:
    row = honour(town, programme(valid_years=3), date(2023, 7, 20), valid_until=date(2026, 7, 19))
    assert preset("honours", "recheck") == ["张三"]
    [clock] = deadlines_of(row)
    assert (clock.clock, clock.due_on, clock.closed_on) == ("honours.recheck", date(2026, 7, 19), None)
    with pytest.raises(Refused, match="不晚于原来的2026年7月19日"):
        honour_recheck(honour=row, on=AFTER, findings="复核", valid_until=date(2026, 7, 19), **NOW)
    honour_recheck(honour=row, on=AFTER, findings="保持", valid_until=date(2029, 7, 19), **NOW)
    first, second = deadlines_of(row).order_by("due_on")
    assert (first.closed_on, second.due_on, second.closed_on) == (AFTER, date(2029, 7, 19), None)
    assert preset("honours", "recheck") == []


def test_one_that_lapses_counts_to_its_last_day(town: LedgerTown) -> None:
    row = honour(town, programme(), date(2023, 7, 20), valid_until=date(2026, 6, 20))
    honour_recheck(honour=row, on=date(2026, 6, 10), findings="不再保留", **NOW)
    assert preset("honours", "recheck") == []
    part = indicator("emulation.honours_in_force").numerator
    days = (date(2026, 6, 20), date(2026, 6, 21))
    assert [part.rows(Span(day, day)).count() for day in days] == [1, 0]


def test_what_is_for_good_or_revoked_is_not_rechecked(town: LedgerTown) -> None:
    row = honour(town, programme(), date(2024, 7, 20))
    with pytest.raises(Refused, match="长期有效"):
        honour_recheck(honour=row, on=AFTER, findings="复核", **NOW)
    with pytest.raises(Refused, match="撤销日期早于表彰的"):
        honour_revoke(honour=row, on=date(2024, 7, 19), reason="材料不实", **NOW)
    with pytest.raises(Refused, match="还没有写撤销的原因"):
        honour_revoke(honour=row, on=AFTER, reason=" ", **NOW)
    honour_revoke(honour=row, on=AFTER, reason="材料不实", **NOW)
    with pytest.raises(Refused, match="已经撤销"):
        honour_recheck(honour=row, on=AFTER, findings="复核", **NOW)


def test_what_was_awarded_here_is_revoked_at_its_nomination(town: LedgerTown) -> None:
    round = opened()
    posted(round, town, "张三")
    round_award(round=round, on=AFTER, **NOW)
    row = Programme.objects.get().honours.get()
    with pytest.raises(Refused, match="请打开它的推荐"):
        honour_revoke(honour=row, on=AFTER, reason="材料不实", **NOW)
    act = ledger_of("honours").act("void")
    assert act is not None and act.do is not None
    with pytest.raises(Refused, match="是本会评选的"):
        act.do(row, {"reason": "错了"}, NOW["by"], NOW["at"])
    with pytest.raises(Refused, match="只有备注能在这里改"):
        entry_amend(ledger=ledger_of("honours"), row=row, values={"awarded_on": TODAY}, **NOW)
    entry_amend(ledger=ledger_of("honours"), row=row, values={"remarks": "带徒两人"}, **NOW)


def test_publicity_is_recorded_with_its_place(town: LedgerTown) -> None:
    row = honour(town, programme(), date(2026, 5, 1))
    assert preset("honours", "quiet") == ["张三"]
    with pytest.raises(Refused, match="没有写在哪里宣传"):
        honour_publicise(honour=row, on=AFTER, where=" ", **NOW)
    honour_publicise(honour=row, on=AFTER, where="镇政府公众号", **NOW)
    assert preset("honours", "quiet") == []


def test_a_model_worker_is_visited_every_year_until_death(town: LedgerTown) -> None:
    row = model(town)
    assert not deadlines_of(row).exists() and preset("model-workers", "visit") == ["陈大山"]
    care(row, "visit", date(2026, 2, 10), done_by="周立新")
    assert preset("model-workers", "visit") == []
    [clock] = deadlines_of(row)
    assert (clock.clock, clock.due_on, clock.starts_on) == ("honours.visit", date(2027, 2, 10), date(2026, 12, 12))
    model_worker_died(model_worker=row, on=AFTER, **NOW)
    assert deadlines_of(row).get().closed_on == AFTER
    with pytest.raises(Refused, match="去世已经登记"):
        model_worker_died(model_worker=row, on=AFTER, **NOW)
    with pytest.raises(Refused, match="以后不再服务"):
        care(row, "visit", date(2026, 7, 2))
    part = indicator("emulation.model_workers").numerator
    assert [part.rows(Span(day, day)).count() for day in (date(2026, 6, 30), AFTER)] == [1, 0]
    with pytest.raises(Refused, match="还没有写撤销的原因"):
        model_worker_restore(model_worker=row, reason="", **NOW)
    model_worker_restore(model_worker=row, reason="记到同名的人名下了", **NOW)
    assert (row.died_on, deadlines_of(row).get().closed_on) == (None, None)
    for end in (model_worker_died, partial(model_worker_revoke, reason="市里决定")):
        with pytest.raises(Refused, match="2026年2月10日还登记了走访慰问"):
            end(model_worker=row, on=date(2026, 2, 9), **NOW)


def test_a_check_up_is_a_day_and_nothing_more(town: LedgerTown) -> None:
    row = model(town)
    assert preset("model-workers", "checkup") == ["陈大山"]
    with pytest.raises(Refused, match="体检只记日期，不记结果"):
        care(row, "checkup", date(2026, 5, 6), note="血压偏高")
    with pytest.raises(Refused, match="补助没有写金额"):
        care(row, "subsidy", date(2026, 5, 6))
    assert care(row, "checkup", date(2026, 5, 6)).pk
    assert preset("model-workers", "checkup") == []


def test_the_town_itself_makes_no_model_workers(town: LedgerTown) -> None:
    with pytest.raises(Refused, match="由县级以上授予"):
        model(town, level="town")


def test_a_title_that_was_taken_back_ends_the_care(town: LedgerTown) -> None:
    row = model(town)
    with pytest.raises(Refused, match="还没有写取消的原因"):
        model_worker_revoke(model_worker=row, on=AFTER, reason="", **NOW)
    model_worker_revoke(model_worker=row, on=AFTER, reason="市政府决定取消", **on(AFTER))
    assert preset("model-workers", "living") == []
