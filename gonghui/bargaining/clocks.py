"""The clocks of bargaining: from which day, by which rule, and what stops them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models.functions import Coalesce

from gonghui.bargaining.choices import ContractKind, Purpose
from gonghui.bargaining.models import Bargaining, ComplianceCheck, Contract, ContractCover
from gonghui.bargaining.naming import bargaining_name, contract_title
from gonghui.bargaining.place import province
from gonghui.bargaining.terms import EFFECT, SIGNED, effective_on, received, told, value_of
from gonghui.kernel.rules import due, rule
from gonghui.kernel.workflow.clocks import Clock, Start
from gonghui.kernel.workflow.models import Step
from gonghui.kernel.workflow.steps import Taken

AHEAD = timedelta(days=90)
"""How long before its last day a contract shows among what falls due: the office's own practice."""

LINE = "权益"
PROCEDURE = "bargaining.Bargaining"
When = Callable[[Bargaining], bool]


def is_wage(record: Bargaining) -> bool:
    return record.kind == ContractKind.WAGE


def is_other(record: Bargaining) -> bool:
    return record.kind != ContractKind.WAGE


def load(keys: Collection[int]) -> Iterable[Bargaining]:
    """Procedures with what the clocks read."""
    rows = Bargaining.objects.filter(pk__in=keys).select_related("union", "earlier", "contract")
    return rows.prefetch_related("covers__employer", "delegates")


def after(*names: str, when: When = lambda record: True, day: Callable[[Step], date | None] = lambda s: s.on) -> Any:
    """One run for every step of these names, from its own day or a day it recorded."""

    def starts(record: Bargaining, steps: Taken) -> list[Start]:
        if not when(record):
            return []
        found = [(step, day(step)) for step in steps.all(*names)]
        return [Start(on, str(step.pk), since=step.on) for step, on in found if on is not None]

    return starts


def until(*names: str) -> Any:
    """Stopped by the next step of these names, and by giving up."""

    def stops(record: Bargaining, steps: Taken, start: Start) -> date | None:
        begun = next((step for step in steps.steps if str(step.pk) == start.cycle), None)
        step = steps.first_after(begun, *names, "drop") if begun else steps.last(*names, "drop")
        return step.on if step else None

    return stops


def clock(key: str, title: str, starts: Any, stops: Any, **more: Any) -> Clock:
    values: dict[str, Any] = {"model": PROCEDURE, "line": LINE, "place": province, "load": load,
                              "subject": bargaining_name}  # fmt: skip
    return Clock(key=key, title=title, starts=starts, stops=stops, **{**values, **more})


def pair(
    key: str, title: str, starts: Callable[[When], Any], stops: Any, rules: tuple[str, str], **more: Any
) -> list[Clock]:
    """The same clock for wage agreements and for all others, each by its own rule."""
    wage, other = rules
    return [clock(f"bargaining.{key}", title, starts(is_other), stops, length=other, **more),
            clock(f"wage.{key}", title, starts(is_wage), stops, length=wage, **more)]  # fmt: skip


ANSWERS = ("reply", "refuse", "letter", "dispute")


def _planned(step: Step) -> date | None:
    return told(step, "talks_on") if step.name == "reply" else told(step, "next_on")


def _materials_stop(record: Bargaining, steps: Taken, start: Start) -> date | None:
    """Materials given once serve; a meeting held ends the matter."""
    given = [step.on for step in steps.all("materials")]
    held = until("meet", "dispute")(record, steps, start)
    return min([*given, *([held] if held else [])], default=None)


def _reviewed(record: Bargaining, steps: Taken, start: Start) -> date | None:
    """Stopped by the opinion; silence is the review running out in time, whenever the office writes it down."""
    begun = next((step for step in steps.steps if str(step.pk) == start.cycle), None)
    answer = steps.first_after(begun, *EFFECT, "object") if begun else None
    if answer is None or answer.name != "silence":
        return answer.on if answer else None
    return due(start.on, value_of(record, "review", start.on)).on


def _in_effect(when: When) -> Any:
    def starts(record: Bargaining, steps: Taken) -> list[Start]:
        day = effective_on(record, steps) if when(record) else None
        step = steps.last(*EFFECT)
        return [Start(day, str(step.pk))] if day and step else []

    return starts


def _ended(when: When) -> Any:
    """An agreed end is reported in some provinces, from the day on which the contract ends."""

    def starts(record: Bargaining, steps: Taken) -> list[Start]:
        step = steps.last("sign")
        ends = told(step, "end_on")
        return [Start(ends, str(step.pk))] if when(record) and step and ends else []

    return starts


