"""Checks of contracts, quality of bargaining, and the assessment list."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views import View

from gonghui.bargaining.public import (
    Checked,
    ComplianceCheck,
    Contract,
    ContractKind,
    Kept,
    Quality,
    assessment,
    check_record,
    check_rectified,
    checked_in,
    checklist,
    clauses_of,
    commendable,
    contract_title,
    in_force_on,
    kept_in,
    province,
    quality,
)
from gonghui.console.bargaining.reading import check_in, contract_of
from gonghui.console.ledgers.forms import OfficeForm
from gonghui.console.ledgers.reading import reader_of
from gonghui.console.prints.menu import prints_context
from gonghui.console.workflow.clockblock import running_blocks
from gonghui.console.workflow.pages import OncePage
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date, parse_period
from gonghui.kernel.ledger.api import Field, Reader
from gonghui.kernel.printing.tables import table_xlsx
from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets.paper import Group, PaperColumn, PaperTable
from gonghui.kernel.workflow.asking import deadlines_of

MOST_RANKED = 300


class RecordCheck(OncePage):
    """登记履约检查."""

    template = "console/bargaining/check_form.html"
    button = "登记检查"

    def find(self, pk: int) -> Contract:
        return contract_of(self.reader, pk)

    def back(self) -> str:
        return reverse("console:quality-of", args=[self.record.pk])

    def title(self) -> str:
        return "登记履约检查"

    def name(self) -> str:
        return contract_title(self.record)

    def barred(self) -> Refused | None:
        row, today = self.record, self.reader.today
        if row.effective_on is None or row.effective_on > today:
            return Refused("这份合同还没有生效。", "生效以后再检查履行情况。")
        return None

    def _items(self) -> list[str]:
        agreed = [clause.item for clause in clauses_of(self.record) if clause.agreed]
        return agreed or list(checklist(self.record.kind, self.reader.today, province()).value)

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        fields = [
            Field("on", "检查日期", "day", required=True), Field("checkers", "检查人", "text", required=True, size=120),
            Field("joint", "双方共同检查", "flag"),
        ]  # fmt: skip
        for number, item in enumerate(self._items()):
            fields += [Field(f"k{number}", item, "choice", required=False, choices=Kept.choices, blank="没有查这一条"),
                       Field(f"w{number}", f"{item}：说明", "text", required=False, size=300)]  # fmt: skip
        fields += [Field("findings", "检查情况", "long", required=False, size=500),
                   Field("rectify_by", "要求整改完成的日期", "day", required=False, future=True, help="有没有履行的才填")]  # fmt: skip
        initial = {"on": self.reader.today, "checkers": self.reader.name}
        return OfficeForm(data, reader=self.reader, fields=fields, initial=initial)

    def more(self, form: OfficeForm) -> dict[str, Any]:
        rows = [(item, form[f"k{number}"], form[f"w{number}"]) for number, item in enumerate(self._items())]
        return {
            "rows": rows,
            "top": [form["on"], form["checkers"], form["joint"]],
            "end": [form["findings"], form["rectify_by"]],
        }

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        items = [Checked(item, Kept(data[f"k{number}"]), data[f"w{number}"] or "")
                 for number, item in enumerate(self._items()) if data[f"k{number}"]]  # fmt: skip
        check = check_record(contract=self.record, on=data["on"], checkers=data["checkers"], items=items, joint=data["joint"],
                             findings=data["findings"] or "", rectify_by=data["rectify_by"], by=by, at=at)  # fmt: skip
        return f"检查记好了。{cn_date(check.rectify_by)}前整改。" if check.rectify_by else "检查记好了，没有发现问题。"


class Rectified(OncePage):
    """登记整改完成."""

    button = "登记整改"

    def find(self, pk: int) -> ComplianceCheck:
        return check_in(self.reader, pk)

    def back(self) -> str:
        return reverse("console:check", args=[self.record.pk])

    def title(self) -> str:
        return "登记整改完成"

    def name(self) -> str:
        return contract_title(self.record.contract)

    def barred(self) -> Refused | None:
        if self.record.rectify_by is None:
            return Refused("这次检查没有发现问题。", "不用登记整改。")
        return Refused("整改已经登记过了。", "不用再登记一次。") if self.record.rectified_on else None

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        fields = (
            Field("on", "整改完成的日期", "day", required=True),
            Field("note", "怎么整改的", "long", required=True, size=300),
        )
        return OfficeForm(data, reader=self.reader, fields=fields, initial={"on": self.reader.today})

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        check_rectified(check=self.record, by=by, at=at, **data)
        return "整改记好了。"


class CheckPage(View):
    """One check with its clauses."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        reader = reader_of(request)
        check = check_in(reader, pk)
        context = {
            "check": check, "name": contract_title(check.contract), "items": list(check.items.all()), "reader": reader,
            "clocks": running_blocks(list(deadlines_of(check)), reader.today), **prints_context(check, reader.today),
        }  # fmt: skip
        return render(request, "console/bargaining/check.html", context)


