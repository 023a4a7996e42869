"""The figure page: why it changed, split and exemptions, closed periods with what was corrected since."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gonghui.kernel.indicators.models import Closing
from gonghui.orgs.public import DutyKind, duty_set
from gonghui.people.public import LeaveReason, Membership, Role, member_leave
from tests.small_town import account, client_of, side
from tests.town import OFFICER, at

RATE = "/figures/bargaining.contract_signing_rate"
MEMBERS = "/figures/people.members"


def text(client, address: str) -> str:
    return client.get(address).content.decode()


def records_shown(page: str) -> list[str]:
    """The first cells of the records table."""
    table = page[page.index('id="records"') :].split("</section>")[0]
    return re.findall(r'<td><a class="main" href="[^"]*">([^<]*)</a>', table)


def test_the_page_says_why_a_figure_changed_and_opens_each_step(sides):
    client = client_of("chen")
    page = text(client, f"{MEMBERS}?period=2026H1&since=2020H2")
    assert "为什么变了" in page
    effects = [float(each) for each in re.findall(r'data-effect="([-0-9.]+)"', page)]
    start, end = (float(re.search(rf'data-{side}="([-0-9.]+)"', page)[1]) for side in ("start", "end"))
    assert effects and start + sum(effects) == end
    opened = text(client, f"{MEMBERS}?period=2026H1&since=2020H2&step=entered")
    count = int(re.search(r"新增会员<small>(\d+)", opened)[1])
    assert count == len(records_shown(opened))


def test_a_step_that_did_not_happen_says_where_to_look(sides):
    answer = client_of("chen").get(f"{MEMBERS}?period=2026H1&step=weather")
    assert answer.status_code == 422
    assert "从“为什么变了”里重新点开" in answer.content.decode()


def test_a_slice_opens_the_records_it_counts(sides):
    client = client_of("chen")
    page = text(client, f"{MEMBERS}?period=2026H1&by=area")
    table = page[page.index('id="slices"') : page.index("合计")]
    assert re.findall(r"<td>(东桥村|西塘村)</td>", table) == ["东桥村", "西塘村"]
    assert re.findall(r'#records">(\d+)<', table) == ["3", "3"]
    opened = text(client, f"{MEMBERS}?period=2026H1&by=area&is=东桥村&part=numerator")
    assert sorted(records_shown(opened)) == ["东明0", "东明1", "东明2"]


def test_a_dimension_nobody_declared_is_refused_with_words(sides):
    answer = client_of("chen").get(f"{MEMBERS}?period=2026H1&by=weather&is=rain&part=numerator")
    assert answer.status_code == 422 and "不能按“weather”分" in answer.content.decode()


@pytest.fixture(autouse=True)
def chair(sides):
    """赵主席 is the town's chair."""
    account("zhao", "赵立新", Role.TOWN_CHAIR, sides["town"])


@pytest.fixture
def closed(sides, chair):
    """The town's chair has closed the first half-year on 2 July."""
    chair = client_of("zhao")
    assert chair.post("/figures/close", {"period": "2026H1"}).status_code == 302
    return sides


def test_the_chair_closes_a_period_that_has_ended_and_everybody_reads_so(closed):
    assert Closing.objects.get().period == "2026H1"
    assert "已封存" in text(client_of("chen"), "/figures?period=2026H1")
    assert "已封存" in text(client_of("dong"), f"{MEMBERS}?period=2026H1")
    assert "已封存" not in text(client_of("chen"), "/figures?period=2026Q1")


def test_only_the_chair_closes_and_only_once(sides):
    officer, chair = client_of("chen"), client_of("zhao")
    assert "封存2026年上半年的数字" not in text(officer, "/figures?period=2026H1")
    assert officer.post("/figures/close", {"period": "2026H1"}).status_code == 422
    assert "封存2026年上半年的数字" in text(chair, "/figures?period=2026H1")
    assert "封存2026年下半年的数字" not in text(chair, "/figures?period=2026H2")
    chair.post("/figures/close", {"period": "2026H1"})
    again = chair.post("/figures/close", {"period": "2026H1"})
    assert again.status_code == 422 and "已经由" in again.content.decode()
    assert chair.post("/figures/close", {"period": "2026H2"}).status_code == 422


