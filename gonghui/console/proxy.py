"""Who really asks: forwarded headers are believed from the office's own reverse proxy, and taken off everybody else's."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FORWARDED = "gonghui.forwarded"
"""Key in META: the request came through some proxy, believed or not."""

HEADERS = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT",
           "HTTP_X_REAL_IP", "HTTP_FORWARDED")  # fmt: skip


class ProxyMiddleware:
    """Sets REMOTE_ADDR and the scheme from what a proxy named in GONGHUI_PROXY says; stands before everything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = {name: request.META.pop(name) for name in HEADERS if name in request.META}
        request.META[FORWARDED] = bool(said)
        if said and request.META.get("REMOTE_ADDR") in settings.PROXIES:
            # The proxy adds the last one; what stands before it anybody can write.
            address = _address(said.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2])
            if address:
                request.META["REMOTE_ADDR"] = address
            if said.get("HTTP_X_FORWARDED_PROTO") == "https":
                request.META["wsgi.url_scheme"] = "https"
        return self.get_response(request)


def _address(text: str) -> str:
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return ""
