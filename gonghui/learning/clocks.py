"""Clocks of learning: what is named runs out, what is lent comes back."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from gonghui.kernel.workflow.clocks import Clock, Start, register_clock
from gonghui.kernel.workflow.steps import Taken
from gonghui.learning.choices import SkillLevel
from gonghui.learning.models import Loan


def _until(row: Any, steps: Taken) -> list[Start]:
    if row.named_on is None or row.valid_until is None:
        return []
    return [Start(row.valid_until, since=row.named_on)]


def _ended(row: Any, steps: Taken, start: Start) -> date | None:
    ended: date | None = row.ended_on
    return ended


def _skill(row: Any) -> str:
    return f"{row.name}，{row.trade}{SkillLevel(row.level).label}"


def _name(row: Any) -> str:
    return str(row.name)


def _lent(row: Loan, steps: Taken) -> list[Start]:
    return [Start(row.due_on, since=row.on)]


def _back(row: Loan, steps: Taken, start: Start) -> date | None:
    return row.returned_on


def _thing(row: Loan) -> str:
    return f"{row.name}，{row.stock.name}"


def _loans(keys: Collection[int]) -> Iterable[Loan]:
    return Loan.objects.filter(pk__in=keys).select_related("stock__venue")


def _library(row: Loan) -> int | None:
    union: int = row.stock.venue.union_id
    return union


register_clock(
    Clock(key="learning.skill", title="技能证书到期", model="learning.Skill", starts=_until, stops=_ended, subject=_skill,
          act="登记复评", stop_words="登记复评或取消", line="经济", who="union", remind=(30, 7)),
    Clock(key="learning.group", title="学习型组织复评", model="learning.LearningGroup", starts=_until, stops=_ended,
          subject=_name, act="登记复评", stop_words="登记复评或取消", line="宣教", remind=(30, 7)),
    Clock(key="learning.loan", title="借的书和器材归还", model="learning.Loan", starts=_lent, stops=_back, subject=_thing,
          union=_library, load=_loans, act="登记归还", stop_words="登记归还", line="宣教", who="union", remind=(1,)),
)  # fmt: skip
