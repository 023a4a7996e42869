"""AES-GCM encryption and HMAC blind index with the key that lies beside the data folder's keys, apart from the data."""

import base64
import hashlib
import hmac
import os
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

MASK = "********"
"""What stands in lists, exports and prints for a private value."""


@lru_cache(maxsize=4)
def _keys(path: str) -> tuple[AESGCM, bytes]:
    file = Path(path)
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = file.with_suffix(f".{os.getpid()}")
        handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(os.urandom(64))
        try:
            os.link(fresh, file)  # two first starts at once: the first key wins for both
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    key = file.read_bytes()
    return AESGCM(key[:32]), key[32:]


def _current() -> tuple[AESGCM, bytes]:
    return _keys(str(settings.PRIVACY_KEY_FILE))


def seal_bytes(plain: bytes) -> bytes:
    """Encrypt; the result starts with its 12-byte nonce."""
    nonce = os.urandom(12)
    return nonce + _current()[0].encrypt(nonce, plain, None)


def open_bytes(sealed: bytes) -> bytes:
    """Decrypt what `seal_bytes` made. Raises cryptography's InvalidTag for a wrong key or a changed value."""
    return _current()[0].decrypt(sealed[:12], sealed[12:], None)


def seal_text(plain: str) -> str:
    """Encrypt a text; empty stays empty (an empty cell is no secret)."""
    return base64.b85encode(seal_bytes(plain.encode())).decode("ascii") if plain else ""


def open_text(sealed: str) -> str:
    """Decrypt what `seal_text` made."""
    return open_bytes(base64.b85decode(sealed)).decode() if sealed else ""


def blind_index(plain: str) -> str:
    """A keyed digest by which an exact value is found without being stored; 32 hex digits."""
    return hmac.digest(_current()[1], plain.encode(), hashlib.sha256).hex()[:32]
