"""Papers of pairs, of what was named, and of calls."""

from collections.abc import Callable
from datetime import date
from typing import Any

from gonghui.activities.public import Activity
from gonghui.activities.public import Kind as ActivityKind
from gonghui.emulation.choices import Reached, YearState
from gonghui.emulation.models import Call, Competition, Entrant, Mentoring, Showcase
from gonghui.emulation.ranking import contest, ranked, reached
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
from gonghui.orgs.public import OFFICE_FIELDS


def _valid(name: str) -> Callable[[Any, PrintContext], Any]:
    """The valid rows that hang on a record, the oldest first."""
    return lambda row, ctx: list(getattr(row, name).filter(voided_on=None).order_by("on", "pk"))


LINES = 4
"""Lines for checks on the paper of a pair: those that were recorded, and empty ones to write on."""


def _checks(row: Mentoring, ctx: PrintContext) -> list[Any]:
    found = _valid("checks")(row, ctx)
    return found + [None] * (LINES - len(found))


PAIR = register_form(WordForm(
    key="emulation.mentoring", title="师徒结对协议书", line="经济", entity="emulation.mentoring",
    why="师傅、徒弟、工会签字；检查的情况登记以后印在下面。",
    records=lambda scope, day: scope.limit(Mentoring.objects.valid().select_related("union")), names=lambda row: row.name,
    fields=(
        PrintField("union", "工会名称", lambda m, ctx: m.union.name, "宏达机械有限公司工会"),
        PrintField("mentor", "师傅", lambda m, ctx: m.mentor, "赵国栋"),
        PrintField("apprentice", "徒弟", lambda m, ctx: m.name, "王小芳"),
        PrintField("trade", "工种岗位", lambda m, ctx: m.trade, "数控车工"),
        PrintField("goals", "学习目标", lambda m, ctx: m.goals, "半年内能独立操作数控车床"),
        PrintField("start_on", "结对日期", lambda m, ctx: m.start_on, "2026年3月2日", BLANK_DAY),
        PrintField("end_on", "约定到哪天", lambda m, ctx: m.end_on, "2027年3月1日", BLANK_DAY),
        PrintField("months", "几个月检查一次", lambda m, ctx: m.check_months, "3", BLANK_NUMBER),
        PrintField("outcome", "结果", lambda m, ctx: m.get_outcome_display() or None, "出师"),
        *OFFICE_FIELDS,
    ),
    rows=(PrintRows("checks", "检查", _checks, (
        PrintField("check_on", "检查日期", lambda c, ctx: c and c.on, "2026年6月2日", ""),
        PrintField("reached", "目标达到", lambda c, ctx: c and Reached(c.reached).label, "达到", ""),
        PrintField("findings", "检查情况", lambda c, ctx: c and c.findings, "能独立换刀对刀", ""),
        PrintField("checker", "检查人", lambda c, ctx: c and c.checker, "沈国良", ""),
    )),),
    layout=Layout((
        Title("师徒结对协议书"),
        Facts((("师傅", "{{ mentor }}", "徒弟", "{{ apprentice }}"), ("所在工会", "{{ union }}", "工种岗位", "{{ trade }}"),
               ("结对日期", "{{ start_on }}", "约定到", "{{ end_on }}"))),
        Facts((("学习目标", "{{ goals }}"),), tall=True),
        Text("师傅把本岗位的技能、规程和安全要领教给徒弟，徒弟尊敬师傅、勤学苦练。每{{ months }}个月由工会检查一次，到期评定能不能出师。"),
        Repeat("checks", (Column("检查日期", "check_on", 1.2), Column("目标", "reached", 0.8, "center"), 
                          Column("检查情况", "findings", 2.4),
                          Column("检查人", "checker", 0.8, "center"))),
        Text("结果：{{ outcome }}", "left"),
        Text("师傅（签字）：＿＿＿＿＿＿　　徒弟（签字）：＿＿＿＿＿＿", "left"),
        Text("工会（盖章）：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿＿＿＿＿", "left"),
    ), paper="form"),
))  # fmt: skip

