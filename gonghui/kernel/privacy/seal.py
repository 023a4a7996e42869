"""AES-GCM encryption and HMAC blind index; the key is a file of its own that can lie apart from the data."""

import base64
import hashlib
import hmac
import os
import tempfile
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from gonghui.kernel.machine import put_if_absent

MASK = "********"
"""What stands in lists, exports and prints for a private value."""

KEY_BYTES = 64
"""32 for encryption, 32 for the blind index."""


@lru_cache(maxsize=4)
def _keys(path: str) -> tuple[AESGCM, bytes]:
    file = Path(path)
    if not file.exists():
        _first_key(file)
    key = file.read_bytes()
    if len(key) != KEY_BYTES:
        raise ValueError(f"{file} is no key file: {len(key)} bytes instead of {KEY_BYTES}")
    return AESGCM(key[:32]), key[32:]


def _first_key(file: Path) -> None:
    """Write a fresh key that only the owner may read; two first starts at once agree on one."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)  # mode 0600
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(os.urandom(KEY_BYTES))
        put_if_absent(Path(fresh), file)  # never replaces the key that another start has just written
    finally:
        os.unlink(fresh)


def _current() -> tuple[AESGCM, bytes]:
    return _keys(str(settings.PRIVACY_KEY_FILE))


@lru_cache(maxsize=8)
def _derived(path: str, purpose: str) -> bytes:
    _keys(path)
    return HKDF(SHA256(), 32, salt=None, info=f"gonghui {purpose}".encode()).derive(Path(path).read_bytes())


def derived_key(purpose: str) -> bytes:
    """32 bytes that belong to this office's key file and to one purpose; nobody without the file can make them."""
    return _derived(str(settings.PRIVACY_KEY_FILE), purpose)


def seal_bytes(plain: bytes) -> bytes:
    """Encrypt; the result starts with its 12-byte nonce."""
    nonce = os.urandom(12)
    return nonce + _current()[0].encrypt(nonce, plain, None)


def open_bytes(sealed: bytes) -> bytes:
    """Decrypt what `seal_bytes` made. Raises cryptography's InvalidTag for a wrong key or a changed value."""
    return _current()[0].decrypt(sealed[:12], sealed[12:], None)


def seal_text(plain: str) -> str:
    """Encrypt a text; empty stays empty (an empty cell is no secret)."""
    return base64.b64encode(seal_bytes(plain.encode())).decode("ascii") if plain else ""


def open_text(sealed: str) -> str:
    """Decrypt what `seal_text` made."""
    return open_bytes(base64.b64decode(sealed)).decode() if sealed else ""


def blind_index(plain: str) -> str:
    """A keyed digest by which an exact value is found without being stored; 32 hex digits."""
    return hmac.digest(_current()[1], plain.encode(), hashlib.sha256).hex()[:32]


def blind_number(plain: str) -> int:
    """The same as a whole number from 1 to 2^62, for columns that keys of records share."""
    return (int(blind_index(plain)[:16], 16) >> 2) + 1


def trace_of(value: str) -> str:
    """A keyed digest of a private value (sealed or not) for the event that changed it; 16 hex digits, "" for nothing.

    It proves later what was entered without telling it, and differs from the blind index.
    """
    if not value:
        return ""
    try:
        plain = open_text(value)
    except (InvalidTag, ValueError):
        plain = value
    return hmac.digest(derived_key("event"), plain.encode(), hashlib.sha256).hex()[:16]
