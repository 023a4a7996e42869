"""The list that goes along on the Spring Festival visits to model workers, as Word."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views import View

from gonghui.console.ledgers.reading import reader_of
from gonghui.console.request import OfficeRequest
from gonghui.honours.public import LIVING, ModelWorker, last_visit
from gonghui.kernel.ledger.api import Reader
from gonghui.kernel.printing.tables import table_docx
from gonghui.kernel.privacy.exports import export_make
from gonghui.kernel.sheets.paper import Group, PaperColumn, PaperTable

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
COLUMNS = (
    PaperColumn("序号", 3, "center"), PaperColumn("姓名", 6), PaperColumn("称号", 9), PaperColumn("所属工会", 16),
    PaperColumn("工作状态", 5), PaperColumn("上次走访", 8), PaperColumn("走访人", 7), PaperColumn("慰问金（物）", 8),
    PaperColumn("本人签字", 8),
)  # fmt: skip


def paper(reader: Reader) -> PaperTable:
    """Everybody who is to be visited in the reader's scope, those longest unvisited first."""
    rows = reader.scope.limit(ModelWorker.objects.filter(LIVING)).select_related("union").prefetch_related("cares")
    known = [(each, last_visit(each)) for each in rows]
    known.sort(key=lambda pair: (pair[1].on.isoformat() if pair[1] else "", pair[0].pk))
    lines = [(number, each.name, each.title, each.union.name, each.get_standing_display(), visit.on if visit else "没有走访过",
              "", "", "") for number, (each, visit) in enumerate(known, 1)]  # fmt: skip
    return PaperTable(title="春节走访慰问劳模名单", columns=COLUMNS, groups=(Group("", lines),),
                      above=(f"共{len(lines)}人", "", reader.today.isoformat()), below=("主席（签字）：", "制表：", ""))  # fmt: skip


class VisitList(View):
    """The Word file; it stands in the register of exports like every list of people that leaves."""

    def get(self, request: HttpRequest) -> HttpResponse:
        reader, asked = reader_of(request), cast(OfficeRequest, request)
        table = paper(reader)
        rows = len(table.groups[0].rows)
        _, data = export_make(what="model-workers", title=table.title, words="在世的", rows=rows, by=asked.hand,
                              at=asked.moment.at, build=lambda row: table_docx(table, reader.today))  # fmt: skip
        response = HttpResponse(data, content_type=DOCX)
        response["Content-Disposition"] = content_disposition_header(True, f"{table.title}.docx") or "attachment"
        return response
