"""Fixed choices of the service to workers; keys in the database, words on the screen."""

from django.db.models import TextChoices


class Origin(TextChoices):
    PLAN = "plan", "年度计划"
    POINT = "point", "联系点走访"
    PROPOSAL = "proposal", "职代会提案"
    ASKED = "asked", "职工提出"
    OTHER = "other", "其他"


class Way(TextChoices):
    FACE = "face", "当面"
    PHONE = "phone", "电话"
    VIDEO = "video", "视频"


class Kept(TextChoices):
    CAME = "came", "来了"
    AWAY = "away", "没有来"
    CANCELLED = "cancelled", "取消了"


HOURS = tuple((f"{half // 2:02}:{half % 2 * 30:02}",) * 2 for half in range(16, 42))
"""When an hour with a counsellor may begin: every half hour from 8:00 to 20:30."""


class Rater(TextChoices):
    SOCIETY = "society", "社会各界"
    PARENTS = "parents", "学生家长"
    PUPILS = "pupils", "学生"
    COLLEAGUES = "peers", "教师互评"
    LEADERS = "leaders", "学校领导"
