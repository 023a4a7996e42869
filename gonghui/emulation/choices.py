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


class Outcome(TextChoices):
    """How a pair of mentor and apprentice ended."""

    PASSED = "passed", "出师"
    ENDED = "ended", "终止"


class Reached(TextChoices):
    YES = "yes", "达到"
    PARTLY = "partly", "部分达到"
    NO = "no", "没有达到"


class ShowKind(TextChoices):
    """What stands for years under a name and is looked at again."""

    STUDIO = "studio", "创新工作室"
    POST = "post", "示范岗"
    ANKANG = "ankang", "安康杯班组"
    RESULT = "result", "创新成果"
    MAKER = "maker", "创新能手"


class NamedBy(TextChoices):
    UNIT = "unit", "本单位"
    TOWN = "town", "镇级"
    COUNTY = "county", "县级"
    CITY = "city", "市级"
    PROVINCE = "province", "省级"
    NATION = "nation", "国家级"


ABOVE = (NamedBy.COUNTY, NamedBy.CITY, NamedBy.PROVINCE, NamedBy.NATION)
"""Named by somebody above the town: there is a document with a number."""


class YearState(TextChoices):
    KEPT = "kept", "保持"
    MEND = "mend", "限期整改"
    LOST = "lost", "摘牌"


class Theme(TextChoices):
    PROJECT = "project", "重点工程"
    SIX = "six", "六比六提"
    ANKANG = "ankang", "安康杯"
    SAVING = "saving", "节能减排"
    OTHER = "other", "其他"
