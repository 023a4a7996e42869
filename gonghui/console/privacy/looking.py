"""A look at the private values of one record: the purpose first, then the values for this once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gonghui.console.ledgers.reading import LedgerView, address, record_in
from gonghui.console.ledgers.write import refused_page
from gonghui.console.privacy.asking import PurposeForm
from gonghui.kernel.ledger.verbs import private_look
from gonghui.kernel.refusal import Refused


class Look(LedgerView):
    """Shows the private values of a record once, after the purpose is written down."""

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        return self._show(request, ref, None)

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        return self._show(request, ref, request.POST)

    def _show(self, request: HttpRequest, ref: str, data: Any) -> HttpResponse:
        reader = self.reader_of(request)
        row = record_in(self.ledger, reader, ref)
        back, title = address(self.ledger, row), f"{self.ledger.caption(row)}：查看加密的内容"
        if not self.ledger.may_look(row, reader):
            no = Refused("加密的内容由本工会主席和镇总工会查看。", "确有需要请找镇总工会。")
            return refused_page(request, title, no, back)
        form = PurposeForm(data, reader)
        page: dict[str, Any] = {"title": title, "form": form, "back": back, "shown": None}
        if data is not None and form.is_valid():
            by, at = request.hand, request.moment.at  # type: ignore[attr-defined]
            page["shown"] = private_look(ledger=self.ledger, row=row, purpose=form.said, by=by, at=at)
        form.mark()
        response = render(request, "console/ledgers/look.html", page, status=422 if form.errors else 200)
        response["Cache-Control"] = "no-store"
        return response
