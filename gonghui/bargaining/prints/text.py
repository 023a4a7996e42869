"""The papers of the text: drafts, resolution, filing form, announcement."""

from collections.abc import Callable
from datetime import date
from typing import Any

from gonghui.bargaining.choices import ContractKind, ContractLevel, Purpose
from gonghui.bargaining.clauses import checklist
from gonghui.bargaining.models import Bargaining, BargainingCover, Clause
from gonghui.bargaining.prints.parts import day_of, fact_of, ground, not_dropped, paper, steps_in
from gonghui.bargaining.terms import expires_on, received, starts_on
from gonghui.kernel.printing.forms import (
    BLANK_DAY,
    BLANK_NUMBER,
    PrintContext,
    PrintField,
    PrintRows,
    WordForm,
)
from gonghui.kernel.printing.layout import Column, Facts, Gap, Layout, Repeat, Sign, Text, Title
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import rule
from gonghui.orgs.public import HeadCount, province


def _vote(key: str) -> Callable[[Bargaining, PrintContext], Any]:
    def value(record: Bargaining, ctx: PrintContext) -> Any:
        step = steps_in(record, ctx).last("adopt", "reject")
        return step.facts.get(key) if step else None

    return value


def _body(record: Bargaining, ctx: PrintContext) -> str:
    return {"congress": "职工代表大会", "all": "全体职工大会"}.get(
        _vote("body")(record, ctx), "职工代表大会（全体职工大会）"
    )


VOTE_FIELDS = (
    PrintField("body", "审议的会议", _body, "职工代表大会"),
    PrintField("voted_on", "审议日期", day_of("adopt", "reject"), "2026年6月22日", BLANK_DAY),
    PrintField("due", "应到人数", _vote("due"), "48", BLANK_NUMBER),
    PrintField("present", "实到人数", _vote("present"), "45", BLANK_NUMBER),
    PrintField("in_favour", "同意票", _vote("in_favour"), "43", BLANK_NUMBER),
    PrintField("against", "反对票", _vote("against"), "1", BLANK_NUMBER),
    PrintField("abstained", "弃权票", _vote("abstained"), "1", BLANK_NUMBER),
    PrintField("vote_ground", "审议依据", ground("bargaining.adoption", "bargaining.adoption"), "《集体合同规定》第36条"),
)  # fmt: skip


def _result(record: Bargaining, ctx: PrintContext) -> str | None:
    step = steps_in(record, ctx).last("adopt", "reject")
    return None if step is None else "通过" if step.name == "adopt" else "没有通过"


RESOLUTION = paper(
    "resolution", "审议集体合同草案的决议", "职工代表大会或者全体职工审议草案。",
    (*VOTE_FIELDS, PrintField("result", "审议结果", _result, "通过")),
    Layout((
        Title("关于审议{{ kind }}草案的决议"),
        Text("{{ unit }}{{ body }}于{{ voted_on }}召开，审议双方协商形成的{{ kind }}（草案）。"),
        Text("会议应到{{ due }}人，实到{{ present }}人。经表决，同意{{ in_favour }}票，反对{{ against }}票，弃权{{ abstained }}票。"),
        Text("根据{{ vote_ground }}，草案须有规定人数出席，并经全体职工代表或者全体职工的规定多数同意。会议决定："
             "{{ kind }}（草案）{{ result }}。"),
        Text("通过的草案，由双方首席代表签字后，按规定报送审查；没有通过的，由双方重新协商。"),
        Gap(), Sign("{{ unit }}{{ body }}", "{{ voted_on }}"),
    )),
)  # fmt: skip


def _talks(record: Bargaining, ctx: PrintContext) -> str:
    """When they met, in words."""
    days = [f"{step.on.month}月{step.on.day}日" for step in steps_in(record, ctx).all("meet")]
    return f"协商{len(days)}次：{'、'.join(days)}" if days else ""


def _staff(record: Bargaining, ctx: PrintContext) -> int | None:
    keys = [line.employer_id for line in record.covers.all()]
    counts = [n for n in HeadCount.objects.on(ctx.today).filter(employer__in=keys).values_list("staff", flat=True) if n]
    return sum(counts) or None


def _contract(name: str) -> Callable[[Bargaining, PrintContext], Any]:
    return lambda record, ctx: getattr(record.contract, name) if record.contract is not None else None


def _signed_first(record: Bargaining, day: date) -> Refused | None:
    if record.purpose == Purpose.END:
        return Refused("解除合同不用报送审查。", "请印公布书。")
    return None if record.contract_id else Refused("双方还没有签字。", "签字以后再印送审表。")


def _copies(record: Bargaining, ctx: PrintContext) -> Any:
    key = "wage.filing_copies" if record.kind == ContractKind.WAGE else "contract.filing_copies"
    return rule(key).at(ctx.today, province(ctx) or None).value


def _received(record: Bargaining, ctx: PrintContext) -> date | None:
    step = steps_in(record, ctx).last("file")
    return received(step) if step else None


