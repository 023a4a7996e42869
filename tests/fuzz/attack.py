"""One wrong request after another, each put back afterwards, so that every one meets the same office and can be repeated."""

import logging
import re
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client

from tests.fuzz.html import Form
from tests.fuzz.site import Site, addresses, name_of
from tests.fuzz.values import METHODS, TYPES, asked, in_parts, in_path, wrong

Pairs = list[tuple[bytes, bytes]]
ITS_OWN = ("django_session", "console_formtoken", "console_keptform", "people_wrongtries")
"""Tables that a refusal may write: sessions and their flash words, tokens of open forms, drafts, wrong tries."""

LEAVES = ("console:sign-out", "console:session-", "console:counter-", "console:own-password")
"""Addresses whose forms may end the session."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]{4}")


@dataclass(frozen=True)
class Attempt:
    """One request, as it travels."""

    method: str
    path: str
    query: bytes = b""
    body: bytes = b""
    type: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        query = f"?{self.query[:300].decode('latin-1')}" if self.query else ""
        return f"{self.method} {self.path[:300]}{query} {self.type[:60]} {self.body[:600]!r} {dict(self.headers) or ''}"


@dataclass
class Heard:
    """The names of parameters that pages asked for, by address name and side; learnt while requests go by."""

    names: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    here: str = ""

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Note every name that is looked up in a query or form."""
        kept = {name: getattr(QueryDict, name) for name in ("get", "getlist", "__getitem__", "__contains__")}
        for name, plain in kept.items():
            setattr(QueryDict, name, self._noting(plain))
        try:
            yield
        finally:
            for name, plain in kept.items():
                setattr(QueryDict, name, plain)

    def _noting(self, plain: Any) -> Any:
        def noting(data: QueryDict, key: Any, *more: Any, **named: Any) -> Any:
            if isinstance(key, str) and key and len(key) < 60 and self.here:
                self.names[self.here, "any"].add(key)
            return plain(data, key, *more, **named)

        return noting


