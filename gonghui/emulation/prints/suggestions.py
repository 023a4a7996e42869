"""Papers about suggestions: the register form, the answer to the person, the list of what was adopted."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from gonghui.emulation.choices import Level
from gonghui.emulation.models import Suggestion
from gonghui.kernel.printing.forms import (
    BLANK_DAY,
    BLANK_NUMBER,
    PrintContext,
    PrintField,
    PrintRows,
    WordForm,
    register_form,
)
from gonghui.kernel.printing.layout import Column, Facts, Layout, Repeat, Sign, Text, Title
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope
from gonghui.kernel.workflow.steps import Taken, steps_of
from gonghui.orgs.public import OFFICE_FIELDS, Union, town, unions_of


def _rows(scope: Scope, day: date) -> QuerySet[Suggestion]:
    return scope.limit(Suggestion.objects.valid().select_related("union"))


def _steps(row: Suggestion, ctx: PrintContext) -> Taken:
    return ctx.once(f"steps-{row.pk}", lambda: steps_of(row))


def _said(name: str, key: str) -> Any:
    """What the latest step of a name recorded under a key."""
    return lambda row, ctx: _steps(row, ctx).fact(name, key) or None


def _opinion(row: Suggestion, ctx: PrintContext) -> str | None:
    step = _steps(row, ctx).last("adopt", "reject", "defer")
    return step.facts.get("opinion") if step else None


def _decision(row: Suggestion, ctx: PrintContext) -> str | None:
    step = _steps(row, ctx).last("adopt", "reject", "defer")
    return {"adopt": "采纳", "reject": "不采纳", "defer": "暂缓"}[step.name] if step else None


HEAD = (
    PrintField("number", "编号", lambda s, ctx: s.number, "2026-003", BLANK_NUMBER),
    PrintField("title", "建议名称", lambda s, ctx: s.title, "空压机余热用来烧浴室热水"),
    PrintField("name", "建议人", lambda s, ctx: "、".join([s.name, s.partners]) if s.partners else s.name, "王小芳"),
    PrintField("union", "工会名称", lambda s, ctx: s.union.name, "永安纺织有限公司工会"),
    PrintField("handed_on", "提出日期", lambda s, ctx: s.handed_on, "2026年4月9日", BLANK_DAY),
    PrintField("decision", "评审结果", _decision, "采纳"),
    PrintField("opinion", "评审意见", _opinion, "改造量小，投入当年能收回。"),
    PrintField("decided_on", "评审日期", lambda s, ctx: s.decided_on, "2026年4月20日", BLANK_DAY),
    PrintField("responsible", "实施负责人", lambda s, ctx: s.carried_out_by, "赵国栋"),
    PrintField("implement_by", "实施期限", lambda s, ctx: s.implement_by, "2026年6月30日", BLANK_DAY),
)  # fmt: skip

REGISTER = register_form(WordForm(
    key="emulation.suggestion", title="合理化建议登记表", line="经济", entity="emulation.suggestion",
    why="登记一条建议，评审、实施、核定效益和奖励都填在这一张上，存档。", records=_rows, names=lambda s: f"{s.number}{s.title}",
    fields=(
        *HEAD,
        PrintField("form", "形式", lambda s, ctx: s.get_form_display(), "合理化建议"),
        PrintField("matter", "类别", lambda s, ctx: s.get_matter_display(), "节能降耗"),
        PrintField("problem", "现状问题", lambda s, ctx: s.problem, "浴室用电锅炉，空压机的热气白白排掉。"),
        PrintField("content", "建议内容", lambda s, ctx: s.content, "装一套换热器，用空压机的余热烧水。"),
        PrintField("expected", "预期效益", lambda s, ctx: s.expected, "一年省电费约四万元。"),
        PrintField("reviewers", "评审人", lambda s, ctx: next((step.facts["reviewers"] for step in [
            _steps(s, ctx).last("adopt", "reject", "defer")] if step), None), "沈国良、顾海燕"),
        PrintField("level", "采纳等级", lambda s, ctx: Level(s.level).label if s.level else None, "二等"),
        PrintField("score", "评审得分", lambda s, ctx: s.score, "88"),
        PrintField("implemented_on", "实施完成日期", lambda s, ctx: s.implemented_on, "2026年6月12日", BLANK_DAY),
        PrintField("done", "实施情况", _said("implement", "done"), "换热器已装好，水温够用。"),
        PrintField("benefit", "核定效益", lambda s, ctx: f"{s.benefit:,.2f}元" if s.benefit is not None else None, "38,600.00元"),
        PrintField("basis", "核定依据", _said("confirm", "basis"), "按两个月电费比上年同期推算。"),
        PrintField("reward", "奖励", lambda s, ctx: f"{s.reward:,.2f}元" if s.reward is not None else None, "800.00元"),
        *OFFICE_FIELDS,
    ),
    layout=Layout((
        Title("合理化建议登记表"),
        Text("编号：{{ number }}", "right"),
        Facts((("建议名称", "{{ title }}", "形式", "{{ form }}"), ("建议人", "{{ name }}", "类别", "{{ matter }}"),
               ("所在工会", "{{ union }}", "提出日期", "{{ handed_on }}"))),
        Facts((("现状问题", "{{ problem }}"), ("建议内容", "{{ content }}"), ("预期效益", "{{ expected }}")), tall=True),
        Facts((("评审结果", "{{ decision }}", "采纳等级", "{{ level }}"),
               ("评审得分", "{{ score }}", "评审日期", "{{ decided_on }}"))),
        Facts((("评审人", "{{ reviewers }}"),)),
        Facts((("评审意见", "{{ opinion }}"),), tall=True),
        Facts((("实施负责人", "{{ responsible }}", "实施期限", "{{ implement_by }}"),
               ("完成日期", "{{ implemented_on }}", "核定效益", "{{ benefit }}"), ("奖励", "{{ reward }}", "核定依据", "{{ basis }}"))),
        Facts((("实施情况", "{{ done }}"),), tall=True),
        Text("评审人签字：＿＿＿＿　财务签字：＿＿＿＿　工会盖章：＿＿＿", "left"),
    ), paper="form"),
))  # fmt: skip


def _undecided(row: Suggestion, day: date) -> Refused | None:
    return None if row.decided_on else Refused("这条建议还没有评审。", "登记评审结果以后再打印答复函。")


def _dropped(row: Suggestion, ctx: PrintContext) -> str | None:
    step = _steps(row, ctx).last("drop")
    return step.reason.rstrip("。") if step and row.state == "dropped" else None


REPLY = register_form(WordForm(
    key="emulation.suggestion_reply", title="合理化建议答复函", line="经济", entity="emulation.suggestion",
    why="把评审结果和原因告诉建议人。", records=_rows, names=lambda s: f"{s.number}{s.name}", fits=_undecided,
    fields=(
        *HEAD,
        PrintField("adopted", "是否采纳", lambda s, ctx: "是" if s.adopted_on else None, "是", ""),
        PrintField("relook_on", "再看日期", lambda s, ctx: _relook(s, ctx), "2026年10月9日", ""),
        PrintField("implemented_on", "实施完成日期", lambda s, ctx: s.implemented_on, "2026年6月12日", ""),
        PrintField("dropped", "没有实施的原因", _dropped, "设备要整体更换", ""),
        PrintField("benefit", "核定效益", lambda s, ctx: f"{s.benefit:,.2f}元" if s.benefit is not None else None, "38,600.00元", ""),
        *OFFICE_FIELDS,
    ),
    layout=Layout((
        Title("合理化建议答复函"),
        Text("{{ name }}：", "left"),
        Text("您{{ handed_on }}提出的建议“{{ title }}”（编号{{ number }}）收到了，谢谢您。"),
        Text("{{ decided_on }}组织了评审，结果是：{{ decision }}。{{ opinion }}"),
        Text("{% if dropped %}这条建议后来没有实施，原因是：{{ dropped }}。{% elif implemented_on %}"
             "这条建议由{{ responsible }}负责，{{ implemented_on }}已经办好。"
             "{% if benefit %}核定效益{{ benefit }}。{% else %}接下来核定效益，再办奖励。{% endif %}"
             "{% elif adopted %}"
             "这条建议由{{ responsible }}负责，{{ implement_by }}前办好。办好以后核定效益，再办奖励。{% else %}"
             "{% if relook_on %}{{ relook_on }}再评审一次，到时告诉您结果。{% else %}"
             "您有不同意见或者补充的材料，请和我会联系。{% endif %}{% endif %}"),
        Text("联系人：{{ clerk }}，电话：{{ office_phone }}。"),
        Sign("{{ office }}", "{{ today }}"),
    )),
))  # fmt: skip


def _relook(row: Suggestion, ctx: PrintContext) -> date | None:
    step = _steps(row, ctx).last("adopt", "reject", "defer")
    day = step.facts.get("relook_on") if step else None
    return date.fromisoformat(day) if day else None


def _adopted(union: Union, ctx: PrintContext) -> list[Suggestion]:
    """What was adopted this year: of the union, or of the whole town for the town's own union."""
    first = ctx.today.replace(month=1, day=1)
    rows = Suggestion.objects.valid().filter(adopted_on__range=(first, ctx.today)).select_related("union")
    if union.pk != ctx.once("town", town).pk:
        rows = rows.filter(union=union)
    return list(rows.order_by("year", "serial"))


