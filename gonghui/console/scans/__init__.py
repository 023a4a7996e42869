"""The list of entries without a scan, and the form that hands one in."""
