"""The words offices use for kinds of places, employers and unions."""

from django.db import models


class AreaKind(models.TextChoices):
    TOWN = "town", "镇"
    ZONE = "zone", "片区"
    PARK = "park", "园区"
    VILLAGE = "village", "村"
    COMMUNITY = "community", "社区"


class EmployerKind(models.TextChoices):
    ENTERPRISE = "enterprise", "企业"
    INSTITUTION = "institution", "事业单位"
    AGENCY = "agency", "机关"
    INDIVIDUAL = "individual", "个体工商户"
    SOCIAL = "social", "社会组织"


class Ownership(models.TextChoices):
    """Ownership groups of the registration types (law.md §2.4)."""

    STATE = "state", "国有"
    COLLECTIVE = "collective", "集体"
    PRIVATE = "private", "私营"
    LIMITED = "limited", "有限责任"
    SHARES = "shares", "股份有限"
    HMT = "hmt", "港澳台投资"
    FOREIGN = "foreign", "外商投资"
    INDIVIDUAL = "individual", "个体"
    OTHER = "other", "其他"


class UnionKind(models.TextChoices):
    TOWN = "town", "镇总工会"
    EDUCATION = "education", "教育工会"
    DISTRICT = "district", "学区工会"
    AREA_FEDERATION = "area_federation", "区域工会联合会"
    INDUSTRY_FEDERATION = "industry_federation", "行业工会联合会"
    ENTERPRISE = "enterprise", "单独基层（企业）"
    INSTITUTION = "institution", "单独基层（事业单位）"
    AGENCY = "agency", "单独基层（机关）"
    JOINT = "joint", "联合基层"
    VILLAGE_JOINT = "village_joint", "村级联合"
    BRANCH = "branch", "分会"
    GROUP = "group", "小组"


GRASSROOTS = (
    UnionKind.ENTERPRISE,
    UnionKind.INSTITUTION,
    UnionKind.AGENCY,
    UnionKind.JOINT,
    UnionKind.VILLAGE_JOINT,
)
"""Kinds that count as one grassroots union; federations, middle levels, branches and groups do not."""

WORKPLACE = (UnionKind.ENTERPRISE, UnionKind.INSTITUTION)
"""企事业工会."""

SEVERAL_EMPLOYERS = (UnionKind.JOINT, UnionKind.VILLAGE_JOINT)
"""Kinds that may cover more than one employer."""


class DutyKind(models.TextChoices):
    UNION = "union", "建会"
    CONTRACT = "contract", "签集体合同"


class DutyBasis(models.TextChoices):
    DECLARED = "declared", "单位填报"
    DEFAULT = "default", "按单位性质默认"


class BodyKind(models.TextChoices):
    AUDIT = "audit", "经费审查委员会"
    WOMEN = "women", "女职工委员会"
    MEDIATION = "mediation", "劳动争议调解委员会"
    SUPERVISION = "supervision", "劳动法律监督组织"


class Programme(models.TextChoices):
    THREE_IN_ONE = "three_in_one", "三位一体办公室"
    MODEL = "model", "示范工会"
    STANDARD = "standard", "规范化建设达标"
    HOME = "home", "合格职工之家"


class CheckItem(models.TextChoices):
    """What is looked at when a union's building-up is accepted: 有人、开门、办事、活动 and what they stand on."""

    STAFF = "staff", "有专人"
    OPEN = "open", "天天开门"
    SERVICE = "service", "能办事"
    EVENTS = "events", "常有活动"
    ROOM = "room", "有场所、挂牌子"
    RULES = "rules", "制度上墙"
    PAPERS = "papers", "台账齐全"
