from gonghui.emulation.models.suggestions import Suggestion

__all__ = ["Suggestion"]
