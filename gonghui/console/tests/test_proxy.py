"""Behind a reverse proxy the office knows who asks and that it was https; nobody else can say so of himself."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from gonghui.console.proxy import ProxyMiddleware

PROXY, PHONE, LIAR = "10.0.0.2", "192.168.1.7", "203.0.113.9"


def seen(sender: str, **headers: str) -> tuple[str, bool, list[str]]:
    """Who the office takes the sender for, whether it came by https, and the headers that are left."""
    requests: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        requests.append(request)
        return HttpResponse()

    said = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    ProxyMiddleware(view)(RequestFactory().get("/", REMOTE_ADDR=sender, **said))
    (request,) = requests
    left = [name for name in request.META if "FORWARDED" in name or name == "HTTP_X_REAL_IP"]
    return request.META["REMOTE_ADDR"], request.is_secure(), left


@pytest.fixture(autouse=True)
def proxied(settings: Any) -> None:
    settings.PROXIES = [PROXY]


def test_the_proxy_of_the_office_says_who_asks_and_that_it_was_encrypted() -> None:
    assert seen(PROXY, x_forwarded_for=PHONE, x_forwarded_proto="https") == (PHONE, True, [])
    assert seen(PROXY, x_forwarded_for=f"{LIAR}, {PHONE}") == (PHONE, False, [])  # only what the proxy itself added


def test_nobody_else_is_believed() -> None:
    assert seen(LIAR, x_forwarded_for="127.0.0.1", x_forwarded_proto="https", x_real_ip="127.0.0.1",
                forwarded="for=127.0.0.1", x_forwarded_host="evil.example") == (LIAR, False, [])  # fmt: skip


def test_a_proxy_that_says_nonsense_is_taken_for_itself() -> None:
    assert seen(PROXY, x_forwarded_for="someone") == (PROXY, False, [])
    assert seen(PROXY, x_forwarded_proto="https") == (PROXY, True, [])


def test_without_a_named_proxy_no_header_counts(settings: Any) -> None:
    settings.PROXIES = []
    assert seen("127.0.0.1", x_forwarded_for=PHONE, x_forwarded_proto="https") == ("127.0.0.1", False, [])
