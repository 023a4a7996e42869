"""Rules of law come from the statutes with their article, and say how far they were checked."""

from datetime import date

import pytest

from gonghui.kernel.rules import rule


def test_an_officer_reads_the_article_behind_a_renewal_reminder():
    found = rule("contract.renewal_window")
    assert found.citation == "集体合同规定 第38条"
    assert found.at(date(2026, 7, 2)).value == 3


def test_a_rule_is_not_asked_for_before_it_was_in_force():
    with pytest.raises(LookupError):
        rule("contract.renewal_window").at(date(2004, 4, 30))
    assert rule("contract.renewal_window").at(date(2004, 5, 1)).value == 3


def test_a_rule_whose_day_of_effect_was_not_found_is_not_called_verified():
    assert rule("certificate.renewal_window").confidence == "secondary"


def test_a_rule_nobody_wrote_down_cannot_be_used():
    with pytest.raises(KeyError):
        rule("contract.made_up")
