"""What other contexts may use of learning."""

from gonghui.learning.actions import (
    Finished,
    attempts_close,
    loan_return,
    named_end,
    named_recheck,
    round_answer,
    round_finish,
    round_start,
)
from gonghui.learning.cadres import trainings_of
from gonghui.learning.models import (
    Attempt,
    Course,
    LearningGroup,
    Loan,
    Question,
    Round,
    Skill,
    Stock,
    Venue,
    VenueUse,
)
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
    "Asked", "Attempt", "Course", "Finished", "LearningGroup", "Loan", "OpenRound", "Question", "Round", "Skill", "Stock",
    "Venue", "VenueUse", "attempts_close", "loan_return", "named_end", "named_recheck", "open_rounds", "own_results",
    "questions_of", "review_of", "round_answer", "round_finish", "round_start", "seconds_left", "trainings_of",
]  # fmt: skip
