"""What a person may be given, and whose money it is."""

from django.db.models import TextChoices


class Kind(TextChoices):
    COMFORT = "comfort", "慰问金"
    COMFORT_GOODS = "goods", "慰问品"
    BONUS = "bonus", "奖金"
    PRIZE = "prize", "奖品"
    SUBSIDY = "subsidy", "补助"
    SCHOOLING = "schooling", "助学金"
    BOOK = "book", "书籍"
    KEEPSAKE = "keepsake", "纪念品"
    OTHER = "other", "其他"


CASH = (Kind.COMFORT, Kind.BONUS, Kind.SUBSIDY, Kind.SCHOOLING)
"""Money: the amount must be told. Goods must be named; their value may be unknown."""


class Source(TextChoices):
    DUES = "dues", "工会经费"
    TREASURY = "treasury", "财政"
    UPPER = "upper", "上级拨付"
    CHARITY = "charity", "慈善捐赠"
    EMPLOYER = "employer", "单位"
    OTHER = "other", "其他"
