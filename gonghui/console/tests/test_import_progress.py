"""How far an import is, as the page asks: also after the server was stopped in the middle of it."""

from pathlib import Path
from typing import Any

import pytest

from gonghui.console.imports import jobs
from gonghui.kernel.imports.models import Batch, BatchState


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)


def test_who_waits_sees_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = Batch(pk=7, state=BatchState.TRIED)
    assert jobs.progress_of(batch) == {}
    monkeypatch.setattr(jobs, "_under_way", {7})
    jobs._tell(7, stage="写入", done=3, of=9)
    assert jobs.progress_of(batch) == {"stage": "写入", "done": 3, "of": 9}


def test_after_the_server_was_stopped_the_page_says_that_nothing_was_written() -> None:
    jobs._tell(7, stage="写入", done=3, of=9)
    assert jobs.progress_of(Batch(pk=7, state=BatchState.TRIED)) == {"error": jobs.STOPPED}


def test_what_was_written_before_the_server_was_stopped_is_no_failure() -> None:
    jobs._tell(7, stage="写入", done=9, of=9)
    assert jobs.progress_of(Batch(pk=7, state=BatchState.DONE)) == {}


def test_why_it_failed_stays_on_the_page() -> None:
    jobs._tell(7, error="导入没有做完，什么也没有写入。")
    assert "没有做完" in jobs.progress_of(Batch(pk=7, state=BatchState.TRIED))["error"]
