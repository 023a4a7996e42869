"""A ledger that no reader could find stops the start."""

from dataclasses import replace

import pytest

from gonghui.console.ledgers.checks import ledgers_have_their_place
from gonghui.kernel.ledger import registry
from gonghui.kernel.ledger.api import Ledger, ledger_of


def ids(monkeypatch: pytest.MonkeyPatch, ledger: Ledger) -> list[str]:
    monkeypatch.setattr(registry.LEDGERS, "known", {ledger.key: ledger})
    return [str(found.id) for found in ledgers_have_their_place(None)]


def test_every_ledger_stands_on_the_rail_and_has_its_own_address() -> None:
    assert ledgers_have_their_place(None) == []


def test_a_ledger_on_no_line_or_at_a_taken_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    members = ledger_of("members")
    assert ids(monkeypatch, replace(members, line="没有这一栏")) == ["gonghui.C001"]
    assert ids(monkeypatch, replace(members, key="figures")) == ["gonghui.C002"]
