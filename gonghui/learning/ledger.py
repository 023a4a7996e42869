"""Ledgers of learning."""

from gonghui.learning import ledger_quiz  # noqa: F401  (declares the ledgers)
