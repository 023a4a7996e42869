"""States of membership, kinds of office, and the words of the real-name register."""

from django.db import models


class Sex(models.TextChoices):
    MALE = "m", "男"
    FEMALE = "f", "女"


class MemberState(models.TextChoices):
    """States in which a person is on a union's roll (会籍管理办法; 章程 6–8)."""

    FULL = "full", "正式"
    RETAINED = "retained", "保留会籍"


class LeaveReason(models.TextChoices):
    TRANSFER = "transfer", "转出"
    RESIGNED = "resigned", "退会"
    LAPSED = "lapsed", "视为自动退会"
    EXPELLED = "expelled", "开除会籍"
    DIED = "died", "死亡"
    STATE = "state", "会籍状态变更"
    UNION_CLOSED = "union_closed", "工会撤并"


class IdKind(models.TextChoices):
    RESIDENT = "resident", "居民身份证"
    HMT = "hmt", "港澳台居民证件"
    PASSPORT = "passport", "护照"
    PERMANENT = "permanent", "外国人永久居留证"


class Household(models.TextChoices):
    URBAN = "urban", "城镇"
    RURAL = "rural", "农业"


class Role(models.TextChoices):
    TOWN_CHAIR = "town_chair", "镇总工会主席"
    TOWN_OFFICER = "town_officer", "镇总工会干事"
    AUDITOR = "auditor", "经审委员"
    GRASSROOTS_CHAIR = "grassroots_chair", "基层工会主席"
    PAIRED_CADRE = "paired_cadre", "结对干部"
    COUNTY = "county", "县总工会"
    ADMINISTRATOR = "administrator", "系统管理员"
    WORKER = "worker", "会员"


class Line(models.TextChoices):
    """The lines of work of a town's office, as ledgers, clocks and offices held name them."""

    ORGANISATION = "组织", "组织"
    RIGHTS = "权益", "权益"
    RELIEF = "帮扶", "帮扶"
    ECONOMY = "经济", "经济"
    PUBLICITY = "宣教", "宣教"
    WOMEN = "女工", "女工"
    FINANCE = "财务", "财务"
    GENERAL = "综合", "综合"
