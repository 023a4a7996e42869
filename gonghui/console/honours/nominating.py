"""登记推荐 with the panel, and the vote of one meeting on the whole list."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from gonghui.console.honours.against import panel
from gonghui.console.ledgers.forms import OfficeForm
from gonghui.console.ledgers.write import ActPage, fresh_token
from gonghui.console.workflow.pages import OncePage
from gonghui.honours.public import Nomination, Round, Vote, round_review
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.ledger.api import Field
from gonghui.kernel.refusal import Refused


class NominatePage(ActPage):
    """Put somebody forward; the same page, asked first, says what stands against it."""

    template = "console/honours/nominate.html"

    def post(self, request: HttpRequest, **key: Any) -> HttpResponse:
        if "look" not in request.POST:
            return super().post(request, **key)
        form = self._form(data=request.POST, files=request.FILES)
        status = 200 if form.is_valid() else 422
        form.mark()
        return self._show(request, form, request.POST.get("token", "")[:40] or fresh_token(), status)

    def more(self, form: OfficeForm) -> dict[str, Any]:
        given = form.cleaned_data if form.is_bound and hasattr(form, "cleaned_data") else self.fresh()
        return {"panel": panel(given, self.reader)}


class ReviewPage(OncePage):
    """登记评审: one meeting, a line for everybody on the list; the votes say who passed."""

    template = "console/honours/review.html"
    button = "登记评审"

    def find(self, pk: int) -> Round:
        row: Round | None = Round.objects.valid().filter(pk=pk).select_related("programme").first()
        if row is None or not self.reader.town:
            raise Http404
        return row

    def back(self) -> str:
        return reverse("console:round", args=[self.record.pk])

    def title(self) -> str:
        return "登记评审"

    def name(self) -> str:
        return str(self.record)

    def barred(self) -> Refused | None:
        if self._waiting():
            return None
        return Refused("没有“待评审”的推荐。", "有了推荐再登记评审。")

    def _waiting(self) -> list[Nomination]:
        rows = Nomination.objects.valid().filter(round=self.record, state="nominated").select_related("union")
        return list(rows.order_by("union__code", "pk"))

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        fields = [
            Field("on", "评审日期", "day", required=True),
            Field("body", "评审的会议", "text", required=True, size=120, help="比如镇总工会常委会"),
            Field("present", "到会人数", "count", required=True),
            Field("document", "文书名称", "text", required=False, size=120, help="比如会议纪要"),
        ]  # fmt: skip
        for row in self._waiting():
            fields += [Field(f"y{row.pk}", f"{row.name}：同意", "count", required=True),
                       Field(f"n{row.pk}", f"{row.name}：反对", "count", required=False),
                       Field(f"o{row.pk}", f"{row.name}：意见", "text", required=False, size=200)]  # fmt: skip
        return OfficeForm(data, reader=self.reader, fields=fields, initial={"on": self.reader.today})

    def more(self, form: OfficeForm) -> dict[str, Any]:
        rows = [(row, form[f"y{row.pk}"], form[f"n{row.pk}"], form[f"o{row.pk}"])
                for row in self._waiting() if f"y{row.pk}" in form.fields]  # fmt: skip
        return {"top": [form[key] for key in ("on", "body", "present", "document")], "rows": rows}

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        votes = {row.pk: Vote(data[f"y{row.pk}"], data[f"n{row.pk}"] or 0, data[f"o{row.pk}"] or "")
                 for row in self._waiting() if f"y{row.pk}" in data}  # fmt: skip
        passed, failed = round_review(round=self.record, on=data["on"], body=data["body"], present=data["present"],
                                      votes=votes, document=data["document"] or "", by=by, at=at)  # fmt: skip
        return f"评审记好了：通过{passed}个，没有通过{failed}个。"
