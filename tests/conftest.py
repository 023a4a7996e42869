"""Fixtures shared by the tests outside the contexts."""

import pytest
from django.db import connection


@pytest.fixture
def on_postgres(db: None) -> bool:
    """True when this run stands on PostgreSQL, for the few tests where the two databases differ."""
    return connection.vendor == "postgresql"
