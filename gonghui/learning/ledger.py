"""Ledgers of learning."""

from gonghui.learning import ledger_courses, ledger_named, ledger_quiz, ledger_venues  # noqa: F401  (declares the ledgers)