def test_a_correction_stands_beside_the_closed_figure_with_its_reason(closed, monkeypatch):
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-09")
    client = client_of("chen")
    before = int(re.search(r'class="v">(\d+)', text(client, f"{MEMBERS}?period=2026H1"))[1])
    row = Membership.objects.on(date(2026, 6, 30)).first()
    member_leave(row=row, on=date(2026, 6, 20), reason=LeaveReason.RESIGNED, by=OFFICER, at=at(date(2026, 7, 8)))
    page = text(client, f"{MEMBERS}?period=2026H1")
    assert int(re.search(r'class="v">(\d+)', page)[1]) == before
    assert "更正 −1人" in page and f"按现在的记录是{before - 1}人" in page
    told = page[page.index('id="corrections"') : page.index('id="records"')]
    assert row.worker.name in told and "后来去掉" in told and "沈燕" in told


def test_a_reader_of_one_union_sees_no_names_of_anothers_corrections(closed, monkeypatch):
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-09")
    west = Membership.objects.on(date(2026, 6, 30)).filter(union__name__startswith="西塘").first()
    member_leave(row=west, on=date(2026, 6, 20), reason=LeaveReason.RESIGNED, by=OFFICER, at=at(date(2026, 7, 8)))
    page = text(client_of("dong"), f"{MEMBERS}?period=2026H1&org={closed['town'].code}")
    assert "更正 −1人" in page
    assert west.worker.name not in page and "另有1件没有列出" in page


def test_reopening_asks_for_a_reason_and_then_counts_today(closed):
    chair = client_of("zhao")
    refused = chair.post("/figures/reopen", {"period": "2026H1", "reason": ""})
    assert refused.status_code == 422 and "原因" in refused.content.decode()
    assert chair.post("/figures/reopen", {"period": "2026H1", "reason": "漏报一家"}).status_code == 302
    assert "已封存" not in text(chair, "/figures?period=2026H1")
    assert chair.post("/figures/reopen", {"period": "2026H1", "reason": "再来"}).status_code == 422


def test_the_half_year_report_reads_the_closed_figures(closed, monkeypatch):
    from gonghui.reporting.public import compose

    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-09")
    then = compose("2026H1", today=date(2026, 7, 9)).figures
    row = Membership.objects.on(date(2026, 6, 30)).first()
    member_leave(row=row, on=date(2026, 6, 20), reason=LeaveReason.RESIGNED, by=OFFICER, at=at(date(2026, 7, 8)))
    now = compose("2026H1", today=date(2026, 7, 9)).figures
    assert {code: figure.numerator for code, figure in now.items()} == {
        code: figure.numerator for code, figure in then.items()
    }
    assert now["people.members"].indicator.kept is not None
    assert "封存的" in text(client_of("chen"), "/reports/half-year?period=2026H1")


def test_an_exemption_is_listed_by_its_reason_and_opens(sides):
    employer = sides["east"].employer_links.get().employer
    duty_set(employer=employer, duty=DutyKind.CONTRACT, required=False, reason="停产", on=date(2026, 6, 1),
             by=OFFICER, at=at(date(2026, 7, 1)))  # fmt: skip
    client = client_of("chen")
    assert "停产" in text(client, f"{RATE}?period=2026H1")
    assert records_shown(text(client, f"{RATE}?period=2026H1&part=exempt&by=reason&is=停产")) == [employer.name]


def test_the_figure_page_asks_as_often_for_many_unions_as_for_few(sides):
    client = client_of("chen")
    text(client, f"{MEMBERS}?period=2026H1")
    asked = []
    for wanted in (0, 12):
        for number in range(wanted):
            side(f"北{number}", 300 + number * 10)
        with CaptureQueriesContext(connection) as queries:
            text(client, f"{MEMBERS}?period=2026H1")
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_chair_sees_the_towns_figure_and_not_by_the_villages_of_others(sides):
    """The number is the town's for everybody; what it is made of by places is for those who see every total."""
    address = f"/figures/people.members?org={sides['town'].code}"
    chair, officer = client_of("dong").get(address), client_of("chen").get("/figures/people.members")
    assert "共6＝" in chair.content.decode() and "共6＝" in officer.content.decode()
    assert chair.context["areas"] == [] and chair.context["unions"] == [] and officer.context["areas"]
    assert "西塘" not in chair.content.decode()