def _extended(record: Bargaining, steps: Taken) -> list[Start]:
    """The extension counts from the last day of the first period."""
    found = []
    for step in steps.all("extend"):
        accepted = next((each for each in reversed(steps.until(step).steps) if each.name == "dispute"), None)
        if accepted is not None:
            first = due(accepted.on, rule("bargaining.dispute").at(accepted.on, province(record))).on
            found.append(Start(first, str(step.pk), since=step.on))
    return found


def _vacancies(record: Bargaining, steps: Taken) -> list[Start]:
    if record.state == "dropped":
        return []
    return [Start(each.until, f"d{each.pk}") for each in record.delegates.all() if each.until is not None]


def _filled(record: Bargaining, steps: Taken, start: Start) -> date | None:
    """Filled by the one who takes the seat, or over with the procedure or the contract."""
    people = list(record.delegates.all())
    left = next(each for each in people if f"d{each.pk}" == start.cycle)
    heir = next((each for each in people if each.replaces_id == left.pk), None)
    days = [heir.since if heir else None, steps.day("drop")]
    if record.contract is not None:
        renewal = Contract.objects.filter(renews=record.contract).first()
        days += [record.contract.ended_on, renewal.signed_on if renewal else None]
    return min((day for day in days if day is not None), default=None)


CLOCKS: Sequence[Clock] = (
    *pair("reply", "答复协商要约", lambda when: after("offer", when=when), until(*ANSWERS, "meet"),
          ("wage.reply", "bargaining.reply"), act="登记答复", stop_words="收到对方的书面答复",
          who="union", remind=(3, 0), escalate=7),
    clock("bargaining.urged", "等对方改正", after("letter", day=lambda step: told(step, "answer_by")),
          until("reply", "refuse", "dispute"), cites="bargaining.refusal_penalty", act="登记答复",
          stop_words="对方答复，或者申请协调处理"),
    clock("wage.begin", "开始工资协商", after("reply", when=is_wage), until("meet", "dispute"),
          length="wage.yunnan_begin", act="登记协商会议", stop_words="开第一次协商会议"),
    clock("wage.materials", "提供工资协商资料", after("reply", "meet", when=is_wage, day=_planned), _materials_stop,
          length="wage.materials", act="登记提供资料", stop_words="把资料给对方", remind=(3, 0)),
    clock("bargaining.vacancy", "补选协商代表", _vacancies, _filled, length="bargaining.delegate_vacancy",
          act="登记协商代表", stop_words="登记接替的代表", who="union"),
    clock("wage.draft", "制作工资协议草案",
          after("meet", when=is_wage, day=lambda step: step.on if step.facts.get("result") == "agreed" else None),
          until("draft", "dispute"), length="wage.jiangxi_draft", act="登记草案", stop_words="形成草案"),
    clock("wage.conclusion", "订立工资协议",
          lambda record, steps: after("meet", when=is_wage)(record, steps)[:1], until("sign", "dispute"),
          length="wage.jiangxi_conclusion", act="登记首席代表签字", stop_words="双方首席代表签字"),
    clock("bargaining.deliberation", "草案提交审议", lambda record, steps: after("draft")(record, steps)[:1],
          until("adopt", "reject"), length="bargaining.zhejiang_draft", act="登记审议", stop_words="职工代表大会或者职工大会讨论"),
    clock("bargaining.deliberation_again", "修改后的草案再次提交审议", lambda record, steps: after("draft")(record, steps)[1:],
          until("adopt", "reject"), length="bargaining.zhejiang_draft_again", act="登记审议", stop_words="再次讨论"),
    *pair("filing", "报送人社部门审查", lambda when: after(*SIGNED, when=lambda r: when(r) and r.purpose != Purpose.END),
          until("file"), ("wage.filing", "contract.filing"), act="登记报送审查",
          stop_words="送达后登记报送日期和收件人，审查的期限接着算", remind=(3, 1, 0), escalate=7),
    *pair("review", "人社部门审查", lambda when: after("file", when=when, day=received), _reviewed,
          ("wage.review", "contract.review"), act="登记审查结果", stop_words="收到审查意见，或者期满没有异议", who="town",
          remind=(3, 0)),
    clock("bargaining.publication", "公布集体合同", _in_effect(is_other), until("publish"),
          length="contract.publication_days", act="登记公布", stop_words="向全体职工公布", who="union"),
    clock("wage.publication", "公布工资协议", _in_effect(is_wage), until("publish"), length="wage.publication",
          act="登记公布", stop_words="向全体职工公布", who="union"),
    clock("bargaining.report_up", "报上级工会备案", _in_effect(is_other), until("report"),
          length="contract.report_up", act="登记上级备案", stop_words="报上一级工会备案", who="union"),
    clock("wage.report_up", "工资协议报上级工会备案", _in_effect(is_wage), until("report"), length="wage.report_up",
          act="登记上级备案", stop_words="报上一级工会备案", who="union"),
    clock("bargaining.cancellation", "解除合同备案", _ended(lambda r: True), until("report"),
          length="contract.zhejiang_cancellation", act="登记上级备案", stop_words="登记备案"),
    clock("wage.cancellation", "解除工资协议备案", _ended(is_wage), until("report"),
          length="wage.shandong_cancellation", act="登记上级备案", stop_words="登记备案"),
    clock("bargaining.dispute", "协调处理协商争议", after("dispute"), until("coordinate", "extend"),
          length="bargaining.dispute", act="登记协调结果", stop_words="协调结束，或者决定延长", who="town"),
    clock("bargaining.dispute_extended", "协调处理的延长期", _extended, until("coordinate"),
          length="bargaining.dispute_extension", act="登记协调结果", stop_words="协调结束", who="town"),
)  # fmt: skip


