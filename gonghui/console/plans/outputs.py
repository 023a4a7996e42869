"""工作计划表 for paper: on the screen to print, as Word and as Excel, A4 on its side."""

from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from gonghui.console.plans import access
from gonghui.console.request import OfficeRequest
from gonghui.kernel.dates import cn_date
from gonghui.kernel.printing.tables import table_docx, table_xlsx
from gonghui.kernel.sheets.paper import Group, PaperColumn, PaperTable, Value
from gonghui.planning.public import Plan, Row, Sheet, Target, month_words, number, quantity_words, sheet

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

COLUMNS = (
    PaperColumn("序号", 3, "center"), PaperColumn("工作项目", 13), PaperColumn("主要措施", 15), PaperColumn("目标", 10, "center"),
    PaperColumn("完成时间", 7, "center"), PaperColumn("责任人", 5, "center"), PaperColumn("经费", 4, "right"),
    PaperColumn("备注", 7),
)  # fmt: skip


def paper(shown: Sheet, maker: str, today: date) -> PaperTable:
    """The plan's table as it hangs on the wall. Money in 万元, as offices write it."""
    plan = shown.plan
    groups = [
        Group(group.heading.text if group.heading else "", [_cells(row) for row in group.rows])
        for group in shown.groups
        if group.rows
    ]
    total = ["", "合　计", "", "", "", "", _wan(shown.budget), ""] if shown.budget else None
    return PaperTable(
        title=title_of(plan), columns=COLUMNS, groups=groups, total=total,
        above=(f"填报单位：{plan.union.name}", plan.approval or plan.get_state_display(), "金额单位：万元"),
        below=("主席（签字）：", f"制表：{maker}", cn_date(today)), office=plan.union.name,
    )  # fmt: skip


def title_of(plan: Plan) -> str:
    """The title on paper: the plan's own, as a table."""
    return plan.title if plan.title.endswith("表") else plan.title.removesuffix("工作计划") + "工作计划表"


def _cells(row: Row) -> list[Value]:
    task = row.task
    several = len(row.parts) > 1
    goals = "；".join(
        (part.target.what if several else "") + quantity_words(part.target)
        for part in row.parts
        if part.goal is not None
    )
    when = f"{cn_date(task.due_on, task.due_on.year)}前" if task.due_on else month_words(task.months) or "全年"
    notes = [f"{task.assigned_by}交办" if task.assigned_by else "", f"配合：{task.partners}" if task.partners else "",
             task.budget_note]  # fmt: skip
    return [row.number, task.text, task.measures, goals, when, task.owner_name, _wan(task.budget),
            "；".join(note for note in notes if note)]  # fmt: skip


def _goal(target: Target, several: bool) -> str:
    """15个; with what is counted when a task has several; a milestone in its words."""
    if target.quantity is None:
        return target.what
    return (target.what if several else "") + quantity_words(target)


def _wan(amount: Decimal | None) -> str:
    return "" if not amount else number(amount / 10_000)


@require_GET
def show(request: OfficeRequest, pk: int) -> HttpResponse:
    """The sheet on the screen, to print."""
    plan = access.plan_of(request, pk)
    shown = sheet(plan, request.moment.today)
    table = paper(shown, request.user.name, request.moment.today)
    return render(
        request,
        "console/plans/print.html",
        {"plan": plan, "table": table, "columns": len(COLUMNS), "centred": (1, 4, 5, 6)},
    )


@require_GET
def word(request: OfficeRequest, pk: int) -> HttpResponse:
    """The table as a Word file."""
    return _file(request, pk, "docx")


@require_GET
def excel(request: OfficeRequest, pk: int) -> HttpResponse:
    """The table as an Excel file."""
    return _file(request, pk, "xlsx")


def _file(request: OfficeRequest, pk: int, kind: str) -> HttpResponse:
    plan, today = access.plan_of(request, pk), request.moment.today
    table = paper(sheet(plan, today), request.user.name, today)
    data = table_docx(table, today) if kind == "docx" else table_xlsx(table)
    response = HttpResponse(data, content_type=DOCX if kind == "docx" else XLSX)
    name = content_disposition_header(True, f"{table.title}.{kind}")
    if name:
        response["Content-Disposition"] = name
    return response
