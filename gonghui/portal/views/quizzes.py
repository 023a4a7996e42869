"""Answering a knowledge contest: one attempt, one question a page, the server's clock; every answer is kept as it is given."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gonghui.console.public import OfficeRequest
from gonghui.kernel.refusal import Refused
from gonghui.learning.public import (
    Asked,
    Attempt,
    OpenRound,
    Round,
    open_rounds,
    own_results,
    questions_of,
    review_of,
    round_answer,
    round_finish,
    round_start,
    seconds_left,
)
from gonghui.portal.me import Me, mine


@require_safe
@mine
def index(request: OfficeRequest, me: Me) -> HttpResponse:
    """What he can answer now, and what he has answered."""
    done = [row for row in own_results(me.worker) if row.score is not None]
    page = {"open": open_quizzes(me, request.moment.at), "results": done, "tab": "quizzes"}
    return render(request, "portal/quizzes.html", page)


def open_quizzes(me: Me, at: datetime) -> list[tuple[OpenRound, int]]:
    """The rounds that he may answer, each with the seconds that his running attempt still has."""
    return [(one, seconds_left(one.attempt, at) if one.attempt else 0) for one in open_rounds(me.worker, at.date())]


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def quiz(request: OfficeRequest, me: Me, pk: int) -> HttpResponse:
    """One round: what it asks of him before he begins, his score when he is through. Sending begins or goes on."""
    at = request.moment.at
    attempt = _attempt(me, pk)
    found = (
        attempt.round
        if attempt
        else next((o.round for o in open_rounds(me.worker, at.date()) if o.round.pk == pk), None)
    )
    if found is None:
        raise Http404
    if request.method == "POST":
        round_start(round=found, worker=me.worker, by=request.hand, at=at)
        return redirect("portal:my-quiz-question", pk=pk, place=1)
    page: dict[str, object] = {"round": found, "attempt": attempt, "tab": "quizzes"}
    if attempt is not None:
        page |= {"review": review_of(attempt, at.date()), **_clock(request, attempt)}
    return render(request, "portal/quiz.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def question(request: OfficeRequest, me: Me, pk: int, place: int) -> HttpResponse:
    """The question at `place` (from 1) of a running attempt; sending keeps the answer and goes on to the next."""
    attempt, asked = _running(me, pk)
    if not 1 <= place <= len(asked):
        raise Http404
    problem = None
    if request.method == "POST":
        try:
            given = "".join(request.POST.getlist("answer"))[:12]
            round_answer(attempt=attempt, place=place - 1, answer=given, by=request.hand, at=request.moment.at)
        except Refused as refused:
            problem = refused
        else:
            if place < len(asked):
                return redirect("portal:my-quiz-question", pk=pk, place=place + 1)
            return redirect("portal:my-quiz-finish", pk=pk)
    page = {"attempt": attempt, "one": asked[place - 1], "place": place, "asked": asked, "problem": problem,
            **_clock(request, attempt)}  # fmt: skip
    return render(request, "portal/question.html", page, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def finish(request: OfficeRequest, me: Me, pk: int) -> HttpResponse:
    """What is not answered yet, and handing in."""
    attempt, asked = _running(me, pk)
    if request.method == "POST":
        done = round_finish(attempt=attempt, by=request.hand, at=request.moment.at).attempt
        messages.success(request, f"交卷了，得{done.score}分。")
        return redirect("portal:my-quiz", pk=pk)
    page = {
        "attempt": attempt,
        "asked": asked,
        "open": [one for one in asked if not one.answer],
        **_clock(request, attempt),
    }
    return render(request, "portal/quiz_finish.html", page)


def _attempt(me: Me, pk: int) -> Attempt | None:
    """His own attempt at a round."""
    rows = Attempt.objects.valid().filter(worker=me.worker, round__pk=pk, round__in=Round.objects.valid())
    return rows.select_related("round__activity").first()


def _running(me: Me, pk: int) -> tuple[Attempt, list[Asked]]:
    """His attempt that is not handed in, with its questions. Raises Refused when it is, 404 when he never began."""
    attempt = _attempt(me, pk)
    if attempt is None or attempt.started_at is None:
        raise Http404
    if attempt.finished_at is not None:
        raise Refused(f"您已经交卷了，得{attempt.score}分。", "一个人只能答一次。")
    return attempt, questions_of(attempt)


def _clock(request: OfficeRequest, attempt: Attempt) -> dict[str, object]:
    left = seconds_left(attempt, request.moment.at)
    return {"left": left, "ends": request.moment.at + timedelta(seconds=left), "tab": "quizzes"}
