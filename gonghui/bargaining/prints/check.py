"""The form on which a check is written down."""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet

from gonghui.bargaining.choices import Kept
from gonghui.bargaining.models import CheckItem, ComplianceCheck
from gonghui.kernel.printing.forms import (
    BLANK_DAY,
    PrintContext,
    PrintField,
    PrintRows,
    WordForm,
    register_form,
)
from gonghui.kernel.printing.layout import Column, Facts, Layout, Repeat, Text, Title
from gonghui.kernel.scope import Scope
from gonghui.orgs.public import OFFICE_FIELDS


def _checks(scope: Scope, day: date) -> QuerySet[ComplianceCheck]:
    rows = scope.limit(ComplianceCheck.objects.select_related("contract__union", "union"))
    return rows.prefetch_related("items", "contract__covers__employer").order_by("-on")


def _unit(check: ComplianceCheck) -> str:
    names = [cover.employer.name for cover in check.contract.covers.all()]
    return names[0] if len(names) == 1 else check.contract.union.name


def _tick(wanted: Kept) -> Callable[[CheckItem, PrintContext], str]:
    return lambda item, ctx: "√" if item.kept == wanted else ""


CHECK = register_form(WordForm(
    key="bargaining.check", title="集体合同履约检查表", why="检查合同履行情况，双方签字。", line="权益",
    entity="bargaining.compliancecheck", records=_checks, names=_unit,
    fields=(
        PrintField("unit", "单位名称", lambda c, ctx: _unit(c), "永安纺织有限公司"),
        PrintField("kind", "合同类别", lambda c, ctx: c.contract.get_kind_display(), "综合集体合同"),
        PrintField("number", "合同编号", lambda c, ctx: c.contract.number, "石集〔2026〕17号"),
        PrintField("checked_on", "检查日期", lambda c, ctx: c.on, "2026年6月9日", BLANK_DAY),
        PrintField("checkers", "检查人", lambda c, ctx: c.checkers, "吴国平、何建平"),
        PrintField("findings", "检查情况", lambda c, ctx: c.findings, "条款都在履行。"),
        PrintField("rectify_by", "整改期限", lambda c, ctx: c.rectify_by, "2026年7月20日", "不用整改"),
        PrintField("rectified_on", "整改完成日期", lambda c, ctx: c.rectified_on, "2026年7月16日", BLANK_DAY),
        *OFFICE_FIELDS,
    ),
    rows=(PrintRows("items", "检查事项", lambda c, ctx: c.items.all(), (
        PrintField("item", "事项", lambda i, ctx: i.item, "劳动报酬"),
        PrintField("kept", "履行", _tick(Kept.KEPT), "√"),
        PrintField("broken", "没有履行", _tick(Kept.BROKEN), "√"),
        PrintField("finding", "说明", lambda i, ctx: i.finding, "周末加班没有安排补休"),
    )),),
    layout=Layout((
        Title("集体合同履约检查表"),
        Facts((("单位名称", "{{ unit }}", "合同类别", "{{ kind }}"), ("合同编号", "{{ number }}", "检查日期", "{{ checked_on }}"),
               ("检查人", "{{ checkers }}", "整改期限", "{{ rectify_by }}"))),
        Repeat("items", (Column("检查事项", "item", 2), Column("履行", "kept", 0.6, "center"),
                         Column("没有履行", "broken", 0.7, "center"), Column("说明", "finding", 2))),
        Facts((("检查情况", "{{ findings }}"), ("整改完成日期", "{{ rectified_on }}")), tall=True),
        Text("单位方（签字）：＿＿＿＿＿＿　职工方（签字）：＿＿＿＿＿＿　检查人（签字）：＿＿＿＿＿＿", "left"),
    ), paper="form"),
))  # fmt: skip
