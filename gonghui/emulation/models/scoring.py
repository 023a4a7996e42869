"""建议评分表: the office's own table by which suggestions are judged, from a day on."""

from django.db import models

from gonghui.kernel.ledger.api import Entry, entered_once


class ScoringTable(Entry):
    """One table; it holds from `start_on` (inclusive) until the next one starts. `items`: one a line, name, most points,
    what is asked."""

    name = models.CharField("名称", max_length=60)
    start_on = models.DateField("起用日期")
    items = models.CharField("各项和分数", max_length=1000)
    document = models.CharField("文号或会议", max_length=120, blank=True)

    class Meta:
        verbose_name = "建议评分表"
        ordering = ("-start_on", "-pk")
        constraints = [entered_once("start_on", name="scoring_table_once")]

    def __str__(self) -> str:
        return self.name
