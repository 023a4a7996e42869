"""Handing a suggestion in, and following what becomes of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gonghui.console.public import OfficeRequest
from gonghui.emulation.public import REPLY_DAYS, Matter, Suggestion, reply_by, suggestion_hand_in
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.portal.following import stages
from gonghui.portal.me import Me, mine

LONGEST = {"title": ("建议名称", 80), "content": ("建议内容", 2000), "expected": ("有什么好处", 400)}
"""What is typed: its word on the page and the most characters."""


@require_safe
@mine
def index(request: OfficeRequest, me: Me) -> HttpResponse:
    """His suggestions with their states, latest first."""
    return render(
        request, "portal/suggestions.html", {"rows": own_suggestions(me), "days": REPLY_DAYS, "tab": "suggestions"}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def hand_in(request: OfficeRequest, me: Me) -> HttpResponse:
    """The form; sent, the suggestion stands in the register of his union."""
    if me.union is None:
        raise Refused("您现在不在哪家工会的名册上。", "请找原来的工会，或者把建议当面交给镇总工会。")
    page = {"given": request.POST, "matters": Matter.choices, "longest": LONGEST, "me": me, "tab": "suggestions"}
    if request.method != "POST":
        return render(request, "portal/suggestion_new.html", page)
    try:
        row = _handed_in(request, me)
    except Refused as problem:
        there = _sent_before(request, me)
        if there is not None:
            messages.info(request, "这一条今天已经交过了。")
            return redirect("portal:my-suggestion", pk=there.pk)
        return render(request, "portal/suggestion_new.html", page | {"problem": problem}, status=422)
    messages.success(request, f"交上去了。{cn_date(reply_by(row), row.handed_on.year)}前给您答复。")
    return redirect("portal:my-suggestion", pk=row.pk)


@require_safe
@mine
def suggestion(request: OfficeRequest, me: Me, pk: int) -> HttpResponse:
    """One of his own, with what happened to it and what comes next."""
    row = next((one for one in own_suggestions(me) if one.pk == pk), None)
    if row is None:
        raise Http404
    return render(request, "portal/suggestion.html", {"row": row, "stages": stages(row), "tab": "suggestions"})


def own_suggestions(me: Me) -> list[Suggestion]:
    """What he handed in, in whichever union, also what was taken back."""
    return list(Suggestion.objects.filter(worker=me.worker).order_by("-handed_on", "-pk"))


def _sent_before(request: OfficeRequest, me: Me) -> Suggestion | None:
    """The same one of today: a second tap, or the page sent again."""
    title = request.POST.get("title", "").strip()
    same = (row for row in own_suggestions(me) if row.title == title and row.handed_on == request.moment.today)
    return next((row for row in same if row.voided_on is None), None)


def _handed_in(request: OfficeRequest, me: Me) -> Suggestion:
    given: dict[str, Any] = {key: _typed(request, key) for key in LONGEST}
    for key, todo in (("title", "请用一句话写建议什么。"), ("content", "请写明改哪里、怎么改。")):
        if not given[key]:
            raise Refused(f"还没有写{LONGEST[key][0]}。", todo, key)
    matter = request.POST.get("matter", "")
    if matter not in Matter.values:
        raise Refused("还没有选哪一类。", "请选最接近的一类，说不准就选“其他”。", "matter")
    assert me.union is not None
    return suggestion_hand_in(
        union=me.union, name=me.worker.name, worker=me.worker, matter=matter, on=request.moment.today,
        withheld=request.POST.get("withheld") == "yes", by=request.hand, at=request.moment.at, **given,
    )  # fmt: skip


def _typed(request: OfficeRequest, key: str) -> str:
    label, most = LONGEST[key]
    text = request.POST.get(key, "").strip()
    if len(text) > most:
        raise Refused(f"{label}写了{len(text)}个字，最多{most}个。", "请写短一点，别的可以当面说。", key)
    return text