class Attacker:
    """Sends wrong requests as one person. `faults` are sentences about what went wrong, with the request."""

    def __init__(self, client: Client, site: Site, chance: Random, heard: Heard) -> None:
        self.client, self.site, self.chance, self.heard = client, site, chance, heard
        self.addresses = addresses()
        self.paths = {
            name: [p for p in self._known() if name_of(p) == name] for name in {a.name for a in self.addresses}
        }
        self.faults: dict[str, str] = {}
        self._trouble: list[str] = []
        client.raise_request_exception = False

    def _known(self) -> list[str]:
        return [urlsplit(page).path for page in self.site.pages] + [
            urlsplit(form.action).path for form in self.site.forms
        ]

    # --- what to send --------------------------------------------------------------------------------

    def next(self) -> Attempt:
        """The next wrong request, by chance."""
        ways = (self._wrong_path, self._wrong_query, self._wrong_query, self._wrong_form, self._wrong_form, self._wrong_form,
                self._wrong_form, self._wrong_form, self._wrong_body, self._wrong_method, self._wrong_headers)  # fmt: skip
        return self.chance.choice(ways)()

    def _some_path(self) -> str:
        one = self.chance.choice(self.addresses)
        known = self.paths[one.name]
        return self.chance.choice(known) if known else one.path()

    def _wrong_path(self) -> Attempt:
        one = self.chance.choice([each for each in self.addresses if each.takes])
        known = self.paths[one.name]
        parts = (self.chance.choice(known) if known else one.path()).split("/")
        at = self.chance.randrange(1, len(parts))
        parts[at] = self.chance.choice((in_path(wrong(self.chance)), "9" * self.chance.choice((10, 19, 20, 400)), "0"))
        return Attempt(self.chance.choice(("GET", "GET", "POST")), "/".join(parts))

    def _wrong_query(self) -> Attempt:
        page = self.chance.choice([*self.site.pages, self._some_path()])
        path, _, query = page.partition("?")
        pairs = [(k.encode(), v.encode()) for k, v in parse_qsl(query, keep_blank_values=True)]
        names = sorted(self.heard.names[name_of(path), "any"])
        pairs = self._bent(pairs, [name.encode() for name in names])
        return Attempt("GET", path, asked(pairs), headers=self._sometimes_htmx())

    def _wrong_form(self) -> Attempt:
        if not self.site.forms:
            return self._wrong_query()
        form = self.chance.choice(self.site.forms)
        path, _, query = form.action.partition("?")
        names = sorted(self.heard.names[name_of(path), "any"])
        pairs = [(k.encode(), v.encode()) for k, v in form.fields]
        pairs = self._bent(pairs, [name.encode() for name in names])
        if form.method == "GET":
            return Attempt("GET", path, asked(pairs), headers=self._sometimes_htmx())
        return self._posted(path, query.encode(), pairs, form)

    def _posted(self, path: str, query: bytes, pairs: Pairs, form: Form | None = None) -> Attempt:
        headers = self._sometimes_htmx()
        if (form and form.many_parts) or self.chance.random() < 0.15:
            names = [name for name, _ in pairs] or [b"file"]
            name = self.chance.choice([*names, b"file", b"scan"])
            file = (name, self._file_name(), self._file())
            clean = [(_one_line(k), v) for k, v in pairs if k != name]
            return Attempt("POST", path, query, in_parts(clean, [file]), TYPES[1], headers)
        return Attempt("POST", path, query, asked(pairs), TYPES[0], headers)

    def _file_name(self) -> bytes:
        odd = (
            b"../../x.xlsx",
            b"CON.xlsx",
            b"a.docx",
            b"a.csv",
            b"a\\..\\b.xlsx",
            "单\u202exslx.exe".encode(),
            b"",
            b"x" * 3000,
        )
        return _one_line(self.chance.choice((*odd, wrong(self.chance))))

    def _file(self) -> bytes:
        return self.chance.choice((
            b"", b"\x00" * 50, b"PK\x03\x04" + self.chance.randbytes(60), b"%PDF-1.7\n%%EOF", b"\x89PNG\r\n\x1a\n" + b"\x00" * 30,
            b"\xff\xd8\xff\xe0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, b"<svg onload=alert(1)>", b"<html>", b"GIF89a",
            "姓名,身份证号\n=1+1,\x00\n".encode(), wrong(self.chance), "一、计划\n1.发展会员100人\n".encode(),
        ))  # fmt: skip

    def _wrong_body(self) -> Attempt:
        body = self.chance.choice((b"", wrong(self.chance), b'{"page": [1], "action": {}, "fields": "x"}', b'{"page": "/", "action": "/",'
               b' "fields": {"a": ["\\ud800", "\\u0000"], "\\udfff": ["b"]}}', b"[" * 3000, b"--x\r\n", b"--x--\r\n"))  # fmt: skip
        return Attempt("POST", self._some_path(), b"", body, self.chance.choice(TYPES), self._sometimes_htmx())

    def _wrong_method(self) -> Attempt:
        return Attempt(self.chance.choice(METHODS), self._some_path(), headers=self._sometimes_htmx())

    def _wrong_headers(self) -> Attempt:
        odd = wrong(self.chance).decode("latin-1").replace("\r", "").replace("\n", "")[:2000]
        name = self.chance.choice(("Referer", "HX-Current-URL", "Origin", "Accept-Language", "Accept", "Cookie", "Host", "HX-Target",
                                   "If-Modified-Since", "If-None-Match", "Range", "X-Forwarded-For", "Content-Length"))  # fmt: skip
        method = self.chance.choice(("GET", "POST"))
        near = self.chance.choice((odd, f"http://127.0.0.1{odd}", "http://[", "http://127.0.0.1:99999/x"))
        return Attempt(method, self._some_path(), headers=((name, near), *self._sometimes_htmx()))

    def _sometimes_htmx(self) -> tuple[tuple[str, str], ...]:
        return (("HX-Request", "true"),) if self.chance.random() < 0.15 else ()

    def _bent(self, pairs: Pairs, known: Sequence[bytes]) -> Pairs:
        """The pairs with one thing wrong, seldom two."""
        for _ in range(2 if self.chance.random() < 0.2 else 1):
            roll = self.chance.random()
            if roll < 0.1 and pairs:
                pairs.pop(self.chance.randrange(len(pairs)))
            elif roll < 0.2 and pairs:
                pairs.append((self.chance.choice(pairs)[0], wrong(self.chance)))
            elif roll < 0.35 and known:
                pairs.append((self.chance.choice(known), wrong(self.chance)))
            elif roll < 0.4:
                pairs.append((wrong(self.chance)[:300], wrong(self.chance)))
            elif pairs:
                at = self.chance.randrange(len(pairs))
                pairs[at] = (pairs[at][0], wrong(self.chance))
        return pairs

    def send_many(self, rounds: int, come_in: Callable[[], Any]) -> Counter[Any]:
        """So many of them; `come_in` gives the cookies of a new session when one was ended. Returns how often which status."""
        statuses: Counter[Any] = Counter()
        logging.disable(logging.CRITICAL)
        try:
            with self.heard.listening():
                for _ in range(rounds):
                    attempt = self.next()
                    answer = self.send(attempt)
                    statuses[answer.status_code if answer is not None else "broken"] += 1
                    if name_of(attempt.path).startswith(LEAVES) or "Cookie" in dict(attempt.headers):
                        self.client.cookies = come_in()
        finally:
            logging.disable(logging.NOTSET)
        return statuses

    # --- what may come back ----------------------------------------------------------------------------

    def send(self, attempt: Attempt) -> Any:
        """Send one and judge the answer; whatever it wrote is put back."""
        self.heard.here = name_of(attempt.path)
        self._trouble.clear()
        got_request_exception.connect(self._note_trouble)
        try:
            with transaction.atomic():
                before = counts()
                answer = self.client.generic(
                    attempt.method, attempt.path, attempt.body, attempt.type or "application/octet-stream",
                    headers=dict(attempt.headers), QUERY_STRING=attempt.query.decode("latin-1"),
                )  # fmt: skip
                said = self._judged(attempt, answer, before)
                transaction.set_rollback(True)
        except Exception:
            answer, said = None, f"escapes: {traceback.format_exc()[-1500:]}"
        finally:
            got_request_exception.disconnect(self._note_trouble)
        if said:
            self.faults.setdefault(_kind(said), f"{attempt}\n{said}")
        return answer

    def _note_trouble(self, **_: Any) -> None:
        self._trouble.append(traceback.format_exc()[-3000:])

    def _judged(self, attempt: Attempt, answer: Any, before: dict[str, int]) -> str:
        if answer.status_code >= 500 or self._trouble:
            return f"answers {answer.status_code}: {' '.join(self._trouble)}"
        if answer.status_code >= 400:
            if (after := counts()) != before:
                changed = [table for table in after if after[table] != before.get(table)]
                return f"{name_of(attempt.path)} refuses with {answer.status_code} and has written: {changed}"
            if attempt.method != "HEAD" and not readable(answer):
                return f"{name_of(attempt.path)} refuses with {answer.status_code} in words for nobody: {answer.content[:200]!r}"
        where = answer.get("Location", "") or answer.get("HX-Redirect", "")
        if where and (not where.startswith("/") or where.startswith(("//", "/\\"))):
            return f"{name_of(attempt.path)} leads away to {where}"
        return ""


def _one_line(value: bytes) -> bytes:
    return re.sub(rb'[\r\n"]', b"", value)


def _kind(said: str) -> str:
    """Faults at one place in the program are one."""
    places = re.findall(r'File "[^"]*/(gonghui/[^"]+)", line (\d+)', said)
    return f"{places[-1]} {said.strip().splitlines()[-1][:80]}" if places else re.sub(r"\d+", "#", said)[:160]


def readable(answer: Any) -> bool:
    """Whether a refusal says something to its reader: a sentence in Chinese, or JSON for the page's own script."""
    kind = answer.get("Content-Type", "")
    if "json" in kind:
        return bool(answer.content)
    return bool(_CHINESE.search(answer.content.decode("utf-8", "replace")))


def counts() -> dict[str, int]:
    """Rows of every table that tells about the office."""
    tables = [each for each in connection.introspection.table_names() if each not in ITS_OWN]
    name = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM {name(table)}" for table in tables))
        return dict(cursor.fetchall())
