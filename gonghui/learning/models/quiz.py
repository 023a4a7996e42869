"""The question bank, rounds of a knowledge contest, and each person's one attempt."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gonghui.kernel.ledger.api import Entry, entered_once
from gonghui.learning.choices import QuestionKind, ScoreSource
from gonghui.people.public import PersonEntry


class Question(Entry):
    """One question. `answer` is the letters of the right options in their order, or 对 or 错."""

    topic = models.CharField("主题", max_length=40)
    kind = models.CharField("题型", max_length=8, choices=QuestionKind)
    text = models.CharField("题目", max_length=300)
    option_a = models.CharField("选项A", max_length=200, blank=True)
    option_b = models.CharField("选项B", max_length=200, blank=True)
    option_c = models.CharField("选项C", max_length=200, blank=True)
    option_d = models.CharField("选项D", max_length=200, blank=True)
    option_e = models.CharField("选项E", max_length=200, blank=True)
    option_f = models.CharField("选项F", max_length=200, blank=True)
    answer = models.CharField("答案", max_length=8)
    article = models.CharField("出处", max_length=120, blank=True)

    class Meta:
        verbose_name = "题目"
        ordering = ("topic", "pk")
        constraints = [entered_once("text", name="question_once")]
        indexes = [models.Index(fields=["topic"], name="question_topic")]

    def __str__(self) -> str:
        return self.text

    @property
    def options(self) -> list[tuple[str, str]]:
        """(letter, words) of what can be chosen; 对 and 错 for a judgement."""
        if self.kind == QuestionKind.TRUE_FALSE:
            return [("对", "对"), ("错", "错")]
        held = ((letter.upper(), getattr(self, f"option_{letter}")) for letter in "abcdef")
        return [(letter, words) for letter, words in held if words]


class Round(Entry):
    """One round of answering that belongs to an activity: from `opens_on` to `closes_on`, both days included.

    `count` questions are drawn from the topics (several with 、 between; empty: the whole bank); a person has `minutes`
    from the moment he starts, and one attempt. `passing` is the score of 100 from which he passes.
    """

    activity = models.ForeignKey("activities.Activity", models.PROTECT, related_name="rounds", verbose_name="活动")
    name = models.CharField("答题名称", max_length=80)
    topics = models.CharField("题目主题", max_length=120, blank=True)
    count = models.PositiveSmallIntegerField("题数", default=20)
    minutes = models.PositiveSmallIntegerField("限时", default=20)
    passing = models.PositiveSmallIntegerField("及格分", default=60)
    opens_on = models.DateField("开始答题")
    closes_on = models.DateField("截止答题")

    class Meta:
        verbose_name = "答题"
        ordering = ("-opens_on", "-pk")
        constraints = [
            entered_once("name", name="round_once"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="round_closes_after_opening"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def topic_list(self) -> list[str]:
        """The topics that questions are drawn from; empty for the whole bank."""
        return [one for one in self.topics.replace("，", "、").replace(",", "、").split("、") if one.strip()]


class Attempt(PersonEntry):
    """One person's attempt. Online the questions and their answers are fixed when it starts, in the order drawn.

    `questions` are keys of questions, `keys` the right answers as they stood then, `answers` what was answered, "" for
    nothing yet. `score` is empty until it is handed in; a paper round has a score alone.
    """

    PERSONAL: ClassVar[dict[str, str]] = PersonEntry.PERSONAL

    round = models.ForeignKey(Round, models.PROTECT, related_name="attempts", verbose_name="答题")
    on = models.DateField("答题日期")
    source = models.CharField("怎么答的", max_length=8, choices=ScoreSource, default=ScoreSource.PAPER, editable=False)
    score = models.PositiveSmallIntegerField("得分", null=True, blank=True)
    questions = models.JSONField("抽到的题", default=list, editable=False)
    keys = models.JSONField("正确答案", default=list, editable=False)
    answers = models.JSONField("回答", default=list, editable=False)
    started_at = models.DateTimeField("开始时间", null=True, editable=False)
    finished_at = models.DateTimeField("交卷时间", null=True, editable=False)

    class Meta:
        verbose_name = "答题成绩"
        ordering = ("-on", "-pk")
        constraints = [
            entered_once("round", "person", name="attempt_once"),
            models.CheckConstraint(condition=Q(score=None) | Q(score__lte=100), name="attempt_score_of_hundred"),
            models.CheckConstraint(
                condition=Q(started_at=None) | Q(finished_at=None) | Q(finished_at__gte=F("started_at")),
                name="attempt_finished_after_start",
            ),
        ]
        indexes = [models.Index(fields=["worker"], name="attempt_worker")]
