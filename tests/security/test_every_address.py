"""What holds at every address: headers, tokens of forms, reading without writing, nowhere led away, nothing inline."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from gonghui.kernel.audit.models import Event
from tests.fuzz.attack import Attacker, Heard
from tests.fuzz.html import Form
from tests.fuzz.site import Site, addresses, name_of
from tests.ledger_town import TODAY, LedgerTown
from tests.security.place import LOCAL, PERSONS, Answered, Walk, browser, found_town, walked

EVIL = "https://evil.example/x"
SELF_KEPT = re.compile(r'"(django_session|console_formtoken|console_keptform)"')
"""Reading notes that somebody is there, and gives an open form its token."""

SECURE = """
from config import settings as s
print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY and s.CSRF_COOKIE_HTTPONLY,
      s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, *s.CSRF_TRUSTED_ORIGINS)
"""

LEFT_OPEN: set[str] = set()
"""Addresses that take a form without its token: none."""


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())


@pytest.fixture
def walk(today: None) -> Walk:
    return walked()


@pytest.fixture
def town(today: None) -> LedgerTown:
    return found_town()


def wrong_headers(headers: dict[str, str]) -> list[str]:
    """What a browser is not told that it ought to be."""
    wanted = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
              "Cross-Origin-Opener-Policy": "same-origin"}  # fmt: skip
    wrong = [f"{name}: {headers.get(name)}" for name, value in wanted.items() if headers.get(name) != value]
    policy = headers.get("Content-Security-Policy", "")
    wrong += [f"no {part}" for part in ("script-src 'self'", "object-src 'none'", "frame-ancestors 'none'", "base-uri 'self'",
                                        "form-action 'self'") if part not in policy]  # fmt: skip
    return wrong + [f"policy: {policy}"] * ("unsafe" in policy or "*" in policy)


def test_the_walk_reaches_most_of_what_there_is(walk: Walk) -> None:
    reached = {answer.name for answer in walk.answers if answer.status == 200}
    assert len(reached) > len(addresses()) * 0.4


def test_every_answer_tells_the_browser_what_it_may_not_do(walk: Walk) -> None:
    assert {answer.path: wrong for answer in walk.answers if (wrong := wrong_headers(answer.headers))} == {}


def test_what_a_person_has_seen_stays_on_no_shared_computer(walk: Walk) -> None:
    assert [answer.path for answer in walk.answers if "no-store" not in answer.headers.get("Cache-Control", "")] == []


def test_reading_writes_nothing(walk: Walk) -> None:
    def own(answer: Answered) -> list[str]:
        return [sql for sql in answer.wrote if not SELF_KEPT.search(sql)]

    outwards = re.compile(r"export=xlsx|print=1|\.docx")
    exports = [answer for answer in walk.answers if outwards.search(answer.path) or answer.name.endswith("-export")]
    assert {answer.path: own(answer) for answer in walk.answers if own(answer) and answer not in exports} == {}
    register = re.compile(
        r'"(privacy_export|audit_|backup_)'
    )  # what left the house stands in the register, however it left
    assert [answer.path for answer in exports if any(not register.search(sql) for sql in own(answer))] == []


def test_no_page_carries_a_script_or_a_style_of_its_own(walk: Walk) -> None:
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|\son[a-z]+\s*=\s*[\"']|\sstyle\s*=|<style|javascript:", re.I
    )
    assert {answer.path: found.group() for answer in walk.answers if (found := inline.search(answer.text))} == {}


def test_no_page_asks_another_server_for_anything(walk: Walk) -> None:
    outside = re.compile(
        r"<(?:script|img|link|iframe|object|embed|form|source|video)[^>]*(?:src|href|action)=[\"'](?:https?:)?//", re.I
    )
    assert [answer.path for answer in walk.answers if outside.search(answer.text)] == []


def test_a_download_says_its_name_and_no_browser_guesses_what_it_is(walk: Walk) -> None:
    files = [answer for answer in walk.answers if answer.status == 200
             and not re.match(r"text/html|application/json", answer.headers["Content-Type"])]  # fmt: skip
    assert len(files) > 3
    for answer in files:
        said = answer.headers.get("Content-Disposition", "")
        assert re.fullmatch(r"(attachment|inline)(; filename\*?=(\"[^\"\\\r\n]+\"|[\w'%.()~!-]+))*", said), (
            answer.path,
            said,
        )
        assert not said.startswith("inline") or answer.headers["Content-Type"] in (
            "application/pdf",
            "image/png",
            "image/jpeg",
        )


def test_no_form_is_taken_without_its_token_and_no_page_is_exempt(town: LedgerTown) -> None:
    client = browser(town, "", enforce_csrf_checks=True)  # the token is asked for before the person
    before = Event.objects.count()
    taken = {one.name for one in addresses() if client.post(one.path(), {"a": "b"}).status_code != 403}
    assert taken == LEFT_OPEN
    assert Event.objects.count() == before


def test_no_page_leads_to_another_server(walk: Walk, town: LedgerTown) -> None:
    """Every parameter that could name a place to go, at every address that was heard asking for one, and at the door."""
    could = {"next", "back", "to", "url", "return", "from", "query"}
    asks = {"console:sign-in", "console:second", "console:counter-switch"}
    asks |= {name for heard in walk.heard.values() for (name, _), names in heard.names.items() if names & could}
    ways = dict.fromkeys(could, EVIL)
    for one in addresses():
        if one.name not in asks:
            continue
        for who in (browser(town, "zhou"), browser(town, "")):
            for ask in (who.get, who.post):
                answer = ask(one.path(), ways, headers={"Referer": EVIL, "HX-Current-URL": EVIL})
                for name in ("Location", "HX-Redirect", "HX-Location", "Refresh"):
                    assert "evil" not in answer.get(name, "").partition("?")[0], (one.name, name, answer.get(name))


@pytest.mark.parametrize("person", PERSONS)
def test_wrong_input_is_never_a_fault_of_ours_nor_half_written(walk: Walk, town: LedgerTown, person: str) -> None:
    """A small share of what `make faults` sends; the same requests every day."""
    attacker = Attacker(browser(town, person), walk.sites[person], Random(f"daily {person}"), walk.heard[person])
    attacker.send_many(40, lambda: browser(town, person).cookies)
    assert list(attacker.faults.values()) == []


@pytest.mark.postgres
def test_wrong_input_by_address_alone_is_no_fault_on_either_database(town: LedgerTown) -> None:
    """Without the walk: every address there is, and parameters that many pages ask for."""
    pages = [one.path() for one in addresses()]
    forms = [
        Form(page, page, "POST", False, [("pk", "1"), ("version", "1"), ("on", "20260701"), ("q", "")])
        for page in pages
    ]
    attacker = Attacker(browser(town, "zhou"), Site(pages, forms), Random("by address"), Heard())
    attacker.send_many(40, lambda: browser(town, "zhou").cookies)
    assert list(attacker.faults.values()) == []


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a page with a fault of ours behind it."""
    console = next(one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "console")
    pattern = next(one for one in console.url_patterns if getattr(one, "name", "") == "settings")

    def fault(*_: object, **__: object) -> None:
        raise RuntimeError("329999198001010019 张三")

    monkeypatch.setattr(pattern, "callback", fault)
    yield "/settings"


