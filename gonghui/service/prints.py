"""The card of a contact point, and the slip with which a person comes to a counsellor."""

from typing import Any

from gonghui.kernel.printing.forms import (
    BLANK_DAY,
    BLANK_NUMBER,
    PrintContext,
    PrintField,
    PrintRows,
    WordForm,
    register_form,
)
from gonghui.kernel.printing.layout import Column, Facts, Layout, Repeat, Text, Title
from gonghui.orgs.public import OFFICE_FIELDS
from gonghui.service.models import Appointment, Appraisal, ContactPoint


def _visits(row: ContactPoint, ctx: PrintContext) -> list[Any]:
    return list(row.visits.filter(voided_on=None).order_by("on", "pk"))


def _deeds(row: ContactPoint, ctx: PrintContext) -> list[Any]:
    return list(row.deeds.filter(voided_on=None).order_by("on", "pk"))


CARD = register_form(WordForm(
    key="service.contact_point", title="干部联系点登记卡", line="综合", entity="service.contactpoint",
    why="挂在联系点的墙上，年底归档；走访和办的实事登记以后印在下面。",
    records=lambda scope, day: scope.limit(ContactPoint.objects.valid().select_related("union")), names=lambda row: row.name,
    fields=(
        PrintField("name", "联系点", lambda p, ctx: p.name, "宏达机械一车间"),
        PrintField("union", "所在工会", lambda p, ctx: p.union.name, "宏达机械有限公司工会"),
        PrintField("cadre", "联系干部", lambda p, ctx: p.cadre, "吴国平"),
        PrintField("duty", "职务", lambda p, ctx: p.duty, "镇总工会副主席"),
        PrintField("start_on", "从哪天起", lambda p, ctx: p.start_on, "2026年1月12日", BLANK_DAY),
        PrintField("every", "几个月去一次", lambda p, ctx: p.every_months, "3", BLANK_NUMBER),
        PrintField("focus", "联系重点", lambda p, ctx: p.focus, "工资协商、夜班食堂"),
        *OFFICE_FIELDS,
    ),
    rows=(
        PrintRows("visits", "走访", _visits, (
            PrintField("visit_on", "走访日期", lambda v, ctx: v.on, "2026年4月9日", BLANK_DAY),
            PrintField("heads", "谈了几个人", lambda v, ctx: v.heads, "6"),
            PrintField("found", "反映的情况", lambda v, ctx: v.found, "夜班没有热饭"),
            PrintField("answered", "当场怎么答复", lambda v, ctx: v.answered, "和行政商量开夜宵窗口", ""),
        )),
        PrintRows("deeds", "实事", _deeds, (
            PrintField("deed", "办什么事", lambda d, ctx: d.title, "开夜宵窗口"),
            PrintField("until", "办成期限", lambda d, ctx: d.until, "2026年6月30日", BLANK_DAY),
            PrintField("done_on", "办成日期", lambda d, ctx: d.done_on, "2026年6月18日", ""),
            PrintField("result", "办得怎么样", lambda d, ctx: d.result or d.dropped_why, "每晚供应60份", ""),
        )),
    ),
    layout=Layout((
        Title("干部联系点登记卡"),
        Facts((("联系点", "{{ name }}", "所在工会", "{{ union }}"), ("联系干部", "{{ cadre }}", "职务", "{{ duty }}"),
               ("从哪天起", "{{ start_on }}", "走访", "每{{ every }}个月一次"), ("联系重点", "{{ focus }}"))),
        Text("走访", "left"),
        Repeat("visits", (Column("走访日期", "visit_on", 1.7), Column("人数", "heads", 0.6, "center"), Column("反映的情况", "found", 2.2),
                          Column("答复", "answered", 1.8))),
        Text("办的实事", "left"),
        Repeat("deeds", (Column("办什么事", "deed", 1.5), Column("期限", "until", 2), Column("办成", "done_on", 2),
                         Column("办得怎么样", "result", 1.6))),
        Text("有事请找：{{ cadre }}　{{ office }}电话：{{ office_phone }}", "left"),
    ), paper="form"),
))  # fmt: skip

