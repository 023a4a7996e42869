"""Eight tries at the door at the same moment: codes and numbers count once; the proof knows who rewrote a password."""

from datetime import timedelta

import pyotp
import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection

from gonghui.kernel.audit.proof.checking import verify
from gonghui.kernel.audit.proof.guards import guard_events, release_events
from gonghui.kernel.audit.proof.sealing import seal
from gonghui.people.public import (
    Account,
    WrongTries,
    account_open,
    code_issue,
    code_use,
    password_right,
    password_set,
    totp_bind,
    totp_right,
    try_begin,
    try_was_right,
)
from tests.core.test_threads import office, together  # noqa: F401  (a fixture)
from tests.small_town import HAND, NOW

MINUTE = timedelta(minutes=1)


def li() -> Account:
    return account_open(username="li", name="李燕", by=HAND, at=NOW)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_code_that_eight_people_type_at_once_lets_one_in(office) -> None:  # noqa: F811
    code = code_issue(account=li(), by=HAND, at=NOW)
    found = together(lambda _: code_use(username="li", code=code, at=NOW))
    assert sum(isinstance(each, Account) for each in found) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_number_of_the_telephone_that_is_sent_eight_times_at_once_opens_once(office) -> None:  # noqa: F811
    secret, account = pyotp.random_base32(), li()
    before = NOW - 5 * MINUTE
    totp_bind(account=account, secret=secret, typed=pyotp.TOTP(secret).at(before), by=HAND, at=before)
    account.refresh_from_db()
    typed = pyotp.TOTP(secret).at(NOW)
    assert sum(together(lambda _: totp_right(account=account, typed=typed, at=NOW))) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_tries_at_once_are_five_that_are_judged(office) -> None:  # noqa: F811
    found = together(lambda _: try_begin(username="li", address="10.0.0.9", at=NOW))
    assert found.count(None) == 5


@pytest.mark.postgres
@pytest.mark.django_db
def test_waits_double_up_to_an_hour_and_a_day_of_rest_forgets_them() -> None:
    at, waits = NOW, []
    for number in range(12):
        until = try_begin(username="li", address="a", at=at)
        assert until is None, number
        later = try_begin(username="li", address="a", at=at)
        if later is not None:
            waits.append(round((later - at) / MINUTE))
            at = later
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60]
    assert try_begin(username="li", address="b", at=at) is None
    assert [try_begin(username="li", address="a", at=at + timedelta(days=2)) for _ in range(5)] == [None] * 5


@pytest.mark.django_db
def test_who_gets_in_has_no_wrong_tries_left_but_his_address_keeps_those_of_others() -> None:
    for name in ("li", "wang", "wang"):
        try_begin(username=name, address="a", at=NOW)
    try_was_right(username="LI ", address="a")
    assert sorted(WrongTries.objects.values_list("count", flat=True)) == [2, 2, 2]


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_password_kept_anew_at_sign_in_is_the_products_own_write(settings) -> None:
    account = li()
    password_set(account=account, password="chang-jiang-88", by=HAND, at=NOW)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", *settings.PASSWORD_HASHERS]
    guard_events()
    seal(NOW)
    before = Account.objects.get().password
    assert password_right(username="li", password="chang-jiang-88") is not None
    assert Account.objects.get().password != before
    assert not verify().findings
    seal(NOW)
    assert not verify().findings
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_account SET password = %s", [make_password("x")])
    assert verify().findings
    release_events()


@pytest.mark.django_db
def test_an_unknown_account_costs_a_hash_like_a_known_one(monkeypatch) -> None:
    made = []
    monkeypatch.setattr("gonghui.people.actions.signing_in.make_password", made.append)
    assert password_right(username="nobody", password="x") is None
    assert made == ["x"]


@pytest.mark.django_db
def test_a_closed_account_and_capitals(settings) -> None:
    account = li()
    password_set(account=account, password="chang-jiang-88", by=HAND, at=NOW)
    assert password_right(username=" ＬＩ", password="chang-jiang-88") == account
    Account.objects.update(is_active=False)
    assert password_right(username="li", password="chang-jiang-88") is None
