"""Sixty people at work, in a process apart from the server: `python -m tests.bench.people ORDERS.json` prints JSON.

The model. Each of the sixty is a thread with a browser of its own (one connection that stays open, a session of its
own). A person does one thing, looks at it, thinks, and does the next: the pauses are exponential with a mean of
`think` seconds (15), never under one. That is about four pages a second over the whole office: everybody at the screen
and none at the telephone, and far less than sixty loops without a pause. What is done next is drawn by
the weights in `MIX`; cards are those that the last list showed; a save opens the form of a member, changes one field
and sends it. Beside them one person imports a roster of 2,000 rows once, and one writes the half-year report once.
Each answer is timed to its last byte. A probe fetches a page that needs no database of ours (`/static/…`) twice a
second: what that takes is the floor of the machine in the same minutes.
"""

import http.client
import json
import re
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from tests.fuzz.html import read_page
from tests.fuzz.values import in_parts

MIX = (("home", 14), ("list", 26), ("card", 24), ("search", 8), ("figures", 8), ("figure", 5), ("calendar", 4), ("plan", 3),
       ("owes", 3), ("save", 5))  # fmt: skip
LISTS = ("/unions", "/members", "/employers", "/contracts", "/members?view=all", "/unions?q=工业", "/members?q=王")
PAGES = {"home": "/", "figures": "/figures", "figure": "/figures/orgs.unions", "calendar": "/calendar", "plan": "/plans",
         "owes": "/owes"}  # fmt: skip
WORDS = ("工会", "宏达", "王", "hd", "李", "机械", "村")
CARD = re.compile(r'href="(/(?:unions|members|employers|contracts)/(?!new\b)[\w-]+)"')
PATIENCE = 60.0


class Browser:
    """One person's browser: a connection that stays open and the cookies of a session."""

    def __init__(self, address: str, cookie: str, notes: "Notes") -> None:
        self._where, self._cookies, self._notes = urlsplit(address), dict([cookie.split("=", 1)]), notes
        self._line: http.client.HTTPConnection | None = None

    def ask(
        self, kind: str, path: str, form: dict[str, str] | None = None, body: bytes = b"", of: str = ""
    ) -> tuple[int, str]:
        """(status, text) of one page; redirects are followed and belong to the same waiting."""
        begun, status, text = time.perf_counter(), 0, ""
        try:
            status, where, text = self._once(path, form, body, of)
            while status in (301, 302, 303) and where:
                path = urljoin(path, where)
                status, where, text = self._once(path, None, b"", "")
        except (OSError, http.client.HTTPException) as trouble:
            self._line = None
            text = f"{type(trouble).__name__}: {trouble}"
        self._notes.note(kind, path, status, time.perf_counter() - begun, text)
        return status, text

    def _once(self, path: str, form: dict[str, str] | None, body: bytes, of: str) -> tuple[int, str, str]:
        fresh = self._line is None
        if self._line is None:
            self._line = http.client.HTTPConnection(self._where.hostname or "", self._where.port, timeout=PATIENCE)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Cookie": cookies, "Referer": f"http://{self._where.netloc}{_quoted(path)}"}
        if form is not None:
            body, of = urlencode(form).encode(), "application/x-www-form-urlencoded"
        if body or form is not None:
            headers |= {"Content-Type": of}
        method = "POST" if body or form is not None else "GET"
        try:
            self._line.request(method, _quoted(path), body or None, headers)
            answer = self._line.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            if fresh or method == "POST":
                raise
            self._line = None  # the server had closed the line meanwhile: a browser asks again
            return self._once(path, form, body, of)
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), content.decode("utf-8", "replace")


