"""Importing spreadsheets: dry run, good rows in, bad rows back, undo."""
