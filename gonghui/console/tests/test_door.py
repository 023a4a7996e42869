"""The session's time, what was typed when it ran out, what must come first, the telephone's code, the counter."""

import json
import re
from datetime import datetime, time, timedelta

import pyotp
import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from gonghui.console.door import counter, session
from gonghui.console.door.drafts import drafts_of, forget_drafts
from gonghui.console.door.jobs import door_job
from gonghui.console.models import KeptForm
from gonghui.kernel import clock
from gonghui.kernel.audit.models import Event
from gonghui.kernel.privacy import open_text
from gonghui.people.public import Account, CounterSeat, SignInPolicy, WrongTries, code_issue, totp_bind
from tests.small_town import HAND, NOW, PASSWORD, TODAY, client_of

SECRET_WORDS = "东桥厂女工宿舍漏雨"


@pytest.fixture
def hour(sides, monkeypatch):
    """Sets the office's clock to an hour and minute of the day."""

    def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
        moment = datetime.combine(TODAY, time(hour, minute, second), clock.OFFICE_TIME)
        monkeypatch.setattr(clock, "now", lambda today=None: clock.Moment(TODAY, moment))
        return moment

    at(9)
    return at


def came_in(username: str = "chen", secret: str = PASSWORD, **more) -> Client:
    client = Client(**more)
    assert client.post("/sign-in", {"username": username, "secret": secret}).status_code == 302
    return client


def test_half_an_hour_without_a_press_ends_the_session_and_leads_back(hour):
    client = came_in()
    hour(9, 29)
    assert client.get("/figures").status_code == 200
    hour(9, 58)
    assert client.get("/figures").status_code == 200
    hour(10, 29)
    answer = client.get("/figures?period=2026H1")
    assert answer["Location"] == "/sign-in?next=%2Ffigures%3Fperiod%3D2026H1&out=idle"
    assert client.get("/figures").status_code == 302


def test_the_office_says_how_long_and_twelve_hours_are_the_end_for_everybody(hour):
    SignInPolicy.objects.create(idle_minutes=240)
    hour(6)
    client = came_in()
    for each in (9, 12, 15, 17):
        hour(each, 30)
        assert client.get("/settings").status_code == 200, each
    hour(18, 1)
    assert client.get("/settings").status_code == 302


def test_asking_how_long_is_left_does_not_lengthen_it_and_pressing_stay_does(hour):
    client = came_in()
    hour(9, 20)
    assert client.get("/session/left").json() == {"left": 600}
    hour(9, 29)
    assert client.get("/session/left").json() == {"left": 60}
    assert client.post("/session/stay").json() == {"left": 1800}
    hour(9, 58)
    assert client.get("/settings").status_code == 200


def test_a_clock_that_was_set_back_does_not_lengthen_a_session(hour):
    hour(12)
    client = came_in()
    hour(9)
    assert client.get("/session/left").json()["left"] <= 1800


def test_a_form_sent_too_late_is_kept_for_its_person_and_given_back_once_signed_in(hour, sides):
    client = came_in()
    hour(10)
    page = f"/owes/{sides['east'].code}?x=1"
    typed = {"reason": SECRET_WORDS, "secret": "geheim", "several": ["一", "二"]}
    answer = client.post("/figures/reopen", typed, headers={"Referer": f"http://testserver{page}"})
    assert answer["Location"].startswith("/sign-in?next=%2Fowes%2F") and answer["Location"].endswith("out=kept")
    kept = KeptForm.objects.get()
    assert SECRET_WORDS not in " ".join(str(value) for value in vars(kept).values())
    again = came_in()
    found = again.get("/drafts", {"page": page}).json()["drafts"]
    assert [(one["action"], one["lapsed"]) for one in found] == [("/figures/reopen", True)]
    assert found[0]["fields"] == {"reason": [SECRET_WORDS], "several": ["一", "二"]}
    assert came_in("dong").get("/drafts", {"page": page}).json() == {"drafts": []}


def test_what_was_typed_is_not_kept_from_a_form_without_its_token(hour):
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(username="chen"))
    client.get("/settings")
    hour(11)
    client.post("/figures/reopen", {"reason": SECRET_WORDS}, headers={"Origin": "https://elsewhere.example"})
    assert not KeptForm.objects.exists()