PUBLIC = register_form(WordForm(
    key="emulation.adopted_list", title="采纳建议公布名单", line="经济", entity="orgs.union",
    why="把今年采纳的建议贴出来；要求不写姓名的，写“不具名”。",
    records=lambda scope, day: unions_of(scope), names=lambda union: union.name,
    fields=(
        PrintField("union", "工会名称", lambda u, ctx: u.name, "石桥镇总工会"),
        PrintField("year", "年份", lambda u, ctx: str(ctx.today.year), "2026"),
        PrintField("count", "采纳条数", lambda u, ctx: len(_adopted(u, ctx)), "6"),
        *OFFICE_FIELDS,
    ),
    rows=(PrintRows("adopted", "采纳的建议", _adopted, (
        PrintField("row_number", "建议编号", lambda s, ctx: s.number, "2026-003"),
        PrintField("row_title", "名称", lambda s, ctx: s.title, "空压机余热用来烧浴室热水"),
        PrintField("row_name", "提出人", lambda s, ctx: s.public_name, "王小芳"),
        PrintField("row_union", "所在工会", lambda s, ctx: s.union.name, "永安纺织有限公司工会"),
        PrintField("row_level", "等级", lambda s, ctx: Level(s.level).label if s.level else None, "二等"),
        PrintField("row_by", "期限", lambda s, ctx: s.implement_by, "2026年6月30日", BLANK_DAY),
    )),),
    layout=Layout((
        Title("{{ union }}{{ year }}年采纳合理化建议公布名单"),
        Text("今年到{{ today }}，共采纳合理化建议{{ count }}条，公布如下。"),
        Repeat("adopted", (Column("编号", "row_number", 0.8, "center"), Column("建议", "row_title", 2), Column("建议人", "row_name", 0.9),
                           Column("所在工会", "row_union", 1.8), Column("等级", "row_level", 0.6, "center"),
                           Column("实施期限", "row_by", 1.2))),
        Sign("{{ office }}", "{{ today }}"),
    ), paper="form"),
))  # fmt: skip
