"""Figures of the service to workers. Who came to a counsellor is nobody's figure; how often is."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from gonghui.kernel.dates import Span
from gonghui.kernel.indicators import Column, Count, Dimension, Indicator, Rows, Sum, register
from gonghui.orgs.public import union_slices
from gonghui.service.choices import Kept, Origin, Rater
from gonghui.service.models import Appointment, Appraisal, ContactPoint, ContactVisit, Deed

POINT = (
    Column("联系点", "name"),
    Column("工会", "union__name"),
    Column("干部", "cadre"),
    Column("几个月去一次", "every_months"),
)
DEED = (Column("实事", "title"), Column("工会", "union__name"), Column("期限", "until"), Column("办成日期", "done_on"))
ORIGINS = (
    Dimension(key="origin", title="怎么来的", value="origin", labels=dict(Origin.choices)),
    *union_slices("union_id"),
)


def _points(span: Span) -> QuerySet[ContactPoint]:
    """Contact points that stood on the last day."""
    standing = Q(ended_on=None) | Q(ended_on__gt=span.end)
    rows = ContactPoint.objects.valid().filter(standing, start_on__lte=span.end)
    return rows.select_related("union").order_by("pk")


def _visited(span: Span) -> QuerySet[ContactPoint]:
    visits = ContactVisit.objects.valid().filter(point=OuterRef("pk"), on__range=(span.start, span.end))
    return _points(span).filter(Exists(visits))


def _visits(span: Span) -> QuerySet[ContactVisit]:
    rows = ContactVisit.objects.valid().filter(on__range=(span.start, span.end))
    return rows.select_related("point__union").order_by("on", "pk")


def _deeds(path: str) -> Rows:
    def rows(span: Span) -> QuerySet[Deed]:
        found = Deed.objects.valid().filter(**{f"{path}__range": (span.start, span.end)})
        return found.select_related("union").order_by(path, "pk")

    return rows


def _in_time(span: Span) -> QuerySet[Deed]:
    return _owed(span).filter(done_on__isnull=False, done_on__lte=span.end)


def _owed(span: Span) -> QuerySet[Deed]:
    """Deeds whose last day lies in the span, without those that were given up by its end."""
    return _deeds("until")(span).exclude(dropped_on__lte=span.end)


def _came(span: Span) -> QuerySet[Appointment]:
    rows = Appointment.objects.valid().filter(kept=Kept.CAME, on__range=(span.start, span.end))
    return rows.select_related("union").order_by("on", "pk")


def _appraised(span: Span) -> QuerySet[Appraisal]:
    rows = Appraisal.objects.valid().filter(on__range=(span.start, span.end)).annotate(pleased=F("best") + F("good"))
    return rows.select_related("union").order_by("on", "pk")


def _forms(label: str, words: str, field: str) -> Sum:
    return Sum(label=label, words=words, rows=_appraised, field=field, subject="pk",
               columns=(Column("学期", "term"), Column("学校", "union__name"), Column("谁来评", lambda row: row.get_rater_display()),
                        Column("收回", "returned"), Column("优良", "pleased")),
               dimensions=(Dimension(key="rater", title="谁来评", value="rater", labels=dict(Rater.choices)),
                           *union_slices("union_id")),
               key=lambda row: ("appraisal", row.pk))  # fmt: skip


def _point(label: str, words: str, rows: Rows) -> Count:
    return Count(label=label, words=words, rows=rows, columns=POINT, dimensions=union_slices("union_id"), subject="pk",
                 key=lambda row: ("contactpoint", row.pk))  # fmt: skip


def _deed(label: str, words: str, rows: Rows) -> Count:
    return Count(label=label, words=words, rows=rows, columns=DEED, dimensions=ORIGINS, subject="pk",
                 key=lambda row: ("deed", row.pk))  # fmt: skip


register(
    Indicator(code="service.contact_visits", title="联系点走访", unit="次", why="干部到联系点去了多少次。",
              numerator=Count(label="联系点走访", words="走访日期在期内、没有作废的。", rows=_visits, subject="pk",
                              union="point__union_id", dimensions=union_slices("point__union_id"),
                              columns=(Column("联系点", "point__name"), Column("干部", "point__cadre"), Column("日期", "on"),
                                       Column("谈了几个人", "heads")),
                              key=lambda row: ("contactvisit", row.pk))),
    Indicator(code="service.contact_points_visited", title="联系点走访率", unit="%", why="联系点里期内去过的占多少。",
              numerator=_point("去过的联系点", "期末还在联系、期内走访过的。", _visited),
              denominator=_point("联系点", "期末还在联系的。", _points)),
    Indicator(code="service.deeds_done", title="办成的实事", unit="件", why="期内为职工办成了多少件实事。",
              numerator=_deed("办成的实事", "办成日期在期内、没有作废的，不论哪年定的。", _deeds("done_on"))),
    Indicator(code="service.deeds_in_time", title="实事办结率", unit="%", why="期内到期的实事，到期末办成的占多少。",
              numerator=_deed("办成的", "期限在期内、期末以前办成的。", _in_time),
              denominator=_deed("到期的实事", "期限在期内的，期末以前登记不办的除外。", _owed)),
    Indicator(code="service.deed_people", title="实事受益职工", unit="人次", why="期内办成的实事有多少人受益，一件一件相加。",
              numerator=Sum(label="受益人数", words="期内办成的实事的受益人数，按办成日期计；一个人受益两件算两次。",
                            rows=_deeds("done_on"),
                            field="people", columns=(*DEED, Column("受益人数", "people")), dimensions=ORIGINS, subject="pk",
                            key=lambda row: ("deed", row.pk))),
    Indicator(code="service.counselling", title="心理咨询", unit="人次", why="期内有多少人次来咨询；是谁、谈什么都不记。",
              numerator=Count(label="心理咨询", words="约在期内、来了的，一次计一次，按咨询室所在的工会计。", rows=_came, subject="pk",
                              columns=(Column("预约号", "number"), Column("日期", "on"), Column("咨询室", "union__name")),
                              dimensions=union_slices("union_id"), key=lambda row: ("appointment", row.pk))),
    Indicator(code="service.appraised_well", title="师德评议优良率", unit="%", why="收回的评议表里评优秀和良好的占多少。",
              numerator=_forms("优秀和良好", "期内评议收回的表里评优秀、良好的份数。", "pleased"),
              denominator=_forms("收回的评议表", "期内各次评议收回的份数。", "returned")),
)  # fmt: skip
