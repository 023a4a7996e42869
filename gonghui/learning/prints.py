"""Papers of learning: a cadre's training record, the results of a round, the naming of a learning group, a venue's list."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from gonghui.kernel.dates import cn_date
from gonghui.kernel.printing.forms import PrintContext, PrintField, PrintRows, WordForm, register_form
from gonghui.kernel.printing.layout import Column, Layout, Repeat, Sign, Text, Title
from gonghui.kernel.refusal import Refused
from gonghui.learning.actions.quiz import scored
from gonghui.learning.cadres import seats_on, trainings_of
from gonghui.learning.models import Attempt, Course, LearningGroup, Round, Venue
from gonghui.learning.queries import ranked
from gonghui.learning.venues import standing
from gonghui.orgs.public import OFFICE_FIELDS, Seat


def _hours(row: Any, context: PrintContext) -> Any:
    found = Course.objects.valid().filter(activity=row.activity).first()
    return f"{found.hours.normalize():f}" if found else ""


def _all_hours(seat: Seat, context: PrintContext) -> Any:
    hours = sum((Decimal(_hours(row, context) or 0) for row in trainings_of(seat, context.today)), Decimal())
    return f"{hours.normalize():f}"


RECORD = register_form(WordForm(
    key="learning.record", title="工会干部培训记录", line="组织", entity="orgs.seat",
    why="一位工会干部参加过的培训和学时，存档、推荐用。",
    records=lambda scope, day: scope.limit(seats_on(day).select_related("committee__union"), "committee__union_id"),
    names=lambda seat: seat.holder,
    fields=(
        PrintField("name", "姓名", lambda s, c: s.holder, "何建平"),
        PrintField("union", "工会名称", lambda s, c: s.committee.union.name, "永安纺织有限公司工会"),
        PrintField("post", "职务", lambda s, c: s.title, "主席"),
        PrintField("hours", "累计学时", _all_hours, "24"), *OFFICE_FIELDS,
    ),
    rows=(
        PrintRows("trainings", "培训", lambda s, c: trainings_of(s, c.today), (
            PrintField("training", "培训名称", lambda a, c: a.activity.name, "基层工会主席培训班"),
            PrintField("on", "日期", lambda a, c: a.activity.on, "2026年3月17日"),
            PrintField("hours", "学时", _hours, "16"),
            PrintField("result", "成绩", lambda a, c: a.result, "90分"),
        )),
    ),
    layout=Layout((
        Title("工会干部培训记录"),
        Text("姓名：{{ name }}　　工会：{{ union }}　　职务：{{ post }}", "left"),
        Repeat("trainings", (Column("培训名称", "training", 3.4), Column("日期", "on", 1.8, "center"),
                             Column("学时", "hours", 0.8, "center"), Column("成绩", "result", 0.9, "center"))),
        Text("截至{{ today }}，累计{{ hours }}学时。", "left"), Sign("{{ office }}", "{{ today }}"),
    ), paper="form"),
))  # fmt: skip


def _results(quiz: Round, context: PrintContext) -> Iterable[tuple[int, Attempt]]:
    rows = Attempt.objects.valid().filter(round=quiz).select_related("union")
    return ranked(scored(list(rows)))


def _not_over(quiz: Round, day: Any) -> Refused | None:
    if quiz.closes_on >= day:
        return Refused(f"{cn_date(quiz.closes_on)}才截止。", "截止以后再印成绩榜。")
    return None


BOARD = register_form(WordForm(
    key="learning.board", title="知识竞赛成绩榜", line="宣教", entity="learning.round",
    why="一场答题的成绩和名次，张榜用；网上答的和纸质考卷的排在一起。",
    records=lambda scope, day: scope.limit(Round.objects.valid().select_related("activity"), "activity__union_id"),
    names=lambda quiz: quiz.name, fits=_not_over,
    fields=(
        PrintField("quiz", "答题名称", lambda q, c: q.name, "工会法知识答题"),
        PrintField("first", "开始答题", lambda q, c: q.opens_on, "2026年7月1日"),
        PrintField("last", "截止答题", lambda q, c: q.closes_on, "2026年7月5日"),
        PrintField("people", "人数", lambda q, c: len(list(_results(q, c))), "128"), *OFFICE_FIELDS,
    ),
    rows=(
        PrintRows("results", "成绩", _results, (
            PrintField("place", "名次", lambda r, c: r[0], "1"), PrintField("name", "姓名", lambda r, c: r[1].name, "王小芳"),
            PrintField("union", "工会", lambda r, c: r[1].union.name, "永安纺织有限公司工会"),
            PrintField("score", "得分", lambda r, c: r[1].score, "95"),
        )),
    ),
    layout=Layout((
        Title("{{ quiz }}成绩榜"), Text("{{ first }}至{{ last }}，{{ people }}人答题。得分一样的，用时少的排在前面，名次并列。"),
        Repeat("results", (Column("名次", "place", 0.7, "center"), Column("姓名", "name", 1.2), Column("工会", "union", 3),
                           Column("得分", "score", 0.8, "center")), numbered=False),
        Sign("{{ office }}", "{{ today }}"),
    ), paper="form"),
))  # fmt: skip


def _unnamed(group: LearningGroup, day: Any) -> Refused | None:
    return None if group.named_on else Refused(f"{group.name}还没有命名。", "请先登记考核和命名日期。")


NAMING = register_form(WordForm(
    key="learning.naming", title="学习型组织命名通知", line="宣教", entity="learning.learninggroup",
    why="考核合格以后，通知申报的工会。",
    records=lambda scope, day: scope.limit(LearningGroup.objects.valid().select_related("union")),
    names=lambda group: group.name, fits=_unnamed,
    fields=(
        PrintField("union", "工会名称", lambda g, c: g.union.name, "永安纺织有限公司工会"),
        PrintField("group", "名称", lambda g, c: g.name, "热处理班"),
        PrintField("kind", "类别", lambda g, c: g.get_kind_display(), "学习型班组"),
        PrintField("checked", "考核日期", lambda g, c: g.checked_on, "2026年5月6日"),
        PrintField("named", "命名日期", lambda g, c: g.named_on, "2026年5月20日"),
        PrintField("until", "有效期至", lambda g, c: g.valid_until, "2028年5月19日"), *OFFICE_FIELDS,
    ),
    layout=Layout((
        Title("关于命名“{{ group }}”的通知"), Text("{{ union }}：", "left"),
        Text("你会申报的“{{ group }}”，经{{ checked }}考核合格，自{{ named }}起命名为{{ kind }}。"
             "{% if until %}有效期到{{ until }}，到期以前请准备复评。{% endif %}"),
        Text("望保持学习安排，带动更多职工学习。"), Sign("{{ office }}", "{{ today }}"),
    )),
))  # fmt: skip


def _stock(venue: Venue, context: PrintContext) -> Any:
    return venue.stock.valid().order_by("code")


INVENTORY = register_form(WordForm(
    key="learning.inventory", title="阵地图书器材清单", line="宣教", entity="learning.venue",
    why="清点、交接、张贴用：阵地里有哪些书和器材，各几册几件。",
    records=lambda scope, day: scope.limit(Venue.objects.filter(standing(day)).select_related("union")),
    names=lambda venue: venue.name,
    fields=(
        PrintField("venue", "阵地名称", lambda v, c: v.name, "永安纺织职工书屋"),
        PrintField("union", "工会名称", lambda v, c: v.union.name, "永安纺织有限公司工会"),
        PrintField("place", "在哪里", lambda v, c: v.place, "办公楼二楼"),
        PrintField("keeper", "管理员", lambda v, c: v.keeper, "王素芬"),
        PrintField("copies", "合计", lambda v, c: sum(one.copies for one in _stock(v, c)) or None, "320"), *OFFICE_FIELDS,
    ),
    rows=(
        PrintRows("items", "图书器材", _stock, (
            PrintField("code", "编号", lambda s, c: s.code, "010001"),
            PrintField("title", "书名或品名", lambda s, c: s.name, "《工会法》读本"),
            PrintField("kind", "类别", lambda s, c: s.get_kind_display(), "图书"),
            PrintField("copies", "册数或件数", lambda s, c: s.copies, "5"),
            PrintField("source", "来源", lambda s, c: s.get_source_display(), "购买"),
        )),
    ),
    layout=Layout((
        Title("{{ venue }}图书器材清单"), Text("工会：{{ union }}", "left"),
        Text("地点：{{ place }}　　管理员：{{ keeper }}", "left"),
        Repeat("items", (Column("编号", "code", 1), Column("书名或品名", "title", 3), Column("类别", "kind", 0.8, "center"),
                         Column("册（件）数", "copies", 1, "center"), Column("来源", "source", 1.1, "center"),
                         Column("清点", "", 0.8))),
        Text("合计{{ copies }}册（件）。清点人：　　　　　　　　{{ today }}", "left"),
    ), paper="form"),
))  # fmt: skip
