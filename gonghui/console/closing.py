"""Closed periods on the pages: who may close, what was closed, what was corrected since."""

from dataclasses import dataclass
from typing import Any

from gonghui.console.addresses import addresses
from gonghui.console.asking import Question
from gonghui.console.explaining import signed
from gonghui.console.request import OfficeRequest
from gonghui.console.signatures.closing import CLOSE, matter
from gonghui.kernel.audit.models import Event
from gonghui.kernel.indicators import Indicator, Part
from gonghui.kernel.indicators.afterwards import Afterwards, Correction, afterwards
from gonghui.kernel.indicators.frozen import closing_of
from gonghui.kernel.indicators.models import Closing
from gonghui.kernel.scope import Scope
from gonghui.kernel.signing.queries import open_one, signature_of
from gonghui.people.public import Doing, policy


@dataclass(frozen=True)
class Corrected:
    """One record between then and now: what it is called, what became of it, why."""

    name: str
    url: str
    what: str
    amount: str
    events: tuple[Event, ...]


def is_town_chair(request: OfficeRequest) -> bool:
    """Whether the person closes periods."""
    return request.rights.may(Doing.CLOSE)


def settling(request: OfficeRequest, question: Question) -> dict[str, Any]:
    """The closing of the asked period and place, and what this person may do about it."""
    closing = closing_of(question.span, question.node)
    chair = is_town_chair(request)
    ended = question.period.span.end < request.moment.today
    own = closing is not None and (closing.node_kind, closing.node_id) == question.node
    return {"closing": closing, "may_close": chair and ended and closing is None, "may_reopen": chair and own,
            "ended": ended, **_second(question, closing, chair and ended)}  # fmt: skip


def _second(question: Question, closing: Closing | None, asks: bool) -> dict[str, Any]:
    """The second signature under a closing, the one that is waited for, and whether the office wants one."""
    if closing is not None:
        return {"second": signature_of(CLOSE, closing.pk)}
    waiting = open_one(CLOSE, matter(question)["subject"])
    return {"waiting_signature": waiting, "signed_twice": asks and CLOSE in policy().signed_twice}


def corrections(item: Indicator, question: Question, scope: Scope) -> dict[str, Any]:
    """For a kept figure: today's figure of the same days, and the records that differ, as far as the reader may see."""
    if item.kept is None:
        return {"afterwards": None}
    found = afterwards(item, question.tree, question.node, question.span)
    mine = [each for each in found.corrections if scope.may_open(_union(each))]
    digits = 1 if item.is_rate else 0
    return {
        "afterwards": found, "corrected": _shown(mine, item), "unseen": _unseen(found, len(mine)),
        "correction": signed(found.explained.difference, digits),
    }  # fmt: skip


def _union(each: Correction) -> int | None:
    value = each.row
    for name in each.part.union.split("__"):
        value = getattr(value, name, None)
    return value if isinstance(value, int) else None


def _unseen(found: Afterwards, shown: int) -> int:
    return sum(step.records for step in found.explained.steps) - shown


def _shown(mine: list[Correction], item: Indicator) -> list[Corrected]:
    steps = {"entered": "后来算进", "left": "后来去掉", "moved_in": "后来归到这里", "moved_out": "后来归到别处",
             "gained": f"后来是{item.numerator.label}", "lost": f"后来不是{item.numerator.label}",
             "changed": "后来改了数"}  # fmt: skip
    by_part: dict[Part, list[Correction]] = {}
    for each in mine:
        by_part.setdefault(each.part, []).append(each)
    found = [(each, url) for part, same in by_part.items()
             for each, url in zip(same, addresses(part, [one.row for one in same]), strict=True)]  # fmt: skip
    out = []
    for each, url in found:
        cells = [column.of(each.row) for column in each.part.columns[:1]]
        amount = "" if each.before is None and each.after is None else f"{each.before or 0:,}→{each.after or 0:,}"
        out.append(Corrected(str(cells[0]) if cells else "", url, steps[each.step], amount, each.events))
    return out
