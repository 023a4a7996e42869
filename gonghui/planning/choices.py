"""The fixed vocabularies of plans."""

from django.db.models import TextChoices


class Level(TextChoices):
    TOWN = "town", "镇级计划"
    GRASSROOTS = "grassroots", "基层工会计划"
    PROGRAMME = "programme", "多年规划"


class PlanState(TextChoices):
    DRAFTED = "drafted", "起草"
    SUBMITTED = "submitted", "待审"
    RETURNED = "returned", "退回"
    APPROVED = "approved", "执行中"
    CLOSED = "closed", "已归档"


class TaskState(TextChoices):
    TODO = "todo", "未开始"
    DOING = "doing", "进行中"
    DONE = "done", "已完成"
    DROPPED = "dropped", "不做了"


class TargetKind(TextChoices):
    INDICATOR = "indicator", "按指标自动计"
    RECORDS = "records", "按挂上的记录计"
    MILESTONE = "milestone", "办成一件事"
    TEXT = "text", "文字要求"


class Comparison(TextChoices):
    AT_LEAST = "at_least", "至少"
    EXACTLY = "exactly", "达到"
    ABOUT = "about", "左右"
    AT_MOST = "at_most", "不超过"
    INCREASE = "increase", "增加"


class DraftKind(TextChoices):
    IMPORT = "import", "从文件读出"
    ROLL = "roll", "从上年推出"


class ItemKind(TextChoices):
    HEADING = "heading", "标题"
    TASK = "task", "任务"


class ItemState(TextChoices):
    PROPOSED = "proposed", "待定"
    ACCEPTED = "accepted", "收下"
    MENDED = "mended", "改后收下"
    DROPPED = "dropped", "不要"


class Source(TextChoices):
    """Where a proposal comes from."""

    DOCUMENT = "document", "文件原文"
    YEARLY = "yearly", "每年都做"
    OPEN = "open", "上年没有做完"
    MISSED = "missed", "上年目标没有达到"
    FALLEN = "fallen", "比上年下降"
    FALLS_DUE = "falls_due", "明年到期"


OPEN_STATES = (TaskState.TODO, TaskState.DOING)
WRITABLE = (PlanState.DRAFTED, PlanState.RETURNED, PlanState.APPROVED)
"""Plans that can be changed; an approved one only with a reason."""
