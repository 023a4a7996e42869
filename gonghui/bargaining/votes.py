"""Majorities over a draft: who must be there, and how many must agree (集体合同规定 36)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import Value, rule

QUORUM, ADOPTION = "bargaining.quorum", "bargaining.adoption"


@dataclass(frozen=True)
class Outcome:
    """A vote measured by the rules of its day and place; `need_present` and `need_for` are the smallest that do."""

    due: int
    present: int
    in_favour: int
    quorate: bool
    adopted: bool
    need_present: int
    need_for: int
    quorum: Value
    adoption: Value

    @property
    def words(self) -> str:
        """The vote in a sentence, with what was needed."""
        return (
            f"应到{self.due}人，实到{self.present}人（需{self.need_present}人以上）；"
            f"同意{self.in_favour}票（按应到人数算，需{self.need_for}票以上）。"
        )


def outcome(due: int, present: int, in_favour: int, day: date, place: str | None) -> Outcome:
    """Measure a vote of `due` delegates or workers. The base is all of them, whoever came.

    A draft is adopted only at a meeting with a quorum. Raises Refused for numbers that cannot be.
    """
    if due < 1:
        raise Refused("应到人数是0。", "请填全体职工代表（或全体职工）的人数。", "due")
    if present > due:
        raise Refused(f"实到{present}人，比应到的{due}人还多。", "请核对两个人数。", "present")
    if in_favour > present:
        raise Refused(f"同意{in_favour}票，比实到的{present}人还多。", "请核对票数。", "in_favour")
    quorum, adoption = rule(QUORUM).at(day, place), rule(ADOPTION).at(day, place)
    quorate = quorum.met(present, due)
    return Outcome(
        due, present, in_favour, quorate, quorate and adoption.met(in_favour, due),
        least(quorum, due), least(adoption, due), quorum, adoption,
    )  # fmt: skip


def least(value: Value, whole: int) -> int:
    """The smallest number of people out of `whole` that satisfies a share."""
    return first(lambda n: value.met(n, whole), int(Fraction(str(value.value)) * whole))


def first(test: Callable[[int], bool], start: int) -> int:
    """The first number from `start` on that passes."""
    while not test(start):
        start += 1
    return start
