"""The phone pages, one module a subject."""
