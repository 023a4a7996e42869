"""Whoever opens the address sees the sign-in page, whole, from this server alone."""

import pytest

from tests.browser.screen import Screen


@pytest.mark.django_db(transaction=True)
def test_the_sign_in_page_is_whole_and_asks_nobody_else(screen: Screen) -> None:
    page = screen.page
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)

    screen.open("/")
    page.wait_for_load_state("networkidle")

    assert page.url.startswith(f"{screen.address}/sign-in")
    assert not failed + screen.complaints
    assert not [url for url in asked if not url.startswith((screen.address, "data:"))]
    screen.fits()
