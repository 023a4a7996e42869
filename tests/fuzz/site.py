"""What a person can reach: every address of the resolver, and the pages, links and forms found by following links."""

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

from tests.fuzz.html import Form, read_page

MY = "/my/"
"""Where somebody begins who has nothing but his own."""


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver; `takes` are the names of what stands in the path."""

    name: str
    takes: tuple[str, ...]

    def path(self, **values: object) -> str:
        """The address with these values, and 1 for those that are not given."""
        return reverse(self.name, kwargs={key: values.get(key, 1) for key in self.takes})


@dataclass
class Site:
    """What one person found: addresses of pages (path with query), and one form of each kind."""

    pages: list[str]
    forms: list[Form]


def addresses() -> list[Address]:
    """Every named address of the product."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: Any, space: str) -> Iterator[Address]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, f"{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern) and one.name:
            yield Address(f"{space}{one.name}", tuple(one.pattern.converters))


@lru_cache(maxsize=20_000)
def name_of(path: str) -> str:
    """The name of the address that a path belongs to; "" for none."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def kind_of(form: Form) -> tuple[Any, ...]:
    """Forms of a kind go to one address with the same fields."""
    return form.method, name_of(form.action), frozenset(name for name, _ in form.fields)


def crawl(client: Client, most: int = 400, asks: Collection[str] | None = None) -> Site:
    """Follow the links from the home page and the phone's, breadth first, opening one address of a kind.

    Two addresses are of a kind when they have the same name and ask with the same parameters; with `asks`, the same
    of these parameters.
    """
    waiting, seen, kinds = deque(["/", MY]), {"/", MY}, set[Any]()
    pages: list[str] = []
    forms: dict[Any, Form] = {}
    while waiting and len(pages) < most:
        page = waiting.popleft()
        given = frozenset(name for name, _ in parse_qsl(urlsplit(page).query, keep_blank_values=True))
        kind = (name_of(page), given if asks is None else given & frozenset(asks))
        if kind in kinds or not kind[0]:
            continue
        kinds.add(kind)
        answer = client.get(page)
        if answer.status_code != 200:
            continue
        pages.append(page)
        if "html" not in answer.get("Content-Type", ""):
            continue
        links, found = read_page(page, answer.content.decode())
        for form in found:
            forms.setdefault(kind_of(form), form)
        for link in links:
            if link.startswith("/") and not link.startswith(("//", "/static/")) and link not in seen:
                seen.add(link)
                waiting.append(link)
    return Site(pages, list(forms.values()))