def test_errors_are_pages_like_others_and_tell_nothing(town: LedgerTown, broken: str) -> None:
    client = browser(town, "zhou")
    client.raise_request_exception = False
    answers = {400: client.get("/?a=%00"), 404: client.get("/nowhere"), 405: client.get("/sign-out"), 500: client.get(broken),
               403: browser(town, "zhou", enforce_csrf_checks=True).post("/sign-out")}  # fmt: skip
    for status, answer in answers.items():
        text = answer.content.decode()
        assert answer.status_code == status
        assert wrong_headers(dict(answer.headers)) == [], status
        assert re.search(r"[\u4e00-\u9fff]{5}", text), status
        assert not re.search(r"Traceback|Django|DEBUG|RuntimeError|329999|settings\.py", text), status


def test_the_server_answers_to_its_own_names_only(town: LedgerTown) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "192.168.1.20", "127.0.0.1@evil.example"):
        answer = Client(SERVER_NAME=LOCAL).get("/sign-in", headers={"Host": host})
        assert answer.status_code == 400, host
        assert wrong_headers(dict(answer.headers)) == [] and "evil" not in answer.content.decode()
    assert Client(SERVER_NAME=LOCAL).get("/sign-in", headers={"Host": "localhost:8000"}).status_code == 200


def test_another_machines_word_for_who_it_is_counts_for_nothing(town: LedgerTown) -> None:
    said = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "10.0.0.1"}
    answer = Client(SERVER_NAME=LOCAL).get("/", headers=said)
    assert answer["Location"] == "/sign-in?next=/"


def test_cookies_are_closed_to_scripts_and_other_sites_and_with_https_travel_no_other_way(
    town: LedgerTown, tmp_path: Path
) -> None:
    page = Client(SERVER_NAME=LOCAL).get("/sign-in")
    for cookie in page.cookies.values():
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/" and not cookie["domain"]
    surroundings = {**os.environ, "GONGHUI_HTTPS": "1", "GONGHUI_HOME": str(tmp_path), "GONGHUI_HOSTS": "a.example"}
    command = [sys.executable, "-c", SECURE]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=settings.BASE_DIR, env=surroundings)
    assert told.stdout.split() == ["True", "True", "True", "__Host-gonghui", "__Host-gonghui-form", "https://a.example"]


def test_nothing_for_developers_is_served() -> None:
    assert not settings.DEBUG
    names = {one.name for one in addresses()}
    assert not any(word in name for name in names for word in ("admin", "debug", "__", "silk", "schema"))
    for path in (
        "/admin/",
        "/__debug__/",
        "/static/../config/settings.py",
        "/static/%2e%2e/settings.py",
        "/media/",
        "/.env",
        "/data/keys/secret",
    ):
        assert name_of(path) == "" or path.startswith("/static"), path
        assert Client(SERVER_NAME=LOCAL).get(path).status_code in (302, 404), path
