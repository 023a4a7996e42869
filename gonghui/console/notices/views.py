"""What I was told, newest first; and who is still missing, as text for a chat group."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from gonghui.console.notices.missing import matters, still_missing
from gonghui.console.places import record_url, unions_by_key
from gonghui.console.request import OfficeRequest
from gonghui.kernel.notices.actions import notice_read
from gonghui.kernel.notices.models import Notice
from gonghui.kernel.notices.queries import notices_of
from gonghui.kernel.workflow.models import Deadline
from gonghui.orgs.public import Union

PAGE = 50


@dataclass(frozen=True)
class Told:
    """One reminder as the list shows it. `settled`: what was demanded has been done or fell away; `of_law`: a rule of the
    statutes stands behind the day."""

    notice: Notice
    union: Union | None
    settled: bool
    opens: bool
    of_law: bool

    @property
    def raised(self) -> bool:
        """Whether it came up to the town because nobody acted."""
        return self.notice.stage == "up"


@require_safe
def mine(request: OfficeRequest) -> HttpResponse:
    """The reader's own reminders; `?unread=1` leaves out those that he has read."""
    rows = notices_of(request.user.pk, request.scope)
    waiting = rows.filter(read_at=None)
    only = request.GET.get("unread") == "1"
    page = Paginator(waiting if only else rows, PAGE).get_page(request.GET.get("page"))
    shown = {"told": _told(list(page.object_list)), "page": page, "only": only, "waiting": waiting.order_by().count()}
    return render(request, "console/notices/mine.html", shown)


def _told(notices: Sequence[Notice]) -> list[Told]:
    """Three queries, however many there are."""
    unions = unions_by_key(each.union_id for each in notices)
    asked = Deadline.objects.filter(pk__in=[each.deadline_id for each in notices if each.deadline_id])
    rules = dict(asked.filter(closed_on=None, void=False).values_list("pk", "rule"))
    return [
        Told(
            each, unions.get(each.union_id or 0), bool(each.deadline_id) and each.deadline_id not in rules,
            bool(_url(each, unions.get(each.union_id or 0))), bool(rules.get(each.deadline_id or 0)),
        )
        for each in notices
    ]  # fmt: skip


def _url(notice: Notice, union: Union | None) -> str:
    return record_url(notice.entity, notice.object_id or 0, union.code if union else "") if notice.entity else ""


@require_safe
def follow(request: OfficeRequest, pk: int) -> HttpResponse:
    """Open what a reminder is about; it counts as read. Another person's reminder does not exist."""
    notice = get_object_or_404(notices_of(request.user.pk, request.scope), pk=pk)
    notice_read(by=request.hand, at=request.moment.at, notices=[pk])
    union = unions_by_key([notice.union_id]).get(notice.union_id or 0)
    return redirect(_url(notice, union) or "console:notices")


@require_POST
def read(request: OfficeRequest) -> HttpResponse:
    """Mark all of one's own reminders as read."""
    done = notice_read(by=request.hand, at=request.moment.at)
    messages.success(request, f"{done}条提醒都记成看过了。" if done else "没有还没看的提醒。")
    return redirect("console:notices")


@require_safe
def missing(request: OfficeRequest) -> HttpResponse:
    """For each matter the unions that still owe it; for one of them the names, to be pasted into a chat group."""
    today = request.moment.today
    found = matters(today, request.scope)
    wanted = request.GET.get("clock", "")
    chosen = next((each for each in found if each.key == wanted), found[0] if found else None)
    groups = still_missing(chosen, today, request.scope) if chosen else None
    page = {"matters": found, "chosen": chosen, "groups": groups, "today": today}
    return render(request, "console/notices/missing.html", page)
