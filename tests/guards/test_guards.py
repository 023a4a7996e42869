"""The guards that `make guards` breaks stand where it looks for them, and a copy with one broken is really broken."""

from pathlib import Path

import pytest

from tests.guards.broken import Guard, guards

MANY = 40


def test_every_declared_guard_can_be_tried() -> None:
    assert [one.trouble() for one in guards() if one.trouble()] == []


def test_there_are_many_and_none_stands_there_twice() -> None:
    found = guards()
    assert len(found) >= MANY
    assert len({(one.file, one.old) for one in found}) == len(found)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"file": "gonghui/nowhere.py"}, "is gone"),
        ({"old": "no such line"}, "0 times"),
        ({"new": "FAILED = 1\n"}, "nothing is broken"),
        ({"test": "tests/guards/test_guards.py::test_nothing"}, "has no test_nothing"),
    ],
)
def test_a_declaration_that_cannot_be_tried_says_so(change: dict[str, str], told: str) -> None:
    whole = {"holds": "", "file": "tests/guards/broken.py", "old": "FAILED = 1\n", "new": "FAILED = 2\n",
             "test": "tests/guards/test_guards.py::test_every_declared_guard_can_be_tried"}  # fmt: skip
    assert Guard(**whole).trouble() == ""
    assert told in Guard(**(whole | change)).trouble()
    assert Path(whole["file"]).suffix == ".py"
