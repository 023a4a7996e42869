"""Figures of emulation: suggestions and what they brought, pairs, what stands under a name, what was sent in."""

from datetime import timedelta

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from gonghui.emulation.choices import Form, Matter, Outcome, ShowKind, YearState
from gonghui.emulation.models import CallEntry, Mentoring, Showcase, ShowcaseYear, Suggestion
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
    Indicator(code="emulation.suggestions", title="合理化建议", unit="条",
              why="职工提了多少条建议，一条计一次，不管后来采纳没有。",
              numerator=_count("合理化建议", "期内提出、没有作废的建议，按提出日期计。", _within("handed_on"))),
)  # fmt: skip
register(
    Indicator(code="emulation.suggestions_adopted", title="采纳的建议", unit="条", why="期内评审采纳了多少条建议。",
              numerator=_count("采纳的建议", "期内评审采纳、没有作废的建议，按评审日期计，不论哪年提的。", _within("adopted_on"))),
)  # fmt: skip
register(
    Indicator(code="emulation.suggestions_implemented", title="实施的建议", unit="条", why="期内实施完成了多少条建议。",
              numerator=_count("实施的建议", "期内实施完成、没有作废的建议，按完成日期计。", _within("implemented_on"))),
)  # fmt: skip
register(
    Indicator(
        code="emulation.suggestions_benefit", title="建议创造的效益", unit="元", why="财务核定的效益，没有核定的不算。",
        numerator=Sum(label="核定效益", words="期内由财务核定的效益，按核定日期计。", rows=_within("confirmed_on"), field="benefit",
                      columns=(*COLUMNS, Column("核定效益", "benefit")), dimensions=SLICES, subject="pk",
                      key=lambda row: ("suggestion", row.pk)),
    ),
)  # fmt: skip
register(
    Indicator(code="emulation.suggestions_answered", title="建议按期答复率", unit="%",
              why=f"提了建议的人，{REPLY_DAYS}天以内得到答复的占多少；期限是本系统定的，不是法律规定。",
              numerator=_count("按期答复", f"答复期限在期内、提出后{REPLY_DAYS}天以内答复的建议。", _in_time),
              denominator=_count("该答复的建议", f"提出后第{REPLY_DAYS}天落在期内、没有作废的建议。", _due)),
)  # fmt: skip


def _pairs(span: Span) -> QuerySet[Mentoring]:
    """Pairs that learn on the last day."""
    open_then = Q(ended_on=None) | Q(ended_on__gt=span.end)
    return Mentoring.objects.valid().filter(open_then, start_on__lte=span.end).select_related("union").order_by("pk")


def _passed(span: Span) -> QuerySet[Mentoring]:
    rows = Mentoring.objects.valid().filter(outcome=Outcome.PASSED, ended_on__range=(span.start, span.end))
    return rows.select_related("union").order_by("ended_on", "pk")


def _standing(span: Span) -> QuerySet[Showcase]:
    """Named by the last day and not lost by it."""
    lost = ShowcaseYear.objects.valid().filter(showcase=OuterRef("pk"), result=YearState.LOST, on__lte=span.end)
    rows = Showcase.objects.valid().filter(~Exists(lost), named_on__lte=span.end)
    return rows.select_related("union").order_by("named_on", "pk")


def _entries(span: Span) -> QuerySet[CallEntry]:
    rows = CallEntry.objects.valid().filter(handed_on__range=(span.start, span.end))
    return rows.select_related("union", "call").order_by("handed_on", "pk")


PAIR_COLUMNS = (
    Column("徒弟", "name"),
    Column("师傅", "mentor"),
    Column("工会", "union__name"),
    Column("结对日期", "start_on"),
)
register(
    Indicator(
        code="emulation.mentoring_pairs", title="师徒结对", unit="对", why="期末还在学的师徒有多少对。",
        numerator=Count(label="在学的师徒", words="期末以前结对、期末还没有结果的。", rows=_pairs, columns=PAIR_COLUMNS,
                        dimensions=union_slices("union_id"), subject="pk", key=lambda row: ("mentoring", row.pk)),
    ),
)  # fmt: skip
register(
    Indicator(
        code="emulation.mentoring_passed", title="出师的徒弟", unit="人", why="期内评定出师的徒弟。",
        numerator=Count(label="出师的徒弟", words="结果是出师、日期在期内的。", rows=_passed, columns=PAIR_COLUMNS,
                        dimensions=union_slices("union_id"), subject="pk", key=lambda row: ("mentoring", row.pk)),
    ),
)  # fmt: skip
register(
    Indicator(
        code="emulation.showcases", title="示范创新", unit="个", why="期末在牌的创新工作室、示范岗、班组、成果和能手。",
        numerator=Count(label="示范创新", words="期末以前命名、期末没有摘牌的。", rows=_standing, subject="pk",
                        columns=(Column("名称", "name"), Column("工会", "union__name"), Column("命名日期", "named_on")),
                        dimensions=(Dimension(key="show", title="种类", value="kind", labels=dict(ShowKind.choices)),
                                    *union_slices("union_id")),
                        key=lambda row: ("showcase", row.pk)),
    ),
)  # fmt: skip
register(
    Indicator(
        code="emulation.call_entries", title="征集收到的作品", unit="件", why="期内各次征集收到多少件。",
        numerator=Count(label="征集作品", words="交来日期在期内、没有作废的。", rows=_entries, subject="pk",
                        columns=(Column("征集", "call__name"), Column("作品", "title"), Column("作者", "name"),
                                 Column("工会", "union__name")),
                        dimensions=union_slices("union_id"), key=lambda row: ("callentry", row.pk)),
    ),
)  # fmt: skip
