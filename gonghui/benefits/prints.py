"""The sheet on which people sign for what they were given."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from gonghui.benefits.models import Benefit
from gonghui.kernel.printing.forms import PrintContext, PrintField, PrintRows, WordForm, register_form
from gonghui.kernel.printing.layout import Column, Layout, Repeat, Text, Title
from gonghui.orgs.public import OFFICE_FIELDS


def _sheet(row: Benefit, context: PrintContext) -> QuerySet[Benefit]:
    """Everything given on the same day for the same occasion to people of the same union."""
    same = {"occasion": row.occasion, "on": row.on, "union_id": row.union_id}
    return Benefit.objects.valid().filter(**same).order_by("kind", "pk")


def _lines(row: Benefit, context: PrintContext) -> Iterable[Benefit]:
    return context.once(f"sheet {row.occasion} {row.on} {row.union_id}", lambda: list(_sheet(row, context)))


def _total(row: Benefit, context: PrintContext) -> Any:
    return sum((one.amount or 0) for one in _lines(row, context)) or None


RECEIPT = register_form(WordForm(
    key="benefits.receipt", title="发放签收表", line="帮扶", entity="benefits.benefit",
    why="同一天为同一件事发给同一家工会的人，印在一张表上签名；签好以后登记签收。",
    records=lambda scope, day: scope.limit(Benefit.objects.valid().select_related("union")),
    names=lambda row: f"{row.union.name}{row.occasion}签收表",
    fields=(
        PrintField("union", "工会名称", lambda b, c: b.union.name, "永安纺织有限公司工会"),
        PrintField("occasion", "事由", lambda b, c: b.occasion, "春节慰问"),
        PrintField("on", "发放日期", lambda b, c: b.on, "2026年2月6日"),
        PrintField("source", "钱从哪里来", lambda b, c: b.get_source_display(), "工会经费"),
        PrintField("people", "人次", lambda b, c: len(list(_lines(b, c))), "12"),
        PrintField("total", "合计金额", _total, "6000"),
        PrintField("giver", "经手人", lambda b, c: b.given_by or None, "沈燕"),
        *OFFICE_FIELDS,
    ),
    rows=(
        PrintRows("people_given", "领取人", _lines, (
            PrintField("name", "姓名", lambda b, c: b.name, "王小芳"),
            PrintField("what", "发了什么", lambda b, c: b.what or b.get_kind_display(), "慰问金"),
            PrintField("quantity", "数量", lambda b, c: b.quantity if b.quantity is not None else "", "1"),
            PrintField("amount", "金额", lambda b, c: b.amount if b.amount is not None else "", "500"),
        )),
    ),
    layout=Layout((
        Title("{{ occasion }}发放签收表"),
        Text("工会：{{ union }}　　发放日期：{{ on }}　　钱从哪里来：{{ source }}", "left"),
        Repeat("people_given", (
            Column("姓名", "name", 1.3), Column("发了什么", "what", 2.4), Column("数量", "quantity", 0.7, "center"),
            Column("金额（元）", "amount", 1.1, "right"), Column("签名", "", 1.6), Column("签收日期", "", 1.4),
        )),
        Text("共{{ people }}人次，合计{{ total }}元。代签的请写明代谁签。", "left"),
        Text("经手人：{{ giver }}　　　　　　工会（盖章）：", "left"),
    ), paper="form"),
))  # fmt: skip
