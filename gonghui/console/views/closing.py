"""Closing a period and opening it again: for the town's chair."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from gonghui.console.asking import Question, question_of
from gonghui.console.closing import is_town_chair
from gonghui.console.request import OfficeRequest
from gonghui.console.signatures.closing import CLOSE, matter
from gonghui.console.signatures.views import paper_of
from gonghui.kernel.indicators.closing import check_closable, period_close, period_reopen
from gonghui.kernel.indicators.frozen import closing_of
from gonghui.kernel.refusal import Refused
from gonghui.kernel.signing.actions import agree_on_paper, ask
from gonghui.people.public import policy


def _asked(request: OfficeRequest) -> Question:
    if not is_town_chair(request):
        raise Refused("封存和启封由镇总工会主席来办。", "请主席登录后在指标页上点。")
    return question_of(request, request.POST.get("period", ""), request.POST.get("org", ""))


def _back(question: Question) -> HttpResponse:
    return redirect(f"{reverse('console:figures')}?{question.query}")


@require_POST
def close(request: OfficeRequest) -> HttpResponse:
    """Keep the figures of the asked period and place: at once, or after a second signature where the office wants one.

    `way` is empty, "ask" for somebody else's signature, or "paper" for one that was given on paper.
    """
    question, way = _asked(request), request.POST.get("way", "")
    by, at = request.hand, request.moment.at
    if way == "paper":
        row = agree_on_paper(**matter(question), **paper_of(request), by=by, at=at)
        messages.success(request, f"{question.period.title}的数字封存了，{row.words}。")
    elif way == "ask" or CLOSE in policy().signed_twice:
        check_closable(question.period, question.node, request.moment.today)
        ask(**matter(question), by=by, at=at)
        messages.success(request, "请第二个人签字了：镇里另一位或县总工会的人，在“等我签”里签了就封存。")
    else:
        period_close(period=question.period.code, tree=question.tree, node=question.node, by=by, at=at)
        messages.success(request, f"{question.period.title}的数字封存了，以后的更正另列在旁边。")
    return _back(question)


@require_POST
def reopen(request: OfficeRequest) -> HttpResponse:
    """Let the figures of a closed period follow the records again."""
    question = _asked(request)
    closing = closing_of(question.span, question.node)
    if closing is None:
        raise Refused("这个时段没有封存。", "请刷新页面再看。")
    period_reopen(closing=closing, reason=request.POST.get("reason", ""), by=request.hand, at=request.moment.at)
    messages.success(request, f"{question.period.title}的数字启封了，现在按今天的记录算。")
    return _back(question)