SLIP = register_form(WordForm(
    key="service.appointment", title="心理咨询预约条", line="帮扶", entity="service.appointment",
    why="交给来约的人，凭条来，不用报姓名。",
    records=lambda scope, day: scope.limit(Appointment.objects.valid()), names=str,
    fields=(
        PrintField("number", "预约号", lambda a, ctx: a.number, "2026-027"),
        PrintField("on", "约在哪天", lambda a, ctx: a.on, "2026年7月9日", BLANK_DAY),
        PrintField("hour", "几点", lambda a, ctx: a.hour, "14:00"),
        PrintField("counsellor", "咨询师", lambda a, ctx: a.counsellor, "林医生"),
        PrintField("way", "方式", lambda a, ctx: a.get_way_display(), "当面"),
        PrintField("place", "地点", lambda a, ctx: a.place, "镇总工会二楼谈心室"),
        *OFFICE_FIELDS,
    ),
    layout=Layout((
        Title("心理咨询预约条"),
        Facts((("预约号", "{{ number }}", "方式", "{{ way }}"), ("时间", "{{ on }}　{{ hour }}", "咨询师", "{{ counsellor }}"))),
        Facts((("地点", "{{ place }}"),)),
        Text("凭条来，不用报姓名和单位。谈什么只有您和咨询师知道，工会不记、不问。", "left"),
        Text("要改时间、不来了，请凭预约号打电话：{{ office_phone }}", "left"),
    ), paper="form"),
))  # fmt: skip

RESULT = register_form(WordForm(
    key="service.appraisal", title="师德师风评议结果表", line="宣教", entity="service.appraisal",
    why="学校张贴、上报；只有份数，没有姓名。",
    records=lambda scope, day: scope.limit(Appraisal.objects.valid().select_related("union")), names=lambda row: row.union.name,
    fields=(
        PrintField("school", "学校工会", lambda a, ctx: a.union.name, "石桥镇中心小学工会"),
        PrintField("term", "学期", lambda a, ctx: a.term, "2025—2026学年第二学期"),
        PrintField("rater", "谁来评", lambda a, ctx: a.get_rater_display(), "学生家长"),
        PrintField("on", "评议日期", lambda a, ctx: a.on, "2026年6月12日", BLANK_DAY),
        PrintField("issued", "发出份数", lambda a, ctx: a.issued, "300"),
        PrintField("returned", "收回份数", lambda a, ctx: a.returned, "286"),
        PrintField("best", "优秀", lambda a, ctx: a.best, "201"),
        PrintField("good", "良好", lambda a, ctx: a.good, "70"),
        PrintField("fair", "合格", lambda a, ctx: a.fair, "13"),
        PrintField("poor", "不合格", lambda a, ctx: a.poor, "2"),
        PrintField("opinions", "意见归类", lambda a, ctx: a.opinions, "作业偏多；家访偏少", ""),
        PrintField("mend_until", "整改期限", lambda a, ctx: a.mend_until, "2026年9月30日", BLANK_DAY),
        PrintField("mended", "怎么改的", lambda a, ctx: a.mended, "控制作业总量，每班每月家访四户", ""),
        *OFFICE_FIELDS,
    ),
    layout=Layout((
        Title("师德师风评议结果表"),
        Facts((("学校工会", "{{ school }}", "学期", "{{ term }}"), ("谁来评", "{{ rater }}", "评议日期", "{{ on }}"),
               ("发出", "{{ issued }}份", "收回", "{{ returned }}份"), ("优秀", "{{ best }}份", "良好", "{{ good }}份"),
               ("合格", "{{ fair }}份", "不合格", "{{ poor }}份"))),
        Facts((("意见归类", "{{ opinions }}"), ("整改情况", "{{ mended }}")), tall=True),
        Text("整改期限：{{ mend_until }}", "left"),
        Text("评议小组（签字）：＿＿＿＿　学校工会（盖章）：＿＿＿＿", "left"),
    ), paper="form"),
))  # fmt: skip
