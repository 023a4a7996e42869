"""What stands only in the west never reaches the chair of the east: every link, list, export, paper, figure and refusal."""

import base64
import html
import io
import os
import re
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import pytest

from gonghui.kernel.indicators import all_indicators
from gonghui.kernel.ledger.api import all_ledgers
from gonghui.orgs.public import Union
from gonghui.people.public import Worker
from tests.scope.addresses import address
from tests.scope.test_doors import expected
from tests.small_town import client_of
from tests.two_sides import CANARIES, PERSONAS, TwoSides, two_sides

LEAVES = ("/sign-out", "/counter", "/session")
SAME = {"page", "next", "back", "density"}
"""Parts of a query that show no other records."""
MOST = int(os.environ.get("GONGHUI_CRAWL", "0"))
"""So many pages are opened for each person; without it a few of each kind. `make crawl` opens everything there is."""
DAILY = {"dong": 60, "granted": 30, "ma": 20, "jie": 20, "xi": 400}
CODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> TwoSides:
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    return two_sides()


PLACES = {"西塘": "西塘纺织"}
"""Who sees every total sees the villages by name, but no union, firm or person of theirs."""
SEE_EVERY_TOTAL = ("ma", "xian", "granted")


def words_for(person: str) -> tuple[str, ...]:
    """What must not reach this person."""
    return tuple(PLACES.get(word, word) if person in SEE_EVERY_TOTAL else word for word in CANARIES)


def needles(words: Iterable[str]) -> list[bytes]:
    """The canaries in every coding, plain and as base64 writes them."""
    found = []
    for word in words:
        for coding in CODINGS:
            raw = word.encode(coding)
            found.append(raw)
            if len(raw) >= 8:
                found += [base64.b64encode(b"\0" * shift + raw)[4:-4] for shift in range(3)]
    return [each for each in found if len(each) >= 4]


def opened(body: bytes) -> Iterator[bytes]:
    """A body, and what it holds when it is an archive (a workbook and a Word file are)."""
    yield body
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as box:
            for name in box.namelist():
                yield name.encode()
                yield from opened(box.read(name))


