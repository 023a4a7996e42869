"""推荐 and 异议: who is put forward in a round, and what others say against it."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from gonghui.honours import picking  # noqa: F401  (what fields may name)
from gonghui.honours.actions import nomination_amend, nomination_open, objection_handle, recheck_begins
from gonghui.honours.choices import Outcome, Position
from gonghui.honours.flow import FLOW
from gonghui.honours.models import Nomination, Objection
from gonghui.honours.voiding import void_act
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import (
    SAME,
    Act,
    Badge,
    Done,
    Field,
    Ledger,
    Preset,
    Reader,
    entry_void,
    register_ledger,
)
from gonghui.kernel.refusal import Refused

LINE = "经济"


def _nominate(row: None, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    made = nomination_open(by=by, at=at, **{key: value for key, value in values.items() if value is not None})
    return Done(f"{made.name}推荐好了。", made)


def _amend(row: Nomination, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    return Done("更正记好了。") if nomination_amend(nomination=row, by=by, at=at, **values) else SAME


def _first(row: Nomination, reader: Reader) -> dict[str, Any]:
    return {one.key: getattr(row, one.key) for one in AMENDED}


def _beyond_voiding(row: Nomination, reader: Reader) -> Refused | None:
    if row.state == "nominated":
        return None
    return Refused(f"已经“{FLOW.state(row.state).label}”。", "登记错了的，请退回办过的步骤；不推荐了的，请撤回推荐。")


def _void(row: Nomination, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    no = _beyond_voiding(row, Reader(by.scope, at.date()))
    if no:
        raise no
    entry_void(ledger=NOMINATIONS, row=row, reason=values["reason"], by=by, at=at)
    return Done("已作废，原来的内容和原因都留着。")


def _objected(reader: Reader) -> Q:
    return Q(voided_on=None, pk__in=Objection.objects.valid().filter(handled_on=None).values("nomination"))


def _fallen_due(reader: Reader) -> Q:
    return Q(voided_on=None, state="noticed", notice_until__lt=reader.today)


def _in(*states: str) -> Q:
    return Q(voided_on=None, state__in=states)


DETAILS = (
    Field("post", "岗位或职务", "text", required=False, size=60),
    Field("position", "岗位类别", "choice", choices=Position.choices, required=False, blank="不是个人"),
    Field("deeds", "主要事迹", "long", required=False, size=2000),
    Field("due", "民主评议应到", "count", unit="人", required=False),
    Field("present", "民主评议实到", "count", unit="人", required=False),
    Field("in_favour", "民主评议同意", "count", unit="人", required=False),
)
DESPITE = Field("despite", "为什么仍推荐", "long", required=False, size=300, help="有要说明的情况才填")
AMENDED = (*DETAILS, DESPITE)
NEW = (
    Field("round", "评选", "record", of="评选"), Field("union", "推荐的工会", "record", of="工会"),
    Field("on", "推荐日期", "day", help="推荐表上的日期"),
    Field("name", "推荐谁", "text", required=False, size=120, 
          help="姓名、班组名；评工会和单位的空着。名册上有同名的，姓名后面写证件号后四位"),
    Field("employer", "哪家单位", "record", of="单位", required=False, help="评先进单位、工会有几家单位的才填"), *DETAILS, DESPITE,
)  # fmt: skip
"""What is asked for when somebody is put forward; in this order on the form."""

NOMINATIONS = Ledger(
    key="nominations", title="评优推荐", model=Nomination, line=LINE, place=44, union="union_id", unit="个", icon="person-plus",
    help="每推荐一个记一条：哪次评选、哪家工会、推荐谁、民主评议的结果；以后的评审、公示、表彰都在这一条里办。", name="name",
    new_title="登记推荐", importable=False, flow=FLOW, scan=True, order=("-on", "-pk"), empty="还没有推荐",
    fields=(
        Field("name", "推荐对象"), Field("round", listed=True), Field("union", listed=True),
        Field("on"), "post", "position", "deeds", Field("due", listed=False), Field("present", listed=False),
        Field("in_favour", listed=False), Field("despite", listed=False),
    ),
    presets=(
        Preset("review", "待评审", _in("nominated")), Preset("notice", "公示中", _in("noticed")),
        Preset("due", "公示期满", _fallen_due), Preset("objected", "有异议", _objected, alarm=True),
        Preset("up", "等上级结果", _in("recommended")), Preset("done", "已表彰", _in("awarded", "rechecking")),
    ),
    acts=(
        Act(key="new", title="登记推荐", icon="plus-lg", do=_nominate, fields=NEW, first=lambda row, reader: {"on": reader.today},
            note="名额、截止日期、几年内不重复和一票否决的情况，保存时一起核对。"),
        Act(key="amend", title="更正", button="保存更正", do=_amend, fields=AMENDED, first=_first, locks=True),
        void_act(_void, barred=_beyond_voiding),
    ),
)  # fmt: skip


def _too_early(row: Objection, at: datetime) -> Refused | None:
    record = row.nomination
    if record.notice_from is None:
        return Refused(f"{record.name}还没有公示。", "意见请在评审时一并考虑。", "nomination")
    if row.received_on < record.notice_from:
        return Refused(f"收到日期早于公示的{cn_date(record.notice_from)}。", "请核对日期。", "received_on")
    if record.state in ("declined", "withdrawn", "revoked"):
        return Refused(f"{record.name}{FLOW.state(record.state).label}。", "不用再核查。", "nomination")
    return None


def _answered(row: Objection) -> Refused | None:
    if row.voided_on is not None:
        return Refused(
            f"这条异议已于{cn_date(row.voided_on)}作废，原因：{row.void_reason}。", "要用的话，请另登记一条。"
        )
    if row.handled_on is not None:
        return Refused(
            f"{cn_date(row.handled_on)}已经核查，{row.get_outcome_display()}。", "有新的情况，请另登记一条异议。"
        )
    return None


def _handle(row: Objection, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    objection_handle(objection=row, by=by, at=at, **(values | {"outcome": Outcome(values["outcome"])}))
    return Done("核查结论记好了。")


def _objection_state(row: Objection, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    return Badge(row.get_outcome_display(), "done") if row.handled_on else Badge("待核查", "todo")


OBJECTIONS = Ledger(
    key="objections", title="评优异议", model=Objection, line=LINE, place=46, union="nomination__union_id", unit="件", icon="chat-dots",
    town_writes=True, importable=False, state=_objection_state, settled=_answered, scan=True, name="nomination",
    help="公示期间或者表彰以后有人反映问题，一件记一条；反映人加密保存，核查完要写结论。",
    fields=(
        Field("nomination", help="写推荐对象的名称"), "received_on", "source",
        Field("objector", help="匿名的空着", required=False), "matter",
    ),
    presets=(Preset("open", "待核查", Q(voided_on=None, handled_on=None)),
             Preset("upheld", "成立的", Q(voided_on=None, outcome=Outcome.UPHELD))),
    checks=(_too_early,), afterwards=recheck_begins,
    acts=(
        Act(key="handle", title="登记核查", icon="search", do=_handle, town=True, locks=True, fields=(
            Field("on", "核查日期", "day"), Field("outcome", "结论", "choice", choices=Outcome.choices),
            Field("findings", "核查情况", "long", size=500, help="问了谁、看了什么、怎么认定的"))),
    ),
)  # fmt: skip
register_ledger(NOMINATIONS, OBJECTIONS)
