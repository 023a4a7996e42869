"""Figures about suggestions: handed in, adopted, carried out, what they brought, answered in time."""

from datetime import timedelta

from django.db.models import DateField, ExpressionWrapper, F, Q, QuerySet

from gonghui.emulation.choices import Form, Matter
from gonghui.emulation.models import Suggestion
from gonghui.emulation.queries import REPLY_DAYS
from gonghui.kernel.dates import Span
from gonghui.kernel.indicators import Column, Count, Dimension, Indicator, Rows, Sum, register
from gonghui.orgs.public import union_slices

COLUMNS = (
    Column("编号", lambda row: row.number), Column("建议", "title"), Column("工会", "union__name"), Column("提出日期", "handed_on"),
)  # fmt: skip
SLICES = (
    Dimension(key="matter", title="建议类别", value="matter", labels=dict(Matter.choices)),
    Dimension(key="form", title="形式", value="form", labels=dict(Form.choices)),
    *union_slices("union_id"),
)
TERM = timedelta(days=REPLY_DAYS)


def _within(path: str, more: Q | None = None) -> Rows:
    """Valid suggestions whose day at `path` lies in the span."""

    def rows(span: Span) -> QuerySet[Suggestion]:
        found = Suggestion.objects.valid().filter(**{f"{path}__range": (span.start, span.end)})
        return (found if more is None else found.filter(more)).select_related("union").order_by("handed_on", "pk")

    return rows


def _due(span: Span) -> QuerySet[Suggestion]:
    """Those whose term for an answer ended in the span."""
    days = (span.start - TERM, span.end - TERM)
    return Suggestion.objects.valid().filter(handed_on__range=days).select_related("union").order_by("handed_on", "pk")


def _in_time(span: Span) -> QuerySet[Suggestion]:
    last = ExpressionWrapper(F("handed_on") + TERM, output_field=DateField())
    return _due(span).filter(replied_on__lte=last)


def _count(label: str, words: str, rows: Rows) -> Count:
    return Count(label=label, words=words, rows=rows, columns=COLUMNS, dimensions=SLICES, subject="pk",
                 key=lambda row: ("suggestion", row.pk))  # fmt: skip


register(
    Indicator(code="emulation.suggestions", title="合理化建议", unit="条", owner="经济",
              why="职工提了多少条建议，一条计一次，不管后来采纳没有。",
              numerator=_count("合理化建议", "期内提出、没有作废的建议，按提出日期计。", _within("handed_on"))),
)  # fmt: skip
register(
    Indicator(code="emulation.suggestions_adopted", title="采纳的建议", unit="条", owner="经济", why="期内评审采纳了多少条建议。",
              numerator=_count("采纳的建议", "期内评审采纳、没有作废的建议，按评审日期计，不论哪年提的。", _within("adopted_on"))),
)  # fmt: skip
register(
    Indicator(code="emulation.suggestions_implemented", title="实施的建议", unit="条", owner="经济", why="期内实施完成了多少条建议。",
              numerator=_count("实施的建议", "期内实施完成、没有作废的建议，按完成日期计。", _within("implemented_on"))),
)  # fmt: skip
register(
    Indicator(
        code="emulation.suggestions_benefit", title="建议创造的效益", unit="元", owner="经济", why="财务核定的效益，没有核定的不算。",
        numerator=Sum(label="核定效益", words="期内由财务核定的效益，按核定日期计。", rows=_within("confirmed_on"), field="benefit",
                      columns=(*COLUMNS, Column("核定效益", "benefit")), dimensions=SLICES, subject="pk",
                      key=lambda row: ("suggestion", row.pk)),
    ),
)  # fmt: skip
register(
    Indicator(code="emulation.suggestions_answered", title="建议按期答复率", unit="%", owner="经济",
              why=f"提了建议的人，{REPLY_DAYS}天以内得到答复的占多少；期限是本系统定的，不是法律规定。",
              numerator=_count("按期答复", f"答复期限在期内、提出后{REPLY_DAYS}天以内答复的建议。", _in_time),
              denominator=_count("该答复的建议", f"提出后第{REPLY_DAYS}天落在期内、没有作废的建议。", _due)),
)  # fmt: skip
