"""合理化建议: the register of suggestions with its Monday views."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from gonghui.emulation import (  # noqa: F401  (declares the other ledgers)
    ledger_calls,
    ledger_contests,
    ledger_mentoring,
    ledger_scores,
    ledger_scoring,
    ledger_showcases,
)
from gonghui.emulation.actions import suggestion_hand_in, suggestion_register
from gonghui.emulation.choices import Form, Way
from gonghui.emulation.flow import SUGGESTION_FLOW
from gonghui.emulation.models import Suggestion
from gonghui.emulation.queries import REPLY_DAYS, names_in, similar
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import (
    Act,
    Column,
    Done,
    Equality,
    Field,
    Fields,
    Ledger,
    Preset,
    Reader,
    equal_to,
    register_ledger,
)
from gonghui.kernel.refusal import Refused
from gonghui.people.public import person_follows

WORDS = 8
"""A content of fewer characters says nothing that anybody could try."""

REPLY_AHEAD = 7
"""Days before the last one from which an answer that is still owed shows on the list."""


def _answer_due(reader: Reader) -> Q:
    soon = reader.today - timedelta(days=REPLY_DAYS - REPLY_AHEAD)
    return Q(voided_on=None, replied_on=None, handed_on__lte=soon) & ~Q(state__in=("dropped", "closed"))


def _overdue(reader: Reader) -> Q:
    return Q(voided_on=None, state="adopted", implement_by__lt=reader.today)


def _in(*states: str) -> Q:
    return Q(voided_on=None, state__in=states)


def _half(reader: Reader) -> Q:
    return Q(voided_on=None, handed_on__range=(reader.half.span.start, reader.today))


def _equal(reader: Reader) -> Equality:
    """The half-year's suggestions listed against the figure, both inside the reader's scope."""
    listed = SUGGESTIONS.universe(reader).filter(_half(reader)).count()
    return equal_to("emulation.suggestions", reader, listed, "本期{:,}条", reason="有的建议已作废。")


def _named_twice(row: Suggestion, at: datetime) -> Refused | None:
    if row.name not in names_in(row.partners):
        return None
    return Refused(f"共同建议人里又写了{row.name}。", "共同建议人只写别的人。", "partners")


def _says_nothing(row: Suggestion, at: datetime) -> Refused | None:
    if len(row.content.strip()) >= WORDS:
        return None
    return Refused(f"建议内容只写了{len(row.content.strip())}个字。", "请写明改哪里、怎么改，一两句话就行。", "content")


def _union_gone(row: Suggestion, at: datetime) -> Refused | None:
    gone = row.union.closed_on
    if gone is None or gone > row.handed_on:
        return None
    return Refused(f"{row.union.name}已于{cn_date(gone)}撤销。", "请选建议人现在的工会。", "union")


def _number_of_an_earlier_year(row: Suggestion, at: datetime) -> Refused | None:
    if row.serial and row.year and row.handed_on.year > row.year:
        return Refused(f"编号是{row.number}，提出日期不能晚于{row.year}年。", "请核对提出日期。", "handed_on")
    return None


def _settled(row: Suggestion) -> Refused | None:
    if row.voided_on is not None:
        return Refused(f"这一条已于{cn_date(row.voided_on)}作废，原因：{row.void_reason}。", "要用的话，请另登记一条。")
    if row.state == "closed":
        return Refused("这条建议已经办结。", "要改内容，请先退回最后一步，写明原因。")
    return None


def hint(row: Suggestion) -> str:
    """What to compare a new suggestion with; "" when nothing is like it."""
    found = similar(row)
    if not found:
        return ""
    words = "、".join(f"{one.number or cn_date(one.handed_on)}“{one.title}”" for one in found)
    return f"和{words}相近，请看是不是同一条。"


def _hand_in(row: Any, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    on = values.pop("handed_on")
    made = suggestion_hand_in(on=on, by=by, at=at, **values)
    suggestion_register(suggestion=made, on=at.date(), by=by, at=at)
    return Done(f"合理化建议“{made.title}”记好了，编号{made.number}。{hint(made)}", made)


def _fresh(row: Any, reader: Reader) -> dict[str, Any]:
    return {"way": Way.PAPER, "form": Form.PROPOSAL}


def _number(row: Suggestion, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    suggestion_register(suggestion=row, on=values["on"], by=by, at=at)
    return Done(f"编号{row.number}。{hint(row)}")


def _numbered(row: Suggestion, reader: Reader) -> Refused | None:
    return Refused(f"已经编号{row.number}。", "不用再编。") if row.serial else None


FIELDS = (
    Field("title", also="建议题目 提案名称 名称 建议"), Field("form", also="建议形式"), Field("matter", blank="请选", also="建议类别 类别"),
    Field("union", also="工会 单位 部门 所在单位"), Field("name", "建议人", kind="text", help="同名的，后面写会员证号或证件号后四位",
          also="提案人 姓名 提出人"),
    Field("partners", help="几个人用顿号隔开", listed=False), Field("withheld", listed=False, help="勾上以后，公布的名单写“不具名”"),
    Field("way", listed=False), Field("handed_on", also="日期 提案日期 交来日期"), Field("problem", also="现状问题 存在问题"),
    Field("content", kind="long", also="内容 改进措施 建议措施"), Field("expected", also="预期效果"),
)  # fmt: skip

SUGGESTIONS = Ledger(
    key="suggestions", title="合理化建议", model=Suggestion, line="经济", place=20, union="union_id", unit="条", icon="lightbulb",
    one="suggestion", phone=("form", "name", "union"),
    help="职工提的建议交来一条记一条：谁提的、改哪里、怎么改；纸上交来的照着录，扫描件跟着。",
    caption=lambda row: f"{row.number} {row.title}".strip(), fields=FIELDS, natural_key=("union", "title", "name", "handed_on"),
    follows=person_follows("handed_on"), scan=True, flow=SUGGESTION_FLOW, settled=_settled,
    given=(
        Column("number", "编号", lambda row, reader: row.number, "serial", line=True),
        Column("score", "评审得分", sort="=", numeric=True, unit="分", default=False),
        Column("implement_by", "实施期限", sort="=", default=False), Column("benefit", "核定效益", sort="=", numeric=True, unit="元",
               default=False),
        Column("public_name", "公布的姓名", lambda row, reader: row.public_name, default=False),
    ),
    sections={
        "建议": ("title", "form", "matter", "problem", "content", "expected"),
        "谁提的": ("name", "partners", "union", "way", "handed_on", "withheld"),
    },
    presets=(
        Preset("number", "待编号", _in("handed_in")), Preset("review", "待评审", _in("registered")),
        Preset("answer", "该答复的", _answer_due), Preset("late", "实施超期", _overdue),
        Preset("doing", "在实施", _in("adopted")), Preset("finance", "待核定效益", _in("implemented")),
        Preset("reward", "待奖励", _in("confirmed")), Preset("half", "本期提出", _half),
    ),
    checks=(_named_twice, _says_nothing, _union_gone, _number_of_an_earlier_year), equality=_equal,
    acts=(
        Act(key="new", title="登记建议", icon="plus-lg", do=_hand_in,
            fields=tuple(Fields({Suggestion: ""}, *FIELDS).values()), first=_fresh,
            note="记下就编号。名称相近的会列出来，请看是不是同一条。"),
        Act(key="number", title="编号", icon="123", do=_number, barred=_numbered, bulk=("on",), single=False,
            fields=(Field("on", "编号日期", "day"),), first=lambda row, reader: {"on": reader.today}),
    ),
)  # fmt: skip
register_ledger(SUGGESTIONS)
