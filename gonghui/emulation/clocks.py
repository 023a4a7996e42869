"""The last days of emulation. No law sets them: they are the office's own, or written in the record."""

from datetime import date, timedelta

from gonghui.emulation.models import Suggestion
from gonghui.emulation.queries import CONFIRM_DAYS, reply_by
from gonghui.kernel.workflow.clocks import Clock, Start
from gonghui.kernel.workflow.steps import Taken
from gonghui.people.public import Line

SUGGESTION = "emulation.Suggestion"
ECONOMY = Line.ECONOMY.value


def _subject(row: Suggestion) -> str:
    return f"{row.number} {row.title}".strip()


def _reply(row: Suggestion, steps: Taken) -> list[Start]:
    return [Start(reply_by(row), since=row.handed_on)]


def _replied(row: Suggestion, steps: Taken, start: Start) -> date | None:
    return row.replied_on or steps.day("drop")


def _implement(row: Suggestion, steps: Taken) -> list[Start]:
    if row.implement_by is None:
        return []
    return [Start(row.implement_by, since=row.adopted_on)]


def _relook(row: Suggestion, steps: Taken) -> list[Start]:
    return [Start(date.fromisoformat(step.facts["relook_on"]), str(step.pk), step.on) for step in steps.all("defer")]


def _looked_again(row: Suggestion, steps: Taken, start: Start) -> date | None:
    step = next(step for step in steps.all("defer") if str(step.pk) == start.cycle)
    again = steps.first_after(step, "adopt", "reject", "defer")
    return again.on if again else None


def _confirm(row: Suggestion, steps: Taken) -> list[Start]:
    done = row.implemented_on
    return [Start(done + timedelta(days=CONFIRM_DAYS), since=done)] if done else []


CLOCKS = (
    Clock(key="suggestion.reply", title="答复建议人", model=SUGGESTION, starts=_reply, stops=_replied,
          stops_by=("tell", "decline"), act="登记答复", stop_words="登记答复", line=ECONOMY, remind=(7, 3), subject=_subject),
    Clock(key="suggestion.implement", title="实施采纳的建议", model=SUGGESTION, starts=_implement,
          stops=lambda row, steps, start: steps.day("implement", "drop"), stops_by=("implement",), act="登记实施完成",
          stop_words="登记实施完成，或者登记没有实施", line=ECONOMY, remind=(7, 3), subject=_subject),
    Clock(key="suggestion.relook", title="再看暂缓的建议", model=SUGGESTION, starts=_relook, stops=_looked_again,
          stops_by=("adopt",), act="登记评审结果", stop_words="登记采纳、不采纳或再次暂缓", line=ECONOMY, subject=_subject),
    Clock(key="suggestion.confirm", title="核定建议的效益", model=SUGGESTION, starts=_confirm,
          stops=lambda row, steps, start: row.confirmed_on, stops_by=("confirm",), act="核定效益", stop_words="核定效益",
          line=Line.FINANCE.value, subject=_subject),
)  # fmt: skip
