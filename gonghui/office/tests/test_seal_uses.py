"""用印登记: the office's seal."""

import io

import pytest

from gonghui.kernel.imports.apps import load_ledgers
from gonghui.kernel.imports.ledger import ledger_named
from gonghui.kernel.imports.running import import_file
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
