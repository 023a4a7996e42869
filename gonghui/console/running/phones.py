"""让手机也能用: the address of this machine in the office's network, as words and as a code to scan."""

import os
from dataclasses import dataclass

import segno
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from gonghui.console.request import OfficeRequest
from gonghui.kernel.machine import own_addresses

ONLY_HERE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Way:
    """One address with its code."""

    address: str
    code: SafeString


@require_safe
def phones(request: OfficeRequest) -> HttpResponse:
    """The addresses if the server listens to the network; otherwise how to make it."""
    host, _, port = os.environ.get("GONGHUI_LISTEN", "").rpartition(":")
    port = port or request.get_port()
    page = {"ways": [_way(address) for address in _addresses(host, port)], "listens": bool(host) and host not in ONLY_HERE,
            "https": settings.HTTPS, "found": own_addresses(), "port": port}  # fmt: skip
    return render(request, "console/running/phones.html", page)


def _addresses(host: str, port: str) -> list[str]:
    """Where others reach this server: by its names behind a proxy, else by this machine's own addresses."""
    if settings.HTTPS:
        return [f"https://{name.removeprefix('.')}" for name in settings.OWN_HOSTS]
    if not host or host in ONLY_HERE:
        return []
    return [f"http://{address}:{port}" for address in own_addresses() if address in settings.ALLOWED_HOSTS]


def _way(address: str) -> Way:
    drawn = segno.make(address, error="m").svg_inline(scale=5, border=3, dark="#17232f", light="#ffffff", omitsize=True)
    return Way(address, mark_safe(drawn))  # drawn here from an address of our own: nothing typed by anybody is in it