FILING = paper(
    "filing", "集体合同报送审查表", "签字以后报送人社部门审查，一式三份。",
    (PrintField("number", "合同编号", _contract("number"), "石集〔2026〕17号"),
     PrintField("signing", "签订类型", lambda r, ctx: r.contract.get_signing_display() if r.contract else "", "续订"),
     PrintField("signed_on", "签字日期", day_of("sign", "resign"), "2026年6月24日", BLANK_DAY),
     PrintField("starts_on", "起始日期", lambda r, ctx: starts_on(steps_in(r, ctx)), "2026年7月1日", BLANK_DAY),
     PrintField("expires_on", "届满日期", lambda r, ctx: expires_on(steps_in(r, ctx)), "2029年6月30日", BLANK_DAY),
     PrintField("staff_count", "职工总数", _staff, "412", BLANK_NUMBER),
     PrintField("matters", "协商议题", fact_of("offer", "matters"), "劳动报酬、工作时间、休息休假"),
     PrintField("talks", "协商经过", _talks, "协商2次：6月2日、6月9日"),
     PrintField("copies", "份数", _copies, "3", BLANK_NUMBER),
     PrintField("filed_on", "送审日期", day_of("file"), "2026年7月3日", BLANK_DAY),
     PrintField("received_on", "收到日期", _received, "2026年7月3日", BLANK_DAY),
     PrintField("filing_ground", "报送依据", ground("wage.filing", "contract.filing"), "《集体合同规定》第42条"),
     *VOTE_FIELDS),
    Layout((
        Title("集体合同报送审查表"),
        Text("依据：{{ filing_ground }}　一式{{ copies }}份", "left"),
        Facts((
            ("登记编号", "{{ number }}", "合同类别", "{{ kind }}"),
            ("单位名称", "{{ unit }}", "工会名称", "{{ union }}"),
            ("法定代表人", "{{ legal_rep }}", "签订类型", "{{ signing }}"),
            ("职工首席代表", "{{ staff_chief }}", "单位首席代表", "{{ employer_chief }}"),
            ("合同期限", "{{ starts_on }}至{{ expires_on }}", "职工总数", "{{ staff_count }}人"),
            ("签字日期", "{{ signed_on }}", "送审日期", "{{ filed_on }}"),
            ("协商议题", "{{ matters }}"), ("协商经过", "{{ talks }}"),
            ("审议情况", "{{ body }}{{ voted_on }}：应到{{ due }}人，实到{{ present }}人，同意{{ in_favour }}票，"
                       "反对{{ against }}票，弃权{{ abstained }}票"),
        )),
        Facts((("报送单位意见", "（盖章）　　年　月　日"), ("审查意见", "（盖章）　　年　月　日"),
               ("收到文本日期", "{{ received_on }}"), ("生效日期", "　　　　年　　月　　日")), tall=True),
        Text("经办人：{{ clerk }}　　{{ today }}", "right"),
    ), paper="form"), fits=_signed_first,
)  # fmt: skip


def _clauses(record: Bargaining, ctx: PrintContext) -> list[Clause]:
    """The agreed items with their words; without a checklist, its items with lines to write on."""
    known = [clause for clause in record.clauses.all() if clause.agreed]
    if known:
        return known
    listed = checklist(record.kind, ctx.today, province(ctx) or None).value
    return [Clause(item=item, text="") for item in listed]


def _words(clause: Clause, ctx: PrintContext) -> str:
    figure = f"（{clause.get_measure_display()}：{clause.figure}）" if clause.figure is not None else ""
    return f"{clause.text}{figure}" if clause.text or figure else "＿＿＿＿＿＿＿＿＿＿＿＿"


CLAUSES = PrintRows("clauses", "条款", _clauses, (
    PrintField("item", "事项", lambda c, ctx: c.item, "劳动报酬"),
    PrintField("words", "条款内容", _words, "每月10日前以银行转账发放工资，月工资不低于约定标准。"),
))  # fmt: skip


def _only(kinds: tuple[ContractKind, ...], word: str) -> Callable[[Any, date], Refused | None]:
    def fits(record: Bargaining, day: date) -> Refused | None:
        if record.purpose == Purpose.END:
            return Refused("这次协商是解除合同。", "不用印合同草案。")
        if record.kind not in kinds:
            return Refused(f"这次协商的是{record.get_kind_display()}，不是{word}。", "请印对应的那一种。")
        return not_dropped(record, day)

    return fits


