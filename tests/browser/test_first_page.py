"""Whoever opens the address sees the sign-in page, whole, from this server alone."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [390, 1440])
def test_the_sign_in_page_is_whole_and_asks_nobody_else(
    page: Page, live_server: LiveServer, axe_script: str, width: int
) -> None:
    asked: list[str] = []
    failed: list[str] = []
    page.set_viewport_size({"width": width, "height": 900})
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: failed.append(str(error)))

    page.goto(live_server.url + "/")
    page.wait_for_load_state("networkidle")

    assert page.url.startswith(live_server.url + "/sign-in")
    assert not failed
    assert not [url for url in asked if not url.startswith((live_server.url, "data:"))]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.evaluate(axe_script)
    violations = page.evaluate("axe.run().then(result => result.violations.map(each => each.id))")
    assert violations == []