class QualityOf(View):
    """How one contract was bargained and kept, with its clauses and checks."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        reader = reader_of(request)
        contract = contract_of(reader, pk)
        context = {
            "contract": contract, "name": contract_title(contract), "reader": reader, "clauses": clauses_of(contract),
            "quality": quality(contract, reader.today, province()), "checks": list(contract.checks.order_by("-on")),
            "procedures": list(contract.bargainings.order_by("-pk")),
        }  # fmt: skip
        return render(request, "console/bargaining/quality.html", context)


def ranked(reader: Reader, kind: str) -> list[Quality]:
    """The contracts in force in the reader's scope, best first."""
    rows = reader.scope.limit(Contract.objects.filter(in_force_on(reader.today), kind=kind))
    found = rows.select_related("union").prefetch_related("covers__employer", "checks").order_by("pk")[:MOST_RANKED]
    return assessment(list(found), reader.today, province())


def _kind(request: HttpRequest) -> str:
    given = request.GET.get("kind", "")
    return given if given in ContractKind.values else ContractKind.COLLECTIVE.value


def performance(reader: Reader) -> tuple[int, int, int]:
    """(kept, checked, in force) this year in the reader's scope: the base is what was checked, not what is in force."""
    span = parse_period(str(reader.today.year)).span.cut(reader.today)
    in_force = reader.scope.limit(Contract.objects.filter(in_force_on(reader.today))).count()
    return reader.scope.limit(kept_in(span)).count(), reader.scope.limit(checked_in(span)).count(), in_force


class Assessment(View):
    """The yearly assessment: contracts in force by score."""

    def get(self, request: HttpRequest) -> HttpResponse:
        reader, kind = reader_of(request), _kind(request)
        judged = [(each, *commendable(each)) for each in ranked(reader, kind)]
        only = request.GET.get("show") == "commend"
        rows = [(number, contract_title(each.contract), each, why)
                for number, (each, good, why) in enumerate(judged, 1) if good or not only]  # fmt: skip
        context = {
            "kept": performance(reader), "rows": rows, "only": only, "good": sum(good for _, good, _ in judged),
            "all": len(judged), "kind": kind,
            "kinds": ContractKind.choices, "reader": reader, "bare": sum(each.bare for each, _, _ in judged),
        }  # fmt: skip
        return render(request, "console/bargaining/assessment.html", context)


class AssessmentSheet(View):
    """The same list as a spreadsheet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        reader, kind = reader_of(request), _kind(request)
        content = sheet(ranked(reader, kind), ContractKind(kind).label, reader.today)
        response = HttpResponse(
            content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        )
        name = f"{reader.today.year}年集体协商评估（{ContractKind(kind).label}）.xlsx"
        response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
        return response


def sheet(rows: list[Quality], kind: str, day: date) -> bytes:
    """The assessment as an Excel file: rank, unit, five sides, sum."""
    sides = [side.title for side in rows[0].sides] if rows else ["程序", "内容", "代表", "公开", "履行"]
    lines: tuple[tuple[Any, ...], ...] = tuple(
        (number, contract_title(each.contract), each.contract.expires_on, *(side.got for side in each.sides), each.got,
         commendable(each)[1] or "可以推荐")
        for number, each in enumerate(rows, 1)
    )  # fmt: skip
    columns = (PaperColumn("名次", 4, "center"), PaperColumn("合同", 24), PaperColumn("届满日期", 9, "center"),
               *(PaperColumn(title, 6, "right") for title in sides), PaperColumn("得分", 6, "right"), PaperColumn("说明", 10))  # fmt: skip
    paper = PaperTable(
        title=f"{day.year}年集体协商质量评估（{kind}）", columns=columns, groups=(Group("", lines),),
        above=("本镇办法", "", f"{cn_date(day)}"), below=("主席（签字）：", "制表：", ""),
    )  # fmt: skip
    return table_xlsx(paper)
