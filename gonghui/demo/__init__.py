"""A synthetic town whose records give the figures of the sample half-year report."""
