"""What somebody is named until a day: a worker's skill level, a union's learning group. One shape for both."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gonghui.kernel.ledger.api import Entry, entered_once
from gonghui.learning.choices import CheckResult, GroupKind, SkillLevel
from gonghui.people.public import PersonEntry


class NamedUntil(models.Model):
    """Abstract: named on a day by a body, valid until a day (inclusive; empty: without an end), ended before it or not."""

    named_on = models.DateField("命名或发证日期", null=True, blank=True)
    number = models.CharField("证书或文号", max_length=60, blank=True)
    body = models.CharField("命名或发证单位", max_length=120, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    checked_on = models.DateField("最近考核日期", null=True, blank=True)
    ended_on = models.DateField("取消日期", null=True, blank=True, editable=False)
    end_reason = models.CharField("取消原因", max_length=120, blank=True, editable=False)

    class Meta:
        abstract = True


def named_constraints(name: str) -> list[models.BaseConstraint]:
    """What the database keeps of every such row."""
    return [
        models.CheckConstraint(
            condition=Q(valid_until=None) | Q(valid_until__gte=F("named_on")), name=f"{name}_valid_after"
        ),
        models.CheckConstraint(condition=Q(ended_on=None) | ~Q(end_reason=""), name=f"{name}_end_has_reason"),
    ]


class Skill(NamedUntil, PersonEntry):
    """A worker's level in a trade, or 金蓝领."""

    PERSONAL: ClassVar[dict[str, str]] = {**PersonEntry.PERSONAL, "number": "证书编号"}

    level = models.CharField("等级", max_length=10, choices=SkillLevel)
    trade = models.CharField("工种", max_length=60)

    class Meta:
        verbose_name = "技能等级"
        constraints = [
            entered_once("person", "level", "trade", "named_on", name="skill_once"),
            *named_constraints("skill"),
        ]
        indexes = [models.Index(fields=["person"], name="skill_person")]


class LearningGroup(NamedUntil, Entry):
    """A union, firm, team or family that applied to be a learning one: applied, checked, named, checked again."""

    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="所属工会")
    name = models.CharField("名称", max_length=80)
    kind = models.CharField("类别", max_length=14, choices=GroupKind)
    applied_on = models.DateField("申报日期")
    people = models.PositiveIntegerField("人数", null=True, blank=True)
    aim = models.CharField("学习安排", max_length=400, blank=True)
    result = models.CharField("考核结果", max_length=8, choices=CheckResult, blank=True)

    class Meta:
        verbose_name = "学习型组织"
        constraints = [
            entered_once("union", "name", "kind", name="learning_group_once"),
            *named_constraints("learning_group"),
        ]

    def __str__(self) -> str:
        return self.name
