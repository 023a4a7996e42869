"""The procedure as the law orders it: states, steps, and what each step records (集体合同规定; 工资集体协商试行办法)."""

from typing import Any

from gonghui.bargaining import deeds, guards
from gonghui.bargaining.choices import Side
from gonghui.kernel.workflow.flow import Fact, Flow, Kind, State, Transition


def fact(key: str, label: str, kind: Kind = "text", *, required: bool = True, **more: Any) -> Fact:
    return Fact(key=key, label=label, kind=kind, required=required, **more)


STATES = (
    State("prepared", "拟定要约", "todo"),
    State("offered", "待答复", "wait"),
    State("refused", "拒绝协商", "back"),
    State("urged", "已提请责令改正", "wait"),
    State("preparing", "准备协商", "doing"),
    State("meeting", "协商中", "doing"),
    State("disputed", "争议协调中", "wait"),
    State("drafted", "草案待审议", "wait"),
    State("adopted", "待签字", "doing"),
    State("signed", "待报送", "doing"),
    State("filed", "人社审查", "wait"),
    State("objected", "审查有异议", "back"),
    State("effective", "待公布", "doing"),
    State("published", "待备案", "doing"),
    State("closed", "办结", "done", final=True),
    State("dropped", "已撤回", "end", final=True),
)

BEFORE_TALKS = ("offered", "refused", "urged")
IN_TALKS = ("preparing", "meeting")
SIGNING = (
    fact("expires_on", "届满日期", "day", required=False, help="合同的最后一天；变更不改期限、解除的可以空着"),
    fact("starts_on", "约定的起始日期", "day", required=False, help="写明从哪天起执行的填；没有写的，审查通过就生效"),
    fact("number", "合同编号", required=False),
)
VOTE = (
    fact("body", "审议的会议", "choice", choices=(("congress", "职工代表大会"), ("all", "全体职工大会"))),
    fact("due", "应到人数", "count", unit="人", help="全体职工代表或者全体职工的人数，不是到会的人数"),
    fact("present", "实到人数", "count", unit="人"),
    fact("in_favour", "同意", "count", unit="票"),
    fact("against", "反对", "count", required=False, unit="票"),
    fact("abstained", "弃权", "count", required=False, unit="票"),
)
SIDES = tuple(Side.choices)