RECHECK = register_form(WordForm(
    key="emulation.showcase", title="示范创新复核表", line="经济", entity="emulation.showcase",
    why="复核的时候带到现场填；以前各年的结果印在上面。",
    records=lambda scope, day: scope.limit(Showcase.objects.valid().select_related("union")), names=lambda row: row.name,
    fields=(
        PrintField("name", "名称", lambda s, ctx: s.name, "何建平创新工作室"),
        PrintField("kind", "种类", lambda s, ctx: s.get_kind_display(), "创新工作室"),
        PrintField("union", "工会名称", lambda s, ctx: s.union.name, "宏达机械有限公司工会"),
        PrintField("level", "命名级别", lambda s, ctx: s.get_level_display(), "县级"),
        PrintField("number", "命名文号", lambda s, ctx: s.number, "云工〔2025〕6号"),
        PrintField("named_on", "命名日期", lambda s, ctx: s.named_on, "2025年5月1日", BLANK_DAY),
        PrintField("leader", "负责人", lambda s, ctx: s.leader, "何建平"),
        PrintField("members", "人数", lambda s, ctx: s.members, "7", BLANK_NUMBER),
        *OFFICE_FIELDS,
    ),
    rows=(PrintRows("years", "各年复核", _valid("years"), (
        PrintField("year", "年度", lambda y, ctx: y.year, "2026"),
        PrintField("year_on", "复核日期", lambda y, ctx: y.on, "2026年5月20日", BLANK_DAY),
        PrintField("result", "复核结果", lambda y, ctx: YearState(y.result).label, "保持"),
        PrintField("work", "做了什么", lambda y, ctx: y.work, "攻关三项"),
        PrintField("note", "问题和要求", lambda y, ctx: y.note, "补台账", ""),
    )),),
    layout=Layout((
        Title("示范创新复核表"),
        Facts((("名称", "{{ name }}", "种类", "{{ kind }}"), ("所在工会", "{{ union }}", "负责人", "{{ leader }}"),
               ("命名级别", "{{ level }}", "文号", "{{ number }}"), ("命名日期", "{{ named_on }}", "人数", "{{ members }}"))),
        Repeat("years", (Column("年度", "year", 0.6, "center"), Column("复核日期", "year_on", 1.2), Column("结果", "result", 0.8, "center"),
                         Column("做了什么", "work", 2), Column("问题和要求", "note", 1.4))),
        Facts((("本年工作", ""), ("复核意见", "")), tall=True),
        Text("复核人（签字）：＿＿＿＿＿　负责人（签字）：＿＿＿＿＿", "left"),
        Text("日期：＿＿＿＿＿＿＿＿＿＿", "left"),
    ), paper="form"),
))  # fmt: skip


def _not_chosen(row: Call, day: date) -> Refused | None:
    if row.entries.filter(voided_on=None, chosen_on__isnull=False).exists():
        return None
    return Refused("还没有入选的作品。", "登记入选以后再打印名单。")


ORDER = "特一二三四五六优"
"""The first characters of what is given for places, the highest first; sorted as texts, 三 would come before 二."""


def _chosen(row: Call, ctx: PrintContext) -> list[Any]:
    rows = row.entries.filter(voided_on=None, chosen_on__isnull=False).select_related("union")
    return sorted(
        rows.order_by("pk"),
        key=lambda one: ORDER.find(one.place[:1]) if one.place and one.place[0] in ORDER else len(ORDER),
    )


CHOSEN = register_form(WordForm(
    key="emulation.call", title="征集入选名单", line="宣教", entity="emulation.call", why="征集的结果，贴出来、发下去。",
    records=lambda scope, day: scope.limit(Call.objects.valid().select_related("union")), names=lambda row: row.name, fits=_not_chosen,
    fields=(
        PrintField("name", "征集名称", lambda c, ctx: c.name, "爱岗格言征集"),
        PrintField("came", "收到件数", lambda c, ctx: c.entries.filter(voided_on=None).count(), "18"),
        PrintField("count", "入选件数", lambda c, ctx: len(_chosen(c, ctx)), "5"),
        PrintField("until", "截止日期", lambda c, ctx: c.until, "2026年6月10日", BLANK_DAY),
        *OFFICE_FIELDS,
    ),
    rows=(PrintRows("chosen", "入选作品", _chosen, (
        PrintField("place", "等次", lambda e, ctx: e.place, "一等", ""),
        PrintField("title", "作品名称", lambda e, ctx: e.title, "一针一线都是脸面"),
        PrintField("author", "作者", lambda e, ctx: e.name, "王小芳"),
        PrintField("author_union", "作者工会", lambda e, ctx: e.union.name, "永安纺织有限公司工会"),
    )),),
    layout=Layout((
        Title("{{ name }}入选名单"),
        Text("{{ name }}到{{ until }}截止，共收到作品{{ came }}件，评出入选作品{{ count }}件。"),
        Repeat("chosen", (Column("等次", "place", 0.8, "center"), Column("作品", "title", 2.2), Column("作者", "author", 0.9, "center"),
                          Column("所在工会", "author_union", 2))),
        Sign("{{ office }}", "{{ today }}"),
    )),
))  # fmt: skip


def _teams(row: Competition, ctx: PrintContext) -> list[tuple[int, Entrant]]:
    return [(place, team) for place, team, _ in ranked(row)]


