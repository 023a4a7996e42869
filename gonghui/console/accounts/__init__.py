"""The accounts of the office: who has one, slips on paper, reset, closing, what holds about signing in."""
