"""Lists and the union card: as many queries in an office of 30,000 unions as in one of 80."""

import json
import sys
from statistics import median
from time import perf_counter
from typing import Any

from tests.bench.homes import Homes, child, django_up
from tests.bench.measuring import Measure, same_queries, say

PAGES = {
    "page_unions": "/unions", "page_members": "/members", "page_contracts": "/contracts",
    "page_employers": "/employers", "page_union_card": "/unions/U000300", "page_home": "/",
}  # fmt: skip
SMALL_CARD = "/unions/U000050"


def measure(homes: Homes, small: bool) -> list[Measure]:
    """Queries of each page in the two offices; the times tell how it feels."""
    large_size, small_size = ((600, 6_000), (80, 800)) if small else ((30_000, 1_000_000), (80, 7_500))
    say("pages: a small and a large office …")
    few = child("tests.bench.pages", homes.office(*small_size), "small")
    many = child("tests.bench.pages", homes.office(*large_size), "large")
    return [
        same_queries(name, few[name]["queries"], many[name]["queries"],
                     seconds=many[name]["seconds"], seconds_in_80=few[name]["seconds"])
        for name in PAGES
    ]  # fmt: skip


def main(size: str) -> None:
    """Open each page as the chair; prints JSON."""
    django_up()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from gonghui.people.public import Account

    settings.ALLOWED_HOSTS.append("testserver")
    browser = Client()
    browser.force_login(Account.objects.get(username="zhuxi"), backend=settings.AUTHENTICATION_BACKENDS[-1])
    found: dict[str, Any] = {}
    for name, address in PAGES.items():
        path = SMALL_CARD if size == "small" and name == "page_union_card" else address
        opened(browser, path)
        with CaptureQueriesContext(connection) as asked:
            opened(browser, path)
        queries = len(asked)  # now: the next request clears the log
        times = []
        for _ in range(3):
            begun = perf_counter()
            opened(browser, path)
            times.append(perf_counter() - begun)
        found[name] = {"queries": queries, "seconds": median(times)}
        print(f"{path}: {queries} queries, {median(times):.3f} s", file=sys.stderr)
    print(json.dumps(found))


def opened(browser: Any, path: str) -> None:
    """Open a page; anything but the page itself would make the figures worthless."""
    answer = browser.get(path)
    if answer.status_code != 200:
        raise AssertionError(f"{path} answers {answer.status_code}")


if __name__ == "__main__":
    main(*sys.argv[1:])
