"""The pages of honours: a round's card, nominating with what stands against it, the vote of a meeting."""

from datetime import date

import pytest
from django.test import Client

from gonghui.honours.models import Nomination
from gonghui.honours.public import Outcome, objection_handle, objection_record, round_award
from gonghui.honours.tests.hall import NOW, honour, nominate, opened, posted, programme
from tests.ledger_town import LedgerTown, found_ledger_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> LedgerTown:
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    return found_ledger_town()


def words(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_a_round_shows_its_places_its_make_up_and_what_it_waits_for(town: LedgerTown) -> None:
    round = opened(programme(women_min=50), nominate_until=date(2026, 7, 10), quota=3)
    first, second = nominate(round, town, "张三"), nominate(round, town, "赵六", "瑞丰印染工会")
    page = words(town.sign_in("wuguoping"), f"/honour-rounds/{round.pk}")
    assert "可推荐3个，已推荐2个" in page and "1/2（50%），要求不少于50%" in page
    assert f"/nominations/new?round={round.pk}" in page and f"/awarding/{round.pk}/review" in page
    for row in (first, second):
        assert f"/nominations/{row.pk}" in page
    nominate(round, town, "李四")
    assert f"/nominations/new?round={round.pk}" not in words(town.sign_in("wuguoping"), f"/honour-rounds/{round.pk}")


def test_an_objection_stands_on_the_round_and_on_the_nomination(town: LedgerTown) -> None:
    round = opened()
    [row] = posted(round, town, "张三")
    objection_record(
        values={"nomination": row, "received_on": date(2026, 6, 25), "source": "visit", "matter": "常迟到"}, **NOW
    )
    client = town.sign_in("wuguoping")
    assert "张三：有1件异议还没有核查。" in words(client, f"/honour-rounds/{round.pk}")
    page = words(client, f"/nominations/{row.pk}")
    assert "2026-06-25" in page and "待核查" in page and "到2026年6月30日满" in page


def test_the_card_of_an_objection_says_what_became_of_it_and_leads_to_the_nomination(town: LedgerTown) -> None:
    [row] = posted(opened(), town, "张三")
    values = {"nomination": row, "received_on": date(2026, 6, 25), "source": "visit", "matter": "常迟到"}
    objection = objection_record(values=values, **NOW)
    objection_handle(objection=objection, on=date(2026, 6, 26), outcome=Outcome.UNFOUNDED, findings="查了考勤", **NOW)
    page = words(town.sign_in("wuguoping"), f"/objections/{objection.pk}")
    assert "办理结果" in page and "查了考勤</dd>" in page and f'<a href="/nominations/{row.pk}">张三</a>' in page


def test_what_stands_against_somebody_is_looked_up_before_and_nothing_is_written(town: LedgerTown) -> None:
    of = programme(repeat_years=3)
    past = honour(town, of, date(2025, 6, 11))
    round = opened(of, nominate_until=date(2026, 7, 10))
    client = town.sign_in("wuguoping")
    typed = {
        "round": str(round.pk),
        "union": "宏达机械工会",
        "on": "2026-07-01",
        "name": "张三",
        "look": "1",
        "token": "a",
    }
    page = client.post("/nominations/new", typed)
    said = page.content.decode()
    assert page.status_code == 200 and "不能推荐：" in said and "2025年6月11日已经得过镇文明职工" in said
    assert f'href="/honours/{past.pk}"' in said and not Nomination.objects.exists()
    kept = client.post("/nominations/new", {**typed, "name": "李四", "look": "", "token": "b"})
    assert kept.status_code == 200 and "没有查到不能推荐的情况" in kept.content.decode()
    assert (
        "系统查了：几年内得过同一荣誉" in kept.content.decode()
        and "请人工核对：</b>拖欠工会经费" in kept.content.decode()
    )
    del typed["look"]
    assert client.post("/nominations/new", {**typed, "name": "李四", "token": "c"}).status_code == 302
    refused = client.post("/nominations/new", {**typed, "token": "d"})
    assert refused.status_code == 422 and "3年内不重复评" in refused.content.decode()


def test_the_form_of_a_round_knows_the_round_and_the_union(town: LedgerTown) -> None:
    round = opened(nominate_until=date(2026, 7, 10), each_union=1)
    page = words(town.sign_in("hedong"), f"/nominations/new?round={round.pk}&union={town.unions['宏达机械工会'].code}")
    assert "宏达机械工会有1个，已推荐0个" in page


def test_a_meeting_votes_on_the_whole_list_at_once(town: LedgerTown) -> None:
    round = opened()
    first, second = nominate(round, town, "张三"), nominate(round, town, "李四")
    client = town.sign_in("wuguoping")
    url = f"/awarding/{round.pk}/review"
    assert "张三" in words(client, url)
    typed = {"on": "2026-06-22", "body": "常委会", "present": "7", "token": "v",
             f"y{first.pk}": "6", f"n{first.pk}": "1", f"y{second.pk}": "2", f"n{second.pk}": "9"}  # fmt: skip
    page = client.post(url, typed)
    assert page.status_code == 422 and "李四：票数加起来11，比到会的7人多" in page.content.decode()
    assert client.post(url, typed | {f"n{second.pk}": "5"}).status_code == 302
    assert [Nomination.objects.get(pk=row.pk).state for row in (first, second)] == ["reviewed", "declined"]
    assert client.get(url).status_code == 403
    assert town.sign_in("hedong").get(url).status_code == 404


def test_an_objection_typed_in_after_the_award_begins_the_recheck(town: LedgerTown) -> None:
    round = opened()
    [row] = posted(round, town, "张三")
    round_award(round=round, on=date(2026, 7, 1), **NOW)
    typed = {"nomination": row.name, "received_on": "0702", "source": "letter", "matter": "材料不实", "token": "o"}
    assert town.sign_in("wuguoping").post("/objections/new", typed).status_code == 302
    assert Nomination.objects.get().state == "rechecking"
