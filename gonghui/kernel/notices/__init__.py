"""Reminders: told once to each person, in the office and outside it."""