def leaks(answer: Any, asked: str, words: tuple[str, ...] = CANARIES) -> list[str]:
    """The canaries in an answer, apart from those that the question itself said."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = unquote(asked)
    found = []
    for part in opened(body):
        plain = (
            html.unescape(unquote(part.decode("utf-8", "replace"))) if b"<" in part[:200] or b"%" in part[:400] else ""
        )
        found += [word for word in words if word in plain and word not in text]
        found += [str(each) for each in needles(words) if each in part and not any(w in text for w in words)]
    return found + [word for word in words if word in unquote(str(answer.headers)) and word not in text]


def links(page: str, where: str) -> Iterator[str]:
    """The addresses that a page leads to, sends to, or fetches."""
    for each in re.findall(r'(?:href|src|hx-get|formaction)="([^"#]*)', page):
        target = html.unescape(each)
        if target.startswith("?"):
            target = urlsplit(where).path + target
        if target.startswith("/") and not target.startswith(("/static/", *LEAVES)):
            yield target


def spot(url: str) -> str:
    """Addresses that show the same records count once."""
    parts = urlsplit(url)
    query = sorted((key, value) for key, value in parse_qsl(parts.query) if key not in SAME)
    return f"{parts.path}?{urlencode(query)}"


def starts(town: TwoSides, marks: str) -> list[str]:
    """Every page that a person with these marks has, the lists in all their forms, and every figure at every place."""
    found = [
        address(name, town.east, town) for name, (east, _) in expected().items() if east[PERSONAS.index(marks)] == "o"
    ]
    for ledger in all_ledgers():
        found += [f"/{ledger.key}?{query}" for query in ("view=all", "view=all&export=xlsx", "view=all&print=1")]
    for at, item in enumerate(all_indicators()):
        part = ("numerator", "rest", "denominator")[at % 3]
        found += [f"/figures/{item.code}?org={town.town.code}&part={part}", f"/figures/{item.code}?part={part}"]
        found.append(f"/figures/{item.code}/{part if item.is_rate else 'numerator'}.xlsx?org={town.town.code}")
    found += [f"/search?q={quote(word)}" for word in ("纺织", "明", "工会", "计划", "dqfz", "138")]
    return [*found, "/?all=over", "/owes?print=1", "/plans/all", "/notices/missing?clock=orgs.term"]


def spread(begin: list[str], most: int) -> list[str]:
    """Half as many pages as will be opened, evenly from the whole list: the other half comes by following links."""
    return begin[:: max(1, 2 * len(begin) // max(most, 1))]


def crawl(
    person: str, begin: list[str], words: tuple[str, ...] = CANARIES, until: frozenset[str] = frozenset()
) -> dict[str, list[str]]:
    """{address: canaries found there} of what this person reaches from `begin` by following links.

    Ends when every word of `until` was found.
    """
    client, most = client_of(person), MOST or DAILY[person]
    begin = begin if MOST or until else spread(begin, most)
    queue, seen = deque(begin), {spot(each) for each in begin}
    found: dict[str, list[str]] = {}
    asked = 0
    while queue and asked < most and not (until and until <= {word for words in found.values() for word in words}):
        url = queue.popleft()
        answer = client.get(url)
        asked += 1
        assert answer.status_code < 500, url
        if leaked := leaks(answer, url, words):
            found[url] = leaked
        if answer.status_code == 302:
            queue.append(answer.headers["Location"]) if spot(answer.headers["Location"]) not in seen else None
            seen.add(spot(answer.headers["Location"]))
        elif "html" in answer.headers.get("Content-Type", ""):
            for target in links(answer.content.decode(), url):
                if spot(target) not in seen:
                    seen.add(spot(target))
                    queue.append(target)
    return found


@pytest.mark.parametrize("person", ["dong", "granted", "ma", "jie"])
def test_nothing_of_the_west_stands_on_anything_that_others_can_reach(town: TwoSides, person: str):
    assert crawl(person, starts(town, person), words_for(person)) == {}


def test_the_canaries_are_there_to_be_found(town: TwoSides):
    """Who may open the west finds every one of them, so the crawl above looks in the right places."""
    looked_for = frozenset({"西塘", "西明", "雀语", "XQ7788"})
    own = [address(name, town.west, town) for name in ("union", "contract", "member")]
    found = crawl("xi", [*own, *starts(town, "xi")], until=looked_for)
    assert looked_for <= {word for words in found.values() for word in words}
    assert Worker.objects.filter(memberships__union=town.west.union).first()


def test_a_refusal_names_nothing_of_the_west(town: TwoSides):
    """Somebody of the west is entered, found, transferred to and imported by the chair of the east: no answer names more
    than she wrote herself."""
    client, west = client_of("dong"), town.west
    number = west.member.worker.id_number()
    member = {"name": west.member.worker.name, "id_number": number, "union": town.east.union.name,
              "joined_on": "2026-06-01", "token": "a1"}  # fmt: skip
    sent = [
        client.post("/members/new", member), client.post("/members/new", member | {"name": "张三", "token": "a2"}),
        client.post("/members/new", member | {"union": "xtfz", "token": "a3"}),
        client.post(f"/members/{town.east.member.pk}/transfer", {"to": "xtfz", "on": "2026-07-01", "token": "a4"}),
        client.post("/contracts/new", {"union": "xtfz", "kind": "women", "covers": "xtfzc", "token": "a5"}),
        client.post("/bargaining/new", {"union": west.union.code, "kind": "women", "covers": "xtfzc", "token": "a6"}),
        client.get(f"/search?q={west.union.code}"), client.get(f"/search?q={number}"),
        client.get(f"/unions?q={west.union.code}"), client.get(f"/members?union={west.union.pk}"),
        client.get(f"/figures/people.members?org={west.union.code}"),
        client.get(f"/figures/people.members?org={town.town.code}&by=area&is=西塘村"),
        client.post(f"/tasks/{town.east.task.pk}", {"act": "attach", "union": west.union.code, "on": "2026-07-01"}),
    ]  # fmt: skip
    for at, answer in enumerate(sent):
        asked = unquote(answer.request["QUERY_STRING"].encode("latin-1", "ignore").decode("utf-8", "ignore"))
        said = [word for word in leaks(answer, asked) if word not in (west.member.worker.name, "西明")]
        assert answer.status_code < 500 and not _others(said), (at, said)
    assert Union.objects.get(pk=west.union.pk).name == west.union.name


def _others(said: list[str]) -> list[str]:
    """Without the member's name, which the form gives back because she typed it herself."""
    own = {str(raw) for coding in CODINGS for raw in ["西明".encode(coding)]}
    return [word for word in said if word not in own and word != "西塘村"]
