"""Papers of the office itself: the use of the seal."""
