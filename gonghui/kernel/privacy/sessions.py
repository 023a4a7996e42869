"""Sessions in the database, encrypted: what a page keeps between two steps (names, messages) is not readable in the file."""

import json
from typing import Any

from cryptography.exceptions import InvalidTag
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from gonghui.kernel.privacy.seal import open_text, seal_text


class SessionStore(DatabaseStore):
    """Django's own store with sealed contents; a session of another key, or of before, is an empty one."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        return seal_text(json.dumps(session_dict, ensure_ascii=False))

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            found = json.loads(open_text(str(session_data)))
        except (InvalidTag, ValueError):
            return {}
        return found if isinstance(found, dict) else {}
