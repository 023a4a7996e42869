"""Pulling the plug: `python -m tests.faults` kills what an office does at random moments, thirty times each."""
