"""A newcomer copies the example of the how-to: it runs as it stands."""

import re
from datetime import date
from pathlib import Path

import pytest

from gonghui.kernel.workflow import clocks, flow
from gonghui.kernel.workflow.checks import declared_well
from gonghui.kernel.workflow.tests.matter import LIN, at, new

PAGE = Path(__file__).resolve().parents[4] / "docs/howto/add-a-flow-and-a-clock.md"


@pytest.mark.usefixtures("matters")
def test_the_example_of_the_how_to_runs(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(flow.FLOWS, "known", {})
    monkeypatch.setattr(clocks.CLOCKS, "known", {})
    _, declared, used, *_ = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names = {"date": date, "letter": new(), "by": LIN, "at": at()}
    exec(declared.replace("office.Letter", "workflow.Matter"), names)  # the matter stands in for the reader's model
    assert declared_well() == []
    exec(used, names)


def test_the_how_to_lists_every_number_that_the_start_knows():
    source = Path(flow.__file__).with_name("checks.py").read_text(encoding="utf-8")
    assert set(re.findall(r"W\d{3}", source)) == set(re.findall(r"W\d{3}", PAGE.read_text(encoding="utf-8")))