def _draft(key: str, title: str, opening: str, kinds: tuple[ContractKind, ...], word: str) -> WordForm:
    return paper(
        key, title, "双方谈成以后，交职工代表大会或者全体职工审议的文本。",
        (PrintField("starts_on", "起始日期", lambda r, ctx: starts_on(steps_in(r, ctx)), "2026年7月1日", BLANK_DAY),
         PrintField("expires_on", "届满日期", lambda r, ctx: expires_on(steps_in(r, ctx)), "2029年6月30日", BLANK_DAY),
         PrintField("floor", "最低标准依据", ground("contract.floor", "contract.floor"), "《劳动合同法》第55条")),
        Layout((
            Title(title), Text("甲方（单位方）：{{ unit }}　首席代表：{{ employer_chief }}", "left"),
            Text("乙方（职工方）：{{ union }}　首席代表：{{ staff_chief }}", "left"), Text(opening),
            Repeat("clauses", (Column("事项", "item", 1), Column("约定的内容", "words", 4))),
            Text("本合同约定的劳动报酬和劳动条件，不低于当地政府规定的最低标准（{{ floor }}）。"),
            Text("本合同期限自{{ starts_on }}起至{{ expires_on }}止。"),
            Facts((("甲方首席代表（签字）", "　", "乙方首席代表（签字）", "　"),
                   ("签字日期", "　　年　　月　　日", "签字日期", "　　年　　月　　日")), tall=True),
        )), (CLAUSES,), _only(kinds, word),
    )  # fmt: skip


COLLECTIVE = _draft(
    "draft", "集体合同（草案）", "甲乙双方平等协商一致，订立本合同，双方和全体职工都要遵守。",
    (ContractKind.COLLECTIVE, ContractKind.SAFETY), "综合集体合同或者安全卫生专项合同",
)  # fmt: skip
WAGE = _draft(
    "draft_wage", "工资集体协商协议（草案）", "甲乙双方就工资分配平等协商一致，订立本协议。", (ContractKind.WAGE,), "工资专项协议",
)  # fmt: skip
WOMEN = _draft(
    "draft_women", "女职工权益保护专项集体合同（草案）", "为保护女职工的合法权益和特殊利益，甲乙双方平等协商一致，订立本合同。",
    (ContractKind.WOMEN,), "女职工专项合同",
)  # fmt: skip


def _in_effect(record: Bargaining, day: date) -> Refused | None:
    ended = record.purpose == Purpose.END and record.contract_id
    if ended or (record.contract is not None and record.contract.effective_on):
        return None
    return Refused("合同还没有生效。", "生效以后再印公布书。")


PUBLICATION = paper(
    "publication", "集体合同公布书", "生效以后向全体职工公布。",
    (PrintField("number", "合同编号", _contract("number"), "石集〔2026〕17号"),
     PrintField("effective_on", "生效日期", _contract("effective_on"), "2026年7月19日", BLANK_DAY),
     PrintField("expires_on", "届满日期", _contract("expires_on"), "2029年6月30日", BLANK_DAY),
     PrintField("publication_ground", "公布依据", ground("wage.publication", "contract.publication"), "《集体合同规定》第48条"),
     *VOTE_FIELDS[:2]),
    Layout((
        Title("关于公布{{ kind }}的通知"), Text("全体职工：", "left"),
        Text("{{ unit }}与{{ union }}订立的{{ kind }}（编号{{ number }}），已经{{ body }}审议通过，并由双方首席代表签字，"
             "自{{ effective_on }}起生效，至{{ expires_on }}届满。根据{{ publication_ground }}，现予公布，文本张贴在厂务公开栏，"
             "也可以到工会查阅。"),
        Text("请双方和全体职工遵守。履行中有问题的，请向工会反映。"),
        Gap(), Sign("{{ unit }}　{{ union }}", "{{ today }}"),
    )), fits=_in_effect,
)  # fmt: skip


def _lines(record: Bargaining, ctx: PrintContext) -> list[BargainingCover]:
    return list(record.covers.all())


def _staff_of(line: BargainingCover, ctx: PrintContext) -> int | None:
    if line.workers is not None:
        return line.workers
    found = HeadCount.objects.on(ctx.today).filter(employer=line.employer_id).values_list("staff", flat=True).first()
    return found or None


def _several(record: Bargaining, day: date) -> Refused | None:
    if record.level == ContractLevel.SINGLE:
        return Refused("这次协商只有一家单位。", "覆盖名单是区域性、行业性合同的附件。")
    return not_dropped(record, day)


ANNEX = paper(
    "annex", "覆盖单位名单（合同附件）", "区域性、行业性合同的附件，逐家盖章确认。",
    (PrintField("level", "合同级别", lambda r, ctx: r.get_level_display(), "区域性"),),
    Layout((
        Title("{{ level }}{{ kind }}覆盖单位名单"),
        Text("签订工会：{{ union }}", "left"),
        Repeat("lines", (Column("单位名称", "name", 2.5), Column("职工数", "staff", 0.8, "center"),
                         Column("法定代表人", "rep", 1), Column("确认（盖章）", "", 1.5))),
        Text("{{ today }}", "right"),
    ), paper="form"),
    (PrintRows("lines", "覆盖单位", _lines, (
        PrintField("name", "单位名称", lambda line, ctx: line.employer.name, "顺发木器加工厂"),
        PrintField("staff", "职工数", _staff_of, "18"),
        PrintField("rep", "法定代表人", lambda line, ctx: line.employer.legal_rep, "王建国"),
    )),),
    _several,
)  # fmt: skip
