"""What the middleware adds to a request, written down as a type for the views."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import Moment
from gonghui.kernel.scope import Scope
from gonghui.people.public import Account, OfficeHeld


class OfficeRequest(HttpRequest):
    """A request of somebody who is signed in.

    `moment` is read once per request; `scope` says what the account may open today; `hand` signs what it writes;
    `may_write` says whether any office lets it write at all; `offices` are the offices it holds today.
    """

    user: Account
    htmx: HtmxDetails
    moment: Moment
    scope: Scope
    hand: Hand
    may_write: bool
    offices: list[OfficeHeld]
