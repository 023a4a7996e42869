"""Fixed choices of emulation; keys in the database, words on the screen."""

from django.db.models import TextChoices


class Form(TextChoices):
    PROPOSAL = "proposal", "合理化建议"
    IDEA = "idea", "金点子"
    SMALL = "small", "五小成果"


class Matter(TextChoices):
    MANAGEMENT = "management", "管理"
    TECHNIQUE = "technique", "技术"
    QUALITY = "quality", "质量"
    SAFETY = "safety", "安全"
    SAVING = "saving", "节能降耗"
    SERVICE = "service", "服务"
    OTHER = "other", "其他"


class Way(TextChoices):
    """How a suggestion came."""

    PAPER = "paper", "纸质"
    DESK = "desk", "当面说的"
    PHONE = "phone", "手机"


class Level(TextChoices):
    FIRST = "first", "一等"
    SECOND = "second", "二等"
    THIRD = "third", "三等"
    ENCOURAGED = "encouraged", "鼓励"


class Told(TextChoices):
    LETTER = "letter", "书面答复"
    FACE = "face", "当面答复"
    CALL = "call", "电话答复"
    MEETING = "meeting", "会上答复"
