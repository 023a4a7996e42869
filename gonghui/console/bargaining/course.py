"""The places of the procedure's stepper, and what a fresh form of a step already knows."""

from datetime import date, timedelta
from typing import Any

from gonghui.bargaining.public import BARGAINING_FLOW, Bargaining, ContractKind, Purpose, Side, province, review_due
from gonghui.console.workflow.stepper import Stop
from gonghui.kernel.dates import add_months
from gonghui.kernel.ledger.api import Reader
from gonghui.kernel.rules import rule
from gonghui.kernel.workflow.flow import Transition
from gonghui.kernel.workflow.steps import Taken, steps_of

DAY = timedelta(days=1)

STOPS = (
    Stop("offer", "要约", hint="书面送达"),
    Stop("reply", "答复", clocks=("bargaining.reply", "wage.reply"), hint="收到要约起"),
    Stop("meet", "协商会议", clocks=("wage.begin",), hint="双方首席轮流主持"),
    Stop("draft", "草案", clocks=("wage.draft",), hint="达成一致后"),
    Stop(
        "adopt", "职代会审议", clocks=("bargaining.deliberation", "bargaining.deliberation_again"), hint="全体半数以上"
    ),
    Stop("sign", "首席签字", ("sign", "resign"), hint="通过以后"),
    Stop("file", "报送审查", clocks=("bargaining.filing", "wage.filing"), hint="签字起"),
    Stop("clear", "审查生效", ("clear", "silence"), ("bargaining.review", "wage.review"), hint="无异议即生效"),
    Stop("publish", "公布", clocks=("bargaining.publication", "wage.publication"), hint="生效以后"),
    Stop("report", "上级备案", clocks=("bargaining.report_up", "wage.report_up"), hint="公布以后"),
)
TO_END = tuple(stop for stop in STOPS if stop.name not in ("file", "clear"))


def stops_of(record: Bargaining) -> tuple[Stop, ...]:
    """Ending a contract needs no review."""
    return TO_END if record.purpose == Purpose.END else STOPS


def first_values(record: Bargaining, step: Transition, reader: Reader) -> dict[str, Any]:
    """What the form of a step already knows from the steps before it."""
    steps = steps_of(record)
    make = {"meet": _meeting, "adopt": _vote, "sign": _signature, "file": _filing, "silence": _silence, "offer": _offer}
    return make[step.name](record, steps, reader.today) if step.name in make else {}


def _offer(record: Bargaining, steps: Taken, today: date) -> dict[str, Any]:
    return {"matters": {ContractKind.WAGE: "工资分配制度、工资水平和调整幅度、奖金津贴补贴、支付办法",
                        ContractKind.WOMEN: "女职工特殊保护"}.get(ContractKind(record.kind), "")}  # fmt: skip


def _meeting(record: Bargaining, steps: Taken, today: date) -> dict[str, Any]:
    """The chiefs preside in turn."""
    before = steps.last("meet")
    turn = Side.EMPLOYER if before and before.facts.get("chaired_by") == Side.STAFF else Side.STAFF
    return {"chaired_by": turn, "place": before.facts.get("place") if before else steps.fact("offer", "place")}


def _vote(record: Bargaining, steps: Taken, today: date) -> dict[str, Any]:
    before = steps.last("adopt", "reject")
    return {"body": before.facts["body"], "due": before.facts["due"]} if before else {"body": "congress"}


def _signature(record: Bargaining, steps: Taken, today: date) -> dict[str, Any]:
    """A renewal follows the old contract without a gap, as long as that one."""
    old = record.earlier
    if record.purpose != Purpose.RENEW or old is None:
        return {}
    start = old.expires_on + DAY
    began = old.effective_on or old.signed_on or start
    months = max(1, round(((old.expires_on - began).days + 1) / 30.4375))
    return {"starts_on": start, "expires_on": add_months(start, months) - DAY}


def _filing(record: Bargaining, steps: Taken, today: date) -> dict[str, Any]:
    key = "wage.filing_copies" if record.kind == ContractKind.WAGE else "contract.filing_copies"
    return {"copies": rule(key).at(today, province()).value}


def _silence(record: Bargaining, steps: Taken, today: date) -> dict[str, Any]:
    last = review_due(record, steps)
    return {"on": min(last + DAY, today) if last else today}


FLOW = BARGAINING_FLOW
