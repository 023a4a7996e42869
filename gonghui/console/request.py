"""What the middleware adds to a request, written down as a type for the views."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import Moment
from gonghui.kernel.scope import Rights, Scope
from gonghui.people.public import Account, Doing, OfficeHeld


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


BESIDES = (
    (Doing.SYSTEM, "您的职务管账号和备份，不看数字和记录。"),
    (Doing.TOTALS, "您的职务看汇总数字，不看具体记录。"),
    (Doing.ASSIGNED, "您的职务办交给自己的事，不看别的记录。"),
)
"""What an office does that opens no records in general, and how the first page says so."""


def opens_records(request: OfficeRequest) -> bool:
    """Whether any union's records open to this person."""
    return request.scope.everything or bool(request.scope.unions)


def only_a_member(request: OfficeRequest) -> bool:
    """Whether this person has nothing here but his own."""
    may = request.rights.may
    return may(Doing.OWN_RECORD) and not opens_records(request) and not any(may(doing) for doing, _ in BESIDES)


def own_office(request: OfficeRequest) -> OfficeHeld:
    """The office from which a person looks at his own union: the first whose records he opens, else the first.

    Raises IndexError for somebody without any.
    """
    opening = [office for office in request.offices if request.scope.may_open(office.union_id)]
    return (opening or request.offices)[0]
