"""What the pages keep for themselves."""

from django.db import models


class FormToken(models.Model):
    """A form that has been sent once; a second sending goes to the record that the first one made."""

    UNSEALED = "防止一张表单送两次的标记，过几天就清掉"

    token = models.CharField("标记", max_length=40, unique=True)
    url = models.CharField("去处", max_length=300, blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "已送出的表单"
