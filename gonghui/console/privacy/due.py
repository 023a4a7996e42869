"""The inventory of private fields, and whose keeping period is over."""

from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from gonghui.console.ledgers.forms import OfficeForm
from gonghui.console.ledgers.reading import reader_of
from gonghui.console.numbers import key, keys
from gonghui.console.privacy import rights
from gonghui.console.request import OfficeRequest
from gonghui.kernel.ledger.api import Field
from gonghui.kernel.privacy.inventory import DEMANDS, PLACES, Kind, inventory
from gonghui.kernel.privacy.models import Disposal, Export
from gonghui.kernel.privacy.retention import (
    Retention,
    disposal_carry_out,
    disposal_keep,
    open_disposals,
    retention_named,
    retentions,
)
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import rule

SHOWN = 100
UNTIL = Field("until", "保存到", "day", required=True, future=True)
WHY = Field("reason", "为什么继续保存", "text", required=True, size=120, help="比如：还有没结的劳动争议")


@require_GET
def fields(plain: HttpRequest) -> HttpResponse:
    """Every private field: why it is held, how it is guarded, who may see it, how long; and every other place."""
    request = cast(OfficeRequest, plain)
    found = list(inventory())
    context = {
        "sealed": [(one, one.private.kind in DEMANDS, keeping(one.private.keep, request.moment.today)) for one in found if one.private
                   and one.private.kind != Kind.SECRET],
        "plain": [one for one in found if one.private is None], "places": PLACES,
        "exports": Export.objects.count() if rights.may_see_register(request) else None,
        "due": open_disposals().count() if rights.may_decide(reader_of(request)) else None,
    }  # fmt: skip
    return render(plain, "console/privacy/fields.html", context)


KEPT_OTHERWISE = {"account": "账号停用后由系统管理员清理", "channel": "停用通知方式后"}


def keeping(key: str, today: date) -> str:
    """A keeping period in words: 离会的会员满5年."""
    one = retention_named(key)
    if one is None:
        return KEPT_OTHERWISE.get(key, "随记录")
    value = rule(one.rule).at(today)
    return f"{one.title}满{value.value}{value.unit}"


@require_http_methods(["GET", "POST"])
def due(plain: HttpRequest) -> HttpResponse:
    """Whose period is over: the product proposes, a person decides: erase those ticked, or keep one for a reason."""
    request = cast(OfficeRequest, plain)
    reader = reader_of(request)
    rights.refuse_unless(rights.may_decide(reader), "到期清理")
    form, problem = None, ""
    if request.method == "POST" and request.POST.get("act") == "erase":
        problem = _erased(request)
    elif request.method == "POST":
        form = _kept(request, reader)
    if request.method == "POST" and not (form or problem):
        return redirect("console:privacy-due")
    context: dict[str, Any] = {
        "people": _people(), "total": open_disposals().count(), "problem": problem, "form": form,
        "done": Disposal.objects.exclude(state="open").order_by("-decided_at")[:20],
        "chosen": key(request.POST.get("row", "")), "blank": _form(None, reader),
        "rules": [(one, rule(one.rule)) for one in retentions()],
    }  # fmt: skip
    return render(plain, "console/privacy/due.html", context, status=422 if form or problem else 200)


def _people() -> list[tuple[Disposal, Any, Retention]]:
    """The first proposals with their persons; one query a kind of person."""
    rows = list(open_disposals()[:SHOWN])
    known = {
        one.key: one.model._default_manager.in_bulk([row.object_id for row in rows if row.rule == one.key])
        for one in retentions()
    }
    found = [(row, known.get(row.rule, {}).get(row.object_id), retention_named(row.rule)) for row in rows]
    return [(row, person, one) for row, person, one in found if person is not None and one is not None]


def _form(data: Any, reader: Any) -> OfficeForm:
    return OfficeForm(data, fields=(UNTIL, WHY), reader=reader)


def _erased(request: OfficeRequest) -> str:
    """Erase the ticked persons; what is missing, in words, when nothing was done."""
    rows = Disposal.objects.filter(pk__in=keys(request.POST.getlist("row"))[:SHOWN], state="open")
    if not rows:
        return "还没有勾选要清除的人。"
    if not request.POST.get("sure"):
        return "清除以后找不回来，请在下面打勾确认。"
    done, refused = 0, []
    for row in rows.order_by("pk"):
        try:
            disposal_carry_out(row=row, by=request.hand, at=request.moment.at)
            done += 1
        except Refused as no:
            refused.append(str(no))
    if done:
        messages.success(request, f"{done}人的个人信息已清除，各期数字不变。")
    for said in refused:
        messages.error(request, said)
    return ""


def _kept(request: OfficeRequest, reader: Any) -> OfficeForm | None:
    """Keep one person until a day; the form with its errors when it could not be done."""
    row = Disposal.objects.filter(pk=key(request.POST.get("row", ""))).first()
    if row is None:
        raise Http404
    form = _form(request.POST, reader)
    if form.is_valid():
        data = form.cleaned_data
        try:
            disposal_keep(row=row, until=data["until"], reason=data["reason"], by=request.hand, at=request.moment.at)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, "已记下继续保存，到期会再提出来。")
            return None
    form.mark()
    return form
