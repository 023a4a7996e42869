"""What a training is worth: hours, exam, certificate, points. Who came stands with the activity."""

from django.db import models

from gonghui.kernel.ledger.api import Entry, entered_once
from gonghui.learning.choices import Exam


class Course(Entry):
    """The hours (学时) that everybody who came to an activity has from it."""

    activity = models.ForeignKey("activities.Activity", models.PROTECT, related_name="courses", verbose_name="活动")
    hours = models.DecimalField("学时", max_digits=5, decimal_places=1)
    exam = models.CharField("考核", max_length=10, choices=Exam, default=Exam.NONE)
    certificate = models.CharField("发什么证书", max_length=80, blank=True)
    points = models.DecimalField("积分", max_digits=5, decimal_places=1, null=True, blank=True)

    class Meta:
        verbose_name = "培训课程"
        constraints = [
            entered_once("activity", name="course_once"),
            models.CheckConstraint(condition=models.Q(hours__gt=0), name="course_has_hours"),
        ]

    def __str__(self) -> str:
        return self.activity.name
