"""The way of a nomination: review, public notice, award or recommendation upward, and what may come after the award."""

from typing import Any

from gonghui.honours import deeds, guards
from gonghui.kernel.workflow.flow import Fact, Flow, Kind, State, Transition


def fact(key: str, label: str, kind: Kind = "text", *, required: bool = True, **more: Any) -> Fact:
    return Fact(key=key, label=label, kind=kind, required=required, **more)


STATES = (
    State("nominated", "待评审", "todo"),
    State("reviewed", "评审通过", "doing"),
    State("noticed", "公示中", "wait"),
    State("recommended", "已报上级", "wait"),
    State("awarded", "已表彰", "done", final=True),
    State("rechecking", "复核中", "back"),
    State("revoked", "已撤销", "end", final=True),
    State("declined", "没有评上", "end", final=True),
    State("withdrawn", "已撤回", "end", final=True),
)

VOTES = (
    fact("body", "评审的会议", help="比如镇总工会常委会、评审小组"),
    fact("present", "到会人数", "count", unit="人"),
    fact("in_favour", "同意", "count", unit="票"),
    fact("against", "反对", "count", required=False, unit="票"),
    fact("opinion", "评审意见", "long", required=False),
)
NUMBER = fact("number", "文号", required=False, help="表彰决定或上级批文的文号")

TRANSITIONS = (
    Transition(name="approve", town=True, label="登记评审通过", sources=("nominated",), target="reviewed", facts=VOTES,
               day_label="评审日期", requires=guards.nothing_bars, guard=guards.vote_carries, document="wanted"),
    Transition(name="reject", town=True, label="登记评审没有通过", sources=("nominated",), target="declined", facts=VOTES,
               day_label="评审日期", guard=guards.vote_fails, document="wanted", primary=False),
    Transition(name="notice", town=True, label="登记公示", sources=("reviewed",), target="noticed", day_label="公示起始日期",
               facts=(fact("place", "在哪里公示"),
                      fact("share_reason", "比例不够的原因", required=False, help="结构比例都够的空着")),
               requires=guards.on_roll, guard=guards.list_in_proportion, document="wanted",
               action=deeds.noticed, mend=deeds.noticed, undo=deeds.notice_undone,
               help="公示的天数从第二天算起，只算工作日。"),
    Transition(name="recommend", town=True, label="登记推荐上报", sources=("noticed",), target="recommended", day_label="上报日期",
               facts=(fact("to", "报给哪里"), NUMBER), requires=guards.may_recommend, document="wanted"),
    Transition(name="award", town=True, label="登记表彰", sources=("noticed", "recommended"), target="awarded", day_label="表彰日期",
               facts=(NUMBER,), requires=guards.may_award, document="wanted",
               action=deeds.awarded, mend=deeds.award_mended, undo=deeds.award_undone),
    Transition(name="decline", town=True, label="登记没有评上", sources=("reviewed", "noticed", "recommended"), target="declined",
               day_label="决定日期", needs_reason=True, document="wanted", primary=False),
    Transition(name="withdraw", label="撤回推荐", sources=("nominated", "reviewed", "noticed"), target="withdrawn",
               day_label="撤回日期", needs_reason=True, primary=False),
    Transition(name="recheck", town=True, label="登记开始复核", sources=("awarded",), target="rechecking", day_label="开始日期",
               needs_reason=True, primary=False, help="表彰以后有人反映问题，登记异议时会自己开始复核。"),
    Transition(name="uphold", town=True, label="登记复核维持", sources=("rechecking",), target="awarded", day_label="决定日期",
               facts=(fact("findings", "复核结论", "long"),), requires=guards.no_open_objection, document="wanted"),
    Transition(name="revoke", town=True, label="登记撤销荣誉", sources=("awarded", "rechecking"), target="revoked", day_label="撤销日期",
               facts=(NUMBER,), needs_reason=True, requires=guards.no_open_objection, document="wanted", primary=False,
               action=deeds.revoked, undo=deeds.revoke_undone),
)  # fmt: skip

PATH = ("approve", "notice", "award")
"""The plain course of the town's own honours; what is decided above is recommended between notice and award."""

FLOW = Flow(key="honours", title="评优", model="honours.Nomination", states=STATES, transitions=TRANSITIONS,
            initial="nominated", path=PATH)  # fmt: skip
