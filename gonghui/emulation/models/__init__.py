from gonghui.emulation.models.calls import Call, CallEntry
from gonghui.emulation.models.contests import Competition, Entrant, MonthResult
from gonghui.emulation.models.mentoring import Mentoring, MentoringCheck
from gonghui.emulation.models.scores import MatchScore
from gonghui.emulation.models.scoring import ScoringTable
from gonghui.emulation.models.showcases import Showcase, ShowcaseYear
from gonghui.emulation.models.suggestions import Suggestion

__all__ = [
    "Call",
    "CallEntry",
    "Competition",
    "Entrant",
    "MatchScore",
    "Mentoring",
    "MentoringCheck",
    "MonthResult",
    "ScoringTable",
    "Showcase",
    "ShowcaseYear",
    "Suggestion",
]
