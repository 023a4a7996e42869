"""The page of one procedure: steps, clocks, delegates, the vote, clauses, papers, what cannot be done yet."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from gonghui.bargaining.public import (
    Bargaining,
    ContractCover,
    Delegate,
    Finding,
    Outcome,
    Side,
    bargaining_name,
    bargaining_parties,
    clause_findings,
    delegate_findings,
    in_force_on,
    outcome,
    province,
    sitting,
    starts_on,
    term_findings,
)
from gonghui.console.bargaining.course import FLOW, stops_of
from gonghui.console.bargaining.reading import procedure_in
from gonghui.console.ledgers.reading import reader_of
from gonghui.console.prints.menu import prints_context
from gonghui.console.request import OfficeRequest
from gonghui.console.workflow.access import next_steps
from gonghui.console.workflow.clockblock import running_blocks
from gonghui.console.workflow.stepper import stepper
from gonghui.console.workflow.taken import taken_rows
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import Reader
from gonghui.kernel.ledger.history import of_records
from gonghui.kernel.rules import rule
from gonghui.kernel.workflow.asking import deadlines_of
from gonghui.kernel.workflow.models import Step
from gonghui.kernel.workflow.steps import Taken, steps_of
from gonghui.orgs.public import HeadCount

ENTITY = "bargaining.bargaining"


class ProcedurePage(View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        reader = reader_of(request)
        record = procedure_in(reader, pk)
        steps, rows, place = steps_of(record), list(deadlines_of(record)), province()
        shown = next_steps(FLOW, record, steps, cast(OfficeRequest, request).hand, reader.today)
        people = list(record.delegates.order_by("-chief", "since", "pk"))
        about_people = delegate_findings(record, people, reader.today, place)
        about_text = text_findings(record, steps, reader, place)
        context = {
            "record": record, "reader": reader, "name": bargaining_name(record), "parties": bargaining_parties(record),
            "state": FLOW.state(record.state), "stepper": stepper(FLOW, stops_of(record), record, steps, rows, reader.today, place),
            "next": shown, "barred": shown.barred, "never": never(record), "clocks": running_blocks(rows, reader.today),
            "taken": taken_rows(FLOW, record, rows, reader.may_write, "bargaining"),
            "sides": sides(people, reader.today), "left": [p for p in people if p.until],
            "delegate_findings": about_people, "delegate_bad": open_points(about_people), "delegate_rule": rule("bargaining.delegates_min"),
            "vote": vote_of(steps, place), "vote_rule": rule("bargaining.adoption"), "covers": covers_of(record, reader),
            "clauses": list(record.clauses.all()), "clause_findings": about_text, "clause_bad": open_points(about_text),
            "history": of_records(record), "chain": chain(record, reader), **prints_context(record, reader.today),
        }  # fmt: skip
        return render(request, "console/bargaining/record.html", context)


def open_points(findings: Sequence[Finding]) -> list[Finding]:
    """Those that are not in order."""
    return [each for each in findings if not each.ok]


def sides(people: Sequence[Delegate], day: date) -> list[tuple[str, str, list[Delegate]]]:
    """(key, label, those who sit on `day`) of each side."""
    here = sitting(people, day)
    return [(side.value, side.label, [each for each in here if each.side == side]) for side in Side]


def vote_of(steps: Taken, place: str | None) -> tuple[Step, Outcome] | None:
    """The latest vote, measured by the rules of its day."""
    step = steps.last("adopt", "reject")
    if step is None:
        return None
    facts = step.facts
    return step, outcome(int(facts["due"]), int(facts["present"]), int(facts["in_favour"]), step.on, place)


def covers_of(record: Bargaining, reader: Reader) -> list[tuple[Any, int | None, str]]:
    """(employer's line, declared staff, where else its workers are counted already)."""
    lines = list(record.covers.all())
    keys = [line.employer_id for line in lines]
    staff = dict(HeadCount.objects.on(reader.today).filter(employer__in=keys).values_list("employer_id", "staff"))
    other = ContractCover.objects.on(reader.today).filter(
        in_force_on(reader.today, "contract__"), employer__in=keys, contract__kind=record.kind
    ).exclude(contract=record.contract).select_related("contract__union")  # fmt: skip
    elsewhere = {cover.employer_id: f"现在由{cover.contract.union.name}到{cn_date(cover.contract.expires_on)}的那一份覆盖"
                 for cover in other}  # fmt: skip
    return [(line, staff.get(line.employer_id), elsewhere.get(line.employer_id, "")) for line in lines]


def text_findings(record: Bargaining, steps: Taken, reader: Reader, place: str | None) -> list[Finding]:
    """What the checklist, the wages and the term say."""
    found = clause_findings(list(record.clauses.all()), record.kind, reader.today, place)
    contract = record.contract
    if contract is not None:
        start = contract.effective_on or starts_on(steps) or contract.signed_on
        if start:
            found += term_findings(record.kind, start, contract.expires_on, place)
    return found


def chain(record: Bargaining, reader: Reader) -> list[tuple[str, str, str]]:
    """(what, words, address) of the contracts around the procedure."""
    found = []
    if record.earlier_id and record.earlier is not None and record.earlier_id != record.contract_id:
        found.append(
            ("上一份", f"到{cn_date(record.earlier.expires_on)}", reverse("console:contract", args=[record.earlier_id]))
        )
    if record.contract is not None:
        row = record.contract
        words = (
            f"{cn_date(row.effective_on)}生效，到{cn_date(row.expires_on)}"
            if row.effective_on
            else "已签字，还没有生效"
        )
        found.append(("合同", words, reverse("console:contract", args=[row.pk])))
    return found


def never(record: Bargaining) -> list[tuple[str, str, str, str]]:
    """(act, why, way out, address) of what the procedure never allows."""
    return [("删除", "办过的步骤记入办理记录，不能删。", "登记错了的可以更正或者退回，不谈了的可以撤回。", "")]
