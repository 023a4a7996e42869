"""Which line of the office a plan's line of work belongs to, so that the reminder of a task reaches its officer."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from gonghui.people.public import Line
from gonghui.planning.reading.lines_of_work import GENERAL, WORDS

OFFICE_LINES: dict[str, Line] = {
    "组织": Line.ORGANISATION, "民主管理": Line.RIGHTS, "安全": Line.RIGHTS, "维权": Line.RIGHTS, "帮扶": Line.RELIEF,
    "经济技术": Line.ECONOMY, "宣教": Line.PUBLICITY, "文体": Line.PUBLICITY, "女工": Line.WOMEN, "财务": Line.FINANCE,
    "经审": Line.FINANCE, "自身建设": Line.GENERAL, GENERAL: Line.GENERAL,
}  # fmt: skip
"""Line of work in a plan → line of the office. No document says so: it is how a town of eight lines shares the work."""


def office_line(work: str) -> str:
    """The office's line for a line of work as a plan names it; the general one for a name that no plan of ours knows."""
    return OFFICE_LINES.get(work, Line.GENERAL).value


@register("declarations")
def every_line_has_an_officer(**_: Any) -> list[CheckMessage]:
    """Each line of work that tasks are sorted under belongs to one line of the office, and to nothing else."""
    named, known = {*WORDS, GENERAL}, set(OFFICE_LINES)
    said = [f"{work} belongs to no line of the office" for work in sorted(named - known)]
    said += [f"{work} is no line of work of a plan" for work in sorted(known - named)]
    return [Error(f"gonghui.planning.lines: {one}", id="gonghui.E071") for one in said]
