"""The verbs of learning."""

from gonghui.learning.actions.named import named_end, named_recheck
from gonghui.learning.actions.quiz import Finished, attempts_close, round_answer, round_finish, round_start
from gonghui.learning.actions.venues import loan_return

__all__ = [
    "Finished", "attempts_close", "loan_return", "named_end", "named_recheck", "round_answer", "round_finish",
    "round_start",
]  # fmt: skip