TRANSITIONS = (
    Transition(
        name="offer", label="登记要约送达", sources=("prepared",), target="offered", day_label="对方收到的日期",
        requires=guards.has_covers, document="wanted", help="书面提出，写明时间、地点、内容和代表名单。",
        facts=(fact("matters", "协商内容", "long"), fact("place", "约定地点", required=False),
               fact("proposed_on", "提议的协商日期", "day", required=False)),
    ),
    Transition(
        name="reply", label="登记同意协商的答复", sources=BEFORE_TALKS, target="preparing", day_label="答复日期",
        guard=guards.talks_later, document="wanted",
        facts=(fact("talks_on", "约定的协商日期", "day", required=False),
               fact("said", "答复内容", "long", required=False)),
    ),
    Transition(
        name="refuse", label="登记拒绝协商", sources=("offered", "urged"), target="refused", day_label="对方表示的日期",
        document="wanted", primary=False,
        facts=(fact("ground", "对方说的理由", "long", required=False),
               fact("justified", "理由正当", "flag", required=False, help="没有正当理由的，可以提请责令改正")),
    ),
    Transition(
        name="letter", label="登记责令改正建议", sources=("offered", "refused"), target="urged", day_label="送出日期",
        requires=guards.may_urge, document="wanted", help="没有正当理由拒绝协商，或者到期不答复。",
        facts=(fact("addressed_to", "送给哪个部门"), fact("answer_by", "要求改正的日期", "day", required=False)),
    ),
    Transition(
        name="materials", label="登记提供资料", sources=IN_TALKS, day_label="提供日期", document="wanted", primary=False,
        facts=(fact("listed", "提供了哪些资料", "long"),
               fact("side", "提供的一方", "choice", choices=SIDES, required=False)),
    ),
    Transition(
        name="meet", label="登记协商会议", sources=(*IN_TALKS, "objected"), target="meeting", day_label="开会日期",
        requires=guards.delegates_in_order, guard=guards.meeting_sound, document="wanted",
        facts=(fact("place", "地点", required=False), fact("chaired_by", "主持的一方", "choice", choices=SIDES),
               fact("minutes", "会议记录", "long"),
               fact("result", "结果", "choice", choices=(("agreed", "达成一致"), ("goes_on", "继续协商"),
                                                      ("paused", "中止，另约时间"), ("failed", "没有谈成"))),
               fact("next_on", "下次协商日期", "day", required=False)),
    ),
    Transition(
        name="draft", label="登记草案", sources=("meeting",), target="drafted", day_label="草案形成日期",
        requires=guards.met_once, document="wanted",
        facts=(fact("note", "草案要点", "long", required=False),),
    ),
    Transition(
        name="adopt", label="登记审议通过", sources=("drafted",), target="adopted", day_label="审议日期", facts=VOTE,
        guard=guards.vote_adopts, document="wanted",
    ),
    Transition(
        name="reject", label="登记审议没有通过", sources=("drafted",), target="meeting", day_label="审议日期", facts=VOTE,
        guard=guards.vote_rejects, document="wanted", primary=False,
    ),
    Transition(
        name="sign", label="登记首席代表签字", sources=("adopted",), target="signed", day_label="签字日期",
        facts=(*SIGNING, fact("end_on", "从哪天起解除", "day", required=False, help="只有解除合同才填"),
               fact("end_reason", "解除的原因", required=False)),
        requires=guards.may_sign, guard=guards.signature_sound, document="wanted",
        action=deeds.signed, mend=deeds.signature_mended, undo=deeds.signature_undone,
    ),
    Transition(
        name="file", label="登记报送审查", sources=("signed",), target="filed", day_label="报送日期",
        requires=guards.is_reviewed, guard=guards.filing_sound, document="wanted",
        facts=(fact("receiver", "收件单位和收件人"),
               fact("received_on", "收到文本的日期", "day", required=False, help="和报送同一天的可以空着"),
               fact("copies", "份数", "count", required=False, unit="份")),
        action=deeds.follow, mend=deeds.filing_mended, undo=deeds.follow_without,
    ),
    Transition(
        name="clear", label="登记审查没有异议", sources=("filed",), target="effective", day_label="收到审查意见的日期",
        facts=(fact("opinion", "审查意见书文号", required=False),), guard=guards.answer_in_time, document="wanted",
        action=deeds.follow, mend=deeds.follow, undo=deeds.effect_undone,
    ),
    Transition(
        name="silence", label="登记期满生效", sources=("filed",), target="effective", day_label="登记日期",
        requires=guards.review_over, action=deeds.follow, mend=deeds.follow, undo=deeds.effect_undone,
        help="审查期满没有收到异议，第二天起生效。",
    ),
    Transition(
        name="object", label="登记审查异议", sources=("filed",), target="objected", day_label="收到审查意见书的日期",
        facts=(fact("points", "哪些条款有异议", "long"),), guard=guards.objection_in_time, document="wanted",
        primary=False,
    ),
    Transition(
        name="resign", label="登记修改后重新签字", sources=("objected",), target="signed", day_label="重新签字日期",
        facts=(fact("changed", "改了什么", "long"), *SIGNING[:2]), requires=guards.may_sign,
        guard=guards.signature_sound, document="wanted",
        action=deeds.follow, mend=deeds.follow, undo=deeds.follow_without,
    ),
    Transition(
        name="publish", label="登记公布", sources=("effective", "signed"), target="published", day_label="公布日期",
        requires=guards.may_publish, facts=(fact("how", "公布的方式和地点"),), document="wanted",
    ),
    Transition(
        name="report", label="登记上级工会备案", sources=("published",), target="closed", day_label="备案日期",
        facts=(fact("receiver", "备案的工会", required=False), fact("mark", "备案号", required=False)),
        document="wanted",
    ),
    Transition(
        name="dispute", label="登记争议协调受理", target="disputed", day_label="受理日期",
        sources=(*BEFORE_TALKS, *IN_TALKS, "drafted"), document="wanted", primary=False,
        facts=(fact("body", "受理的部门"),
               fact("applicant", "谁提出的", "choice", choices=(*SIDES, ("both", "双方"), ("office", "部门主动"))),
               fact("matter", "争议的事项", "long")),
    ),
    Transition(
        name="extend", label="登记协调延长", sources=("disputed",), day_label="决定延长的日期", needs_reason=True,
        guard=guards.extended_once, document="wanted", primary=False,
    ),
    Transition(
        name="coordinate", label="登记协调结果", sources=("disputed",), target="meeting", day_label="协调结束的日期",
        facts=(fact("settled", "达成协议", "flag", required=False), fact("result", "协调结果", "long")), document="wanted",
    ),
    Transition(
        name="drop", label="撤回这次协商", day_label="撤回日期", target="dropped", needs_reason=True, primary=False,
        sources=("prepared", *BEFORE_TALKS, *IN_TALKS, "disputed", "drafted", "adopted"),
    ),
)  # fmt: skip

PATH = ("offer", "reply", "meet", "draft", "adopt", "sign", "file", "clear", "publish", "report")

FLOW = Flow(
    key="bargaining", title="集体协商", model="bargaining.Bargaining", states=STATES, transitions=TRANSITIONS,
    initial="prepared", path=PATH,
)  # fmt: skip
