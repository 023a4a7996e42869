"""The tables of learning: courses, quizzes, what people are named until, venues."""

from gonghui.learning.models.courses import Course
from gonghui.learning.models.named import LearningGroup, NamedUntil, Skill
from gonghui.learning.models.quiz import Attempt, Question, Round
from gonghui.learning.models.venues import Loan, Stock, Venue, VenueUse

__all__ = [
    "Attempt", "Course", "LearningGroup", "Loan", "NamedUntil", "Question", "Round", "Skill", "Stock", "Venue", "VenueUse",
]  # fmt: skip
