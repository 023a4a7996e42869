"""What a union owes this month: on its chair's page, in the town's table, on paper."""

from datetime import date

import pytest

from gonghui.kernel.workflow.models import Deadline
from gonghui.orgs.public import certificate_record, committee_record, union_amend
from tests.ledger_town import AT, CLERK, LedgerTown, found_ledger_town


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> LedgerTown:
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    made = found_ledger_town()
    return made


def late_term(town: LedgerTown, name: str, until: date) -> None:
    """Correct the term of a union's second committee."""
    committee_record(union=town.unions[f"{name}工会"], term=2, expires_on=until, by=CLERK, at=AT)


def test_a_committee_past_its_term_stands_overdue_until_the_next_one_is_elected(town):
    union = town.unions["宏达机械工会"]
    late_term(town, "宏达机械", date(2026, 6, 20))
    row = Deadline.objects.get(union_id=union.pk, clock="orgs.term")
    assert (row.due_on, row.closed_on, row.citation != "") == (date(2026, 6, 20), None, True)
    committee_record(union=union, term=3, elected_on=date(2026, 7, 1), expires_on=date(2031, 6, 30), by=CLERK, at=AT)
    row.refresh_from_db()
    assert row.closed_on == date(2026, 7, 1)
    assert Deadline.objects.filter(union_id=union.pk, clock="orgs.term", closed_on=None).count() == 1


def test_a_corrected_last_day_moves_the_clock_and_the_history_says_so(town):
    late_term(town, "宏达机械", date(2026, 8, 20))
    page = town.sign_in("wuguoping").get(f"/unions/{town.unions['宏达机械工会'].code}").content.decode()
    assert "“委员会换届”的最后一天由2027年5月9日改为2026年8月20日" in page


def test_a_new_certificate_stops_the_old_ones_clock(town):
    union = town.unions["华丰食品工会"]
    certificate_record(union=union, number="新证", issued_on=date(2026, 7, 1), valid_until=date(2031, 1, 1),
                       by=CLERK, at=AT)  # fmt: skip
    closed = Deadline.objects.get(union_id=union.pk, clock="orgs.certificate", due_on=date(2028, 1, 1))
    assert closed.closed_on == date(2026, 7, 1)


def test_a_chair_sees_her_union_and_another_ones_page_does_not_exist(town):
    late_term(town, "瑞丰印染", date(2026, 6, 20))
    late_term(town, "宏达机械", date(2026, 7, 22))
    east, west = town.unions["宏达机械工会"], town.unions["瑞丰印染工会"]
    chair = town.sign_in("hedong")
    page = chair.get(f"/owes/{east.code}").content.decode()
    assert "委员会换届" in page and "瑞丰" not in page
    assert chair.get(f"/owes/{west.code}").status_code == 404
    assert "瑞丰" not in chair.get("/owes").content.decode()
    assert "瑞丰" not in chair.get("/owes?print=1").content.decode()


def test_the_town_sees_who_owes_most_first_and_can_copy_it_into_a_chat(town):
    late_term(town, "瑞丰印染", date(2026, 6, 20))
    late_term(town, "宏达机械", date(2026, 7, 22))
    page = town.sign_in("wuguoping").get("/owes").content.decode()
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert table.index("瑞丰印染") < table.index("宏达机械")
    assert "瑞丰印染工会：委员会换届，6月20日前，已超期12天" in page


def test_every_union_gets_one_sheet_of_paper(town):
    late_term(town, "宏达机械", date(2026, 7, 22))
    page = town.sign_in("wuguoping").get("/owes?print=1").content.decode()
    assert page.count('class="sheet a4p') == len(town.unions) + 1
    assert "本月没有到期或者超期的事" in page


def test_what_falls_due_after_the_month_is_not_owed_yet(town):
    late_term(town, "宏达机械", date(2026, 8, 1))
    page = town.sign_in("wuguoping").get("/owes").content.decode()
    assert "这个月没有工会欠着事" in page


def test_the_table_asks_as_many_questions_whatever_is_owed(town, django_assert_max_num_queries):
    client = town.sign_in("wuguoping")
    late_term(town, "宏达机械", date(2026, 7, 22))
    client.get("/owes")
    with django_assert_max_num_queries(14):
        client.get("/owes")
    for name in ("华丰食品", "瑞丰印染"):
        late_term(town, name, date(2026, 6, 1))
    with django_assert_max_num_queries(14):
        client.get("/owes")


def test_a_renamed_union_carries_its_new_name_into_what_it_owes(town):
    late_term(town, "宏达机械", date(2026, 7, 22))
    union = town.unions["宏达机械工会"]
    union.refresh_from_db()
    union_amend(union=union, name="宏达重工工会", by=CLERK, at=AT)
    assert "宏达重工工会" in town.sign_in("wuguoping").get("/owes").content.decode()


def test_a_day_that_no_law_sets_stays_apart_from_what_is_late_by_law(town):
    late_term(town, "瑞丰印染", date(2026, 6, 20))
    union = town.unions["宏达机械工会"]
    Deadline.objects.create(clock="honours.visit", entity="honours.modelworker", object_id=1, union_id=union.pk, subject="许永康",
                            title="走访劳模", starts_on=date(2026, 4, 1), due_on=date(2026, 6, 25))  # fmt: skip
    client = town.sign_in("wuguoping")
    home = client.get("/").content.decode()
    assert "超期<b>1</b>件" in home and "过了自己定的日子<b>1</b>件" in home
    assert home.index("已超期1件") < home.index("过了自己定的日子1件")
    owes = client.get(f"/owes/{union.code}").content.decode()
    assert "过了7天" in owes and "不是法定时限" in owes and "超期7天" not in owes
    assert "走访劳模），6月25日前，过了7天" in owes
