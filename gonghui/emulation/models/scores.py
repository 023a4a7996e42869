"""岗位练兵和技能比武: what each judge gave each contestant for each item."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gonghui.kernel.ledger.api import entered_once
from gonghui.people.public import PersonEntry


class MatchScore(PersonEntry):
    """One judge's points (0 to 100) for one item of one contestant. `weight` is the item's share in percent."""

    PERSONAL: ClassVar[dict[str, str]] = {**PersonEntry.PERSONAL, "judge": "评分表要写评委的姓名"}

    activity = models.ForeignKey("activities.Activity", models.PROTECT, related_name="+", verbose_name="比武活动")
    judge = models.CharField("评委", max_length=60)
    item = models.CharField("评分项", max_length=60, default="总分")
    weight = models.PositiveSmallIntegerField("占百分之几", default=100)
    points = models.DecimalField("得分", max_digits=5, decimal_places=1)
    on = models.DateField("评分日期")

    class Meta:
        verbose_name = "比武评分"
        ordering = ("-on", "person", "judge", "pk")
        constraints = [
            entered_once("activity", "union", "name", "judge", "item", name="match_score_once"),
            models.CheckConstraint(condition=Q(points__range=(0, 100)), name="match_score_points"),
            models.CheckConstraint(condition=Q(weight__range=(1, 100)), name="match_score_weight"),
        ]
