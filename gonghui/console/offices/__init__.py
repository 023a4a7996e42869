"""Offices held: who holds which, given, ended, covered, handed over; what the county may read."""
