"""What other contexts may use of learning."""

from gonghui.learning.actions import Finished, attempts_close, round_answer, round_finish, round_start
from gonghui.learning.models import Attempt, Question, Round
from gonghui.learning.queries import (
    Asked,
    OpenRound,
    open_rounds,
    own_results,
    questions_of,
    review_of,
    seconds_left,
)

__all__ = [
    "Asked", "Attempt", "Finished", "OpenRound", "Question", "Round", "attempts_close", "open_rounds", "own_results",
    "questions_of", "review_of", "round_answer", "round_finish", "round_start", "seconds_left",
]  # fmt: skip
