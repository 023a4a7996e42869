"""What somebody reads in the log of an office: where it went wrong, and nothing about anybody."""

import logging
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import resolve

from gonghui.kernel.logs import FolderFile, PlaceFormatter
from gonghui.kernel.refusal import Refused

NAME, NUMBER = "王小强", "329999198503010017"


def line(logger: str, message: str, *args: Any, failed: BaseException | None = None, **more: Any) -> str:
    info = (type(failed), failed, failed.__traceback__) if failed else None
    record = logging.LogRecord(logger, logging.ERROR, __file__, 1, message, args, info)
    record.__dict__.update(more)
    return PlaceFormatter().format(record)


def request_to(path: str) -> HttpRequest:
    request = RequestFactory().get(path, {"q": NAME})
    request.resolver_match = resolve(path)
    return request


def raised(problem: BaseException) -> BaseException:
    try:
        raise problem
    except type(problem):
        caught = sys.exc_info()[1]
        assert caught is not None
        return caught


def test_a_failed_page_is_named_by_its_pattern_its_error_by_kind_and_place() -> None:
    told = line("django.request", "%s: %s", "Internal Server Error", f"/figures/{NAME}", status_code=500,
                request=request_to(f"/figures/{NAME}"), failed=raised(ValueError(f"{NAME} {NUMBER}")))  # fmt: skip
    assert "500 figures/<str:code> ValueError test_logs.py:" in told
    assert NAME not in told and NUMBER not in told


def test_an_address_that_is_no_page_is_not_written_down(caplog: pytest.LogCaptureFixture, client: Client) -> None:
    with caplog.at_level(logging.WARNING, "django.request"):
        logging.getLogger("django.request").warning("%s: %s", "Not Found", f"/{NAME}", extra={"status_code": 404})
    told = [PlaceFormatter().format(record) for record in caplog.records]
    assert told and all("404 (no page)" in one and NAME not in one for one in told)


def test_words_of_others_are_kept_without_their_values_and_without_arguments_not_at_all() -> None:
    assert line("axes.handlers", "New login failure by %s.", NAME).endswith("axes.handlers: New login failure by %s.")
    assert NAME not in line("django.security.DisallowedHost", f"Invalid HTTP_HOST header: '{NAME}'")


def test_our_own_words_name_an_error_by_its_kind_and_cover_numbers() -> None:
    told = line("gonghui.kernel.workflow", "clock %s: record %s: %s", "reply", 7, Refused(f"{NAME}没有入会。"))
    assert told.endswith("clock reply: record 7: Refused")
    assert NUMBER not in line("gonghui.x", "seen %s", NUMBER)


def test_a_log_is_one_line_in_utf8_in_a_folder_of_its_own_and_old_ones_go(tmp_path: Path) -> None:
    handler = FolderFile(str(tmp_path / "logs" / "gonghui.log"))
    assert not (tmp_path / "logs").exists()
    handler.setFormatter(PlaceFormatter())
    handler.maxBytes = 200
    for number in range(40):
        handler.emit(logging.LogRecord("gonghui.x", logging.ERROR, __file__, 1, f"第{number}\n行", (), None))
    handler.close()
    kept = sorted((tmp_path / "logs").iterdir())
    assert len(kept) == 6
    assert "第39 行" in (tmp_path / "logs" / "gonghui.log").read_text(encoding="utf-8")


def test_every_log_of_the_product_is_written_that_way() -> None:
    assert {each["formatter"] for each in settings.LOGGING["handlers"].values()} == {"plain"}
    assert settings.LOGGING["formatters"]["plain"]["()"].endswith("PlaceFormatter")
