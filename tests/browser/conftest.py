"""Chromium as the distribution ships it, in the office's language and time."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.screen import DESK, Screen

# Playwright keeps an event loop in the test's thread; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test below this folder drives the browser, marked or not."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.fail("Chromium is missing: apt-get install chromium.", pytrace=False)
    return {**browser_type_launch_args, "executable_path": executable, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture(scope="session")
def axe_script() -> str:
    """The source of axe-core."""
    return (HERE / "vendor" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def screen(page: Page, live_server: LiveServer, axe_script: str) -> Screen:
    """A desk's screen with nobody before it yet."""
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    return Screen(page, live_server.url, axe_script)
