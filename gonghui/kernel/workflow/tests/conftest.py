"""The matter's table, its flow and its clocks, for the length of one test."""

import pytest
from django.apps import apps
from django.db import connection

from gonghui.kernel.workflow import clocks, flow, poller
from gonghui.kernel.workflow.tests.matter import ENDS, FLOW, KEYS, REPLY, TABLE, Matter


@pytest.fixture
def matters(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Matters can be kept; they have the only flow and the only clocks there are, and nobody is told of them."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE.format(key=KEYS[connection.vendor]))
    monkeypatch.setitem(apps.all_models["workflow"], "matter", Matter)
    monkeypatch.setattr(flow.FLOWS, "known", {FLOW.key: FLOW})
    monkeypatch.setattr(clocks.CLOCKS, "known", {REPLY.key: REPLY, ENDS.key: ENDS})
    monkeypatch.setattr(poller, "_recipients", [])
