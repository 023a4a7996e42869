"""What the middleware adds to a request, written down as a type for the views."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import Moment
from gonghui.kernel.scope import Rights, Scope
from gonghui.people.public import Account, OfficeHeld


class OfficeRequest(HttpRequest):
    """A request of somebody who is signed in.

    `moment` is read once per request; `rights` says what the account may do today, `scope` what it may open (in a
    ledger: `scope.on(line, key)`); `hand` signs what it writes; `may_write` says whether any office lets it write at
    all; `line` is the line of work that the page stands on, "" for a page on none; `offices` are the offices it holds
    today, then those it covers (`covered`).
    """

    user: Account
    htmx: HtmxDetails
    moment: Moment
    rights: Rights
    scope: Scope
    hand: Hand
    may_write: bool
    offices: list[OfficeHeld]
    line: str


def own_office(request: OfficeRequest) -> OfficeHeld:
    """The office from which a person looks at his own union: the first whose records he opens, else the first.

    Raises IndexError for somebody without any.
    """
    opening = [office for office in request.offices if request.scope.may_open(office.union_id)]
    return (opening or request.offices)[0]