def _quoted(path: str) -> str:
    return re.sub(r"[^\x21-\x7e]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), path)


class Notes:
    """What was answered, and how soon."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.slow: list[tuple[float, str]] = []
        self.errors: list[str] = []

    def note(self, kind: str, path: str, status: int, seconds: float, text: str) -> None:
        with self._lock:
            self.seconds[kind].append(seconds)
            self.slow = sorted([*self.slow, (round(seconds, 3), f"{kind} {path}")], reverse=True)[:12]
            if status != 200 or path.startswith("/sign-in"):
                words = " ".join(re.sub(r"<[^>]+>", " ", text).split())[:160]
                self.errors.append(f"{kind} {path}: {status} {words}")

    def as_json(self) -> dict[str, Any]:
        kinds = {kind: {"count": len(times), **{f"p{at}": _percentile(times, at) for at in (50, 95, 99)}, "most": max(times)}
                 for kind, times in sorted(self.seconds.items())}  # fmt: skip
        pages = [each for kind, times in self.seconds.items() if kind in dict(MIX) for each in times]
        return {"kinds": kinds, "pages": {f"p{at}": _percentile(pages, at) for at in (50, 95, 99)} | {"count": len(pages)},
                "errors": len(self.errors), "first_errors": self.errors[:10], "slowest": self.slow}  # fmt: skip


def _percentile(times: list[float], at: int) -> float:
    """The smallest time within which `at` percent were answered."""
    ordered = sorted(times)
    return ordered[max(0, -(-len(ordered) * at // 100) - 1)] if ordered else 0.0


def person(number: int, browser: Browser, until: float, think: float) -> None:
    """Work until the time is over."""
    chance = Random(number)
    cards: list[str] = ["/members"]
    kinds, weights = zip(*MIX, strict=True)
    time.sleep(chance.uniform(0, think))
    while time.monotonic() < until:
        kind = chance.choices(kinds, weights)[0]
        if kind == "list":
            _, text = browser.ask(kind, chance.choice(LISTS))
            cards = CARD.findall(text) or cards
        elif kind == "card":
            browser.ask(kind, chance.choice(cards))
        elif kind == "search":
            browser.ask(kind, f"/search?q={chance.choice(WORDS)}")
        elif kind == "save":
            save(browser, chance, number)
        else:
            browser.ask(kind, PAGES[kind])
        time.sleep(max(1.0, chance.expovariate(1 / think)))


def save(browser: Browser, chance: Random, number: int) -> None:
    """Change the job of a member of one's own share of the roll, so that nobody meets another at the same record."""
    _, text = browser.ask("list", f"/members?page={number % 20 + 1}")
    found = [card for card in CARD.findall(text) if card.startswith("/members/")]
    if not found:
        return
    page = f"{found[chance.randrange(len(found))]}/amend"
    status, text = browser.ask("card", page)
    forms = [form for form in read_page(page, text)[1] if form.method == "POST" and "version" in dict(form.fields)]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    if status != 200 or not forms or token is None:
        return
    typed = {**dict(forms[0].fields), "csrfmiddlewaretoken": token[1], "job": f"操作工{chance.randrange(1000)}"}
    browser.ask("save", page, typed)


def take_roster(browser: Browser, file: Path, notes: Notes) -> None:
    """Upload, wait for the trial, import, wait for the end; how long the whole took counts as one."""
    begun = time.perf_counter()
    _, text = browser.ask("import page", "/imports")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    pairs = [(b"csrfmiddlewaretoken", token[1].encode() if token else b""), (b"ledger", b"members")]
    body = in_parts(pairs, [(b"file", b"a.xlsx", file.read_bytes())])
    _, text = browser.ask("import upload", "/imports", body=body, of="multipart/form-data; boundary=x")
    found = re.search(r'action="(/imports/\d+)/go"', _settled(browser, text))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    if found is None or token is None:
        notes.note("import", "/imports", 0, time.perf_counter() - begun, "the trial did not end")
        return
    _, text = browser.ask("import go", f"{found[1]}/go", {"csrfmiddlewaretoken": token[1]})
    last = _settled(browser, text)
    notes.note("import", found[1], 200 if f'action="{found[1]}/undo"' in last else 0, time.perf_counter() - begun, last)


def _settled(browser: Browser, text: str) -> str:
    """The page of a batch when its run is over."""
    where = re.search(r"(/imports/\d+)/progress", text)
    for _ in range(240):
        if where is None or "/progress" not in text:
            return text
        time.sleep(1)
        _, text = browser.ask("import page", where[1])
    return text


def probe(browser: Browser, path: str, until: float) -> None:
    """The floor: a file that the server has in memory."""
    while time.monotonic() < until:
        browser.ask("floor", path)
        time.sleep(0.5)


def main(orders: str) -> None:
    given = json.loads(Path(orders).read_text("utf-8"))
    notes, until = Notes(), time.monotonic() + given["seconds"]
    browsers = [Browser(given["address"], cookie, notes) for cookie in given["cookies"]]
    work = [threading.Thread(target=person, args=(number, browser, until, given["think"]))
            for number, browser in enumerate(browsers[3:])]  # fmt: skip
    work.append(threading.Thread(target=probe, args=(browsers[0], given["static"], until)))
    for one in work:
        one.start()
    time.sleep(given["seconds"] / 5)
    report = threading.Thread(target=lambda: browsers[2].ask("report", "/reports/half-year.docx"))
    report.start()
    take_roster(browsers[1], Path(given["roster"]), notes)
    for one in (*work, report):
        one.join()
    print(json.dumps(notes.as_json()))


if __name__ == "__main__":
    main(*sys.argv[1:])
