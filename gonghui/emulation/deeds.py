"""What the steps of a suggestion write on it: always derived from all its steps, so that corrections follow by themselves."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max

from gonghui.benefits.public import Given, Kind, benefit_give, benefits_of
from gonghui.emulation.models import Suggestion
from gonghui.emulation.scoring import total
from gonghui.kernel.audit import writes
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import entry_amend, entry_void, ledger_of
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.models import Step
from gonghui.kernel.workflow.steps import Taken, steps_of
from gonghui.orgs.public import town
from gonghui.people.public import Person


def follow(row: Suggestion, step: Step, by: writes.Hand, at: datetime) -> None:
    """Bring the columns in line with the steps."""
    writes.change(row, by, **columns(steps_of(row)))


def unfollow(row: Suggestion, step: Step, by: writes.Hand, at: datetime) -> None:
    """Bring the columns in line with the steps before one that is taken back."""
    writes.change(row, by, **columns(steps_of(row).until(step)))


def columns(steps: Taken) -> dict[str, Any]:
    """What a suggestion's steps say of it."""
    last = steps.last("adopt", "postpone")
    until = last.facts.get("implement_by") if last else None
    benefit, reward = steps.fact("confirm", "benefit"), steps.fact("reward", "amount")
    return {
        "decided_on": steps.day("adopt", "reject", "defer"), "adopted_on": steps.day("adopt"),
        "score": total(steps.fact("adopt", "scores")),
        "level": steps.fact("adopt", "level") or "", "carried_out_by": steps.fact("adopt", "responsible") or "",
        "implement_by": date.fromisoformat(until) if until else None,
        "replied_on": first_day(steps, "tell", "decline"), "implemented_on": steps.day("implement"),
        "benefit": Decimal(benefit) if benefit is not None else None, "confirmed_on": steps.day("confirm"),
        "reward": Decimal(reward) if reward is not None else None, "rewarded_on": steps.day("reward"),
    }  # fmt: skip


def first_day(steps: Taken, *names: str) -> date | None:
    """The day of the first step of these names."""
    found = steps.all(*names)
    return found[0].on if found else None


def rewarded(row: Suggestion, step: Step, by: writes.Hand, at: datetime) -> None:
    """Enter the reward among what persons were given; it waits there for the signature."""
    follow(row, step, by, at)
    kind, given = _given(row, step)
    benefit_give(item=given, kind=kind, occasion=f"合理化建议{row.number}奖励", on=step.on, source=step.facts["source"],
                 cause=row, given_by=by.name, by=by, at=at)  # fmt: skip


def reward_mended(row: Suggestion, step: Step, by: writes.Hand, at: datetime) -> None:
    """What was given follows the corrected step, unless it was signed for."""
    follow(row, step, by, at)
    kind, given = _given(row, step)
    values = {"kind": kind, "amount": given.amount, "what": given.what, "source": step.facts["source"], "on": step.on}
    for benefit in benefits_of(row):
        entry_amend(ledger=ledger_of("benefits"), row=benefit, values=values, by=by, at=at)


def reward_undone(row: Suggestion, step: Step, by: writes.Hand, at: datetime) -> None:
    """What was given is declared void with the step, unless it was signed for."""
    for benefit in benefits_of(row):
        entry_void(ledger=ledger_of("benefits"), row=benefit, reason=f"退回建议{row.number}的奖励", by=by, at=at)
    unfollow(row, step, by, at)


def _given(row: Suggestion, step: Step) -> tuple[str, Given]:
    amount, item = step.facts.get("amount"), step.facts.get("item") or ""
    yuan = Decimal(amount) if amount and Decimal(amount) else None
    return Kind.PRIZE if item else Kind.BONUS, Given(Person(row.name, row.union_id, row.worker_id), yuan, item)


def number(row: Suggestion, step: Step, by: writes.Hand, at: datetime) -> None:
    """Give the next number of the year in which it was registered; the numbers of a year have no gap."""
    writes.hold(town())
    writes.change(row, by, year=step.on.year, serial=_last(step.on.year) + 1)


def renumber(row: Suggestion, step: Step, by: writes.Hand, at: datetime) -> None:
    """A corrected day stays in its year: the number says it."""
    if step.on.year != row.year:
        raise Refused(f"编号{row.number}是{row.year}年的。", "请写那一年的日期。", "on")


def unnumber(row: Suggestion, step: Step, by: writes.Hand, at: datetime) -> None:
    """Give the number back; only the last of a year can be, or a gap would stay."""
    writes.hold(town())
    if row.serial != _last(row.year or 0):
        raise Refused(
            f"{row.number}后面还有编号（{cn_date(step.on)}以后登记的），退回会空出一个号。",
            "不该有的请作废，号码留着；写错的请更正。",
        )
    writes.change(row, by, year=None, serial=None)


def _last(year: int) -> int:
    """The highest number of a year, those declared void included."""
    return Suggestion.objects.filter(year=year).aggregate(last=Max("serial"))["last"] or 0
