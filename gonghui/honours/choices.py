"""Fixed choices of honours: levels, whom they are for, what stands against a nomination, the care of model workers."""

from django.db.models import TextChoices


class Level(TextChoices):
    """Who gives an honour."""

    UNION = "union", "本单位"
    TOWN = "town", "镇"
    COUNTY = "county", "县"
    CITY = "city", "市"
    PROVINCE = "province", "省"
    NATION = "nation", "全国"


OWN = (Level.UNION, Level.TOWN)
"""Honours that are decided here; the others are recommended upward and decided there."""


class ForWhom(TextChoices):
    PERSON = "person", "个人"
    GROUP = "group", "班组或小组"
    UNION = "union", "工会"
    EMPLOYER = "employer", "单位"


class Category(TextChoices):
    """What kind of honour a programme is, whatever it is called this year; figures are taken by it."""

    KNOWLEDGE = "knowledge", "知识型职工"
    CIVILISED = "civilised", "文明职工"
    ADVANCED = "advanced", "先进单位"
    MODEL_UNION = "model_union", "模范企业工会"
    GROUP = "group", "优秀工会小组"
    CADRE = "cadre", "优秀工会干部"
    PIONEER = "pioneer", "工人先锋号"
    EDUCATION = "education", "三育人"
    GOOD_DEED = "good_deed", "好人好事"
    MEDAL = "medal", "五一劳动奖"
    CRAFTSMAN = "craftsman", "工匠和技术能手"
    OTHER = "other", "其他荣誉"


class Veto(TextChoices):
    """What may stand against a nomination; a programme says which of them bar it and which only want a reason."""

    REPEAT = "repeat", "几年内得过同一荣誉"
    TERM = "term", "工会超期没有换届"
    CERTIFICATE = "certificate", "法人资格证书过期"
    CONTRACT = "contract", "集体合同届满没有续订"
    RECTIFY = "rectify", "履约检查没有按期整改"
    DEADLINE = "deadline", "其他法定时限超期"


class Position(TextChoices):
    """Where somebody works, as the shares of a list are counted."""

    FRONTLINE = "frontline", "一线职工"
    TECHNICAL = "technical", "技术和管理人员"
    LEADER = "leader", "单位负责人"


class Outcome(TextChoices):
    """What looking into an objection came to."""

    UNFOUNDED = "unfounded", "不成立"
    UPHELD = "upheld", "成立"


class Source(TextChoices):
    """How an objection came in."""

    LETTER = "letter", "来信"
    PHONE = "phone", "来电"
    VISIT = "visit", "来访"
    ONLINE = "online", "网上"


class Basis(TextChoices):
    """Where a row of the honours' register comes from."""

    ROUND = "round", "本会评选"
    RECEIVED = "received", "上级表彰"
    OPENING = "opening", "期初补录"


class CareKind(TextChoices):
    VISIT = "visit", "走访慰问"
    CHECKUP = "checkup", "体检"
    SUBSIDY = "subsidy", "补助"
    REST = "rest", "疗休养"


class Standing(TextChoices):
    """How a model worker stands in working life."""

    WORKING = "working", "在岗"
    RETIRED = "retired", "退休"
    JOBLESS = "jobless", "失业"
    FARMING = "farming", "务农"
