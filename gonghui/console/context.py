"""What every page needs: the rail, where it stands, whose office it is."""

from typing import Any, cast

from django.http import HttpRequest

from gonghui.console import navigation
from gonghui.console.door.counter import COOKIE
from gonghui.console.door.session import seconds_left, soon
from gonghui.console.request import OfficeRequest, own_office
from gonghui.kernel.notices.queries import unread


def shell(plain: HttpRequest) -> dict[str, Any]:
    """Navigation and the person for the shell; empty for somebody who has not signed in."""
    request = cast(OfficeRequest, plain)
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    line, ledger = navigation.place_of(request)
    office = own_office(request) if request.offices else None
    return {
        "lines": navigation.lines_for(request),
        "settings_line": navigation.settings_for(request),
        "tabs": navigation.tabs(request),
        "this_line": line,
        "this_ledger": ledger,
        "office": office,
        "session_left": seconds_left(request.session, request.moment.at),
        "session_soon": soon(request.session),
        "at_counter": COOKIE in request.COOKIES,
        "unread_notices": unread(request.user.pk, request.scope),
        "duty": office.get_role_display().removeprefix("镇总工会").removeprefix("基层工会") if office else "",
    }