RANKING = register_form(WordForm(
    key="emulation.competition", title="劳动竞赛评比表", line="经济", entity="emulation.competition",
    why="按完成目标的百分比排出名次，通报各参赛队。",
    records=lambda scope, day: scope.limit(Competition.objects.valid().select_related("activity")), names=lambda row: row.name,
    fields=(
        PrintField("name", "竞赛名称", lambda c, ctx: c.name, "“六比六提”重点工程劳动竞赛"),
        PrintField("theme", "主题", lambda c, ctx: c.get_theme_display(), "六比六提"),
        PrintField("compared", "比什么", lambda c, ctx: c.compared, "产值、质量、安全"),
        PrintField("measured_in", "按什么计", lambda c, ctx: c.measured_in, "万元"),
        PrintField("begin", "开始日期", lambda c, ctx: c.activity.on, "2026年4月11日", BLANK_DAY),
        PrintField("end", "结束日期", lambda c, ctx: c.activity.until, "2026年10月31日", BLANK_DAY),
        PrintField("prizes", "怎么奖", lambda c, ctx: c.prizes, "前三名发流动红旗"),
        PrintField("ranked_on", "确认名次日期", lambda c, ctx: c.ranked_on, "2026年11月9日", BLANK_DAY),
        *OFFICE_FIELDS,
    ),
    rows=(PrintRows("teams", "参赛队", _teams, (
        PrintField("place", "名次", lambda t, ctx: t[0], "1"),
        PrintField("team", "队名", lambda t, ctx: t[1].name, "总装一班"),
        PrintField("team_union", "所在工会", lambda t, ctx: t[1].union.name, "宏达机械有限公司工会"),
        PrintField("heads", "人数", lambda t, ctx: t[1].heads, "42"),
        PrintField("target", "目标值", lambda t, ctx: f"{t[1].target:,.2f}", "820.00"),
        PrintField("reached", "完成率", lambda t, ctx: f"{reached(t[1])}%", "104.6%"),
    )),),
    layout=Layout((
        Title("{{ name }}评比表"),
        Facts((("主题", "{{ theme }}", "比什么", "{{ compared }}"), ("起止", "{{ begin }}至{{ end }}", "按什么计", "{{ measured_in }}"),
               ("奖励", "{{ prizes }}", "确认名次", "{{ ranked_on }}"))),
        Repeat("teams", (Column("名次", "place", 0.6, "center"), Column("参赛队", "team", 1.4), Column("所在工会", "team_union", 2),
                         Column("人数", "heads", 0.6, "right"), Column("目标", "target", 1, "right"),
                         Column("完成率", "reached", 0.9, "right"))),
        Sign("{{ office }}", "{{ today }}"),
    ), paper="form"),
))  # fmt: skip


def _no_scores(row: Activity, day: date) -> Refused | None:
    if row.kind != ActivityKind.MATCH:
        return Refused("这项活动不是技能比武。", "劳动竞赛的名次在劳动竞赛里印。")
    return None if contest(row) else Refused("还没有登记评分。", "请先在比武评分里登记或者导入。")


CONTEST = register_form(WordForm(
    key="emulation.contest", title="技能比武成绩表", line="经济", entity="activities.activity",
    why="按评委的平均分排名次；五个以上评委的，去掉一个最高分、一个最低分。",
    records=lambda scope, day: scope.limit(Activity.objects.valid()), names=lambda row: row.name, fits=_no_scores,
    fields=(
        PrintField("name", "比武名称", lambda a, ctx: a.name, "数控车工技能比武"),
        PrintField("on", "比武日期", lambda a, ctx: a.on, "2026年9月18日", BLANK_DAY),
        PrintField("place_of", "比武地点", lambda a, ctx: a.place, "县职业中学"),
        *OFFICE_FIELDS,
    ),
    rows=(PrintRows("contestants", "选手", lambda a, ctx: contest(a), (
        PrintField("rank", "名次", lambda c, ctx: c[0], "1"),
        PrintField("contestant", "选手", lambda c, ctx: c[1].name, "王小芳"),
        PrintField("contestant_union", "所在工会", lambda c, ctx: c[1].union.name, "宏达机械有限公司工会"),
        PrintField("judges", "评委人数", lambda c, ctx: c[3], "5"),
        PrintField("score", "平均分", lambda c, ctx: f"{c[2]:.2f}", "91.33"),
    )),),
    layout=Layout((
        Title("{{ name }}成绩表"),
        Text("{{ on }}，{{ place_of }}。评委在五人以上的，去掉一个最高分和一个最低分再平均；分数相同的名次并列。"),
        Repeat("contestants", (Column("名次", "rank", 0.6, "center"), Column("选手", "contestant", 1),
                               Column("所在工会", "contestant_union", 2.2),
                               Column("评委", "judges", 0.6, "right"), Column("平均分", "score", 0.8, "right"))),
        Text("裁判长（签字）：＿＿＿＿＿＿　监督（签字）：＿＿＿＿＿＿", "left"),
        Sign("{{ office }}", "{{ today }}"),
    ), paper="form"),
))  # fmt: skip
