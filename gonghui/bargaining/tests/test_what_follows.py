"""What follows a contract: its renewal, its change, its end by agreement, each bargained in its own turn."""

from datetime import date

import pytest

from gonghui.bargaining.public import BARGAINING_FLOW as FLOW
from gonghui.bargaining.public import (
    ContractKind,
    Purpose,
    bargaining_open,
)
from gonghui.bargaining.tests.parties import (
    WU,
    at,
    deadline,
    running,
    running_contract,
    sit,
    take,
    walked,
)
from gonghui.kernel.refusal import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _again(record, day, purpose):
    again = bargaining_open(union=record.union, kind=ContractKind(record.kind), covers={}, purpose=purpose,
                            earlier=record.contract, by=WU, at=at(day))  # fmt: skip
    sit(again, day)
    return again


def test_a_renewal_follows_the_contract_and_closes_its_expiry():
    record = running_contract()
    assert running(record.contract) == {"contract.expiry": date(2029, 6, 30)}
    again = _again(record, date(2029, 4, 2), Purpose.RENEW)
    walked(again, ("offer", date(2029, 4, 3)), ("reply", date(2029, 4, 10)), ("meet", date(2029, 5, 8)),
           ("draft", date(2029, 5, 9)), ("adopt", date(2029, 5, 10)))  # fmt: skip
    take(again, "sign", date(2029, 6, 1), expires_on=date(2032, 6, 30), starts_on=date(2029, 7, 1))
    assert again.contract.renews == record.contract and again.contract.signing == "renewal"
    assert running(record.contract) == {}
    assert deadline(record.contract, "contract.expiry").closed_on == date(2029, 6, 1)


def test_an_agreed_end_ends_the_contract_and_needs_no_review():
    record = running_contract()
    again = _again(record, date(2026, 9, 1), Purpose.END)
    walked(again, ("offer", date(2026, 9, 2)), ("reply", date(2026, 9, 3)), ("meet", date(2026, 9, 7)),
           ("draft", date(2026, 9, 8)), ("adopt", date(2026, 9, 9)))  # fmt: skip
    take(again, "sign", date(2026, 9, 10), expires_on=None, end_on=date(2026, 9, 10), end_reason="企业被兼并")
    record.contract.refresh_from_db()
    assert record.contract.ended_on == date(2026, 9, 10)
    assert not FLOW.may(again, "file")
    take(again, "publish", date(2026, 9, 11))
    assert running(record.contract) == {} and running(again) == {}


def test_a_change_moves_the_last_day_only_when_it_takes_effect():
    record = running_contract()
    again = _again(record, date(2026, 9, 1), Purpose.CHANGE)
    walked(again, ("offer", date(2026, 9, 2)), ("reply", date(2026, 9, 3)), ("meet", date(2026, 9, 7)),
           ("draft", date(2026, 9, 8)), ("adopt", date(2026, 9, 9)))  # fmt: skip
    take(again, "sign", date(2026, 9, 10), expires_on=date(2028, 12, 31))
    record.contract.refresh_from_db()
    assert record.contract.expires_on == date(2029, 6, 30)
    walked(again, ("file", date(2026, 9, 11)), ("clear", date(2026, 9, 18)))
    record.contract.refresh_from_db()
    assert record.contract.expires_on == date(2028, 12, 31)
    assert running(record.contract) == {"contract.expiry": date(2028, 12, 31)}


def test_a_contract_that_is_being_bargained_over_is_not_opened_twice():
    record = running_contract()
    _again(record, date(2029, 4, 2), Purpose.RENEW)
    with pytest.raises(Refused, match="正在协商"):
        _again(record, date(2029, 4, 3), Purpose.RENEW)
