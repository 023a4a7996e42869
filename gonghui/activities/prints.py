"""The papers of an activity: the sign-in sheet (签到表) and the archive page in Word."""

from typing import Any

from gonghui.activities.archive import archive_of, days_of, declared_and_named, satisfaction_of
from gonghui.activities.choices import SignUpState
from gonghui.activities.models import Activity
from gonghui.activities.queries import heads_of
from gonghui.kernel.printing.forms import BLANK_DAY, PrintContext, PrintField, PrintRows, WordForm, register_form
from gonghui.kernel.printing.layout import Column, Facts, Gap, Layout, Repeat, Sign, Text, Title
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope
from gonghui.orgs.public import OFFICE_FIELDS

BLANK_LINES = 20
"""Lines of a sign-in sheet for an activity to which nobody signed up."""


def _activities(scope: Scope, day: Any) -> Any:
    return scope.limit(Activity.objects.valid()).select_related("union").order_by("-on", "pk")


def _host(row: Activity, context: PrintContext) -> str:
    return row.organiser or row.union.name


def _who(row: Activity, context: PrintContext) -> list[dict[str, str]]:
    """Who has a place, in the order of the unions, and empty lines for those who come besides."""
    places = (
        row.sign_ups.filter(state=SignUpState.IN).select_related("worker", "union").order_by("union__code", "place")
    )
    found = [{"name": one.worker.name, "union": one.union.name} for one in places]
    return found + [{"name": "", "union": ""}] * (BLANK_LINES if not found else 5)


def _over(row: Activity, day: Any) -> Refused | None:
    return Refused("活动还没有办。", "办完以后再印归档页；现在可以印签到表。") if row.on > day else None


COMMON = (
    PrintField("name", "活动名称", lambda row, context: row.name, "六月会员和职工代表培训班"),
    PrintField("kind", "活动类别", lambda row, context: row.get_kind_display(), "职工培训"),
    PrintField("days", "活动日期", lambda row, context: days_of(row), "2026年6月8日至2026年6月12日", BLANK_DAY),
    PrintField("place", "活动地点", lambda row, context: row.place, "镇成人学校"),
    PrintField("host", "主办单位", _host, "石桥镇总工会"),
    PrintField("topic", "内容主题", lambda row, context: row.topic, "工会法、集体合同、安全"),
)

SHEET = register_form(
    WordForm(
        key="activities.sign_in", title="签到表", line="宣教", entity="activities.activity",
        why="现场签到用：报了名的已经印好名字，另留空行；签好以后整张导入或者扫描存档。",
        records=_activities, names=lambda row: row.name, fields=(*COMMON, *OFFICE_FIELDS),
        rows=(PrintRows("people", "报名的人", _who, (
            PrintField("person", "姓名", lambda one, context: one["name"], "王小芳"),
            PrintField("union", "工会", lambda one, context: one["union"], "宏达机械有限公司工会"))),),
        layout=Layout((
            Title("{{ name }}签到表"), Text("时间：{{ days }}　　地点：{{ place }}", "left"),
            Repeat("people", (Column("姓名", "person", 2), Column("所属工会", "union", 4), Column("签名", "", 3), Column("备注", "", 2))),
        ), paper="form"),
    )
)  # fmt: skip


def _part(at: int) -> Any:
    """The lines of 有计划, 有记录 or 有成效: what is there, what is missing."""

    def lines(row: Activity, context: PrintContext) -> list[dict[str, str]]:
        parts = archive_of(row, context.today)
        pieces = parts[at].pieces if at < len(parts) else ()
        return [{"title": one.title, "words": one.have or one.lack} for one in pieces]

    return lines


def _unions(row: Activity, context: PrintContext) -> list[dict[str, Any]]:
    return [{"union": name, "named": named, "declared": declared, "proof": proof}
            for _, name, named, declared, proof in declared_and_named(row, None)]  # fmt: skip


def _pieces(key: str, label: str, at: int) -> PrintRows:
    return PrintRows(key, label, _part(at), (
        PrintField("title", "项目", lambda one, context: one["title"], "小结"),
        PrintField("words", "内容", lambda one, context: one["words"], "讲了三个专题。")))  # fmt: skip


TWO = (Column("项目", "title", 2), Column("内容", "words", 7))
ARCHIVE = register_form(
    WordForm(
        key="activities.archive", title="活动归档页", line="宣教", entity="activities.activity",
        why="一项活动一页：有计划、有记录、有成效，各工会来了多少人，还缺什么一并写着。",
        records=_activities, names=lambda row: row.name, fits=_over,
        fields=(
            *COMMON,
            PrintField("heads", "参加人次", lambda row, context: heads_of(row).all, "710"),
            PrintField("content", "满意度", lambda row, context: satisfaction_of(row).content, "91%"),
            PrintField("partners", "联办单位", lambda row, context: row.partners, "镇成校"), *OFFICE_FIELDS,
        ),
        rows=(
            _pieces("plan", "有计划", 0), _pieces("record", "有记录", 1), _pieces("result", "有成效", 2),
            PrintRows("unions", "各工会参加人数", _unions, (
                PrintField("union", "工会", lambda one, context: one["union"], "宏达机械有限公司工会"),
                PrintField("named", "有名单", lambda one, context: one["named"], "22"),
                PrintField("declared", "申报", lambda one, context: one["declared"], "31"),
                PrintField("proof", "证明材料", lambda one, context: one["proof"], "盖章的人数回执"))),
        ),
        layout=Layout((
            Title("{{ office }}活动归档页"),
            Facts((("活动", "{{ name }}", "类别", "{{ kind }}"), ("时间", "{{ days }}", "地点", "{{ place }}"),
                   ("主办", "{{ host }}", "联办", "{{ partners }}"))),
            Text("有计划", "left"), Repeat("plan", TWO, numbered=False), Text("有记录", "left"), Repeat("record", TWO, numbered=False),
            Text("有成效", "left"), Repeat("result", TWO, numbered=False), Text("各工会参加人数（共{{ heads }}人次）", "left"),
            Repeat("unions", (Column("工会", "union", 5), Column("有名单", "named", 1.5, "right"),
                              Column("申报", "declared", 1.5, "right"), Column("证明材料", "proof", 3))),
            Gap(), Sign("{{ office }}"),
        ), paper="form"),
    )
)  # fmt: skip
