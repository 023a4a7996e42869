"""The steps of a ledger with a flow: what its plain card shows of them, and the three pages of a step."""

from typing import Any, cast

from django.http import Http404, HttpRequest

from gonghui.console.ledgers.doings import changeable, read_only
from gonghui.console.ledgers.reading import address, reader_of, record_in
from gonghui.console.request import OfficeRequest
from gonghui.console.workflow.access import NextSteps, Offered, next_steps
from gonghui.console.workflow.clockblock import running_blocks
from gonghui.console.workflow.pages import CorrectStep, TakeBack, TakeStep
from gonghui.console.workflow.stepper import Stop, stepper
from gonghui.console.workflow.taken import taken_rows
from gonghui.kernel.ledger.api import Ledger, Reader
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.asking import deadlines_of
from gonghui.kernel.workflow.clocks import clocks_on
from gonghui.kernel.workflow.flow import Flow, Transition
from gonghui.kernel.workflow.steps import steps_of


def stops(flow: Flow, ledger: Ledger) -> list[Stop]:
    """The places of the stepper: the steps of the plain course, each with the clocks that it stops."""
    clocks = clocks_on(ledger.model)
    return [
        Stop(name, flow.transition(name).label.removeprefix("登记"),
             clocks=tuple(clock.key for clock in clocks if name in clock.stops_by))
        for name in flow.path
    ]  # fmt: skip


def closed(ledger: Ledger, step: Transition, row: Any, reader: Reader) -> Refused | None:
    """Why this reader may not take a step of this record, whatever its state: another line's work, or only to be read."""
    mine = reader.on(step.line) if step.line else reader
    if mine.may_enter(row.union_id) and (step.line or changeable(ledger, row, reader)):
        return None
    return read_only(mine, step.line or ledger.line)


def course(ledger: Ledger, row: Any, reader: Reader, request: HttpRequest) -> dict[str, Any]:
    """What the card of a record with a flow shows: stepper, clocks, what is next, the steps so far. Empty without."""
    flow = ledger.flow
    if flow is None:
        return {}
    steps, rows = steps_of(row), list(deadlines_of(row))
    void = getattr(row, "voided_on", None) is not None
    shown = next_steps(flow, row, steps, cast(OfficeRequest, request).hand, reader.today)
    shown = NextSteps(None, [], []) if void else _for_reader(shown, ledger, row, reader)
    may = not void and reader.may_enter(row.union_id) and changeable(ledger, row, reader)
    return {
        "flow": flow, "now": flow.state(row.state), "next": shown, "barred": shown.barred, "one": ledger.one,
        "stepper": stepper(flow, stops(flow, ledger), row, steps, rows, reader.today),
        "clocks": [] if void else running_blocks(rows, reader.today),
        "taken": taken_rows(flow, row, rows, may, ledger.one),
    }  # fmt: skip


def _for_reader(found: NextSteps, ledger: Ledger, row: Any, reader: Reader) -> NextSteps:
    """The steps as this reader may take them; those of others say whose they are."""
    wanted = [*([found.first] if found.first else []), *found.others]
    no = {step.name: closed(ledger, step, row, reader) for step in wanted}
    barred = [Offered(step, False, why.what, why.todo) for step in wanted if (why := no[step.name]) is not None]
    free = [step for step in wanted if no[step.name] is None]
    first = free[0] if free and free[0] is found.first else None
    return NextSteps(first, [step for step in free if step is not first], [*barred, *found.barred])


class OfLedger:
    """Pages about one step of a ledger's record; the ledger and its flow are set where the address is made."""

    ledger: Ledger = cast(Ledger, None)
    flow: Flow = cast(Flow, None)
    record: Any
    reader: Reader
    kwargs: dict[str, Any]

    def reads(self, request: HttpRequest) -> Reader:
        """Who looks, as he stands to this ledger. Raises Http404 for somebody who does not have it."""
        if not self.ledger.visible(reader_of(request)):
            raise Http404
        return self.ledger.reader(reader_of(request))

    def find(self, pk: int) -> Any:
        return record_in(self.ledger, self.reader, pk)

    def back(self) -> str:
        return address(self.ledger, self.record)

    def name(self) -> str:
        return self.ledger.caption(self.record)

    def shut(self) -> Refused | None:
        step = self.transition() if "name" in self.kwargs else self.flow.transition(self.step().name)  # type: ignore[attr-defined]
        return closed(self.ledger, step, self.record, self.reader)


class TakeLedgerStep(OfLedger, TakeStep):
    """登记一步."""


class CorrectLedgerStep(OfLedger, CorrectStep):
    """更正一步."""


class TakeBackLedgerStep(OfLedger, TakeBack):
    """退回一步."""
