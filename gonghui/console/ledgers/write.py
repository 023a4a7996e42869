"""The page of an act: rights, scope, errors under the field, one deed for two clicks, simultaneous saves."""

import secrets
from dataclasses import replace
from typing import Any, cast

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from gonghui.console.actions import token_take
from gonghui.console.ledgers.doings import bar, blocked
from gonghui.console.ledgers.fields import asked_for
from gonghui.console.ledgers.forms import OfficeForm
from gonghui.console.ledgers.reading import LedgerView, address, record_in
from gonghui.console.ledgers.scans import drop_scan, keep_scan
from gonghui.console.models import FormToken
from gonghui.console.numbers import number
from gonghui.console.scans.fields import ScanField
from gonghui.kernel.ledger.api import Act, Field, Ledger, Reader, ledger_of
from gonghui.kernel.ledger.history import last_touch
from gonghui.kernel.refusal import Refused, Stale

FOR_WHOM = Field("for_whom", "代谁录入", "text", required=False, size=120, help="办理记录里会写明；自己的事清空就行")


def fresh_token() -> str:
    return secrets.token_urlsafe(18)


def refused_page(request: HttpRequest, title: str, no: Refused, back: str) -> HttpResponse:
    """Says what cannot be done, why, and what to do instead."""
    context = {"title": title, "what": no.what, "todo": no.todo, "back": back}
    return render(request, "console/ledgers/refused.html", context, status=403)


class ActPage(LedgerView):
    """The form of one act of one ledger, on one record or (`new`) on none."""

    act: Act = cast(Act, None)
    template = "console/ledgers/form.html"

    reader: Reader
    record: Any = None

    def find(self, ref: str = "") -> Any:
        """The record that the form is about, inside the reader's scope; None for a new one."""
        return record_in(self.ledger, self.reader, ref) if ref else None

    def first(self) -> dict[str, Any]:
        """What the record holds now, or what a new one usually begins with."""
        return self.act.first(self.record, self.reader.writing()) if self.act.first else {}

    def fresh(self) -> dict[str, Any]:
        """What stands in a fresh form; the address may say more (?union=H01)."""
        return self.first() | asked_for(self.act.fields, self.reader.writing(), self.request.GET)

    def unit(self) -> str:
        """The union that a town officer enters for; "" when the entry is the town's own."""
        if self.record is not None:
            return self.ledger.unit_of(self.record)
        return getattr(self.fresh().get("union"), "name", "") if self.request.GET else ""

    def back(self) -> str:
        return reverse(f"console:{self.ledger.key}") if self.record is None else address(self.ledger, self.record)

    def dispatch(self, request: HttpRequest, *args: Any, **key: Any) -> Any:
        self.reader = self.reader_of(request)
        self.record = self.find(**key)
        no = bar(self.ledger, self.act, self.record, self.reader)
        sent = FormToken.objects.filter(token=request.POST.get("token", "")[:40]).first() if request.POST else None
        if sent and (no is None or blocked(self.ledger, self.act, self.record, self.reader)):
            # The first of two clicks has done it; what it did may well bar a second time.
            return HttpResponseRedirect(sent.url or self.back())
        if no:
            return refused_page(request, self.act.word(self.record), no, self.back())
        return super().dispatch(request, *args, **key)

    def get(self, request: HttpRequest, **key: Any) -> HttpResponse:
        form = self._form()
        return self._show(request, form, fresh_token())

    def _form(self, **options: Any) -> OfficeForm:
        proxy = self.reader.town and self.unit()
        fields = (*self.act.fields, FOR_WHOM) if proxy else self.act.fields
        first = self.fresh() | ({FOR_WHOM.key: self.unit()} if proxy else {})
        form = OfficeForm(fields=fields, reader=self.reader.writing(), check=self.act.check, initial=first, **options)
        if proxy or self.ledger.scan or self.act.scan:
            form.fields["scan"] = ScanField()
        return form

    def post(self, request: HttpRequest, **key: Any) -> HttpResponse:
        token = request.POST.get("token", "")[:40]
        form = self._form(data=request.POST, files=request.FILES)
        if not form.is_valid() or not token:
            form.mark()
            return self._show(request, form, token or fresh_token(), status=422)
        try:
            version = number(request.POST.get("version"))
            if self.act.locks and version is not None:
                # The verb compares the version that the person saw with the one in the database.
                self.ledger.subject(self.record).version = version  # type: ignore[attr-defined]
            url, said = self._once(token, dict(form.cleaned_data), request)
        except IntegrityError:
            done = FormToken.objects.filter(token=token).values_list("url", flat=True).first()
            return HttpResponseRedirect(done or self.back())
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
        scan = data.pop("scan", None)
        path = keep_scan(scan) if scan else ""
        by = replace(request.hand, for_whom=(data.pop("for_whom", "") or "").strip(), scan=path)  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                taken = token_take(token=token, at=at)
                done = self.act.do(self.record, data, by, at)
                ledger = ledger_of(done.ledger) if done.ledger else self.ledger
                record = done.record if done.record is not None else self.record
                self._still_there(ledger, record)
                url = address(ledger, record) if record is not None else self.back()
                FormToken.objects.filter(pk=taken.pk).update(url=url[:300])
        except Exception:
            drop_scan(path)
            raise
        return url, done.said

    def _still_there(self, ledger: Ledger, record: Any) -> None:
        """Looked at again after saving: nobody moves a record, or enters one, where he could not open it himself."""
        if record is None or self.reader.scope.everything:
            return
        if not ledger.universe(self.reader).filter(pk=record.pk).exists():
            raise Refused(
                "没有保存：这样登记以后，这条记录就不归您管了。", "请选自己的工会；要转到别处，请镇总工会登记。"
            )

    def _stale(self, request: HttpRequest, form: OfficeForm, token: str) -> HttpResponse:
        self.record = self.find(**self.kwargs)
        now = self.first()
        shown = {name: form.fields[name].prepare_value(now.get(name)) for name in form.changed_against(now)}
        lines = [(form.fields[name].label, form.value_words(name, value)) for name, value in shown.items()]
        context = {"touch": last_touch(self.ledger.subject(self.record)), "now": lines}
        return self._show(request, form, token, status=409, stale=context)

    def _show(self, request: HttpRequest, form: OfficeForm, token: str, status: int = 200,
              stale: dict[str, Any] | None = None) -> HttpResponse:  # fmt: skip
        act, word = self.act, self.act.word(self.record)
        heading = word if self.record is None else f"{self.ledger.caption(self.record)}：{word}"
        context = {
            "title": word, "heading": heading, "button": act.button or word, "form": form, "token": token, "stale": stale,
            "back": self.back(), "note": act.note, "names": form.names(), "multipart": form.is_multipart(),
            "proxy": FOR_WHOM.key in form.fields,
            "version": getattr(self.ledger.subject(self.record), "version", "") if act.locks else "",
            **self.more(form),
        }  # fmt: skip
        return render(request, self.template, context, status=status)

    def more(self, form: OfficeForm) -> dict[str, Any]:
        """What the template shows besides."""
        return {}
