"""Commands of `manage.py`, for developers."""
