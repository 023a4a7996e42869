"""The report's pages: who may open them, what a click shows, how the office writes in its draft."""

from io import BytesIO
from types import SimpleNamespace
from typing import cast

import pytest
from django.test import Client
from docx import Document

from gonghui.console.reports.sheet import Sheet, picked_figure
from gonghui.console.request import OfficeRequest
from gonghui.kernel.audit.models import Event
from gonghui.kernel.scope import EVERYTHING
from gonghui.orgs.public import Union
from gonghui.people.public import Account, Role, account_open, office_give
from gonghui.reporting.public import compose
from tests.town import NOW, TODAY, SmallTown, empty_town, small_town

pytestmark = pytest.mark.django_db
PAGE = "/reports/half-year?period=2026H1"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def second_of_july(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())


@pytest.fixture
def town() -> SmallTown:
    return small_town()


def signed_in(name: str, union: Union, role: Role) -> Client:
    account: Account = account_open(username=name, name=name, **NOW)
    office_give(account=account, union=union, role=role, on=TODAY.replace(day=1), **NOW)
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def officer(town: SmallTown) -> Client:
    return signed_in("沈燕", town.root, Role.TOWN_OFFICER)


def passage(key: str):
    return compose("2026H1", today=TODAY).passage(key)


def test_in_july_the_officer_finds_the_half_year_that_has_just_ended(officer):
    page = officer.get("/reports/half-year")
    assert page.status_code == 200
    assert "清河镇总工会2026年上半年工作总结" in page.text


@pytest.mark.parametrize("role", [Role.GRASSROOTS_CHAIR, Role.COUNTY, Role.ADMINISTRATOR, Role.WORKER])
def test_nobody_but_the_towns_office_has_the_report(town, role):
    where = town.root if role in (Role.COUNTY, Role.ADMINISTRATOR) else town.unions["甲厂"]
    reader = signed_in("甲厂的人", where, role)
    for address in (PAGE, "/reports/half-year.docx", "/reports/half-year/figure/people.members",
                    "/reports/half-year/passage/intro"):  # fmt: skip
        assert reader.get(address).status_code == 404
    for address in ("passage/intro", "value/relief.households", "take"):
        assert reader.post(f"/reports/half-year/{address}", {"act": "leave-out"}).status_code == 404
    assert passage("intro").version == 0


def test_somebody_who_has_not_signed_in_is_sent_to_the_door():
    assert Client().get(PAGE).status_code == 302


def test_a_figure_shows_its_parts_its_meaning_and_its_records(officer):
    side = officer.get("/reports/half-year/figure/bargaining.contract_signing_rate?period=2026H1", headers=HTMX).text
    source = compose("2026H1", today=TODAY).source_of("bargaining.contract_signing_rate")
    assert f"{source.figure.numerator}÷{source.figure.denominator}" in side
    assert source.figure.indicator.numerator.words in side and "一致" in side and "不一致" not in side
    assert side.count("<tr>") - 1 == source.figure.numerator


def test_every_figure_of_the_text_equals_the_records_it_opens(town):
    report = compose("2026H1", today=TODAY)
    request = cast(OfficeRequest, SimpleNamespace(scope=EVERYTHING))
    assert len(report.sources) > 10
    for source in report.sources:
        for part in ("numerator", "denominator", "rest"):
            assert picked_figure(Sheet(request, report, False), source.code, part)["agrees"], (source.code, part)


def test_members_are_shown_as_numbers_per_union_not_by_name(officer):
    side = officer.get("/reports/half-year/figure/people.members?period=2026H1", headers=HTMX).text
    assert "工友" not in side and "清河甲厂工会" in side


def test_a_gap_offers_to_be_filled_and_says_why_it_is_one(officer):
    side = officer.get("/reports/half-year/figure/relief.households?period=2026H1", headers=HTMX).text
    assert "帮扶台账还没有建" in side and 'name="note"' in side


def test_an_unknown_figure_or_sentence_is_not_found(officer):
    assert officer.get("/reports/half-year/figure/no.such?period=2026H1").status_code == 404
    assert officer.get("/reports/half-year/passage/nothing?period=2026H1").status_code == 404


