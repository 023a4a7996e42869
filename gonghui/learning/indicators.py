"""Figures of learning: cadres' training, skills, learning groups, quizzes, venues."""

from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from gonghui.activities.public import Attendance
from gonghui.activities.public import Kind as ActivityKind
from gonghui.kernel.dates import Span
from gonghui.kernel.indicators import Column, Count, Dimension, Indicator, Rows, Sum, register
from gonghui.learning.cadres import seats_on, trained
from gonghui.learning.choices import GroupKind, SkillLevel, StockKind, StockSource, VenueKind
from gonghui.learning.models import Attempt, LearningGroup, Loan, Skill, Stock, Venue, VenueUse
from gonghui.learning.named import named_in_force
from gonghui.learning.venues import standing
from gonghui.orgs.public import union_slices

CADRE_COLUMNS = (Column("姓名", "holder"), Column("工会", "committee__union__name"), Column("职务", "title"),
                 Column("任职起", "start_on"))  # fmt: skip
CADRE: dict[str, Any] = {
    "union": "committee__union_id", "columns": CADRE_COLUMNS,
    "dimensions": union_slices("committee__union_id"), "key": lambda row: ("cadre", row.pk),
}  # fmt: skip


def _year_begins(span: Span) -> date:
    return span.end.replace(month=1, day=1)


def _cadres(span: Span) -> QuerySet[Any]:
    return seats_on(span.end).select_related("committee__union").order_by("committee__union__code", "pk")


def _trained(span: Span) -> QuerySet[Any]:
    return _cadres(span).filter(trained(_year_begins(span), span.end))


def _hours(span: Span) -> QuerySet[Any]:
    rows = Attendance.objects.valid().filter(
        activity__kind=ActivityKind.CADRE_TRAINING, activity__voided_on=None,
        activity__on__range=(span.start, span.end), activity__courses__voided_on=None, activity__courses__isnull=False,
    )  # fmt: skip
    rows = rows.annotate(hours=F("activity__courses__hours")).select_related("activity", "union")
    return rows.order_by("activity__on", "union__code", "pk")


def _named(model: Any, **more: Any) -> Rows:
    return lambda span: (
        model.objects.filter(named_in_force(span.end), **more).select_related("union").order_by("union__code", "pk")
    )


def _venues(span: Span) -> QuerySet[Venue]:
    return Venue.objects.filter(standing(span.end)).select_related("union").order_by("union__code", "pk")


def _books(span: Span) -> QuerySet[Stock]:
    rows = Stock.objects.valid().filter(standing(span.end, "venue__"), kind=StockKind.BOOK, on__lte=span.end)
    return rows.select_related("venue__union").order_by("venue__union__code", "code", "pk")


def _during(model: Any, *links: str) -> Rows:
    return lambda span: (
        model.objects.valid().filter(on__range=(span.start, span.end)).select_related(*links).order_by("on", "pk")
    )


def _scored(span: Span) -> QuerySet[Attempt]:
    rows = Attempt.objects.valid().filter(on__range=(span.start, span.end), score__isnull=False)
    return rows.select_related("round", "union").order_by("on", "pk")


def _passed(span: Span) -> QuerySet[Attempt]:
    return _scored(span).filter(score__gte=F("round__passing"))


NAMED_COLUMNS = (Column("名称", "name"), Column("工会", "union__name"), Column("命名或发证日期", "named_on"),
                 Column("有效期至", "valid_until"))  # fmt: skip
SKILL_COLUMNS = (Column("姓名", "name"), Column("工会", "union__name"), Column("工种", "trade"),
                 Column("等级", lambda row: row.get_level_display()), Column("发证日期", "named_on"))  # fmt: skip
SCORE: dict[str, Any] = {
    "columns": (Column("姓名", "name"), Column("工会", "union__name"), Column("答题", "round__name"), Column("得分", "score")),
    "dimensions": union_slices("union_id"), "key": lambda row: ("attempt", row.pk),
}  # fmt: skip
LEVELS = Dimension(key="level", title="等级", value="level", labels=dict(SkillLevel.choices))


def _skills(label: str, words: str, **more: Any) -> Count:
    return Count(label=label, words=words, rows=_named(Skill, **more), columns=SKILL_COLUMNS,
                 dimensions=(LEVELS, *union_slices("union_id")), key=lambda row: ("skill", row.pk))  # fmt: skip


