"""Proof: events and records are sealed in batches, so that a change behind the product's back can be named.

`mark` notes what a verb writes, `seal` takes the notes in, `verify` compares the database with what was sealed.
"""