def test_a_page_that_stood_open_while_she_signed_in_elsewhere_gives_back_her_words(hour):
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(username="chen"))
    page = {"Origin": "http://testserver", "Referer": "http://testserver/figures"}
    answer = client.post("/figures/reopen", {"reason": SECRET_WORDS, "csrfmiddlewaretoken": "old"}, headers=page)
    assert answer["Location"] == "/figures"
    assert "已经填回" in client.get("/settings").content.decode()
    assert drafts_of(Account.objects.get(username="chen"), "/figures", NOW)[0]["fields"] == {"reason": [SECRET_WORDS]}


def test_what_was_searched_for_is_no_draft(hour):
    client = came_in()
    hour(10)
    answer = client.post("/search", {"q": "329999198001011234"}, headers={"Referer": "http://testserver/"})
    assert answer["Location"] == "/sign-in?next=%2F&out=idle"
    assert not KeptForm.objects.exists()


def keep(client: Client, page: str = "/figures", action: str = "/figures/reopen", **fields):
    body = {"page": page, "action": action, "fields": fields or {"reason": [SECRET_WORDS]}}
    return client.post("/drafts/keep", json.dumps(body), content_type="application/json")


def test_a_draft_goes_when_the_form_arrives_and_stays_when_it_is_refused(hour):
    client = came_in()
    assert keep(client, action="/settings/x").json() == {"kept": True}
    assert keep(client, page="/figures", action="/counter/start").json() == {"kept": True}
    refused = client.post("/counter/start", {"name": ""}, headers={"Referer": "http://testserver/figures"})
    assert refused.status_code == 422
    assert KeptForm.objects.count() == 2
    client.post("/counter/start", {"name": "一号"}, headers={"Referer": "http://testserver/figures"})
    assert KeptForm.objects.count() == 1


def test_drafts_are_gone_after_a_week_and_when_the_account_is_closed(hour):
    keep(came_in())
    keep(came_in("dong"))
    Account.objects.filter(username="dong").update(is_active=False)
    assert forget_drafts(NOW) == 1
    assert drafts_of(Account.objects.get(username="chen"), "/figures", NOW + timedelta(days=7)) == []
    assert forget_drafts(NOW + timedelta(days=8)) == 1


def test_a_draft_that_is_no_draft_is_refused(hour):
    client = came_in()
    for body in ("", "[", "[1]", '{"page": 3}', '{"page": "/x", "action": "//y", "fields": []}', "[" * 100_000):
        assert client.post("/drafts/keep", body, content_type="application/json").status_code == 400
    assert keep(client, text=["x" * 300_000]).json() == {"kept": False}
    assert not KeptForm.objects.exists()


def test_whoever_came_by_code_sets_a_password_before_anything_else(hour):
    code = code_issue(account=Account.objects.get(username="dong"), by=HAND, at=NOW)
    client = came_in("dong", code)
    assert client.get("/members")["Location"] == "/own-password"
    assert client.post("/settings")["Location"] == "/own-password"
    assert "以后再设" not in client.get("/own-password").content.decode()
    client.post("/own-password", {"new": "chang-jiang-shui-88", "again": "chang-jiang-shui-88"})
    assert client.get("/members").status_code == 200


@pytest.mark.parametrize("guessed", ["woaini520520", "Password2026", "1qaz2wsx3edc", "zonggonghui2026", "dongdong2026",
                                     "abc13912345678", "aaaaaaaaaaaa", "qwertyuiop123", "li19800101abc"])  # fmt: skip
def test_a_password_that_is_guessed_first_is_refused_in_chinese(hour, guessed):
    client = came_in("dong", code_issue(account=Account.objects.get(username="dong"), by=HAND, at=NOW))
    answer = client.post("/own-password", {"new": guessed, "again": guessed})
    assert answer.status_code == 422
    said = re.findall(r'class="wrong"[^>]*>.*?</i> ([^<]+)<', answer.content.decode())
    assert said and all("口令" in each and re.search("[a-z]", each) is None for each in said)


def test_the_session_gets_a_fresh_key_at_sign_in(hour):
    client = Client()
    client.get("/sign-in")
    store = client.session
    store["planted"] = "x"
    store.save()
    client.cookies["gonghui"] = store.session_key
    client.post("/sign-in", {"username": "chen", "secret": PASSWORD})
    assert client.cookies["gonghui"].value != store.session_key


