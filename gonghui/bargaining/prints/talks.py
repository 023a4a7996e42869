"""The papers of the talks: offer, reply, and the letter about an employer who refuses."""

from dataclasses import replace
from datetime import date

from gonghui.bargaining.choices import Side
from gonghui.bargaining.models import Bargaining
from gonghui.bargaining.naming import bargaining_parties
from gonghui.bargaining.prints.parts import (
    EMPLOYER,
    PEOPLE,
    STAFF,
    chief_of,
    day_of,
    fact_of,
    ground,
    length_of,
    paper,
    people_of,
    steps_in,
)
from gonghui.bargaining.terms import told
from gonghui.kernel.printing.forms import (
    BLANK_DAY,
    PrintContext,
    PrintField,
)
from gonghui.kernel.printing.layout import Gap, Layout, Repeat, Sign, Text, Title
from gonghui.kernel.refusal import Refused


def sender(record: Bargaining, ctx: PrintContext) -> str:
    """The side that proposed."""
    return record.union.name if record.proposer == Side.STAFF else bargaining_parties(record)


def addressee(record: Bargaining, ctx: PrintContext) -> str:
    """The other side."""
    return bargaining_parties(record) if record.proposer == Side.STAFF else record.union.name


def sender_chief(record: Bargaining, ctx: PrintContext) -> str:
    return chief_of(Side(record.proposer))(record, ctx)


def addressee_chief(record: Bargaining, ctx: PrintContext) -> str:
    return chief_of(Side.EMPLOYER if record.proposer == Side.STAFF else Side.STAFF)(record, ctx)


SIDES = (
    PrintField("sender", "提出方", sender, "永安纺织有限公司工会"),
    PrintField("addressee", "对方", addressee, "永安纺织有限公司"),
    PrintField("sender_chief", "提出方首席代表", sender_chief, "何建平"),
    PrintField("addressee_chief", "对方首席代表", addressee_chief, "郑国强"),
)
SENT = replace(STAFF, name="ours", label="提出方代表", rows=lambda r, ctx: people_of(Side(r.proposer))(r, ctx))
ANSWERED = replace(
    EMPLOYER, name="theirs", label="对方代表",
    rows=lambda r, ctx: people_of(Side.EMPLOYER if r.proposer == Side.STAFF else Side.STAFF)(r, ctx),
)  # fmt: skip

OFFER = paper(
    "offer", "集体协商要约书", "一方书面提出协商。",
    (*SIDES, PrintField("matters", "协商内容", fact_of("offer", "matters"), "工资调整、工作时间、劳动保护"),
     PrintField("place", "协商地点", fact_of("offer", "place"), "公司会议室"),
     PrintField("proposed_on", "提议日期", lambda r, ctx: told(steps_in(r, ctx).last("offer"), "proposed_on"), "2026年7月20日", BLANK_DAY),
     PrintField("days", "答复期限", length_of("wage.reply", "bargaining.reply"), "20日"),
     PrintField("ground", "依据", ground("wage.reply", "bargaining.reply"), "《集体合同规定》第32条")),
    Layout((
        Title("集体协商要约书"), Text("{{ addressee }}：", "left"),
        Text("根据{{ ground }}，我方就{{ purpose }}{{ kind }}提出集体协商。协商的内容是：{{ matters }}。"),
        Text("提议于{{ proposed_on }}在{{ place }}举行协商会议。我方首席代表为{{ sender_chief }}，协商代表名单附后。"),
        Text("请在收到本要约书后{{ days }}内书面答复，并告知你方首席代表和协商代表名单。没有正当理由，不得拒绝协商。"),
        Repeat("ours", PEOPLE), Gap(), Sign("{{ sender }}（盖章）", "{{ today }}"),
    )), (SENT,),
)  # fmt: skip

REPLY = paper(
    "reply", "集体协商要约答复书", "收到要约的一方书面答复。",
    (*SIDES, PrintField("offered_on", "收到要约日期", day_of("offer"), "2026年5月11日", BLANK_DAY),
     PrintField("talks_on", "约定的协商日期", lambda r, ctx: told(steps_in(r, ctx).last("reply"), "talks_on"), "2026年6月2日", BLANK_DAY),
     PrintField("said", "答复内容", fact_of("reply", "said"), "同意协商"),
     PrintField("replied_on", "答复日期", day_of("reply", "refuse"), "2026年5月20日", BLANK_DAY)),
    Layout((
        Title("集体协商要约答复书"), Text("{{ sender }}：", "left"),
        Text("你方{{ offered_on }}送达的《集体协商要约书》收悉。关于{{ purpose }}{{ kind }}的协商，我方答复如下：{{ said }}。"),
        Text("我方定于{{ talks_on }}参加协商会议。我方首席代表为{{ addressee_chief }}，协商代表名单如下。"),
        Repeat("theirs", PEOPLE), Gap(), Sign("{{ addressee }}（盖章）", "{{ replied_on }}"),
    )), (ANSWERED,),
)  # fmt: skip


def _unanswered(record: Bargaining, day: date) -> Refused | None:
    if record.state in ("offered", "refused", "urged"):
        return None
    return Refused("对方没有拒绝协商。", "这份函用在拒绝协商或者到期不答复的时候。")


def _why_urged(record: Bargaining, ctx: PrintContext) -> str:
    refusal = steps_in(record, ctx).last("refuse")
    if refusal is None:
        return "至今没有书面答复"
    said = refusal.facts.get("ground")
    return f"{refusal.on.month}月{refusal.on.day}日表示拒绝协商" + (f"（{said}）" if said else "")


LETTER = paper(
    "letter", "责令改正建议函", "没有正当理由拒绝协商，或者到期不答复。",
    (PrintField("addressed_to", "送往部门", fact_of("letter", "addressed_to"), "镇人民政府"),
     PrintField("offered_on", "要约送达日期", day_of("offer"), "2026年5月11日", BLANK_DAY),
     PrintField("why", "事实", _why_urged, "至今没有书面答复"),
     PrintField("answer_by", "改正期限", lambda r, ctx: told(steps_in(r, ctx).last("letter"), "answer_by"), "2026年6月16日", BLANK_DAY),
     PrintField("ground", "协商依据", ground("bargaining.no_refusal", "bargaining.no_refusal"), "《集体合同规定》第32条"),
     PrintField("penalty", "责令依据", ground("bargaining.refusal_penalty", "bargaining.refusal_penalty"), "《工会法》第54条")),
    Layout((
        Title("关于责令改正拒绝集体协商行为的建议函"), Text("{{ addressed_to }}：", "left"),
        Text("{{ union }}于{{ offered_on }}向{{ unit }}书面提出{{ purpose }}{{ kind }}的集体协商要求。该单位{{ why }}。"),
        Text("根据{{ ground }}，没有正当理由不得拒绝集体协商。依照{{ penalty }}，建议责令该单位于{{ answer_by }}前改正，与工会进行协商。"),
        Text("处理结果请告知我会。附：集体协商要约书及送达回执。"),
        Gap(), Sign("{{ office }}（盖章）", "{{ today }}"),
    )), fits=_unanswered,
)  # fmt: skip
