"""Pulling the plug: `python -m tests.faults` kills backup, restore and sealing at random moments, thirty times each."""
