"""Figures about what was given: people, times and yuan, by whose money and what kind."""

from django.db.models import Q, QuerySet

from gonghui.benefits.choices import Kind, Source
from gonghui.benefits.models import Benefit
from gonghui.kernel.dates import Span
from gonghui.kernel.indicators import Column, Count, Dimension, Distinct, Indicator, Sum, register
from gonghui.orgs.public import union_slices

COLUMNS = (
    Column("姓名", "name"), Column("工会", "union__name"), Column("事由", "occasion"), Column("日期", "on"),
    Column("类别", lambda row: row.get_kind_display()), Column("发了什么", "what"), Column("金额或价值", "amount", numeric=True),
    Column("钱从哪里来", lambda row: row.get_source_display()), Column("签收", "signed_on"),
)  # fmt: skip
SLICES = (
    Dimension(key="what", title="发放类别", value="kind", labels=dict(Kind.choices)),
    Dimension(key="source", title="钱从哪里来", value="source", labels=dict(Source.choices)),
    *union_slices("union_id"),
)  # fmt: skip


def _given(span: Span) -> QuerySet[Benefit]:
    rows = Benefit.objects.valid().filter(on__range=(span.start, span.end))
    return rows.select_related("union").order_by("on", "union__code", "pk")


def _valued(span: Span) -> QuerySet[Benefit]:
    return _given(span).filter(amount__gt=0)


def _signed(span: Span) -> QuerySet[Benefit]:
    return _given(span).filter(Q(signed_on__lte=span.end))


def _key(row: Benefit) -> tuple[str, int]:
    return ("benefit", row.pk)


TIMES = Count(
    label="发放人次",
    words="期内发放、没有作废的，一人一次计一次。",
    rows=_given,
    columns=COLUMNS,
    dimensions=SLICES,
    key=_key,
)
register(
    Indicator(code="benefits.times", title="实惠发放", unit="人次", why="慰问、奖品、补助等一共发了多少人次。",
              numerator=TIMES),
    Indicator(code="benefits.people", title="得到实惠的人", unit="人", why="得到过慰问、奖品、补助的有多少人，一人计一次。",
              numerator=Distinct(label="得到实惠的人", words="期内发放名单上的人，一人计一次；不在名册上的按工会和姓名认。", every=_given,
                                 subject="person", columns=COLUMNS, dimensions=union_slices("union_id"), key=_key)),
    Indicator(code="benefits.yuan", title="发放金额", unit="元", why="发的钱和东西一共值多少元，可以按类别和来源分。",
              numerator=Sum(label="发放金额", words="期内发放的金额，东西按登记的价值；没有写价值的不计。", rows=_valued, field="amount",
                            columns=COLUMNS, dimensions=SLICES, key=_key)),
    Indicator(code="benefits.signed_rate", title="签收率", unit="%", why="发出去的有多少签了收。",
              numerator=Count(label="签收的", words="到期末已经登记签收的。", rows=_signed, columns=COLUMNS, dimensions=SLICES,
                              key=_key), denominator=TIMES),
)  # fmt: skip
