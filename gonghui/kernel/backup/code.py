"""The recovery code: made once, printed, and never kept. From it comes the key that opens backups.

Only the public half of that key stays in the office, so that a backup can be locked every night with nobody there.
"""

import base64
import hashlib
import json
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.conf import settings

from gonghui.kernel.files.store import write_whole
from gonghui.kernel.refusal import Refused

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 letters that nobody mistakes for each other; a prime number, so that the check letter notices every slip."""

GROUPS, SIZE = 6, 4
"""Six groups of four letters and a check letter: 118 bits."""


@dataclass(frozen=True)
class Lock:
    """What is kept of a recovery code: enough to lock a backup, not to open one."""

    salt: bytes
    public: bytes
    made_on: str

    @property
    def name(self) -> str:
        """Four letters by which a code and the backups that it opens are told apart; they open nothing."""
        return base64.b32encode(hashlib.sha256(self.public).digest())[:4].decode("ascii")

    def as_json(self) -> dict[str, str]:
        return {"salt": self.salt.hex(), "public": self.public.hex(), "made_on": self.made_on}


def lock_of(kept: dict[str, str]) -> Lock:
    """A lock from what `as_json` gave. Raises KeyError or ValueError for anything else."""
    return Lock(bytes.fromhex(kept["salt"]), bytes.fromhex(kept["public"]), str(kept["made_on"]))


def new_code() -> str:
    """A fresh recovery code, in groups."""
    groups = ["".join(secrets.choice(LETTERS) for _ in range(SIZE)) for _ in range(GROUPS)]
    return "-".join(group + _check(number, group) for number, group in enumerate(groups))


def _check(number: int, group: str) -> str:
    """The check letter: a wrong letter, two letters or two groups in the wrong order all change it."""
    weighed = sum((place + 1) * LETTERS.index(letter) for place, letter in enumerate(group))
    return LETTERS[(weighed + 7 * number) % len(LETTERS)]


def read_code(text: str) -> str:
    """The code as somebody typed it, brought into shape. Raises Refused that names the group with the slip."""
    letters = [letter for letter in text.upper() if not letter.isspace() and letter not in "-－—–_.,，。"]
    strange = next((letter for letter in letters if letter not in LETTERS), "")
    if strange:
        raise Refused(f"恢复码里没有“{strange}”这个字。", "恢复码只用数字2到9和大写字母，没有0、1、I、L、O。")
    length = GROUPS * (SIZE + 1)
    if len(letters) != length:
        raise Refused(
            f"恢复码要有{length}个字，这里有{len(letters)}个。", f"一共{GROUPS}组，每组{SIZE + 1}个字，请照纸上抄全。"
        )
    groups = ["".join(letters[at : at + SIZE + 1]) for at in range(0, length, SIZE + 1)]
    for number, group in enumerate(groups):
        if _check(number, group[:SIZE]) != group[SIZE]:
            raise Refused(f"恢复码第{number + 1}组“{group}”抄错了。", "请对照纸上再抄这一组。")
    return "-".join(groups)


def private_key(code: str, salt: bytes) -> X25519PrivateKey:
    """The key that a code stands for. `code` is as `read_code` gives it."""
    material = Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(code.encode("ascii"))
    return X25519PrivateKey.from_private_bytes(material)


def lock_file() -> Path:
    """Where the lock is kept: with the keys."""
    return Path(settings.PRIVACY_KEY_FILE).with_name("recovery")


def issue_code(today: date) -> str:
    """Make a new recovery code and keep its lock. Returns the code, which is nowhere else.

    Backups made from now on open with this code alone, earlier ones only with the code of their time.
    """
    code, salt = new_code(), secrets.token_bytes(16)
    lock = Lock(salt, private_key(code, salt).public_key().public_bytes_raw(), today.isoformat())
    lock_file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(lock_file(), lambda out: out.write(json.dumps(lock.as_json()).encode()))
    return code


def current_lock() -> Lock | None:
    """The lock of the code that is valid now; None when none was ever made."""
    with suppress(OSError, ValueError, KeyError):
        return lock_of(json.loads(lock_file().read_text("utf-8")))
    return None
