"""Fixed choices of learning; keys in the database, words on the screen."""

from django.db.models import TextChoices


class QuestionKind(TextChoices):
    SINGLE = "single", "单选"
    SEVERAL = "several", "多选"
    TRUE_FALSE = "judge", "判断"


RIGHT, WRONG = "对", "错"
LETTERS = "ABCDEF"


class ScoreSource(TextChoices):
    ONLINE = "online", "网上答题"
    PAPER = "paper", "纸质考卷"


class Exam(TextChoices):
    NONE = "none", "不考核"
    WRITTEN = "written", "笔试"
    PRACTICE = "practice", "操作考核"
    REPORT = "report", "交作业或心得"


class SkillLevel(TextChoices):
    """The levels of a trade, and what unions award beside them."""

    JUNIOR = "5", "初级工（五级）"
    MIDDLE = "4", "中级工（四级）"
    SENIOR = "3", "高级工（三级）"
    TECHNICIAN = "2", "技师（二级）"
    SENIOR_TECHNICIAN = "1", "高级技师（一级）"
    SPECIAL = "special", "特级技师"
    CHIEF = "chief", "首席技师"
    GOLD_COLLAR = "gold", "金蓝领"


class GroupKind(TextChoices):
    ORGANISATION = "organisation", "学习型组织"
    TEAM = "team", "学习型班组"
    ENTERPRISE = "enterprise", "学习型企业"
    FAMILY = "family", "学习型家庭"


class CheckResult(TextChoices):
    PASSED = "passed", "合格"
    MEND = "mend", "整改后再考核"
    FAILED = "failed", "不合格"


class VenueKind(TextChoices):
    BOOKS = "books", "职工书屋"
    READING = "reading", "阅览室"
    CORNER = "corner", "工会园地"
    CULTURE = "culture", "文化阵地"
    TRAINING = "training", "培训阵地"
    SPORT = "sport", "活动室、球场"
    OTHER = "other", "其他阵地"


class Weekday(TextChoices):
    MONDAY = "1", "周一"
    TUESDAY = "2", "周二"
    WEDNESDAY = "3", "周三"
    THURSDAY = "4", "周四"
    FRIDAY = "5", "周五"
    SATURDAY = "6", "周六"
    SUNDAY = "7", "周日"


class StockKind(TextChoices):
    BOOK = "book", "图书"
    PAPER = "paper", "报刊"
    DISC = "disc", "音像"
    EQUIPMENT = "equipment", "器材"


class StockSource(TextChoices):
    BOUGHT = "bought", "购买"
    GIFT = "gift", "赠送"
    UPPER = "upper", "上级配送"
    OTHER = "other", "其他"
