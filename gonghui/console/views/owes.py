"""What a union owes this month: for its chair on a phone, for the town in one table, on paper for all."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from gonghui.console.owing import Owed, month_end, owed_by
from gonghui.console.request import OfficeRequest
from gonghui.kernel.dates import cn_date
from gonghui.kernel.scope import Scope
from gonghui.orgs.public import Union, exists_on, unions_of


def index(request: OfficeRequest) -> HttpResponse:
    """Every union of the reader that owes something this month, most urgent first; one's own when there is one."""
    today = request.moment.today
    unions = _unions(request)
    if len(unions) == 1:
        return HttpResponseRedirect(reverse("console:owes-union", args=[unions[0].code]))
    owed = owed_by(unions, today, request.scope)
    owing = sorted((each for each in owed if each.open), key=lambda each: (-len(each.over), each.nearest or today))
    if request.GET.get("print") == "1":
        return render(request, "console/owes/print.html", {"all": owed, **_day(request)})
    page = {"owing": owing, "total": len(unions), "clear": len(unions) - len(owing), "text": _text(owing, request),
            "matters": sum(len(each.open) for each in owing), "late": sum(1 for each in owing if each.over),
            **_day(request)}  # fmt: skip
    return render(request, "console/owes/index.html", page)


def union(request: OfficeRequest, code: str) -> HttpResponse:
    """One union's month. Outside the reader's scope it does not exist."""
    found = _one(request, code)
    owed = owed_by([found], request.moment.today, Scope(frozenset({found.pk})))[0]
    name = "console/owes/print.html" if request.GET.get("print") == "1" else "console/owes/union.html"
    return render(request, name, {"owed": owed, "all": [owed], "text": _text([owed], request), **_day(request)})


def _unions(request: OfficeRequest) -> list[Union]:
    return list(unions_of(request.scope).filter(exists_on(request.moment.today, "")).order_by("code"))


def _one(request: HttpRequest, code: str) -> Union:
    scope: Scope = request.scope  # type: ignore[attr-defined]  # set by the middleware
    found = unions_of(scope).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _day(request: OfficeRequest) -> dict[str, Any]:
    today = request.moment.today
    return {"today": today, "month": today.month, "month_end": month_end(today)}


def _text(owed: list[Owed], request: OfficeRequest) -> str:
    """What can be pasted into a chat group: one line a matter, nothing about persons."""
    today = request.moment.today
    lines = [f"{today.month}月要办的事（截至{cn_date(today, today.year)}）"]
    for each in owed:
        for due in each.open:
            word = "已超期" if due.of_law else "过了"
            late = f"，{word}{(today - due.last_day).days}天" if due.last_day < today else ""
            lines.append(f"{each.union.name}：{due.matter}，{cn_date(due.last_day, today.year)}前{late}")
    return "\n".join(lines) if len(lines) > 1 else f"{lines[0]}：没有要办的事。"
