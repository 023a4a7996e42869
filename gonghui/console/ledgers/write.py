"""The page of a form by hand: rights, scope, errors under the field, one deed for two clicks, simultaneous saves."""

import secrets
from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views import View

from gonghui.console.actions import token_take
from gonghui.console.ledgers.forms import OfficeForm
from gonghui.console.ledgers.history import last_touch
from gonghui.console.ledgers.listing import Reader
from gonghui.console.ledgers.reading import reader_of
from gonghui.console.ledgers.scans import drop_scan, keep_scan
from gonghui.console.models import FormToken
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.refusal import Refused, Stale


def fresh_token() -> str:
    return secrets.token_urlsafe(18)


class WritePage(View, ABC):
    """A form and its deed. Subclasses say what the record is, what stands in the form first, and which verb does it.

    `town_only`: moving, merging, closing and registering units is for the town's own officers.
    """

    title = ""
    button = ""
    form_class: type[OfficeForm] = OfficeForm
    town_only = False
    locks = False
    note = ""
    template = "console/ledgers/form.html"

    reader: Reader
    record: Any = None

    def find(self, **key: Any) -> Any:
        """The record that the form is about, inside the reader's scope."""
        return None

    def first(self) -> dict[str, Any]:
        """What stands in a fresh form."""
        return {}

    @abstractmethod
    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        """Do it; returns (address to go to, sentence to say there)."""

    def union_name(self) -> str:
        """The union that a town officer enters for; "" when the entry is the town's own."""
        return ""

    def heading(self) -> str:
        return self.title

    def back(self) -> str:
        return "/"

    def dispatch(self, request: HttpRequest, *args: Any, **key: Any) -> Any:
        self.reader = reader_of(request)
        self.record = self.find(**key)
        if not self.reader.may_write:
            return self._refused(request, "您的职务只能查看，不能登记。", "要登记或更正，请找镇总工会。")
        if self.town_only and not self.reader.town:
            return self._refused(request, f"{self.title}由镇总工会办。", "请把情况告诉镇总工会，由他们登记。")
        sent = FormToken.objects.filter(token=request.POST.get("token", "")[:40]).first() if request.POST else None
        if sent:  # the first of two clicks has done it; what it did may well bar a second time
            return HttpResponseRedirect(sent.url or self.back())
        barred = self.barred()
        if barred:
            return self._refused(request, barred.what, barred.todo)
        return super().dispatch(request, *args, **key)

    def barred(self) -> Refused | None:
        """Why the act cannot be done at all at present, if so."""
        return None

    def _refused(self, request: HttpRequest, what: str, todo: str) -> HttpResponse:
        context = {"title": self.title, "what": what, "todo": todo, "back": self.back()}
        return render(request, "console/ledgers/refused.html", context, status=403)

    def get(self, request: HttpRequest, **key: Any) -> HttpResponse:
        initial = self.first() | ({"for_whom": self.union_name()} if self.reader.town else {})
        return self._show(request, self._form(request, initial=initial), fresh_token())

    def _form(self, request: HttpRequest, **options: Any) -> OfficeForm:
        form = self.form_class(reader=self.reader, **options)
        if self.reader.town and self.union_name():
            form.fields["for_whom"] = forms.CharField(
                label="代谁录入", required=False, max_length=120, help_text="办理记录里会写明；自己的事清空就行",
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )  # fmt: skip
            form.fields["scan"] = forms.FileField(
                label="扫描件", required=False, help_text="png、jpg或pdf，不超过10兆",
                widget=forms.FileInput(attrs={"class": "form-control", "accept": ".png,.jpg,.jpeg,.pdf"}),
            )  # fmt: skip
        self.shape(form)
        return form

    def shape(self, form: OfficeForm) -> None:
        """Last changes to a form that only this page knows."""

    def post(self, request: HttpRequest, **key: Any) -> HttpResponse:
        token = request.POST.get("token", "")[:40]
        form = self._form(request, data=request.POST, files=request.FILES)
        if not form.is_valid() or not token:
            form.mark()
            return self._show(request, form, token or fresh_token(), status=422)
        try:
            if self.locks:
                self._lock(request.POST.get("version", ""))
            url, said = self._once(token, form.cleaned_data, request)
        except IntegrityError:
            return HttpResponseRedirect(FormToken.objects.filter(token=token).values_list("url", flat=True).first()
                                        or self.back())  # fmt: skip
        except Stale:
            return self._stale(request, form, token)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
            form.mark()
            return self._show(request, form, token, status=422)
        messages.success(request, said)
        return HttpResponseRedirect(url)

    def _once(self, token: str, data: dict[str, Any], request: HttpRequest) -> tuple[str, str]:
        at = request.moment.at  # type: ignore[attr-defined]
        by: Hand = request.hand  # type: ignore[attr-defined]
        scan = data.pop("scan", None)
        path = keep_scan(scan) if scan else ""
        by = replace(by, for_whom=(data.pop("for_whom", "") or "").strip(), scan=path)
        try:
            with transaction.atomic():
                taken = token_take(token=token, at=at)
                url, said = self.perform(data, by, at)
                FormToken.objects.filter(pk=taken.pk).update(url=url[:300])
        except Exception:
            drop_scan(path)
            raise
        return url, said

    def _lock(self, version: str) -> None:
        """The verb compares the version that the person saw with the one in the database."""
        if version.isascii() and version.isdigit():
            self.locked().version = int(version)

    def locked(self) -> Any:
        """The record whose version guards the form."""
        return self.record

    def _stale(self, request: HttpRequest, form: OfficeForm, token: str) -> HttpResponse:
        self.record = self.find(**self.kwargs)
        now = self.first()
        shown = {name: form.fields[name].prepare_value(now.get(name)) for name in form.changed_against(now)}
        lines = [(form.fields[name].label, form.value_words(name, value)) for name, value in shown.items()]
        context = {"touch": last_touch(self.locked()), "now": lines}
        return self._show(request, form, token, status=409, stale=context)

    def _show(self, request: HttpRequest, form: OfficeForm, token: str, status: int = 200,
              stale: dict[str, Any] | None = None) -> HttpResponse:  # fmt: skip
        context = {
            "title": self.title, "heading": self.heading(), "button": self.button or self.title, "form": form,
            "token": token, "back": self.back(), "note": self.note, "names": form.names(), "stale": stale,
            "version": getattr(self.locked(), "version", "") if self.locks else "", "record": self.record,
            "reader": self.reader, "multipart": form.is_multipart(),
        }  # fmt: skip
        return render(request, self.template, context, status=status)
