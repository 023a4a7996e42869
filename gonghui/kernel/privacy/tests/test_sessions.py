"""What a page keeps between two steps cannot be read in the table, and another key's session is an empty one."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session

from gonghui.kernel.privacy.sessions import SessionStore


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_session_comes_back_and_its_row_tells_nothing(settings: Any, tmp_path: Path) -> None:
    store = SessionStore()
    store["bulk-members"] = {"done": ["夏侯慕容"]}
    store.save()
    row = Session.objects.get(session_key=store.session_key)
    assert "夏侯慕容" not in row.session_data and "bulk" not in row.session_data
    assert SessionStore(store.session_key)["bulk-members"] == {"done": ["夏侯慕容"]}
    settings.PRIVACY_KEY_FILE = tmp_path / "other" / "privacy"
    assert SessionStore(store.session_key).load() == {}


@pytest.mark.django_db
def test_the_product_uses_this_store(settings: Any) -> None:
    assert SessionStore.__module__ == settings.SESSION_ENGINE