register(
    Indicator(code="learning.cadre_coverage_rate", title="工会干部受训面", unit="%",
              why="在任的工会干部有多少本年受过训；没受过的打开就是名单。",
              numerator=Count(label="本年受训的干部", words="期末在任、从当年1月1日到期末参加过工会干部培训的，按名单认人。",
                                 rows=_trained, **CADRE),
              denominator=Count(label="在任的干部", words="期末在各级工会班子里任职的，同一家工会一人计一次。", rows=_cadres, **CADRE)),
    Indicator(code="learning.cadre_hours", title="工会干部培训学时", unit="学时",
              why="工会干部一共受了多少学时的训：来一个人，计这门课的学时。",
              numerator=Sum(label="干部培训学时", words="期内开始、登记了学时的工会干部培训，名单上一人一份。", rows=_hours, field="hours",
                            columns=(Column("姓名", "name"), Column("工会", "union__name"), Column("培训", "activity__name"),
                                     Column("学时", "hours", numeric=True)),
                            dimensions=union_slices("union_id"), key=lambda row: ("activity", row.activity_id))),
    Indicator(code="learning.skill_certificates", title="技能等级证书", unit="项", why="职工手里有效的技能等级有多少项。",
              numerator=_skills("有效的技能等级", "期末有效、没有取消的技能等级和金蓝领。")),
    Indicator(code="learning.gold_collars", title="金蓝领", unit="项", why="有效的金蓝领有多少。",
              numerator=_skills("金蓝领", "期末有效的金蓝领。", level=SkillLevel.GOLD_COLLAR)),
    Indicator(code="learning.groups_named", title="学习型组织", unit="个", why="命名还有效的学习型组织、班组、企业、家庭。",
              numerator=Count(label="学习型组织", words="期末命名有效、没有取消的。", rows=_named(LearningGroup), columns=NAMED_COLUMNS,
                              dimensions=(Dimension(key="what", title="类别", value="kind", labels=dict(GroupKind.choices)),
                                          *union_slices("union_id")), key=lambda row: ("learninggroup", row.pk))),
    Indicator(code="learning.quiz_pass_rate", title="知识竞赛及格率", unit="%", why="网上答题和纸质考卷里有多少人及格。",
              numerator=Count(label="及格的", words="期内有成绩、达到及格分的。", rows=_passed, **SCORE),
              denominator=Count(label="有成绩的", words="期内交了卷、登记了成绩的。", rows=_scored, **SCORE)),
    Indicator(code="learning.venues", title="工会阵地", unit="个", why="在用的书屋、阅览室和其他阵地有多少个。",
              numerator=Count(label="阵地", words="期末在用的阵地。", rows=_venues,
                              columns=(Column("名称", "name"), Column("工会", "union__name"), Column("建成日期", "opened_on")),
                              dimensions=(Dimension(key="what", title="类别", value="kind", labels=dict(VenueKind.choices)),
                                          *union_slices("union_id")), key=lambda row: ("venue", row.pk))),
    Indicator(code="learning.books", title="阵地藏书", unit="册", why="在用的阵地里一共有多少册书，可以分买的和送的。",
              numerator=Sum(label="藏书", words="期末在用的阵地里登记的图书册数。", rows=_books, field="copies", union="venue__union_id",
                            columns=(Column("书名", "name"), Column("阵地", "venue__name"), Column("册数", "copies", numeric=True)),
                            dimensions=(Dimension(key="source", title="来源", value="source", labels=dict(StockSource.choices)),
                                        *union_slices("venue__union_id")), key=lambda row: ("stock", row.pk))),
    Indicator(code="learning.loans", title="借阅", unit="件", why="职工从阵地借出多少件图书器材。",
              numerator=Count(label="借阅", words="期内借出的，借一件计一件。", rows=_during(Loan, "stock__venue__union"),
                              union="stock__venue__union_id",
                              columns=(Column("姓名", "name"), Column("借什么", "stock__name"), Column("借出日期", "on")),
                              dimensions=union_slices("stock__venue__union_id"), key=lambda row: ("loan", row.pk))),
    Indicator(code="learning.venue_heads", title="阵地使用", unit="人次", why="职工到阵地阅览、活动的人次。",
              numerator=Sum(label="使用人次", words="期内登记的阵地使用人次。", rows=_during(VenueUse, "venue__union"), field="heads",
                            union="venue__union_id",
                            columns=(Column("阵地", "venue__name"), Column("日期", "on"), Column("做什么", "what"),
                                     Column("人次", "heads", numeric=True)),
                            dimensions=union_slices("venue__union_id"), key=lambda row: ("venueuse", row.pk))),
)  # fmt: skip
