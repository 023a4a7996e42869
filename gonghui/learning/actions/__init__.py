"""The verbs of learning."""

from gonghui.learning.actions.quiz import Finished, attempts_close, round_answer, round_finish, round_start

__all__ = ["Finished", "attempts_close", "round_answer", "round_finish", "round_start"]
