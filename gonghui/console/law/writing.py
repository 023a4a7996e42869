"""Entering and taking out the office's own values; the form that these pages share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from gonghui.console.actions import token_take
from gonghui.console.law.reading import may_keep, own_province, row_words
from gonghui.console.ledgers.fields import DayField
from gonghui.console.ledgers.forms import OfficeForm
from gonghui.console.ledgers.reading import reader_of
from gonghui.console.ledgers.write import fresh_token
from gonghui.console.models import FormToken
from gonghui.console.request import OfficeRequest
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import Rule, places, rules
from gonghui.kernel.rules.actions import barred, override_put, override_retire
from gonghui.kernel.rules.model import LENGTHS
from gonghui.kernel.rules.models import RuleOverride
from gonghui.kernel.rules.wording import COMPARE_WORDS, KIND_WORDS, typed_value

Act = Callable[[dict[str, Any]], str]
"""What a form does with its clean data; returns the sentence to say afterwards. Raises Refused."""


def form_page(
    request: OfficeRequest, form_class: type[OfficeForm], act: Act, *, title: str, button: str, back: str,
    first: dict[str, Any] | None = None, note: str = "", shape: Callable[[OfficeForm], None] | None = None,
) -> HttpResponse:  # fmt: skip
    """Show a form or do what was sent; two clicks do it once, errors stand under their field and keep what was typed."""
    if not may_keep(request):
        said = {"title": title, "what": "依据由镇总工会主席或者系统管理员登记。",
                "todo": "请把文件交给他们，写明文号和从哪天起。", "back": back}  # fmt: skip
        return render(request, "console/law/refused.html", said, status=403)
    options: dict[str, Any] = {"data": request.POST} if request.method == "POST" else {"initial": first or {}}
    form = form_class(reader=reader_of(request), **options)
    if shape is not None:
        shape(form)
    token, status = request.POST.get("token", "")[:40] or fresh_token(), 200
    if request.method == "POST":
        if FormToken.objects.filter(token=token).exists():  # the first of two clicks has done it
            return HttpResponseRedirect(back)
        if form.is_valid():
            try:
                with transaction.atomic():
                    token_take(token=token, at=request.moment.at)
                    said_after = act(form.cleaned_data)
            except IntegrityError:
                return HttpResponseRedirect(back)
            except Refused as no:
                form.add_error(no.field if no.field in form.fields else None, str(no))
            else:
                messages.success(request, said_after)
                return HttpResponseRedirect(back)
        form.mark()
        status = 422
    page = {"form": form, "title": title, "button": button, "back": back, "note": note, "token": token}
    return render(request, "console/law/form.html", page, status=status)


def text(label: str, size: int, help_text: str = "", required: bool = True) -> forms.CharField:
    """A line of text."""
    return forms.CharField(label=label, max_length=size, help_text=help_text, required=required)


class OwnForm(OfficeForm):
    """A value by a document of the office's own."""

    place = forms.ChoiceField(label="适用地方", required=False)
    kind = forms.ChoiceField(label="按什么算")
    value = forms.CharField(label="数", max_length=300, widget=forms.TextInput(attrs={"class": "number"}))
    start_on = DayField(future_ok=True, label="从哪天起", help_text="文件施行的那天，可以是以后的日子；可打0702")
    number = text("文号", 60, "比如苏人社发〔2025〕12号；没有文号的说法不能登记")
    title = text("文件名称", 120)
    note = text("说明", 300, required=False)


def enter(request: OfficeRequest, key: str) -> HttpResponse:
    """Enter the office's own value of a rule."""
    rule = rules().get(key)
    if rule is None:
        raise Http404
    home = own_province()

    def shape(form: OfficeForm) -> None:
        _shape(form, rule, home)

    def act(data: dict[str, Any]) -> str:
        kind = data["kind"] or rule.kind
        row = override_put(
            rule=rule.key, place=data["place"], kind=kind, value=typed_value(kind, data["value"]),
            start_on=data["start_on"], number=data["number"], title=data["title"], note=data["note"],
            by=request.hand, at=request.moment.at,
        )  # fmt: skip
        return (
            f"“{rule.title}”从{cn_date(row.start_on)}起按{row.number}：{row_words(rule, row)}。用到它的时限会跟着重算。"
        )

    back = reverse("console:law-rule", args=[key])
    place = rule.place or (home if home and (rule.entered or barred(rule, "")) else "")
    note = f"规则库里：{rule.summary}"
    if rule.compare:
        note += f"只换数，“{COMPARE_WORDS[rule.compare]}”不变。"
    return form_page(request, OwnForm, act, title=f"登记本单位的数：{rule.title}", button="登记这个数", back=back,
                     first={"kind": rule.kind, "place": place}, note=note, shape=shape)  # fmt: skip


def _shape(form: OfficeForm, rule: Rule, home: str) -> None:
    place, kind, value = form.fields["place"], form.fields["kind"], form.fields["value"]
    assert isinstance(place, forms.ChoiceField) and isinstance(kind, forms.ChoiceField)
    kinds = LENGTHS if rule.kind in LENGTHS else (rule.kind,)
    kind.choices = [(each, KIND_WORDS[each]) for each in kinds]
    if len(kinds) == 1:
        kind.widget, kind.required = forms.HiddenInput(), False
    named = sorted(places().items(), key=lambda item: item[0] != home)
    listed = [("", "没有省份另行规定的地方"), *named] if not rule.place else [(rule.place, places()[rule.place])]
    place.choices = listed
    value.help_text = {
        "share": "比如2/3、20%", "count": "比如3，或者3-7", "money": "单位是元，比如2490", "flag": "写“是”或者“否”",
        "list": "各项用顿号隔开",
    }.get(rule.kind, "整数，比如20")  # fmt: skip


class RetireForm(OfficeForm):
    """Taking something out again."""

    on = DayField(future_ok=True, required=False, label="从哪天起不用", help_text="从来不该有的，空着")
    reason = text("原因", 300, "比如“文件已经废止”“规则库里已经有了”")


def retire(request: OfficeRequest, pk: int) -> HttpResponse:
    """Take a value of the office's own out."""
    row = RuleOverride.objects.filter(pk=pk).first()
    rule = rules().get(row.rule) if row else None
    if row is None or rule is None:
        raise Http404

    def act(data: dict[str, Any]) -> str:
        override_retire(override=row, on=data["on"], reason=data["reason"], by=request.hand, at=request.moment.at)
        return f"{row.number}的数停用了，“{rule.title}”回到规则库里的规定。"

    note = f"{row.number}《{row.title}》，从{cn_date(row.start_on)}起{row_words(rule, row)}，{row.by_name}登记。"
    return form_page(request, RetireForm, act, title=f"停用：{rule.title}", button="停用这个数",
                     back=reverse("console:law-rule", args=[rule.key]), note=note)  # fmt: skip
