"""The first page: what is overdue or falls due, the headline figures, what the data lack, the last imports."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gonghui.console.agenda import month_card, plan_card, waiting_for
from gonghui.console.dues import counted, dues, grouped
from gonghui.console.headline import headlines
from gonghui.console.imports.reading import batches_of
from gonghui.console.ledgers.reading import reader_of
from gonghui.console.owing import most_owing
from gonghui.console.privacy.rights import may_decide
from gonghui.console.request import BESIDES, OfficeRequest, only_a_member, opens_records, own_office
from gonghui.kernel.audit.proof.state import ProofState, proof_state
from gonghui.kernel.backup.state import BackupState, backup_state
from gonghui.kernel.files.owed import owed_count
from gonghui.kernel.imports.models import Batch
from gonghui.kernel.indicators import Node
from gonghui.kernel.ledger.api import all_ledgers
from gonghui.kernel.ledger.rows import gap_counts
from gonghui.kernel.privacy.retention import open_disposals
from gonghui.orgs.public import town_key
from gonghui.people.public import Doing

SAID_ELSEWHERE = ("term-over",)
"""Gaps that stand among the dues already."""


@dataclass(frozen=True)
class Lack:
    """Records of a list that lack something: how many, and the list that shows just these."""

    what: str
    count: int
    unit: str
    ledger: str
    url: str


def home(request: OfficeRequest) -> HttpResponse:
    """What this person looks at first; who has nothing but his own looks at that."""
    today = request.moment.today
    node = own_node(request)
    opens = opens_records(request)
    if only_a_member(request):
        return redirect(settings.MEMBER_HOME)
    items = dues(today, request.scope) if opens else []
    owing, owing_count = most_owing(today, request.scope, 5) if opens else ([], 0)
    page = {
        "today": today,
        "counts": counted(items, today),
        "groups": grouped(items, today, whole=request.GET.get("all", "")),
        "total": len(items),
        "headlines": headlines(today, node) if node else [],
        "opens": opens,
        "closed": _closed(request),
        "alarms": alarms(request),
        "kept_long_enough": open_disposals().count() if may_decide(reader_of(request)) else 0,
        "owing": owing,
        "owing_count": owing_count,
        "plan": plan_card(today, node[1]) if node and opens else None,
        "month": month_card(request) if opens else [],
        "waiting": waiting_for(request),
        "lacks": lacks(request) if opens else [],
        "imports": _imports(request),
        "node_name": own_office(request).union.name if request.offices else "",
    }
    return render(request, "console/home.html", page)


@require_safe
def mine(request: OfficeRequest) -> HttpResponse:
    """The phone pages of somebody who is a member besides his office."""
    return redirect(settings.MEMBER_HOME)


def _closed(request: OfficeRequest) -> str:
    """What somebody who opens no records in general has instead."""
    for doing, words in BESIDES:
        if request.rights.may(doing):
            return words
    return "您的职务不看台账。"


def alarms(request: OfficeRequest) -> list[BackupState | ProofState]:
    """What is wrong with the backups or with the proof, for the office that has to act."""
    if not (request.rights.may(Doing.SYSTEM) or request.rights.may(Doing.SETUP)):
        return []
    return [state for state in (backup_state(request.moment.at), proof_state()) if state.red]


def own_node(request: OfficeRequest) -> Node | None:
    """Where this person's figures stand: the union of his office; None for somebody who sees no figures."""
    if request.scope.everything:
        return ("union", town_key())
    return ("union", own_office(request).union_id) if request.offices and request.rights.may(Doing.TOTALS) else None


def lacks(request: OfficeRequest) -> list[Lack]:
    """What the records lack, most first; one query for each list and each kind of entry that needs a scan."""
    reader = reader_of(request)
    found = []
    for ledger in (ledger for ledger in all_ledgers() if ledger.gaps and ledger.visible(reader)):
        gaps = [gap for gap in ledger.gaps if gap not in SAID_ELSEWHERE]
        for gap, count in gap_counts(ledger, gaps, reader).items():
            if count:
                address = f"{reverse(f'console:{ledger.key}')}?gap={gap}"
                found.append(Lack(ledger.gaps[gap][0], count, ledger.unit, ledger.title, address))
    scans = owed_count(request.scope)
    if scans:
        found.append(Lack("扫描件", scans, "件", "登记", reverse("console:scans-missing")))
    return sorted(found, key=lambda lack: -lack.count)


def _imports(request: OfficeRequest) -> list[Batch]:
    return list(batches_of(request).order_by("-pk")[:4]) if request.may_write else []


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Says that the process answers; asks nothing of the database."""
    return HttpResponse("ok", content_type="text/plain")
