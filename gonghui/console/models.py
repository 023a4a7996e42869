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


class KeptForm(models.Model):
    """What somebody typed into a form and has not saved, encrypted; `place` and `form` are keyed digests of where."""

    UNSEALED = "没有保存的草稿，存好或过几天就清掉"

    account_id = models.BigIntegerField("账号", db_index=True)
    place = models.CharField("哪一页", max_length=32)
    form = models.CharField("哪张表单", max_length=32)
    sealed = models.TextField("填的内容")
    at = models.DateTimeField("时间")
    lapsed = models.BooleanField("超时时送出的", default=False)

    class Meta:
        verbose_name = "替人留着的草稿"
        constraints = [models.UniqueConstraint(fields=["account_id", "form"], name="kept_form_once")]
        indexes = [models.Index(fields=["account_id", "place"], name="kept_form_place")]
