"""The templates that an office laid out itself."""

from django.db import models
from django.db.models import Q


class OfficeTemplate(models.Model):
    """One uploaded template of a form; the one not retired is used, the others are kept."""

    form = models.CharField("文书", max_length=80)
    file = models.CharField("文件", max_length=64)
    filename = models.CharField("文件名", max_length=200, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    by_id = models.BigIntegerField("上传账号", null=True)
    by_name = models.CharField("上传人", max_length=60)
    at = models.DateTimeField("上传时间")
    retired_at = models.DateTimeField("停用时间", null=True, blank=True)
    retired_by = models.CharField("停用人", max_length=60, blank=True)

    class Meta:
        verbose_name = "文书模板"
        constraints = [
            models.UniqueConstraint(fields=["form"], condition=Q(retired_at=None), name="office_template_one_in_use")
        ]

    def __str__(self) -> str:
        return self.filename or self.form
