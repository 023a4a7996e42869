"""Reviews: what was read from a document or derived from last year, item by item, before it enters a plan."""

from typing import Any

from django.db import models
from django.db.models import Q

from gonghui.planning import choices
from gonghui.planning.models.plans import Heading, Plan, Task


class PlanDraft(models.Model):
    """One review. `plan` is where accepted items go; it is empty until something has entered."""

    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="工会")
    kind = models.CharField("来源", max_length=8, choices=choices.DraftKind)
    level = models.CharField("级别", max_length=12, choices=choices.Level, default=choices.Level.TOWN)
    title = models.CharField("标题", max_length=120)
    year = models.PositiveSmallIntegerField("年份")
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="drafts", verbose_name="收进的计划"
    )
    from_plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="rolled_into", verbose_name="上年计划"
    )
    document = models.CharField("原文件", max_length=64, blank=True)
    document_name = models.CharField("原文件名", max_length=200, blank=True)
    digest = models.CharField("文件摘要", max_length=64, blank=True)
    part = models.PositiveSmallIntegerField("文件中的第几份", default=1)
    left_out = models.JSONField("没有收的", default=list)
    dropped_at = models.DateTimeField("作废时间", null=True, blank=True)
    at = models.DateTimeField("建立时间")
    by_name = models.CharField("经办人", max_length=60)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "计划草稿审阅"
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["union", "digest", "part", "year"], condition=~Q(digest="") & Q(dropped_at=None),
                name="plan_file_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class DraftItem(models.Model):
    """One proposed heading or task. `told` are the original words, `proposed` what was made of them, `mended` what the
    person made of it. `entered` is the task that came of it, `heading` the heading in the plan."""

    draft = models.ForeignKey(PlanDraft, models.CASCADE, related_name="items", verbose_name="审阅")
    under = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="below", verbose_name="标题")
    position = models.PositiveIntegerField("次序")
    kind = models.CharField("类别", max_length=8, choices=choices.ItemKind)
    source = models.CharField("来自", max_length=10, choices=choices.Source, default=choices.Source.DOCUMENT)
    state = models.CharField("处理", max_length=8, choices=choices.ItemState, default=choices.ItemState.PROPOSED)
    told = models.TextField("原文", blank=True)
    why = models.CharField("说明", max_length=600, blank=True)
    line_number = models.PositiveIntegerField("原文行号", null=True, blank=True)
    proposed = models.JSONField("读成", default=dict)
    mended = models.JSONField("改成", null=True, blank=True)
    prior = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="上年任务")
    entered = models.OneToOneField(
        Task, models.SET_NULL, null=True, blank=True, related_name="came_from", verbose_name="收成的任务"
    )
    heading = models.ForeignKey(
        Heading, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="收成的标题"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "草稿条目"
        ordering = ("position", "pk")
        indexes = [models.Index(fields=["draft", "position"], name="draft_item_order")]

    @property
    def now(self) -> dict[str, Any]:
        """What would enter the plan: the mended words, else the proposed ones."""
        return self.mended if self.mended is not None else self.proposed
