"""The papers of honours: recommendation form, public notice, decision, certificate, and the card of a model worker."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from gonghui.honours.choices import CareKind, ForWhom
from gonghui.honours.models import Care, Honour, ModelWorker, Nomination, Round
from gonghui.honours.notice import notice_length, notice_until
from gonghui.kernel.dates import cn_date
from gonghui.kernel.printing.forms import (
    BLANK_DAY,
    BLANK_NUMBER,
    PrintContext,
    PrintField,
    PrintRows,
    WordForm,
    register_form,
)
from gonghui.kernel.printing.layout import Column, Facts, Gap, Layout, Repeat, Sign, Text, Title
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope
from gonghui.orgs.public import OFFICE_FIELDS

LINE = "经济"


def _nominations(scope: Scope, day: date) -> QuerySet[Any]:
    rows: QuerySet[Any] = Nomination.objects.valid().select_related("round__programme", "union", "worker", "employer")
    return scope.limit(rows)


def _born(row: Nomination, context: PrintContext) -> date | None:
    return row.worker.born_on if row.worker else None


def _sex(row: Nomination, context: PrintContext) -> str:
    return row.worker.get_sex_display() if row.worker else ""


def _persons(row: Nomination, day: date) -> Refused | None:
    if row.round.programme.given_to == ForWhom.PERSON:
        return None
    return Refused(f"{row.round.programme.name}不是评给个人的。", "请印集体的推荐表。")


def _groups(row: Nomination, day: date) -> Refused | None:
    if row.round.programme.given_to != ForWhom.PERSON:
        return None
    return Refused(f"{row.round.programme.name}是评给个人的。", "请印个人的推荐表。")


VOTED = Facts((("民主评议", "应到{{ due }}人，实到{{ present }}人，同意{{ in_favour }}人"),
               ("公示", "{{ notice_from }}至{{ notice_until }}")))  # fmt: skip
SEALS = Facts((("推荐工会意见（盖章）", ""), ("镇总工会意见（盖章）", ""), ("上级工会意见（盖章）", "")), tall=True)
COMMON = (
    PrintField("programme", "荣誉名称", lambda r, c: r.round.programme.name, "镇文明职工"),
    PrintField("year", "年度", lambda r, c: str(r.round.year), "2026"),
    PrintField("name", "推荐对象", lambda r, c: r.name, "王小芳"),
    PrintField("union", "推荐工会", lambda r, c: r.union.name, "永安纺织有限公司工会"),
    PrintField("deeds", "主要事迹", lambda r, c: r.deeds, "带头完成急难任务。"),
    PrintField("due", "评议应到", lambda r, c: r.due, "40", BLANK_NUMBER),
    PrintField("present", "评议实到", lambda r, c: r.present, "36", BLANK_NUMBER),
    PrintField("in_favour", "评议同意", lambda r, c: r.in_favour, "35", BLANK_NUMBER),
    PrintField("notice_from", "公示起", lambda r, c: r.notice_from, "2026年6月23日", BLANK_DAY),
    PrintField("notice_until", "公示止", lambda r, c: r.notice_until, "2026年6月30日", BLANK_DAY),
    *OFFICE_FIELDS,
)

RECOMMENDATION = register_form(WordForm(
    key="honours.recommendation", title="评优推荐表", line=LINE, entity="honours.nomination",
    why="推荐一个人，逐级盖章。", fits=_persons,
    records=_nominations, names=lambda row: f"{row.round.programme.name}{row.name}",
    fields=(
        *COMMON,
        PrintField("sex", "性别", _sex, "女"),
        PrintField("born_on", "出生日期", _born, "1985年3月1日", BLANK_DAY),
        PrintField("nation", "民族", lambda r, c: r.worker.nation if r.worker else "", "汉族"),
        PrintField("education", "学历", lambda r, c: r.worker.education if r.worker else "", "高中"),
        PrintField("politics", "政治面貌", lambda r, c: r.worker.politics if r.worker else "", "群众"),
        PrintField("post", "岗位或职务", lambda r, c: r.post, "挡车工"),
    ),
    layout=Layout((
        Title("{{ year }}年度{{ programme }}推荐表"),
        Facts((("推荐对象", "{{ name }}", "推荐工会", "{{ union }}"), ("性别", "{{ sex }}", "出生日期", "{{ born_on }}"),
               ("民族", "{{ nation }}", "学历", "{{ education }}"), ("政治面貌", "{{ politics }}", "岗位或职务", "{{ post }}"))),
        Facts((("主要事迹", "{{ deeds }}"),), tall=True), VOTED, SEALS,
    ), paper="form"),
))  # fmt: skip

GROUP_RECOMMENDATION = register_form(WordForm(
    key="honours.group_recommendation", title="评优推荐表（集体）", line=LINE, entity="honours.nomination",
    why="推荐一个班组、一家工会或者单位，逐级盖章。", fits=_groups,
    records=_nominations, names=lambda row: f"{row.round.programme.name}{row.name}", fields=COMMON,
    layout=Layout((
        Title("{{ year }}年度{{ programme }}推荐表"),
        Facts((("推荐对象", "{{ name }}"), ("推荐工会", "{{ union }}"))),
        Facts((("主要事迹", "{{ deeds }}"),), tall=True), VOTED, SEALS,
    ), paper="form"),
))  # fmt: skip


def _rounds(scope: Scope, day: date) -> QuerySet[Any]:
    rows: QuerySet[Any] = Round.objects.valid().select_related("programme")
    return rows if scope.everything else rows.none()


def _listed(*states: str) -> Any:
    def rows(row: Round, context: PrintContext) -> QuerySet[Any]:
        found = row.nominations.filter(voided_on=None, state__in=states)
        return found.select_related("union").order_by("union__code", "pk")

    return rows


def _nobody_passed(row: Round, day: date) -> Refused | None:
    if row.nominations.filter(voided_on=None, state__in=("reviewed", "noticed")).exists():
        return None
    return Refused("没有评审通过或者正在公示的推荐。", "请先登记评审。")


def _nobody_awarded(row: Round, day: date) -> Refused | None:
    if row.nominations.filter(voided_on=None, state="awarded").exists():
        return None
    return Refused("还没有表彰。", "公示期满登记表彰以后再印。")


def _from(row: Round, context: PrintContext) -> date | None:
    days = row.nominations.filter(voided_on=None, state="noticed").order_by("-notice_from")
    return days.values_list("notice_from", flat=True).first() or context.today


def _until(row: Round, context: PrintContext) -> date:
    return notice_until(row.programme, _from(row, context) or context.today)


def _length(row: Round, context: PrintContext) -> str:
    found = notice_length(row.programme, context.today)
    return f"{found.value}{found.unit}"


LIST_FIELDS = (
    PrintField("name", "推荐对象", lambda n, c: n.name, "王小芳"),
    PrintField("union", "推荐工会", lambda n, c: n.union.name, "永安纺织有限公司工会"),
    PrintField("post", "岗位或职务", lambda n, c: n.post, "挡车工"),
    PrintField(
        "named", "推荐对象和岗位", lambda n, c: f"{n.name}（{n.post}）" if n.post else n.name, "王小芳（挡车工）"
    ),
)
ROUND_FIELDS = (
    PrintField("round", "评选名称", lambda r, c: r.name, "2026年度镇文明职工"),
    PrintField("programme", "荣誉名称", lambda r, c: r.programme.name, "镇文明职工"),
    PrintField("year", "年度", lambda r, c: str(r.year), "2026"),
)
COLUMNS = (Column("姓名或名称", "named", 2), Column("工会", "union", 2))

NOTICE = register_form(WordForm(
    key="honours.notice", title="评优公示", line=LINE, entity="honours.round", why="评审通过的名单贴出来，听取意见。", records=_rounds,
    names=lambda row: row.name, fits=_nobody_passed,
    fields=(
        *ROUND_FIELDS, PrintField("from_on", "公示起", _from, "2026年6月23日"), PrintField("until_on", "公示止", _until, "2026年6月30日"),
        PrintField("length", "公示天数", _length, "5个工作日"), *OFFICE_FIELDS,
    ),
    rows=(PrintRows("people", "公示名单", _listed("reviewed", "noticed"), LIST_FIELDS),),
    layout=Layout((
        Title("{{ round }}拟表彰名单公示"),
        Text("经基层工会推荐、{{ office }}评审，拟表彰下列对象为{{ year }}年度{{ programme }}。现予公示，公示期{{ length }}："
             "{{ from_on }}至{{ until_on }}。"),
        Repeat("people", COLUMNS),
        Text("对名单有意见的，请在公示期内向{{ office }}反映，实名反映的为您保密，核查后答复。"
             "{% if office_phone %}电话：{{ office_phone }}。{% endif %}"),
        Gap(1), Sign("{{ office }}", "{{ from_on }}"),
    )),
))  # fmt: skip

DECISION = register_form(WordForm(
    key="honours.decision", title="表彰决定", line=LINE, entity="honours.round", why="公示期满，决定表彰哪些对象。", records=_rounds,
    names=lambda row: row.name, fits=_nobody_awarded, fields=(*ROUND_FIELDS, *OFFICE_FIELDS),
    rows=(PrintRows("people", "表彰名单", _listed("awarded"), LIST_FIELDS),),
    layout=Layout((
        Title("关于表彰{{ round }}的决定"),
        Text("各基层工会：", "left"),
        Text("经民主推荐、评审和公示，决定授予下列对象“{{ programme }}”称号。希望受表彰的再接再厉，全镇职工向他们学习。"),
        Repeat("people", COLUMNS),
        Gap(1), Sign("{{ office }}", "{{ today }}"),
    )),
))  # fmt: skip


def _honours(scope: Scope, day: date) -> QuerySet[Any]:
    rows: QuerySet[Any] = Honour.objects.valid().select_related("programme", "union")
    return scope.limit(rows)


def _no_certificate(row: Honour, day: date) -> Refused | None:
    if row.revoked_on is not None:
        return Refused(f"{cn_date(row.revoked_on)}已经撤销。", "不再发证书。")
    if row.programme.upward:
        return Refused(f"{row.programme.name}由上级发证书。", "请把上级的证书扫描件传上来。")
    return None


CERTIFICATE = register_form(WordForm(
    key="honours.certificate", title="荣誉证书", line=LINE, entity="honours.honour", why="发给受表彰的人或单位。", records=_honours,
    names=lambda row: f"{row.programme.name}{row.name}", fits=_no_certificate,
    fields=(
        PrintField("name", "得奖的人或单位", lambda h, c: h.name, "王小芳"),
        PrintField("union", "所属工会", lambda h, c: h.union.name, "永安纺织有限公司工会"),
        PrintField("programme", "荣誉名称", lambda h, c: h.programme.name, "镇文明职工"),
        PrintField("year", "年度", lambda h, c: str(h.year), "2026"),
        PrintField("awarded_on", "表彰日期", lambda h, c: h.awarded_on, "2026年5月6日", BLANK_DAY),
        PrintField("number", "表彰文号", lambda h, c: h.number, "石工〔2026〕8号"),
        PrintField("valid_until", "有效期至", lambda h, c: h.valid_until, "2029年5月5日", "长期有效"),
        *OFFICE_FIELDS,
    ),
    layout=Layout((
        Gap(2), Title("荣誉证书"), Gap(1),
        Text("{{ name }}：", "left"),
        Text("在{{ year }}年度工作中成绩突出，被评为“{{ programme }}”。"),
        Text("特发此证。"),
        Gap(2), Sign("{{ office }}", "{{ awarded_on }}"),
        Gap(1), Text("文号：{{ number }}　有效期：{{ valid_until }}", "left"),
    )),
))  # fmt: skip


def _model_workers(scope: Scope, day: date) -> QuerySet[Any]:
    rows: QuerySet[Any] = ModelWorker.objects.valid().select_related("union").prefetch_related("cares")
    return scope.limit(rows)


def last_visit(row: ModelWorker) -> Care | None:
    """The latest visit of a model worker; None when nobody has come yet."""
    found = [each for each in row.cares.all() if each.kind == CareKind.VISIT and each.voided_on is None]
    return max(found, key=lambda each: each.on, default=None)


def _visited(row: ModelWorker, context: PrintContext) -> date | None:
    found = last_visit(row)
    return found.on if found else None


VISIT = register_form(WordForm(
    key="honours.visit", title="劳模走访登记表", line=LINE, entity="honours.modelworker", why="上门走访时带去，当面填写、签字。",
    records=_model_workers, names=lambda row: row.name,
    fits=lambda row, day: Refused(f"{row.name}已经去世或者取消称号。", "不用走访。") if row.gone_on else None,
    fields=(
        PrintField("name", "姓名", lambda m, c: m.name, "陈大山"),
        PrintField("union", "所属工会", lambda m, c: m.union.name, "宏达机械有限公司工会"),
        PrintField("title", "称号", lambda m, c: m.title, "市劳动模范"),
        PrintField("honoured_on", "授予日期", lambda m, c: m.honoured_on, "1998年4月28日", BLANK_DAY),
        PrintField("standing", "工作状态", lambda m, c: m.get_standing_display(), "退休"),
        PrintField("last_visit", "上次走访", _visited, "2026年2月5日", "还没有走访过"),
        *OFFICE_FIELDS,
    ),
    layout=Layout((
        Title("劳模走访登记表"),
        Facts((("姓名", "{{ name }}", "所属工会", "{{ union }}"), ("称号", "{{ title }}", "授予日期", "{{ honoured_on }}"),
               ("工作状态", "{{ standing }}", "上次走访", "{{ last_visit }}"))),
        Facts((("生活情况", ""), ("反映的困难和意见", ""), ("慰问金额或物品", "")), tall=True),
        Text("走访人（签字）：＿＿＿＿＿＿＿＿　　日期：＿＿＿＿＿＿", "left"),
        Text("本人或家属（签字）：＿＿＿＿＿＿＿＿", "left"),
    ), paper="form"),
))  # fmt: skip
