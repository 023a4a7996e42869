"""The office's draft of a report: its own wording, what it leaves out, values filled by hand."""

from django.db import models


class Draft(models.Model):
    """The draft of one report for one period; `taken` is what the figures were when somebody last took them over."""

    class Kind(models.TextChoices):
        HALF_YEAR = "half_year", "半年总结"

    kind = models.CharField("种类", max_length=12, choices=Kind, default=Kind.HALF_YEAR)
    period = models.CharField("时段", max_length=8)
    taken = models.JSONField("上次取的数", default=dict)
    taken_at = models.DateTimeField("取数时间", null=True, blank=True)
    taken_by = models.CharField("取数人", max_length=60, blank=True)

    class Meta:
        verbose_name = "报告草稿"
        constraints = [models.UniqueConstraint(fields=["kind", "period"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.period}{self.get_kind_display()}"


class Passage(models.Model):
    """What the office did to one sentence. `text` holds `{code}` where figures go; empty = the proposed sentence."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="passages", verbose_name="草稿")
    key = models.CharField("句子", max_length=40)
    text = models.TextField("自己的写法", blank=True)
    left_out = models.BooleanField("不要这句", default=False)
    by_name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("时间")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "报告里的句子"
        constraints = [models.UniqueConstraint(fields=["draft", "key"], name="passage_once")]


class HandValue(models.Model):
    """A number that a person fills in where no ledger gives one, with where it comes from."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="hand_values", verbose_name="草稿")
    code = models.CharField("指标", max_length=60)
    value = models.CharField("数字", max_length=20)
    note = models.CharField("依据", max_length=120)
    by_name = models.CharField("填写人", max_length=60)
    at = models.DateTimeField("填写时间")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "手填的数"
        constraints = [models.UniqueConstraint(fields=["draft", "code"], name="hand_value_once")]
