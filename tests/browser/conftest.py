"""Chromium as the distribution ships it, in the office's language and time: one window for all tests of a process.

The one without a screen comes first: it draws the same and takes a third less. A new window costs more than most tests;
between two tests it is emptied instead: cookies, what a page remembers on this computer, permissions. Styles and scripts
stay, as they do at the office's desks.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import handlers
from django.http import FileResponse, HttpRequest, HttpResponseBase
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.screen import AXE, DESK, Screen

# Playwright keeps an event loop in the test's thread; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

HERE = Path(__file__).parent
PLAIN = ["--no-sandbox", "--disable-gpu"]  # nobody looks: no pretended graphics card


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test below this folder drives the browser, marked or not."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = (shutil.which(name) for name in ("chromium-headless-shell", "chromium", "chromium-browser"))
    executable = os.environ.get("CHROMIUM") or next(filter(None, found), None)
    if executable is None:
        pytest.fail("Chromium is missing: apt-get install chromium-headless-shell.", pytrace=False)
    return {**browser_type_launch_args, "executable_path": executable, "args": PLAIN}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


class Leased(handlers.StaticFilesHandler):
    """Static files that the browser keeps, as from the office's own server; axe-core lies beside them."""

    def serve(self, request: HttpRequest) -> HttpResponseBase:
        at = HERE / "vendor" / "axe.min.js"
        answer = FileResponse(at.open("rb")) if request.path == AXE else super().serve(request)
        answer["Cache-Control"] = "max-age=3600"
        return answer


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handlers, "StaticFilesHandler", Leased)
        server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def window(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    context = browser.new_context(**browser_context_args)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(window: Page, live_server: LiveServer) -> Iterator[Page]:
    """The window with nothing of the test before in it."""
    yield window
    window.goto("about:blank")
    window.context.clear_cookies()
    window.context.clear_permissions()
    remembered = {"origin": live_server.url, "storageTypes": "local_storage"}
    protocol = window.context.new_cdp_session(window)
    protocol.send("Storage.clearDataForOrigin", remembered)
    protocol.detach()


@pytest.fixture
def screen(page: Page, live_server: LiveServer) -> Iterator[Screen]:
    """A desk's screen with nobody before it yet."""
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    screen = Screen(page, live_server.url)
    yield screen
    screen.leave()
