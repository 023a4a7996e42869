"""What a session remembers, and the words of an address that leads through the door."""

from datetime import datetime
from urllib.parse import SplitResult, urlencode, urlsplit

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

SEEN, BEGAN, IDLE = "seen", "began", "idle"
"""Session keys: when its person last did something, when it began (seconds since 1970), how many idle seconds it lives."""

MUST = "must"
"""Session key: what its person has to do before anything else: "password" or "totp"."""

HALF = "half"
"""Session key: who has shown a password and still owes the telephone's code: [account, moment, where to]."""

LONGEST = 12 * 60 * 60
"""Seconds after which every session ends, however busy."""

STEADY = 60
"""Seconds between two notes that the person is still there; a session lives up to so much shorter, never longer."""

USUAL_IDLE = 30 * 60
SOON = 120
"""Seconds before the end at which the open page says so; a short session says so in its last quarter."""


def begin(session: SessionBase, at: datetime, idle_minutes: int) -> None:
    """Start the clock of a session that has just been opened."""
    moment = int(at.timestamp())
    session[SEEN], session[BEGAN], session[IDLE] = moment, moment, idle_minutes * 60


def seconds_left(session: SessionBase, at: datetime) -> int:
    """How long the session lives when nobody touches it; none or less when it has run out.

    A clock that was set back does not lengthen it: what lies in the future counts as this moment.
    """
    moment = int(at.timestamp())
    seen, began = min(session.get(SEEN, moment), moment), min(session.get(BEGAN, moment), moment)
    idle = int(session.get(IDLE, USUAL_IDLE))
    return int(min(seen + idle, began + LONGEST) - moment)


def soon(session: SessionBase) -> int:
    """How many seconds before the end the open page says so."""
    return min(SOON, int(session.get(IDLE, USUAL_IDLE)) // 4)


def touch(session: SessionBase, at: datetime) -> None:
    """Note that the person is there; at most once in `STEADY` seconds, so that reading does not mean writing."""
    moment = int(at.timestamp())
    session.setdefault(BEGAN, moment)
    if abs(moment - session.get(SEEN, 0)) >= STEADY:
        session[SEEN] = moment


def own_path(request: HttpRequest, address: str) -> str:
    """`address` if it lies on this server and is no sign-in page, else the home page."""
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe and address.startswith("/") and not address.startswith(settings.LOGIN_URL) else "/"


def page_of(request: HttpRequest) -> str:
    """The page from which a request was sent: its path and question; the request's own when the browser says nothing."""
    said = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    parts = _parts(said)
    if not said or parts.netloc != request.get_host():
        return request.get_full_path() if request.method == "GET" else request.path
    return parts.path + (f"?{parts.query}" if parts.query else "")


def from_own_page(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of this server."""
    origin = request.headers.get("Origin", "")
    if origin and origin != "null":
        return _parts(origin).netloc == request.get_host()
    return _parts(request.headers.get("Referer", "")).netloc == request.get_host()


def _parts(address: str) -> SplitResult:
    """An address as a browser says it, in parts; what is none has no part at all."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; behind a proxy the server has put the browser's own address there (GONGHUI_PROXY)."""
    return str(request.META.get("REMOTE_ADDR", ""))[:60]


def sign_in_address(target: str, **said: str) -> str:
    """The sign-in page that leads to `target` afterwards."""
    return f"{settings.LOGIN_URL}?{urlencode({'next': target, **said})}"
