"""Competitions, suggestions, mentoring, programmes that stand for years."""
