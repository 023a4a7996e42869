"""The course of a suggestion: number, review with reasons, carrying out, benefit in yuan, reward."""

from typing import Any

from gonghui.benefits.public import Source
from gonghui.emulation import deeds, guards
from gonghui.emulation.choices import Level, Told
from gonghui.kernel.workflow.flow import Fact, Flow, Kind, State, Transition
from gonghui.people.public import Line


def fact(key: str, label: str, kind: Kind = "text", *, required: bool = True, **more: Any) -> Fact:
    return Fact(key=key, label=label, kind=kind, required=required, **more)


STATES = (
    State("handed_in", "待编号", "todo"),
    State("registered", "待评审", "wait"),
    State("deferred", "暂缓", "back"),
    State("rejected", "不采纳，待答复", "todo"),
    State("declined", "不采纳", "end", final=True),
    State("adopted", "待实施", "doing"),
    State("dropped", "没有实施", "end", final=True),
    State("implemented", "待核定效益", "wait"),
    State("confirmed", "待奖励", "doing"),
    State("closed", "办结", "done", final=True),
)
TOLD = (
    fact("how", "怎么答复的", "choice", choices=tuple(Told.choices)),
    fact("said", "答复内容", "long", required=False, help="不采纳的写明原因；本人有不同意见的也写上"),
)
SCORES = fact("scores", "评分", "long", required=False, help="照那一天的建议评分表，一项一个分；不打分的空着")
REVIEWERS = fact("reviewers", "评审人", help="几个人用顿号隔开；建议人自己不能评审")
AGREED: dict[str, Any] = {"action": deeds.follow, "mend": deeds.follow, "undo": deeds.unfollow}

TRANSITIONS = (
    Transition(
        name="register", label="登记编号", sources=("handed_in",), target="registered", day_label="编号日期",
        guard=guards.after_handing_in, help="编当年的号，号码连着，不空号。",
        action=deeds.number, mend=deeds.renumber, undo=deeds.unnumber,
    ),
    Transition(
        name="adopt", label="登记采纳", sources=("registered", "deferred"), target="adopted", day_label="评审日期",
        guard=guards.adopted_soundly, document="wanted", help="写明为什么采纳、谁来办、哪天办好。", **AGREED,
        facts=(REVIEWERS, fact("opinion", "评审意见", "long"),
               SCORES,
               fact("level", "采纳等级", "choice", choices=(("", "请选"), *Level.choices)),
               fact("responsible", "实施负责人"), fact("implement_by", "实施期限", "day")),
    ),
    Transition(
        name="reject", label="登记不采纳", sources=("registered", "deferred"), target="rejected", day_label="评审日期",
        guard=guards.not_ones_own, facts=(REVIEWERS, fact("opinion", "不采纳的原因", "long")), primary=False, **AGREED,
    ),
    Transition(
        name="defer", label="登记暂缓", sources=("registered", "deferred"), target="deferred", day_label="评审日期",
        guard=guards.deferred_soundly, primary=False, **AGREED,
        facts=(REVIEWERS, fact("opinion", "暂缓的原因", "long"), fact("relook_on", "哪天再看", "day")),
    ),
    Transition(
        name="tell", label="登记答复", sources=("deferred", "adopted", "implemented", "confirmed"),
        day_label="答复日期", requires=guards.untold, facts=TOLD, document="wanted", primary=False, **AGREED,
    ),
    Transition(
        name="decline", label="登记不采纳的答复", sources=("rejected",), target="declined", day_label="答复日期", facts=TOLD,
        document="wanted", **AGREED,
    ),
    Transition(
        name="postpone", label="登记延期", sources=("adopted",), day_label="同意延期的日期", needs_reason=True, primary=False,
        guard=guards.later_than_before, facts=(fact("implement_by", "新的实施期限", "day"),), **AGREED,
    ),
    Transition(
        name="implement", label="登记实施完成", sources=("adopted",), target="implemented", day_label="完成日期",
        facts=(fact("done", "做了什么", "long"),), document="wanted", **AGREED,
    ),
    Transition(
        name="drop", label="登记没有实施", sources=("adopted",), target="dropped", day_label="决定日期", needs_reason=True,
        primary=False, **AGREED,
    ),
    Transition(
        name="confirm", label="核定效益", sources=("implemented",), target="confirmed", day_label="核定日期", not_by="adopt",
        requires=guards.benefit_by_another, line=Line.FINANCE.value, document="wanted", **AGREED,
        help="由财务核定；说不出钱数的写0，在依据里写明好处。",
        facts=(fact("benefit", "核定效益", "money", unit="元"), fact("basis", "怎么算的", "long")),
    ),
    Transition(
        name="reward", label="登记奖励", sources=("confirmed",), target="closed", day_label="发放日期",
        requires=guards.told_first, document="wanted", guard=guards.some_reward,
        action=deeds.rewarded, mend=deeds.reward_mended, undo=deeds.reward_undone,
        help="同时记进实惠发放，等本人签收。",
        facts=(fact("amount", "奖励金额", "money", required=False, unit="元", help="奖品写价值，不知道的空着"),
               fact("item", "奖品", required=False, help="发现金的空着"),
               fact("source", "钱从哪里来", "choice", choices=tuple(Source.choices))),
    ),
    Transition(
        name="close", label="不奖励，办结", sources=("confirmed",), target="closed", day_label="办结日期",
        requires=guards.told_first, needs_reason=True, primary=False, **AGREED,
    ),
)  # fmt: skip

SUGGESTION_FLOW = Flow(
    key="suggestion", title="合理化建议", model="emulation.Suggestion", states=STATES, transitions=TRANSITIONS,
    initial="handed_in", path=("register", "adopt", "implement", "confirm", "reward"),
)  # fmt: skip