def test_a_sentence_is_rewritten_in_place_and_signed(officer):
    sent = {"text": "全镇会员{会员}人。", "version": "0", "act": "write"}
    page = officer.post("/reports/half-year/passage/founding.members?period=2026H1", sent, headers=HTMX)
    assert page.status_code == 200 and 'id="tally"' in page.text
    kept = passage("founding.members")
    assert kept.own and kept.by_name == "沈燕"
    assert Event.objects.filter(verb="passage_write", by_name="沈燕").count() == 1


def test_without_scripts_the_officer_comes_back_to_the_sentence(officer):
    page = officer.post("/reports/half-year/passage/wage.rate?period=2026H1", {"act": "leave-out", "version": "0"})
    assert page.status_code == 302 and page["Location"].endswith("#p-wage-rate")
    assert passage("wage.rate").left_out


def test_a_refused_sentence_keeps_what_was_typed(officer):
    sent = {"text": "会员{会员总数}人，辛苦写的。", "version": "0"}
    for headers in (HTMX, {}):
        page = officer.post("/reports/half-year/passage/intro?period=2026H1", sent, headers=headers)
        assert page.status_code == 422
        assert "辛苦写的" in page.text and "没有叫“会员总数”的数字" in page.text


def test_the_second_of_two_writers_keeps_his_words_and_learns_who_was_first(officer, town):
    other = signed_in("吴国平", town.root, Role.TOWN_OFFICER)
    address = "/reports/half-year/passage/intro?period=2026H1"
    officer.post(address, {"text": "先写的。", "version": "0"})
    page = other.post(address, {"text": "后写的。", "version": "0"}, headers=HTMX)
    assert page.status_code == 422 and "沈燕刚改过这句话" in page.text and "后写的。" in page.text
    assert passage("intro").text == "先写的。"


def test_a_number_filled_by_hand_shows_in_the_sentence_and_beside_it(officer):
    sent = {"value": "17", "note": "民政办名单", "version": "0", "act": "fill"}
    page = officer.post("/reports/half-year/value/relief.households?period=2026H1", sent, headers=HTMX)
    assert "手填" in page.text and 'id="p-relief-households"' in page.text and "民政办名单" in page.text
    assert officer.get(PAGE).text.count("手填") >= 1
    officer.post("/reports/half-year/value/relief.households?period=2026H1", {"act": "clear", "version": "1"})
    assert passage("relief.households").gaps


def test_a_number_without_a_source_is_refused_in_its_place(officer):
    sent = {"value": "17", "note": "", "version": "0", "act": "fill"}
    page = officer.post("/reports/half-year/value/relief.households?period=2026H1", sent, headers=HTMX)
    assert page.status_code == 422 and "没有写这个数从哪里来" in page.text and 'value="17"' in page.text


def test_taking_figures_over_tells_later_what_has_changed(officer, town):
    officer.post("/reports/half-year/take?period=2026H1")
    before = passage("founding.members").runs[1].text
    town.admit("乙厂", 2, TODAY.replace(month=6))
    page = officer.get(PAGE).text
    assert "个数变了" in page and f"会员{before}→{int(before) + 2}" in page


def test_last_year_stands_beside_each_figure_on_demand(officer):
    assert 'class="was"' not in officer.get(PAGE).text
    assert 'class="was"' in officer.get(PAGE + "&compare=1").text


def test_the_word_file_comes_with_its_title_as_name(officer):
    answer = officer.get("/reports/half-year.docx?period=2026H1")
    assert "filename*=utf-8''" in answer["Content-Disposition"]
    assert Document(BytesIO(answer.content)).paragraphs[0].text == "清河镇总工会2026年上半年工作总结"


def test_a_coming_period_is_refused_in_plain_words(officer):
    page = officer.get("/reports/half-year?period=2027H1")
    assert page.status_code == 422 and "才开始，还没有数字" in page.text


def test_a_running_period_says_how_far_its_figures_go(officer):
    page = officer.get("/reports/half-year?period=2026H2")
    assert "还没有结束" in page.text and "截至2026年7月2日" in page.text


def test_a_sentence_cannot_smuggle_in_a_script(officer):
    sent = {"text": "<script>alert(1)</script>会员{会员}人", "version": "0"}
    officer.post("/reports/half-year/passage/intro?period=2026H1", sent)
    assert "<script>alert" not in officer.get(PAGE).text


def test_an_empty_towns_page_opens_and_is_full_of_gaps():
    reader = signed_in("沈燕", empty_town().root, Role.TOWN_OFFICER)
    page = reader.get(PAGE)
    assert page.status_code == 200 and 'class="gh-n"' not in page.text
