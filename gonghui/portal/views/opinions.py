"""Three questions after an event. Who answered is kept, so that he does it once; what he answered is not his any more."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gonghui.activities.public import Answer, Attendance, Question, opinion_give
from gonghui.console.public import OfficeRequest
from gonghui.kernel.refusal import Refused
from gonghui.portal.me import Me, mine
from gonghui.portal.offers import attended

ASKED_FOR = timedelta(days=14)
"""For so long after the last day the first page asks for it."""


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def opinion(request: OfficeRequest, me: Me, pk: int) -> HttpResponse:
    """The form for an activity where he was, and its sending."""
    row = next((one for one in attended(me) if one.activity_id == pk), None)
    if row is None:
        raise Http404
    page = {
        "row": row,
        "questions": Question.choices,
        "answers": Answer.choices,
        "given": request.POST,
        "tab": "activities",
    }
    if request.method != "POST":
        return render(request, "portal/opinion.html", page)
    answers = {key: request.POST.get(key, "") for key in Question.values}
    try:
        opinion_give(activity=row.activity, worker=me.worker, answers=answers, by=request.hand, at=request.moment.at)
    except Refused as problem:
        return render(request, "portal/opinion.html", page | {"problem": problem}, status=422)
    messages.success(request, "记下了，谢谢。只算总数，没有人看得到是谁填的。")
    return redirect("portal:my-activity", pk=pk)


def to_rate(me: Me, today: date) -> list[Attendance]:
    """Where he was in the last days and has not said anything yet, the latest first."""
    rows = (row for row in attended(me) if not row.asked and row.activity.closed_on is None)
    return [row for row in rows if today - (row.activity.until or row.activity.on) <= ASKED_FOR]
