"""Fixed choices of everything that people attend; keys in the database, words on the screen."""

from django.db.models import TextChoices


class Kind(TextChoices):
    CADRE_TRAINING = "cadre", "工会干部培训"
    WORKER_TRAINING = "worker", "职工培训"
    LAW = "law", "法律宣传"
    SAFETY = "safety", "安全教育"
    MIND = "mind", "心理健康教育"
    HEALTH = "health", "健康宣传"
    SKILL = "skill", "技能培训"
    CONTEST = "contest", "知识竞赛"
    COMPETITION = "compete", "劳动竞赛"
    MATCH = "match", "技能比武"
    CULTURE = "culture", "文艺活动"
    SPORT = "sport", "体育活动"
    FESTIVAL = "festival", "节日活动"
    CHECKUP = "checkup", "健康体检"
    VISIT = "visit", "参观交流"
    PLEDGE = "pledge", "承诺签名"
    OTHER = "other", "其他活动"


class RunBy(TextChoices):
    TOWN = "town", "镇总工会"
    UNION = "union", "基层工会"
    COUNTY = "county", "县总工会"
    CITY = "city", "市总工会"
    PROVINCE = "province", "省总工会"
    OTHER = "other", "其他单位"


AT_HOME = (RunBy.TOWN, RunBy.UNION)
"""Run by ourselves: there is a list to sign and a report to write. What others run is attended, and declared or named."""


class SignUpState(TextChoices):
    IN = "in", "报上了"
    WAITING = "waiting", "候补"
    WITHDRAWN = "withdrawn", "退出了"


class Source(TextChoices):
    LIST = "list", "名单"
    DESK = "desk", "现场登记"
    QR = "qr", "扫码签到"


class Basis(TextChoices):
    NAMED = "named", "有名单"
    DECLARED = "declared", "申报人数"


class Question(TextChoices):
    USEFUL = "useful", "内容对我有用"
    RUN = "run", "组织得好"
    AGAIN = "again", "以后还愿意来"


class Answer(TextChoices):
    YES = "yes", "满意"
    SO_SO = "so_so", "一般"
    NO = "no", "不满意"


FEWEST = 5
"""Counts about people are shown, and findings of a check-up kept, from so many on; fewer could point at somebody."""
