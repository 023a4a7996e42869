"""Spreadsheets of every plain ledger."""