def test_cookies_are_closed_to_scripts_and_to_other_sites_and_end_with_the_browser(hour):
    client = came_in()
    client.get("/settings")
    for name in ("gonghui", "gonghui-form"):
        cookie = client.cookies[name]
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and not cookie["max-age"], name


def test_signing_out_everywhere_ends_the_session_on_the_telephone(hour):
    here, there = came_in(), came_in()
    here.post("/sign-out", {"everywhere": "1"})
    assert there.get("/").status_code == 302
    assert Event.objects.filter(verb="signed_out_everywhere").count() == 1
    assert came_in().get("/").status_code == 200


def test_whoever_had_a_code_made_for_her_account_by_another_is_told_when_she_signs_in(hour):
    came_in()
    moment = hour(9, 30)
    code_issue(account=Account.objects.get(username="chen"), by=HAND, at=moment)
    hour(10)
    assert "沈燕：给陈秀兰发一次性登录码" in came_in().get("/").content.decode()
    hour(10, 5)
    assert "发一次性登录码" not in came_in().get("/").content.decode()


# --- the telephone's code ------------------------------------------------------------------------------


def bound(username: str = "chen") -> pyotp.TOTP:
    secret = pyotp.random_base32()
    account = Account.objects.get(username=username)
    before = NOW - timedelta(minutes=5)
    totp_bind(account=account, secret=secret, typed=pyotp.TOTP(secret).at(before), by=HAND, at=before)
    return pyotp.TOTP(secret)


def test_with_a_bound_telephone_the_password_alone_opens_nothing(hour):
    phone = bound()
    client = Client()
    assert client.post("/sign-in", {"username": "chen", "secret": PASSWORD})["Location"] == "/sign-in/second"
    assert client.get("/members").status_code == 302
    assert client.post("/sign-in/second", {"typed": "000000"}).status_code == 422
    moment = hour(9, 0, 10)
    assert client.post("/sign-in/second", {"typed": phone.at(moment)})["Location"] == "/"
    assert client.get("/members").status_code == 200


def test_a_code_of_the_telephone_works_once(hour):
    phone = bound()
    moment = hour(9, 0, 10)
    first, second = Client(), Client()
    for client in (first, second):
        client.post("/sign-in", {"username": "chen", "secret": PASSWORD})
    assert first.post("/sign-in/second", {"typed": phone.at(moment)}).status_code == 302
    assert second.post("/sign-in/second", {"typed": phone.at(moment)}).status_code == 422


def test_codes_of_the_telephone_cannot_be_tried_through(hour):
    bound()
    client = Client()
    client.post("/sign-in", {"username": "chen", "secret": PASSWORD})
    answers = [client.post("/sign-in/second", {"typed": f"{n:06}"}).status_code for n in range(111111, 111118)]
    assert answers[-1] == 429


def test_the_password_waits_five_minutes_for_the_telephone(hour):
    phone = bound()
    client = Client()
    client.post("/sign-in", {"username": "chen", "secret": PASSWORD})
    moment = hour(9, 6)
    assert client.post("/sign-in/second", {"typed": phone.at(moment)})["Location"] == "/sign-in"


def test_whoever_lost_the_telephone_comes_in_by_a_one_time_code_and_binds_anew(hour):
    bound()
    code = code_issue(account=Account.objects.get(username="chen"), by=HAND, at=NOW)
    client = came_in("chen", code)
    assert client.get("/")["Location"] == "/own-password"
    assert Account.objects.get(username="chen").totp_sealed == ""


def test_where_the_office_asks_for_it_the_telephone_is_bound_first(hour):
    SignInPolicy.objects.create(totp_roles=["town_officer"])
    client = came_in()
    assert client.get("/members")["Location"] == "/totp"
    page = client.get("/totp").content.decode()
    assert "data:image/svg+xml" in page
    secret = open_text(client.session["totp_new"])
    assert secret not in json.dumps(dict(client.session.items()))
    assert client.post("/totp", {"typed": "123"}).status_code == 422
    client.post("/totp", {"typed": pyotp.TOTP(secret).at(hour(9, 1))})
    assert client.get("/members").status_code == 200
    assert secret not in str(list(Account.objects.values_list()))
    assert secret not in client.get("/totp").content.decode()
    assert "不能解除" in client.get("/totp").content.decode()


# --- the counter ---------------------------------------------------------------------------------------


