"""`gonghui tick`: the things that are due, done by hand or by a timer of the computer."""

from datetime import datetime

import pytest

from gonghui.cli.tests.office import Office
from gonghui.kernel import ticking


def test_a_tick_without_work_says_so_and_may_run_again(stone_bridge: Office):
    stone_bridge.run("tick")
    assert stone_bridge.run("tick") == (0, "没有要做的事。\n", "")


def test_a_job_that_fails_is_said_and_the_others_are_done(stone_bridge: Office, monkeypatch: pytest.MonkeyPatch):
    def bad(at: datetime) -> str:
        raise OSError("disk")

    monkeypatch.setattr(ticking, "_jobs", {"one": (1, bad), "two": (2, lambda at: f"{at:%m}月{at:%d}日做好了。")})
    code, out, errors = stone_bridge.run("tick")
    assert (code, out) == (1, "07月02日做好了。\n")
    assert "one这次没有做成（OSError），下次再试。" in errors and "过一会儿再运行" in errors
