"""Collective contracts and special agreements as a dated register."""
