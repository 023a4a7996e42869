"""用印登记: the office's seal."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gonghui.kernel.files.actions import scan_attach
from gonghui.kernel.files.owed import owed_entries, owed_entry
from gonghui.kernel.files.tests.pictures import photo
from gonghui.kernel.imports.apps import load_ledgers
from gonghui.kernel.imports.ledger import ledger_named
from gonghui.kernel.imports.running import import_file
from gonghui.kernel.ledger.api import entry_record, entry_void, ledger_of
from gonghui.kernel.scope import EVERYTHING, Scope
from gonghui.kernel.sheets import write_rows
from gonghui.office.models import SealUse
from tests.ledger_town import AT, CLERK, found_ledger_town
from tests.suite import LedgerSuite


class TestSealUses(LedgerSuite):
    key = "seal-uses"
    first = {"on": "0701", "matter": "关于成立宏达机械工会的批复", "number": "石工〔2026〕12号", "copies": "3",
             "applicant": "陈秀兰", "approver": "吴国平", "union": "{east}"}  # fmt: skip
    second = {
        "on": "今天",
        "matter": "劳动竞赛报名表",
        "copies": "1",
        "applicant": "何西",
        "approver": "吴国平",
        "union": "{west}",
    }
    change = {"copies": "5"}
    refused = (
        ({"approver": "陈秀兰"}, "申请人和批准人是同一个人。请由别人批准，或者核对姓名。"),
        ({"copies": "0"}, "份数是0。"),
        ({"copies": "三份多"}, "份数只写数字。"),
        ({"union": "没有这家"}, "没有这个工会"),
    )


@pytest.mark.django_db
def test_an_offices_own_sheet_comes_in_and_its_bad_rows_come_back() -> None:
    found_ledger_town()
    load_ledgers()
    rows = [
        ("2026.7.1", "推荐表", "二份", "陈秀兰", "吴国平", ""), ("2026年6月9日", "培训通知", 3, "何东", "吴国平", "华丰食品工会"),
        ("2026-06-10", "函", 1, "何东", "吴国平", "华丰食物工会"), ("2026-06-11", "函", 1, "何东", "何东", ""),
        ("2027-01-01", "函", 1, "何东", "吴国平", ""), ("2026-06-12", "", 1, "何东", "吴国平", ""),
    ]  # fmt: skip
    out = io.BytesIO()
    write_rows(out, "用印登记簿", ["盖章日期", "用印内容", "盖章份数", "经办人", "审批人", "用印单位"], rows)
    result = import_file(ledger=ledger_named("seal-uses"), data=out.getvalue(), filename="a.xlsx", by=CLERK, at=AT)
    assert [(one.matter, one.copies, one.union and one.union.name) for one in SealUse.objects.order_by("pk")] == [
        ("推荐表", 2, None), ("培训通知", 3, "华丰食品工会")]  # fmt: skip
    assert [row.reason for row in result.rejected] == [
        "没有这个工会，您是不是指“华丰食品工会”？", "申请人和批准人是同一个人。请由别人批准，或者核对姓名。",
        "日期还没到，请核对年份", "空，用印事由必填",
    ]  # fmt: skip
    assert result.proposed == [{"kind": "union", "name": "华丰食物工会", "rows": [result.rejected[0].number]}]
    again = import_file(ledger=ledger_named("seal-uses"), data=out.getvalue(), filename="a.xlsx", by=CLERK, at=AT)
    assert (again.count("unchanged"), again.count("created")) == (2, 0)


def stamped(matter: str, by: Any = CLERK, **more: Any) -> SealUse:
    values = {"on": date(2026, 7, 1), "matter": matter, "copies": 1, "applicant": "何东", "approver": "吴国平"} | more
    return entry_record(ledger=ledger_of("seal-uses"), values=values, by=by, at=AT)


def without_scan(scope: Scope = EVERYTHING) -> dict[str, list[str]]:
    return {source.title: [line.what for line in lines] for source, _, lines in owed_entries(scope, 10)}


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_stamp_recorded_without_its_scan_is_listed_until_somebody_hands_it_in() -> None:
    row = stamped("推荐表")
    stamped("函", by=replace(CLERK, scan=f"{'a' * 32}.pdf"))
    assert without_scan() == {"用印登记": ["推荐表，2026-07-01"]}
    line = owed_entry(EVERYTHING, "seal-uses", row.pk)
    assert line is not None and (line.by_name, line.on, line.record_id) == (CLERK.name, date(2026, 7, 2), row.pk)
    scan_attach(owed=line, uploads=[photo()], by=CLERK, at=AT)
    assert without_scan() == {}


@pytest.mark.django_db
def test_a_chair_sees_the_missing_scans_of_her_own_union_only() -> None:
    town = found_ledger_town()
    union = town.unions["宏达机械工会"]
    stamped("报名表", union=union)
    stamped("函")
    assert without_scan(Scope(frozenset({union.pk}))) == {"用印登记": ["报名表，2026-07-01，宏达机械工会"]}
    assert without_scan(Scope(frozenset({town.unions["华丰食品工会"].pk}))) == {}


@pytest.mark.django_db
def test_a_stamp_recorded_for_a_union_is_listed_once_and_one_declared_void_not_at_all() -> None:
    row = stamped("推荐表", by=replace(CLERK, for_whom="宏达机械工会"))
    assert without_scan() == {"用印登记": ["推荐表，2026-07-01"]}
    entry_void(ledger=ledger_of("seal-uses"), row=row, reason="记重了", by=CLERK, at=AT)
    assert without_scan() == {}


@pytest.mark.django_db
def test_rows_of_a_sheet_have_the_sheet_and_are_not_listed_one_by_one() -> None:
    load_ledgers()
    out = io.BytesIO()
    write_rows(
        out, None, ["用印日期", "用印事由", "份数", "申请人", "批准人"], [("2026-07-01", "函", 1, "何东", "吴国平")]
    )
    import_file(ledger=ledger_named("seal-uses"), data=out.getvalue(), filename="a.xlsx", by=CLERK, at=AT)
    assert SealUse.objects.count() == 1 and without_scan() == {}
