"""Signing in: who gets in, what a stranger learns, where one lands."""

from datetime import timedelta

import pytest
from django.test import Client

from gonghui.kernel.audit.models import Event
from gonghui.people.public import Account, WrongTries, code_issue
from tests.small_town import HAND, NOW, PASSWORD, client_of


def sign_in(client: Client, username: str, secret: str, **more: str):
    return client.post("/sign-in", {"username": username, "secret": secret, **more})


def test_the_officer_signs_in_with_her_password_and_it_is_recorded(sides):
    client = Client()
    answer = sign_in(client, "chen", PASSWORD)
    assert answer.status_code == 302
    assert answer["Location"] == "/"
    assert client.get("/").status_code == 200
    assert Event.objects.filter(verb="signed_in", by_name="陈秀兰").count() == 1


def test_a_wrong_password_and_an_unknown_name_read_the_same(sides):
    wrong = sign_in(Client(), "chen", "nope-nope-nope")
    unknown = sign_in(Client(), "chan", "nope-nope-nope")
    assert wrong.status_code == unknown.status_code == 422
    text = wrong.content.decode()
    assert "账号和口令对不上" in text
    assert _without_token(text.replace("chen", "chan")) == _without_token(unknown.content.decode())


def _without_token(text: str) -> str:
    head, _, rest = text.partition('name="csrfmiddlewaretoken" value="')
    return head + rest.partition('"')[2]


def test_a_one_time_code_lets_in_once_and_offers_a_password_of_ones_own(sides):
    dong = Account.objects.get(username="dong")
    code = code_issue(account=dong, by=HAND, at=NOW)
    client = Client()
    answer = sign_in(client, "dong", code.lower())
    assert answer["Location"] == "/own-password"
    fresh = "xin-kou-ling-2026"
    saved = client.post("/own-password", {"new": fresh, "again": fresh})
    assert saved["Location"] == "/"
    assert client.get("/").status_code == 200
    assert Event.objects.filter(verb="password_set", by_name="董东升").count() == 1
    assert sign_in(Client(), "dong", code).status_code == 422
    assert sign_in(Client(), "dong", fresh).status_code == 302


def test_somebody_elses_code_and_an_old_code_let_nobody_in(sides):
    dong = Account.objects.get(username="dong")
    code = code_issue(account=dong, by=HAND, at=NOW)
    assert sign_in(Client(), "xi", code).status_code == 422
    old = code_issue(account=dong, by=HAND, at=NOW - timedelta(days=8))
    assert sign_in(Client(), "dong", old).status_code == 422


def test_after_five_wrong_tries_even_the_right_password_must_wait_and_the_wait_doubles(sides):
    client = Client()
    for _ in range(5):
        answer = sign_in(client, "chen", "nope-nope-nope")
        assert answer.status_code == 422
    assert sign_in(client, "chen", PASSWORD).status_code == 429
    assert sign_in(client, "dong", PASSWORD).status_code == 302
    until = {row.until - row.last_at for row in WrongTries.objects.filter(count=5, until__isnull=False)}
    assert timedelta(minutes=1) in until
    WrongTries.objects.update(until=None)
    sign_in(client, "chen", "nope-nope-nope")
    assert timedelta(minutes=2) in {
        row.until - row.last_at for row in WrongTries.objects.filter(count=6, until__isnull=False)
    }


def test_a_one_time_code_gets_the_chair_in_while_a_stranger_keeps_her_account_locked(sides):
    for _ in range(8):
        answer = sign_in(Client(), "chen", "nope-nope-nope")
    assert answer.status_code == 429
    assert "一次性登录码，马上就能登录" in answer.content.decode()
    code = code_issue(account=Account.objects.get(username="chen"), by=HAND, at=NOW)
    assert sign_in(Client(), "chen", code)["Location"] == "/own-password"


def test_a_locked_unknown_name_reads_like_a_locked_account(sides):
    for name in ("chen", "chan"):
        for _ in range(6):
            answer = sign_in(Client(), name, "nope-nope-nope")
        assert answer.status_code == 429, name


def test_many_addresses_together_lock_an_account_and_one_address_cannot_try_many_accounts(sides):
    for number in range(20):
        Client(REMOTE_ADDR=f"10.0.0.{number}").post("/sign-in", {"username": "chen", "secret": "nope-nope-nope"})
    late = Client(REMOTE_ADDR="10.0.0.99").post("/sign-in", {"username": "chen", "secret": PASSWORD})
    assert late.status_code == 429
    for number in range(40):
        answer = Client(REMOTE_ADDR="10.0.1.1").post("/sign-in", {"username": f"u{number}", "secret": "nope-nope-no"})
        assert answer.status_code == 422
    assert Client(REMOTE_ADDR="10.0.1.1").post("/sign-in", {"username": "dong", "secret": PASSWORD}).status_code == 429


def test_nothing_that_was_typed_at_the_door_stands_in_the_database(sides):
    sign_in(Client(REMOTE_ADDR="10.9.8.7"), "329999198001011234", "geheim-geheim-1")
    for row in WrongTries.objects.all():
        kept = " ".join(str(value) for value in vars(row).values())
        assert "329999" not in kept and "10.9.8.7" not in kept and "geheim" not in kept


@pytest.mark.parametrize(
    "target", ["https://example.com/", "//example.com/x", "/\\example.com", "javascript:alert(1)", "/sign-in"]
)
def test_sign_in_never_leads_away_from_this_server(sides, target):
    assert sign_in(Client(), "chen", PASSWORD, next=target)["Location"] == "/"
    signed = client_of("chen").get("/sign-in", {"next": target})
    assert signed["Location"] == "/"


def test_sign_in_leads_back_to_the_page_that_was_asked_for(sides):
    assert sign_in(Client(), "chen", PASSWORD, next="/figures?period=2026H1")["Location"] == "/figures?period=2026H1"


def test_changing_a_password_asks_for_the_old_one_and_explains_a_bad_new_one(sides):
    client = Client()
    sign_in(client, "chen", PASSWORD)
    weak = client.post("/own-password", {"old": PASSWORD, "new": "12345678", "again": "12345678"})
    assert weak.status_code == 422
    assert "口令太短，至少要10个字。" in weak.content.decode() and "密码" not in weak.content.decode()
    wrong = client.post("/own-password", {"old": "nope", "new": "xin-kou-ling-2026", "again": "xin-kou-ling-2026"})
    assert "现在的口令不对" in wrong.content.decode()
    assert sign_in(Client(), "chen", PASSWORD).status_code == 302


def test_a_new_password_ends_the_sessions_on_other_computers(sides):
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, "chen", PASSWORD)
    here.post("/own-password", {"old": PASSWORD, "new": "xin-kou-ling-2026", "again": "xin-kou-ling-2026"})
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302


def test_signing_out_needs_a_press_of_the_button_and_ends_the_session(sides, caplog):
    client = client_of("chen")
    answer = client.get("/sign-out")
    assert answer.status_code == 405 and "请从菜单进入" in answer.content.decode()
    assert [record.status_code for record in caplog.records if record.name == "django.request"] == [405]
    client.post("/sign-out")
    assert client.get("/").status_code == 302


def test_a_form_without_its_token_is_refused_in_chinese(sides):
    client = Client(enforce_csrf_checks=True)
    answer = sign_in(client, "chen", PASSWORD)
    assert answer.status_code == 403
    assert "打开得太久" in answer.content.decode()


def test_an_open_page_whose_session_ran_out_goes_to_sign_in_as_a_whole(sides):
    answer = Client().get("/search?q=a", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/sign-in"
