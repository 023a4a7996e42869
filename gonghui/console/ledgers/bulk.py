"""One act on many selected rows: one transaction, good rows done, the others named with their reasons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from gonghui.console.actions import token_take
from gonghui.console.ledgers.doings import blocked, changeable, not_his
from gonghui.console.ledgers.forms import OfficeForm
from gonghui.console.ledgers.lists import workbook
from gonghui.console.ledgers.reading import LedgerView
from gonghui.console.ledgers.scans import drop_scan, keep_scan
from gonghui.console.ledgers.write import fresh_token
from gonghui.console.numbers import keys
from gonghui.console.prints.views import selected
from gonghui.console.scans.fields import ScanField
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.ledger.api import Act, Ledger, Reader
from gonghui.kernel.ledger.choice import read_choice
from gonghui.kernel.ledger.rows import rows_by_key
from gonghui.kernel.refusal import Refused

MOST = 2000
PRINT = "print:"
"""Before a form's key: the selected rows are not acted upon, but printed."""


@dataclass
class Outcome:
    """What became of the selected rows, by name."""

    done: list[str]
    same: list[str]
    refused: list[tuple[str, str]]


def title_of(ledger: Ledger, row: Any, reader: Reader) -> str:
    return str(ledger.columns[0].of(row, reader))


def carry_out(ledger: Ledger, rows: Sequence[Any], act: Act, data: dict[str, Any], reader: Reader,
              by: Hand, at: datetime) -> Outcome:  # fmt: skip
    """Do one act on every row in one transaction; a refused row leaves nothing behind and stops nobody else."""
    out = Outcome([], [], [])
    with transaction.atomic():
        for row in rows:
            name = title_of(ledger, row, reader)
            no = blocked(ledger, act, row, reader)
            no = no if act.shared or changeable(ledger, row, reader) else not_his(ledger, row, reader)
            try:
                if no:
                    raise no
                with transaction.atomic():
                    (out.done if act.do(row, dict(data), by, at).changed else out.same).append(name)
            except Refused as refused:
                out.refused.append((name, str(refused)))
    return out


class BulkPage(LedgerView):
    """The page between selecting rows and the deed; its result names what was done and what was not."""

    def get(self, request: HttpRequest) -> HttpResponse:
        result = request.session.get(f"bulk-{self.ledger.key}")
        if not result:
            return HttpResponseRedirect(reverse(f"console:{self.ledger.key}"))
        return render(request, "console/ledgers/bulk_result.html", {"ledger": self.ledger, **result})

    def post(self, request: HttpRequest) -> HttpResponse:
        reader = self.reader_of(request)
        keys = self._keys(request, reader)
        name = request.POST.get("act", "")
        choice = read_choice(self.ledger, QueryDict(request.POST.get("query", "")), reader)
        if name == "export":
            return workbook(request, choice, reader, keys)
        back = f"{reverse(f'console:{self.ledger.key}')}?{choice.query()}"
        if name.startswith(PRINT):
            return selected(request, name.removeprefix(PRINT), keys, self.ledger, back)
        act = next((act for act in self.ledger.bulk_acts(reader) if act.key == name), None)
        if act is None:
            raise Http404
        rows = rows_by_key(self.ledger, keys, reader)
        sent = request.POST.get("step") == "do"
        form = OfficeForm(request.POST if sent else None, request.FILES if sent else None, fields=act.bulk_fields(),
                          reader=reader.writing(), check=act.check)  # fmt: skip
        if act.scan:
            form.fields["scan"] = ScanField()
        if sent and rows and form.is_valid():
            try:
                return self._do(request, rows, act, form.cleaned_data, back)
            except Refused as refused:
                form.add_error("scan", str(refused))
        if sent:
            form.mark()
        context = {
            "ledger": self.ledger, "act": act, "word": act.word(), "form": form, "rows": rows, "back": back, "kept": choice.query(),
            "names": [title_of(self.ledger, row, reader) for row in rows], "token": fresh_token(),
        }  # fmt: skip
        return render(request, "console/ledgers/bulk.html", context, status=422 if sent else 200)

    def _keys(self, request: HttpRequest, reader: Reader) -> list[int]:
        if request.POST.get("all") == "1":
            choice = read_choice(self.ledger, QueryDict(request.POST.get("query", "")), reader)
            rows = choice.chosen(reader).order_by(*choice.order())
            return list(rows.values_list("pk", flat=True)[:MOST])
        return keys(request.POST.getlist("pk"))[:MOST]

    def _do(self, request: HttpRequest, rows: list[Any], act: Act, data: dict[str, Any],
            back: str) -> HttpResponse:  # fmt: skip
        reader, here = self.reader_of(request), request.path
        scan = data.pop("scan", None)
        path = keep_scan(scan) if scan else ""
        by, at = replace(request.hand, scan=path), request.moment.at  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                token_take(token=request.POST.get("token", ""), at=at)
                out = carry_out(self.ledger, rows, act, data, reader, by, at)
        except IntegrityError:
            drop_scan(path)
            return HttpResponseRedirect(here)
        if not out.done:
            drop_scan(path)
        request.session[f"bulk-{self.ledger.key}"] = {
            "title": act.word(), "back": back, "done": out.done, "same": out.same, "refused": out.refused,
        }  # fmt: skip
        return HttpResponseRedirect(here)
