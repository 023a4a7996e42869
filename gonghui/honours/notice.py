"""The public notice (公示): how long it lasts and on which day it is over."""

from dataclasses import replace
from datetime import date

from gonghui.honours.models import Programme
from gonghui.kernel.rules import due, rule
from gonghui.kernel.rules.model import Value

RULE = "honours.notice"


def notice_length(programme: Programme, day: date) -> Value:
    """The length of the notice as of a day: the rule's, or the office's own where that is longer."""
    found = rule(RULE).at(day)
    own = programme.notice_days
    return replace(found, value=own) if own and own > int(found.value) else found


def notice_until(programme: Programme, start: date) -> date:
    """The last day (inclusive) of a notice that went up on `start`; that day itself is not counted."""
    return due(start, notice_length(programme, start)).on
