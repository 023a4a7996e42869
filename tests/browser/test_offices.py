"""The chair gives an office, lends it out, hands it over, and lets the county in: each time that person's menu follows."""

from datetime import datetime, time

import pytest
from playwright.sync_api import Page, expect

from gonghui.kernel import clock
from gonghui.people.public import OfficeHeld, Role
from tests import small_town
from tests.browser.screen import Screen

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chair(transactional_db: None, monkeypatch: pytest.MonkeyPatch, screen: Screen) -> Screen:
    """The town's chair at a desk, on the town's day; li and wang have accounts and no office yet."""
    moment = clock.Moment(small_town.TODAY, datetime.combine(small_town.TODAY, time(9), clock.OFFICE_TIME))
    monkeypatch.setattr(clock, "now", lambda today=None: moment)
    root = small_town.build()["town"]
    small_town.account("zhou", "周立新", Role.TOWN_CHAIR, root)
    for username, name in (("li", "李新来"), ("wang", "王接任")):
        small_town.account(username, name, None, root)
    small_town.account("xian", "县工会", Role.COUNTY, root)
    screen.come_in(small_town.client_of("zhou"))
    return screen


def fill(page: Page, chosen: dict[str, str], typed: dict[str, str]) -> None:
    for label, option in chosen.items():
        page.get_by_label(label, exact=True).select_option(label=option)
    for label, text in typed.items():
        page.get_by_label(label, exact=True).fill(text)
    page.locator("main form.gh-form button[type=submit]").first.click()
    expect(page.locator(".wrong")).to_have_count(0)


def sees_the_roll(username: str) -> bool:
    return small_town.client_of(username).get("/members").status_code == 200


def test_an_office_is_given_lent_and_handed_over_and_the_county_let_into_one_ledger(chair: Screen) -> None:
    page = chair.page
    chair.open("/offices/new")
    page.get_by_label("组织", exact=True).check()
    fill(page, {"谁": option(page, "谁", "李新来"), "职务": "镇总工会干事"}, {"从哪天起": "2026-06-01"})
    held = OfficeHeld.objects.get(account__username="li")
    assert held.lines == ["组织"] and sees_the_roll("li") and not sees_the_roll("wang")

    chair.open(f"/offices/{held.pk}/cover")
    fill(
        page,
        {"代管人": option(page, "代管人", "王接任")},
        {"第一天": "2026-07-02", "最后一天": "2026-07-06", "原因": "外出学习"},
    )
    assert sees_the_roll("wang")

    chair.open(f"/offices/{held.pk}/hand-over")
    fill(page, {"接任人": option(page, "接任人", "王接任")}, {"接任人从哪天起": "2026-07-02"})
    assert OfficeHeld.objects.get(account__username="wang", end_on=None).lines == ["组织"]
    assert not sees_the_roll("li") and sees_the_roll("wang")

    assert not sees_the_roll("xian")
    chair.open("/offices/grants/new")
    page.get_by_label("会员", exact=True).check()
    fill(
        page,
        {"谁": option(page, "谁", "县工会")},
        {"哪个工会": "清河镇总工会", "最后一天": "2026-12-31", "依据": "云工〔2026〕9号"},
    )
    assert sees_the_roll("xian")
    assert chair.complaints == []


def option(page: Page, label: str, name: str) -> str:
    """The words of the choice in which a person is named."""
    return next(
        text for text in page.get_by_label(label, exact=True).locator("option").all_inner_texts() if name in text
    )
