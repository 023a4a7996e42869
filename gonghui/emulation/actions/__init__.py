from gonghui.emulation.actions.calls import call_tell, call_untell, entry_choose, entry_unchoose
from gonghui.emulation.actions.contests import competition_rank, competition_unrank, contest_place
from gonghui.emulation.actions.mentoring import mentoring_end, mentoring_extend, mentoring_reopen
from gonghui.emulation.actions.suggestions import suggestion_hand_in, suggestion_register, suggestion_step

__all__ = [
    "call_tell", "call_untell", "competition_rank", "competition_unrank", "contest_place",
    "entry_choose", "entry_unchoose", "mentoring_end", "mentoring_extend", "mentoring_reopen",
    "suggestion_hand_in", "suggestion_register", "suggestion_step",
]  # fmt: skip
