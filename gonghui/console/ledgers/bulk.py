"""One act on many selected rows: one transaction, good rows done, the others named with their reasons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from gonghui.bargaining.public import contract_amend
from gonghui.console.actions import token_take
from gonghui.console.ledgers.choice import read_choice
from gonghui.console.ledgers.fields import DayField, UnitField, pick, text
from gonghui.console.ledgers.forms import AreaField, OfficeForm
from gonghui.console.ledgers.listing import Listing, Reader, rows_by_key
from gonghui.console.ledgers.lists import acts, workbook
from gonghui.console.ledgers.reading import reader_of
from gonghui.console.ledgers.unions_list import UNIONS
from gonghui.console.ledgers.write import fresh_token
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import BodyKind, DutyKind, body_record, duty_set, employer_attach, union_place
from gonghui.people.public import MemberState, member_restate, member_transfer

MOST = 2000


class BodiesForm(OfficeForm):
    kinds = forms.MultipleChoiceField(label="组织", choices=BodyKind.choices, widget=forms.CheckboxSelectMultiple)
    on = DayField(label="建立日期")
    proof = text("依据材料", 120, help_text="比如批复文号，所选的各家都写这一句")


class PlaceForm(OfficeForm):
    parent = UnitField("工会", label="上级工会", required=False)
    area = AreaField()
    on = DayField(label="从哪天起", help_text="此前的数字不变。可打0702，或“今天”")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("parent") and not data.get("area"):
            self.add_error("parent", "上级工会和片区都没有填，请至少填一个。")
        return data


class TransferForm(OfficeForm):
    to = UnitField("工会", label="转到哪个工会")
    on = DayField(label="从哪天起")


class OnForm(OfficeForm):
    on = DayField(label="从哪天起")


class DutyForm(OfficeForm):
    duty = pick("事项", [(DutyKind.CONTRACT, "签集体合同"), (DutyKind.UNION, "建会")])
    required = pick("标为", [("1", "应签 / 应建"), ("0", "免签 / 暂缓")])
    reason = text("原因", 120, help_text="免签或暂缓要写原因，统计时附在口径后面")
    on = DayField(label="从哪天起")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("required") == "0" and not data.get("reason"):
            self.add_error("reason", "免签或暂缓要写原因，统计时要附在口径后面。")
        return data


class AttachForm(OfficeForm):
    union = UnitField("工会", label="归到哪个工会")
    on = DayField(label="从哪天起")


class HandlerForm(OfficeForm):
    handler = text("经办人", 60, required=True)


Do = Callable[[Any, dict[str, Any], Hand, datetime], Any]


def _bodies(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> bool:
    return any(
        [body_record(union=row, kind=BodyKind(kind), on=data["on"], proof=data["proof"], by=by, at=at)
         for kind in data["kinds"]]
    )  # fmt: skip


def _place(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> bool:
    return union_place(union=row, parent=data["parent"], area=data["area"], on=data["on"], by=by, at=at)


def _transfer(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> bool:
    member_transfer(row=row, to=data["to"], on=data["on"], by=by, at=at)
    return True


def _retain(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> bool:
    member_restate(row=row, state=MemberState.RETAINED, on=data["on"], by=by, at=at)
    return True


def _duty(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> bool:
    return duty_set(employer=row, duty=DutyKind(data["duty"]), required=data["required"] == "1", on=data["on"],
                    reason=data["reason"], by=by, at=at)  # fmt: skip


def _attach(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> bool:
    return employer_attach(employer=row, union=data["union"], on=data["on"], by=by, at=at)


def _handler(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> bool:
    return contract_amend(contract=row, handler=data["handler"], by=by, at=at)


DOINGS: dict[tuple[str, str], tuple[type[OfficeForm], Do]] = {
    ("unions", "bodies"): (BodiesForm, _bodies), ("unions", "place"): (PlaceForm, _place),
    ("members", "transfer"): (TransferForm, _transfer), ("members", "retain"): (OnForm, _retain),
    ("employers", "duty"): (DutyForm, _duty), ("employers", "attach"): (AttachForm, _attach),
    ("contracts", "handler"): (HandlerForm, _handler),
}  # fmt: skip


@dataclass
class Outcome:
    """What became of the selected rows, by name."""

    done: list[str]
    same: list[str]
    refused: list[tuple[str, str]]


def title_of(listing: Listing, row: Any, reader: Reader) -> str:
    return str(listing.columns[0].value(row, reader))


def carry_out(listing: Listing, rows: Sequence[Any], do: Do, data: dict[str, Any], reader: Reader,
              by: Hand, at: datetime) -> Outcome:  # fmt: skip
    """Do one act on every row in one transaction; a refused row leaves nothing behind and stops nobody else."""
    out = Outcome([], [], [])
    with transaction.atomic():
        for row in rows:
            name = title_of(listing, row, reader)
            try:
                with transaction.atomic():
                    (out.done if do(row, data, by, at) else out.same).append(name)
            except Refused as refused:
                out.refused.append((name, str(refused)))
    return out


class BulkPage(View):
    """The page between selecting rows and the deed; its result names what was done and what was not."""

    listing: Listing = UNIONS

    def get(self, request: HttpRequest) -> HttpResponse:
        result = request.session.get(f"bulk-{self.listing.key}")
        if not result:
            return HttpResponseRedirect(reverse(f"console:{self.listing.key}"))
        return render(request, "console/ledgers/bulk_result.html", {"listing": self.listing, **result})

    def post(self, request: HttpRequest) -> HttpResponse:
        reader = reader_of(request)
        keys = self._keys(request, reader)
        name = request.POST.get("act", "")
        choice = read_choice(self.listing, QueryDict(request.POST.get("query", "")), reader)
        if name == "export":
            return workbook(choice, reader, keys)
        act = next((act for act in acts(self.listing, reader) if act.key == name), None)
        if act is None:
            raise Http404
        form_class, do = DOINGS[self.listing.key, act.key]
        rows = rows_by_key(self.listing, keys, reader)
        sent = request.POST.get("step") == "do"
        form = form_class(request.POST if sent else None, reader=reader)
        back = f"{reverse(f'console:{self.listing.key}')}?{choice.query()}"
        if sent and rows and form.is_valid():
            return self._do(request, rows, do, form.cleaned_data, act, back)
        if sent:
            form.mark()
        context = {
            "listing": self.listing, "act": act, "form": form, "rows": rows, "back": back, "kept": choice.query(),
            "names": [title_of(self.listing, row, reader) for row in rows], "token": fresh_token(),
        }  # fmt: skip
        return render(request, "console/ledgers/bulk.html", context, status=422 if sent else 200)

    def _keys(self, request: HttpRequest, reader: Reader) -> list[int]:
        if request.POST.get("all") == "1":
            choice = read_choice(self.listing, QueryDict(request.POST.get("query", "")), reader)
            rows = choice.chosen(reader).order_by(*choice.order())
            return list(rows.values_list("pk", flat=True)[:MOST])
        return [int(key) for key in request.POST.getlist("pk") if key.isascii() and key.isdigit()][:MOST]

    def _do(self, request: HttpRequest, rows: list[Any], do: Do, data: dict[str, Any], act: Any,
            back: str) -> HttpResponse:  # fmt: skip
        reader, here = reader_of(request), request.path
        by, at = request.hand, request.moment.at  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                token_take(token=request.POST.get("token", ""), at=at)
                out = carry_out(self.listing, rows, do, data, reader, by, at)
        except IntegrityError:
            return HttpResponseRedirect(here)
        request.session[f"bulk-{self.listing.key}"] = {
            "title": act.title, "back": back, "done": out.done, "same": out.same, "refused": out.refused,
        }  # fmt: skip
        return HttpResponseRedirect(here)
