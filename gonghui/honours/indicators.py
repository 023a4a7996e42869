"""Figures of honours: awarded in a span, standing on a day, model workers, suggestions from above.

An honour that was revoked later stays in the figures of the days before.
"""

from datetime import date

from django.db.models import Q, QuerySet

from gonghui.honours.choices import Category, ForWhom, Level
from gonghui.honours.models import Honour, ModelWorker
from gonghui.kernel.dates import Span
from gonghui.kernel.indicators import Column, Count, Dimension, Indicator, OnDay, Rows, register
from gonghui.orgs.public import union_slices

COLUMNS = (
    Column("得奖的人或单位", "name"), Column("荣誉", "programme__name"), Column("级别", lambda row: row.programme.get_level_display()),
    Column("工会", "union__name"), Column("表彰日期", "awarded_on"), Column("文号", "number"),
)  # fmt: skip
PROGRAMME = Dimension(key="programme", title="荣誉", value="programme__name")
LEVEL = Dimension(key="level", title="级别", value="programme__level", labels=dict(Level.choices))
FOR_WHOM = Dimension(key="given_to", title="评给谁", value="programme__given_to", labels=dict(ForWhom.choices))
MODEL_COLUMNS = (Column("姓名", "name"), Column("级别", lambda row: row.get_level_display()), Column("称号", "title"),
                 Column("工会", "union__name"), Column("授予日期", "honoured_on"))  # fmt: skip


def _stands(day: date) -> Q:
    return Q(voided_on=None) & (Q(revoked_on=None) | Q(revoked_on__gt=day))


def _awarded(condition: Q) -> Rows:
    def rows(span: Span) -> QuerySet[Honour]:
        """Awarded in the span and not revoked by its end."""
        found = Honour.objects.filter(_stands(span.end), condition, awarded_on__range=(span.start, span.end))
        return found.select_related("programme", "union").order_by("awarded_on", "programme__name", "pk")

    return rows


def _part(label: str, words: str, rows: Rows) -> Count:
    return Count(label=label, words=words, rows=rows, columns=COLUMNS, key=lambda row: ("honour", row.pk),
                 dimensions=(PROGRAMME, LEVEL, FOR_WHOM, *union_slices("union_id")))  # fmt: skip


def _of(code: str, category: Category, unit: str = "人") -> Indicator:
    words = f"表彰日期在时段内、期末没有撤销的{category.label}，一项计一次。"
    part = _part(category.label, words, _awarded(Q(programme__category=category)))
    return Indicator(code=f"emulation.{code}", title=category.label, unit=unit, flowing=True,
                     why=f"时段内评出{category.label}多少。", numerator=part)  # fmt: skip


register(
    _of("knowledge_workers", Category.KNOWLEDGE), _of("advanced_units", Category.ADVANCED, "家"),
    _of("civilised_workers", Category.CIVILISED),
    Indicator(
        code="emulation.city_honours", title="受市里表彰的职工", unit="人次", flowing=True,
        why="时段内有多少职工得到市一级的荣誉，一人得两项计两次。",
        numerator=_part("受市里表彰的职工", "表彰日期在时段内、期末没有撤销的市级个人荣誉。",
                        _awarded(Q(programme__level=Level.CITY, programme__given_to=ForWhom.PERSON))),
    ),
    Indicator(
        code="emulation.honours", title="评出和得到的荣誉", unit="项", flowing=True,
        why="时段内全部荣誉，可以按荣誉和级别分。",
        numerator=_part("荣誉", "表彰日期在时段内、期末没有撤销的全部荣誉。", _awarded(Q())),
    ),
    Indicator(
        code="emulation.honours_in_force", title="有效的荣誉", unit="项", why="期末还有效的荣誉有多少项。",
        numerator=_part(
            "有效的荣誉", "期末以前表彰、没有撤销、没有到期的荣誉。",
            OnDay(base=Honour.objects.all, shown=lambda rows: rows.select_related("programme", "union").order_by("awarded_on", "pk"),
                  holds=lambda day: _stands(day) & Q(awarded_on__lte=day) & (Q(valid_until=None) | Q(valid_until__gte=day))),
        ),
    ),
    Indicator(
        code="emulation.model_workers", title="劳动模范", unit="人", why="期末在世、没有取消称号的劳动模范有多少人。",
        numerator=Count(
            label="劳动模范", words="期末以前授予、在世、没有取消称号的劳动模范，一个称号计一次。", columns=MODEL_COLUMNS,
            dimensions=(Dimension(key="level", title="级别", value="level", labels=dict(Level.choices)), *union_slices("union_id")),
            rows=OnDay(
                base=ModelWorker.objects.all, shown=lambda rows: rows.select_related("union").order_by("honoured_on", "pk"),
                holds=lambda day: Q(voided_on=None, honoured_on__lte=day) & (Q(died_on=None) | Q(died_on__gt=day))
                & (Q(revoked_on=None) | Q(revoked_on__gt=day)),
            ), key=lambda row: ("modelworker", row.pk),
        ),
    ),
)  # fmt: skip
