"""What hangs on a record stands on its card: a pair's checks, who came to an activity; and the form for the next one."""

from datetime import date, datetime
from typing import Any

import pytest

from gonghui.activities.public import attend, comer_of
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.ledger.api import entry_record, entry_void, ledger_of
from tests.ledger_town import AT, CLERK, LedgerTown, found_ledger_town
from tests.reading import words

LATER = {"by": CLERK, "at": datetime(2026, 12, 30, 9, tzinfo=OFFICE_TIME)}
EAST, WEST = "宏达机械工会", "瑞丰印染工会"


@pytest.fixture
def town(db: None) -> LedgerTown:
    return found_ledger_town()


def pair(town: LedgerTown, name: str, union: str) -> Any:
    values = {"union": town.unions[union], "name": name, "mentor": "何师傅", "trade": "数控车工", "goals": "独立操作",
              "start_on": date(2026, 3, 1), "end_on": date(2027, 2, 1), "check_months": 1}  # fmt: skip
    return entry_record(ledger=ledger_of("mentorings"), values=values, by=CLERK, at=AT)


def check(row: Any, month: int, findings: str) -> Any:
    values = {"mentoring": row, "on": date(2026, month, 9), "reached": "yes", "findings": findings, "checker": "沈国良"}
    return entry_record(ledger=ledger_of("mentoring-checks"), values=values, **LATER)


def test_the_card_shows_the_latest_rows_their_number_and_the_list_of_exactly_these(town: LedgerTown) -> None:
    one, other = pair(town, "张三", EAST), pair(town, "小李", WEST)
    for month in range(4, 12):
        check(one, month, f"{month}月看过")
    entry_void(ledger=ledger_of("mentoring-checks"), row=check(one, 12, "记错了"), reason="记错了", **LATER)
    check(other, 5, "别人的")
    office = town.sign_in("wuguoping")
    page = words(office.get(f"/mentorings/{one.pk}"))
    assert "全部8次" in page and "11月看过" in page and "7月看过" in page
    assert all(said not in page for said in ("6月看过", "记错了", "别人的"))
    there = words(office.get(f"/mentoring-checks?view=all&mentoring={one.pk}"))
    assert "共8次" in there and "4月看过" in there and "别人的" not in there and "师徒：张三" in there


def test_a_form_opens_with_what_its_address_says_as_far_as_this_person_may_say_it(town: LedgerTown) -> None:
    mine, others = pair(town, "张三", EAST), pair(town, "小李", WEST)
    chair, office = town.sign_in("hedong"), town.sign_in("wuguoping")
    assert f"/mentoring-checks/new?mentoring={mine.pk}" in office.get(f"/mentorings/{mine.pk}").content.decode()
    filled = chair.get(f"/mentoring-checks/new?mentoring={mine.pk}&on=0601&reached=no&findings=<b>").content.decode()
    assert 'value="张三"' in filled and 'value="2026-06-01"' in filled and '<option value="no" selected' in filled
    assert "&lt;b&gt;" in filled
    empty = chair.get(f"/mentoring-checks/new?mentoring={others.pk}&on=9999&reached=perhaps&pk=1").content.decode()
    assert "小李" not in empty and 'value="9999"' not in empty and 'value="" selected' in empty


def test_a_form_keeps_the_record_it_began_with_though_another_bears_its_name_or_it_is_over(town: LedgerTown) -> None:
    _, meant = pair(town, "张三", EAST), pair(town, "张三", WEST)
    office = town.sign_in("wuguoping")
    said = {"on": "0601", "reached": "yes", "findings": "会了", "checker": "沈国良", "mentoring": "张三", "token": "1"}
    assert "请从那一条的页面登记" in words(office.post("/mentoring-checks/new", said))
    assert office.post(f"/mentoring-checks/new?mentoring={meant.pk}", said | {"token": "2"}).status_code == 302
    (row,) = meant.checks.all()
    type(meant).objects.filter(pk=meant.pk).update(ended_on=date(2026, 6, 30), outcome="passed")
    office.post(
        f"/mentoring-checks/{row.pk}/amend", said | {"findings": "又看过", "token": "3", "version": row.version}
    )
    row.refresh_from_db()
    assert (row.findings, row.mentoring_id) == ("又看过", meant.pk)


def test_a_pair_that_is_over_offers_no_further_check(town: LedgerTown) -> None:
    row = pair(town, "张三", EAST)
    office = town.sign_in("wuguoping")
    assert "登记师徒检查" in words(office.get(f"/mentorings/{row.pk}"))
    entry_void(ledger=ledger_of("mentorings"), row=row, reason="登错了", by=CLERK, at=AT)
    assert "登记师徒检查" not in words(office.get(f"/mentorings/{row.pk}"))


def test_rows_of_other_unions_are_neither_shown_nor_counted(town: LedgerTown) -> None:
    values = {
        "name": "工会大讲堂",
        "kind": "worker",
        "run_by": "town",
        "union": town.root,
        "on": date(2026, 6, 20),
        "place": "礼堂",
    }
    course = entry_record(ledger=ledger_of("activities"), values=values, by=CLERK, at=AT)
    names = [name for name, row in town.members.items() if row.union.name in (EAST, WEST)]
    attend(
        activity=course,
        comers=[comer_of(town.members[one].worker, town.members[one].union_id) for one in names],
        by=CLERK,
        at=AT,
    )
    own = [name for name in names if town.members[name].union.name == EAST]
    whole, part = town.sign_in("wuguoping"), town.sign_in("hedong")
    assert f"到会名单{len(names)}人次" in words(whole.get(f"/activities/{course.pk}"))
    page = words(part.get(f"/activities/{course.pk}"))
    assert f"到会名单{len(own)}人次" in page and 0 < len(own) < len(names)
    assert all((name in page) == (name in own) for name in names)
