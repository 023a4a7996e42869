"""The papers of bargaining: offer, reply, resolution, filing form, drafts, announcement, letter, check."""

from gonghui.bargaining.prints import check, talks, text

__all__ = ["check", "talks", "text"]
