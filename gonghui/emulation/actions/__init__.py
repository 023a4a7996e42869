from gonghui.emulation.actions.suggestions import suggestion_hand_in, suggestion_register, suggestion_step

__all__ = ["suggestion_hand_in", "suggestion_register", "suggestion_step"]