@pytest.fixture
def at_the_counter(hour) -> Client:
    """A browser at the counter: chen and dong have both signed in today; dong was last."""
    client = came_in()
    client.post("/pin", {"pin": "274915", "password": PASSWORD})
    client.post("/counter/start", {"name": "一号窗口"})
    client.get("/counter")
    client.post("/sign-in", {"username": "dong", "secret": PASSWORD})
    client.post("/pin", {"pin": "830462", "password": PASSWORD})
    return client


def who(username: str) -> str:
    return str(Account.objects.get(username=username).pk)


def test_at_the_counter_the_next_person_takes_over_with_a_short_pin(at_the_counter):
    page = at_the_counter.get("/counter").content.decode()
    assert "陈秀兰" in page and "董东升" in page and "席西平" not in page
    assert at_the_counter.get("/members").status_code == 302
    assert at_the_counter.post("/counter", {"who": who("chen"), "pin": "274915"}).status_code == 302
    assert "陈秀兰" in at_the_counter.get("/settings").content.decode()


def test_the_counter_locks_after_three_minutes(at_the_counter, hour):
    at_the_counter.get("/counter")
    at_the_counter.post("/counter", {"who": who("chen"), "pin": "274915"})
    hour(9, 4)
    assert at_the_counter.get("/members").status_code == 302


def test_a_pin_opens_nothing_elsewhere_nor_tomorrow_nor_after_five_guesses(at_the_counter, hour, monkeypatch):
    elsewhere = Client()
    assert elsewhere.post("/counter", {"who": who("chen"), "pin": "274915"})["Location"] == "/sign-in"
    assert elsewhere.post("/sign-in", {"username": "chen", "secret": "274915"}).status_code == 422
    at_the_counter.get("/counter")
    for guess in range(5):
        answer = at_the_counter.post("/counter", {"who": who("chen"), "pin": f"99999{guess}"})
        assert answer.status_code == 422
    assert at_the_counter.post("/counter", {"who": who("chen"), "pin": "274915"}).status_code == 429
    assert "陈秀兰" not in at_the_counter.get("/counter").content.decode()
    tomorrow = datetime.combine(TODAY + timedelta(days=1), time(8), clock.OFFICE_TIME)
    monkeypatch.setattr(clock, "now", lambda today=None: clock.Moment(tomorrow.date(), tomorrow))
    assert "董东升" not in at_the_counter.get("/counter").content.decode()


def test_a_pin_is_no_row_of_digits(hour):
    client = came_in()
    for weak in ("123456", "888888", "121212", "12345", "abcdef"):
        assert client.post("/pin", {"pin": weak, "password": PASSWORD}).status_code == 422, weak
    assert client.post("/pin", {"pin": "274915", "password": "nope"}).status_code == 422
    assert Account.objects.get(username="chen").pin == ""


def test_who_signs_out_at_the_counter_does_not_come_back_by_pin(at_the_counter):
    at_the_counter.post("/sign-out")
    assert "董东升" not in at_the_counter.get("/counter").content.decode()


def test_a_closed_counter_is_an_ordinary_computer(at_the_counter):
    at_the_counter.get("/counter")
    at_the_counter.post("/counter", {"who": who("chen"), "pin": "274915"})
    cookie = at_the_counter.cookies[counter.COOKIE].value
    assert at_the_counter.post("/counter/stop").status_code == 302
    late = Client()
    late.cookies[counter.COOKIE] = cookie
    assert late.get("/counter")["Location"] == "/sign-in"


def test_reading_writes_the_session_at_most_once_a_minute(hour):
    client = client_of("chen")
    client.get("/session/left")
    hour(9, 0, 30)
    client.get("/drafts?page=/x")
    hour(9, 0, 50)
    seen = client.session[session.SEEN]
    client.get("/drafts?page=/x")
    assert client.session[session.SEEN] == seen


def test_the_door_forgets_by_itself_what_nobody_needs_any_more(at_the_counter, hour):
    Client().post("/sign-in", {"username": "chen", "secret": "nope-nope-nope"})
    keep(at_the_counter)
    Session.objects.update(expire_date=NOW)
    assert WrongTries.objects.exists() and CounterSeat.objects.exists()
    later = NOW + timedelta(days=9)
    assert door_job(later) == ""
    assert not any(model.objects.exists() for model in (WrongTries, CounterSeat, KeptForm, Session))
