"""技能等级 and 学习型组织: what somebody is named until a day, with one set of parts for both."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import Act, Badge, Done, Field, Ledger, Preset, Reader, register_ledger
from gonghui.kernel.refusal import Refused
from gonghui.learning.actions.named import named_end, named_recheck
from gonghui.learning.choices import CheckResult, SkillLevel
from gonghui.learning.models import LearningGroup, Skill
from gonghui.learning.named import named_in_force
from gonghui.people.public import person_follows

AHEAD = timedelta(days=90)
"""How long before its last day something named shows among what is to be checked: the office's own practice."""


def _valid(reader: Reader) -> Q:
    return named_in_force(reader.today)


def _due(reader: Reader) -> Q:
    return Q(voided_on=None, ended_on=None, valid_until__range=(reader.today, reader.today + AHEAD))


def _lapsed(reader: Reader) -> Q:
    return Q(voided_on=None, ended_on=None, valid_until__lt=reader.today)


def _badge(row: Any, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    if row.ended_on is not None:
        return Badge("已取消", "end")
    if row.named_on is None:
        return Badge("等命名" if row.result == CheckResult.PASSED else "考核过" if row.checked_on else "等考核", "wait")
    if row.valid_until is not None and row.valid_until < reader.today:
        return Badge("过期", "back")
    soon = row.valid_until is not None and row.valid_until <= reader.today + AHEAD
    return Badge("要复评", "todo") if soon else Badge("有效", "done")


def _settled(row: Any) -> Refused | None:
    if row.voided_on is not None:
        return Refused(f"这一条已于{cn_date(row.voided_on)}作废，原因：{row.void_reason}。", "要用的话，请另登记一条。")
    if row.ended_on is not None:
        return Refused(f"{cn_date(row.ended_on)}已经取消，原因：{row.end_reason}。", "重新评上的，请另登记一条。")
    return None


def _ends_before(row: Any, at: datetime) -> Refused | None:
    if row.valid_until is not None and row.named_on is not None and row.valid_until < row.named_on:
        return Refused("有效期早于命名或发证日期。", "请核对日期。", "valid_until")
    if row.valid_until is not None and row.named_on is None:
        return Refused("写了有效期，没有写命名日期。", "请补命名日期，或者把有效期空着。", "named_on")
    return None


def _recheck(row: Any, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    named_recheck(row=row, on=values["on"], valid_until=values["valid_until"], by=by, at=at)
    return Done(f"{row.name}的有效期延到{cn_date(values['valid_until'])}。")


def _end(row: Any, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    named_end(row=row, on=values["on"], reason=values["reason"], by=by, at=at)
    return Done(f"{row.name}已取消。")


def _unnamed(row: Any, reader: Reader) -> Refused | None:
    return None if row.named_on is not None else Refused("还没有命名。", "请先登记命名日期。")


def _acts() -> tuple[Act, ...]:
    return (
        Act(key="recheck", title="登记复评", icon="arrow-repeat", do=_recheck, barred=_unnamed, locks=True,
            first=lambda row, reader: {"on": reader.today}, fields=(
                Field("on", "复评日期", "day"), Field("valid_until", "新的有效期至", "day", future=True, last=True))),
        Act(key="end", title="取消", icon="x-circle", do=_end, barred=_unnamed, locks=True,
            first=lambda row, reader: {"on": reader.today}, fields=(
                Field("on", "从哪天起取消", "day"), Field("reason", "原因", "text", size=120, help="比如复评不合格"))),
    )  # fmt: skip


PRESETS = (
    Preset("valid", "有效的", _valid),
    Preset("due", "九十天内要复评", _due),
    Preset("lapsed", "过期的", _lapsed),
)


def _body_missing(row: Skill, at: datetime) -> Refused | None:
    if row.level == SkillLevel.GOLD_COLLAR and not row.body:
        return Refused("金蓝领没有写评定单位。", "请写哪一级评的，比如市总工会。", "body")
    return None


def _twice(row: Skill, at: datetime) -> Refused | None:
    same = {"person": row.person, "level": row.level, "trade": row.trade, "ended_on": None}
    other = Skill.objects.valid().filter(**same).exclude(pk=row.pk).first()
    if other is None:
        return None
    return Refused(
        f"{row.name}的{row.trade}{SkillLevel(row.level).label}已经登记过了。",
        "换证、延期的，请在那一条登记复评。",
        "level",
    )


SKILLS = Ledger(
    key="skills", title="技能等级", model=Skill, line="经济", place=60, union="union_id", unit="项", icon="mortarboard", name="name",
    help="职工取得的技能等级和金蓝领，一证一条；有有效期的到期前提醒。", state=_badge, settled=_settled, follows=person_follows("named_on"),
    fields=(
        Field("name", kind="text", also="职工姓名", help="同名的，后面写会员证号或证件号后四位"), Field("union", also="工会 单位 工作单位"),
        Field("level", also="技能等级 级别 职业技能等级", spoken={
            "5": "初级工 五级 初级 五级工", "4": "中级工 四级 中级 四级工", "3": "高级工 三级 高级 三级工", "2": "技师 二级",
            "1": "高级技师 一级", "special": "特级", "chief": "首席", "gold": "金蓝领技能人才"}),
        Field("trade", also="职业 工种名称 职业工种"), Field("named_on", "发证日期", required=True, also="发证时间 评定日期 取得日期"),
        Field("number", "证书编号", also="证书号 编号", listed=False), Field("body", "评定单位", also="发证单位 评价机构", listed=False),
        Field("valid_until", future=True, last=True, also="有效期"), Field("checked_on", "最近复评日期", listed=False),
    ),
    presets=(*PRESETS, Preset("gold", "金蓝领", lambda reader: _valid(reader) & Q(level=SkillLevel.GOLD_COLLAR))),
    checks=(_ends_before, _body_missing, _twice), acts=_acts(),
)  # fmt: skip
register_ledger(SKILLS)


def _steps_in_order(row: LearningGroup, at: datetime) -> Refused | None:
    if row.checked_on is not None and row.checked_on < row.applied_on:
        return Refused("考核早于申报。", "请核对日期。", "checked_on")
    if (row.checked_on is None) != (row.result == ""):
        return Refused("考核日期和考核结果要一起写。", "没有考核的两样都空着。", "result")
    if row.named_on is None:
        return None
    if row.result != CheckResult.PASSED:
        return Refused("考核合格才能命名。", "请先写考核日期和合格的结果。", "named_on")
    if row.named_on < row.applied_on:
        return Refused("命名早于申报。", "请核对日期。", "named_on")
    return None


GROUPS = Ledger(
    key="learning-groups", title="学习型组织", one="learninggroup", model=LearningGroup, line="宣教", place=66, union="union_id",
    unit="个", icon="people", name="name", state=_badge, settled=_settled, natural_key=("union", "name", "kind"),
    help="学习型组织、班组、企业、家庭从申报起记一条：哪天申报、哪天考核、结果怎样、哪天命名、到哪天复评。",
    fields=(
        Field("name", also="班组名称 组织名称"), Field("kind", also="创建类别 类型", spoken={
            "organisation": "组织", "team": "班组 先进班组", "enterprise": "企业", "family": "家庭"}),
        Field("union", also="工会 单位"), Field("applied_on", also="申报时间 申请日期"), Field("people", unit="人"), "aim",
        Field("checked_on", also="考核时间 验收日期"), Field("result", also="考核结论 验收结果"),
        Field("named_on", "命名日期", also="命名时间"), Field("number", "命名文号", also="文号", listed=False),
        Field("body", "命名单位", listed=False), Field("valid_until", "复评以前有效", future=True, last=True, also="有效期至 复评日期"),
    ),
    sections={"申报": ("name", "kind", "union", "applied_on", "people", "aim"),
              "考核和命名": ("checked_on", "result", "named_on", "number", "body", "valid_until")},
    presets=(
        Preset("unchecked", "等考核的", Q(voided_on=None, ended_on=None, checked_on=None)),
        Preset("unnamed", "等命名的", Q(voided_on=None, ended_on=None, named_on=None, result=CheckResult.PASSED)), *PRESETS,
    ),
    checks=(_steps_in_order, _ends_before), acts=_acts(),
)  # fmt: skip
register_ledger(GROUPS)
