"""What a plan document is read into."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

Number = int | float


@dataclass(frozen=True)
class Target:
    """One countable target.

    `comparison` is at_least, exactly, about, at_most or increase (the number is a growth, not a level). `maximum`
    closes a range (3-5家), `per` names the period or thing that the number is for (每季度, 每家企业), `what` is the
    thing counted as the document words it.
    """

    quantity: Number
    unit: str
    comparison: str
    what: str
    indicator: str | None = None
    maximum: Number | None = None
    per: str = ""

    def as_json(self) -> dict[str, Any]:
        """The target for the command line; `max` and `per` stand only where they say something."""
        told: dict[str, Any] = {
            "quantity": self.quantity, "unit": self.unit, "comparison": self.comparison, "indicator": self.indicator,
            "what": self.what,
        }  # fmt: skip
        if self.maximum is not None:
            told["max"] = self.maximum
        if self.per:
            told["per"] = self.per
        return told


@dataclass
class Task:
    """One piece of work. `months` are 1 to 12 in calendar order of the work; `due` is the last day, inclusive.

    `line` is the line of the document (row of the sheet) where it begins, from 1. `whole` holds aims without a number
    that mean all of them (全覆盖, 应签尽签). `work` and `measures` are the halves of `text` in a table with both columns.
    """

    text: str
    line: int
    targets: list[Target] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    due: date | None = None
    owner: str | None = None
    helpers: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    line_of_work: str = ""
    whole: list[str] = field(default_factory=list)
    work: str = ""
    measures: str = ""

    def as_json(self) -> dict[str, Any]:
        """The task for the command line."""
        return {
            "text": self.text, "targets": [target.as_json() for target in self.targets], "months": self.months,
            "due": self.due.isoformat() if self.due else None, "owner": self.owner, "helpers": self.helpers,
            "partners": self.partners, "line_of_work": self.line_of_work, "whole": self.whole, "line": self.line,
        }  # fmt: skip


@dataclass
class Section:
    """A heading with its tasks. `missing` says that the document has lost the heading; `note` is text without a task."""

    heading: str
    line: int
    tasks: list[Task] = field(default_factory=list)
    line_of_work: str = ""
    note: str = ""
    missing: bool = False
    parent: str = ""

    def as_json(self) -> dict[str, Any]:
        """The section for the command line."""
        return {
            "heading": self.heading, "line_of_work": self.line_of_work, "tasks": [task.as_json() for task in self.tasks],
            "parent": self.parent, "note": self.note, "heading_missing": self.missing, "line": self.line,
        }  # fmt: skip


@dataclass
class OnePlan:
    """One plan of a document; a file may hold several. `left_out` is what looks back: (heading, line)."""

    title: str
    year: int
    year_stated: bool
    sections: list[Section] = field(default_factory=list)
    left_out: list[tuple[str, int]] = field(default_factory=list)


@dataclass
class Plan:
    """All that was read from one file."""

    plans: list[OnePlan]

    @property
    def sections(self) -> list[Section]:
        """The sections of all plans in the order of the document."""
        return [section for plan in self.plans for section in plan.sections]

    def as_json(self) -> dict[str, Any]:
        """The answer of `gonghui plan import FILE --json`."""
        return {
            "sections": [section.as_json() for section in self.sections],
            "plans": [
                {
                    "title": plan.title, "year": plan.year, "year_stated": plan.year_stated,
                    "sections": len(plan.sections), "tasks": sum(len(section.tasks) for section in plan.sections),
                    "left_out": [{"heading": heading, "line": line, "why": "回顾过去的工作，不是计划"}
                                 for heading, line in plan.left_out],
                }
                for plan in self.plans
            ],
        }  # fmt: skip