def load_contracts(keys: Collection[int]) -> Iterable[Contract]:
    """Contracts with what their expiry reads, in a handful of queries however many they are."""
    rows = list(
        Contract.objects.filter(pk__in=keys).select_related("union", "renewed_by").prefetch_related("covers__employer")
    )
    employers = {cover.employer_id for row in rows for cover in row.covers.all()}
    found = ContractCover.objects.annotate(begun=Coalesce("contract__signed_on", "contract__effective_on"))
    covering: dict[tuple[int, str], list[tuple[date, date]]] = {}
    for employer, kind, expires, begun in found.filter(employer__in=employers).values_list(
        "employer_id", "contract__kind", "contract__expires_on", "begun"
    ):
        covering.setdefault((employer, kind), []).append((expires, begun))
    place = province()
    for row in rows:
        vars(row).update(covering=covering, place=place)
    return rows


def _place_read(record: Any) -> str | None:
    """The place, looked up once for all contracts of a batch."""
    return vars(record)["place"] if record is not None and "place" in vars(record) else province()


def _expires(when: Callable[[Contract], bool]) -> Any:
    def starts(record: Contract, steps: Taken) -> list[Start]:
        return [Start(record.expires_on, since=record.expires_on - AHEAD)] if when(record) else []

    return starts


def _succeeded(record: Contract, steps: Taken, start: Start) -> date | None:
    """Renewed, ended early, its union closed, or a newer contract of the kind begun for every employer."""
    days = [record.ended_on, record.union.closed_on]
    renewal = getattr(record, "renewed_by", None)
    if renewal is not None:
        days.append(renewal.signed_on or renewal.effective_on)
    days.append(_all_covered_anew(record))
    return min((day for day in days if day is not None), default=None)


def _all_covered_anew(record: Contract) -> date | None:
    """The day from which every employer had a later contract of the kind, had left the list or was struck off."""
    covering: dict[tuple[int, str], list[tuple[date, date]]] = vars(record)["covering"]
    days = []
    for cover in record.covers.all():
        others = covering.get((cover.employer_id, record.kind), [])
        begun = min((begun for expires, begun in others if expires > record.expires_on), default=None)
        known = [day for day in (begun, cover.employer.closed_on, cover.end_on) if day]
        if not known:
            return None
        days.append(min(known))
    return max(days, default=None)


def _rectified(record: ComplianceCheck, steps: Taken, start: Start) -> date | None:
    return record.rectified_on


CONTRACT_CLOCKS: Sequence[Clock] = tuple(
    Clock(key=key, title=title, model="bargaining.Contract", starts=_expires(when), stops=_succeeded, cites=rule_key,
          act="登记续订", stop_words="续订、终止，或者新的合同覆盖了这些单位", line=LINE, remind=(90, 60, 30, 3),
          place=_place_read, subject=contract_title, load=load_contracts)
    for key, title, when, rule_key in (
        ("contract.expiry", "合同届满", lambda row: row.kind != ContractKind.WAGE, "contract.renewal_window"),
        ("wage.expiry", "工资协议届满", lambda row: row.kind == ContractKind.WAGE, "wage.renewal_window"),
    )
)  # fmt: skip

CHECK_CLOCKS: Sequence[Clock] = (
    Clock(key="compliance.rectify", title="履约检查整改", model="bargaining.ComplianceCheck",
          starts=lambda record, steps: [Start(record.rectify_by, since=record.on)] if record.rectify_by else [],
          stops=_rectified, act="登记整改", stop_words="登记整改完成", line=LINE, who="union", place=province,
          subject=lambda record: contract_title(record.contract)),
)  # fmt: skip


def contracts_of_union(union: Any) -> Iterable[Contract]:
    """The contracts whose debt of renewal ends with their union."""
    return Contract.objects.filter(union=union, ended_on=None) if union.closed_on else ()


def contracts_of_employer(employer: Any) -> Iterable[Contract]:
    """The contracts that an employer which was struck off need not renew."""
    return Contract.objects.filter(covers__employer=employer, ended_on=None).distinct()
