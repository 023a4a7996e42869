"""Rules of law by key, loaded from `gonghui/statutes`, and the counting of days by them."""

from gonghui.kernel.rules.calendar import Calendar, calendar
from gonghui.kernel.rules.counting import Due, due
from gonghui.kernel.rules.edition import look_again, statutes_alone
from gonghui.kernel.rules.load import places, rule, rules
from gonghui.kernel.rules.model import NotInForce, Rule, Step, Value

__all__ = [
    "Calendar", "Due", "NotInForce", "Rule", "Step", "Value", "calendar", "due", "look_again", "places", "rule", "rules",
    "statutes_alone",
]  # fmt: skip
