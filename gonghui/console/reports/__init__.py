"""The drafting page of the half-year report."""
