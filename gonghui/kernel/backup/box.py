"""The encrypted file: a header in clear, then AES-GCM chunks that can neither be changed, cut, added to nor reordered."""

import hashlib
import json
import struct
from typing import Any, BinaryIO, NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gonghui.kernel.backup.code import Lock, lock_of, private_key
from gonghui.kernel.refusal import Refused

MAGIC = b"GONGHUI-BACKUP\n"
FORMAT = 1
CHUNK = 1 << 20
TAG = 16
HEAD = struct.Struct(">I")
MOST_HEADER = 1 << 20


def _cipher(shared: bytes, header: bytes) -> AESGCM:
    """The key of one file; the header is part of it, so that a changed header opens nothing."""
    return AESGCM(HKDF(SHA256(), 32, salt=hashlib.sha256(header).digest(), info=b"gonghui backup").derive(shared))


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


class BoxWriter:
    """Writes a box into a binary file; `finish()` closes it off, without which nobody can open it."""

    def __init__(self, out: BinaryIO, lock: Lock, about: dict[str, Any]) -> None:
        once = X25519PrivateKey.generate()
        content = {
            **about,
            "format": FORMAT,
            "lock": lock.as_json(),
            "once": once.public_key().public_bytes_raw().hex(),
        }
        header = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
        self._cipher = _cipher(once.exchange(X25519PublicKey.from_public_bytes(lock.public)), header)
        self._out, self._number, self._waiting = out, 0, bytearray()
        out.write(MAGIC + HEAD.pack(len(header)) + header)

    def write(self, data: Any) -> int:
        """Take bytes in; they go out in chunks."""
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._send(bytes(self._waiting[:CHUNK]), b"more")
            del self._waiting[:CHUNK]
        return len(data)

    def flush(self) -> None:
        """Nothing: chunks go out when they are full."""

    def finish(self) -> None:
        """Write the last chunk, marked as the last."""
        self._send(bytes(self._waiting), b"last")

    def _send(self, plain: bytes, which: bytes) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number), plain, which)
        self._out.write(HEAD.pack(len(sealed)) + sealed)
        self._number += 1


def read_header(file: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """The header of a box and its bytes. Raises Refused for a file that is none, or one of a newer version."""
    if file.read(len(MAGIC)) != MAGIC:
        raise Refused("这个文件不是工会通的备份。", "备份的文件名以 .gonghui 结尾，请核对选的文件。")
    size = HEAD.unpack(_exactly(file, HEAD.size))[0]
    if size > MOST_HEADER:
        _damaged()
    raw = _exactly(file, size)
    try:
        header = json.loads(raw)
        number = int(header["format"])
    except (ValueError, KeyError, TypeError):
        _damaged()
    if number > FORMAT:
        raise Refused("这份备份是更新的版本做的，这个版本打不开。", "请先装新版本，再恢复。")
    return header, raw


class BoxReader:
    """Reads what a box holds, chunk by chunk; every byte that `read` returns has been checked."""

    def __init__(self, file: BinaryIO, code: str) -> None:
        self.header, raw = read_header(file)
        try:
            lock = lock_of(self.header["lock"])
            once = X25519PublicKey.from_public_bytes(bytes.fromhex(self.header["once"]))
        except (ValueError, KeyError, TypeError):
            _damaged()
        key = private_key(code, lock.salt)
        if key.public_key().public_bytes_raw() != lock.public:
            raise Refused(
                f"恢复码不对：这份备份要用编号{lock.name}的恢复码（{lock.made_on}发的）。",
                "请找出那一张，或换一份用现在的恢复码做的备份。",
            )
        self._cipher = _cipher(key.exchange(once), raw)
        self._file, self._number, self._ready, self._over = file, 0, bytearray(), False

    def read(self, size: int = -1) -> bytes:
        """As a file's `read`. Raises Refused when the file was changed or cut."""
        while not self._over and (size < 0 or len(self._ready) < size):
            self._next()
        taken = bytes(self._ready if size < 0 else self._ready[:size])
        del self._ready[: len(taken)]
        return taken

    def _next(self) -> None:
        length = HEAD.unpack(_exactly(self._file, HEAD.size))[0]
        if not TAG <= length <= CHUNK + TAG:
            _damaged()
        sealed = _exactly(self._file, length)
        for which in (b"more", b"last"):
            try:
                self._ready += self._cipher.decrypt(_nonce(self._number), sealed, which)
            except InvalidTag:
                continue
            self._number += 1
            self._over = which == b"last"
            if self._over and self._file.read(1):
                _damaged()
            return
        _damaged()


def _exactly(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) != size:
        _damaged()
    return data


def _damaged() -> NoReturn:
    raise Refused("这份备份坏了：有一段缺了或被改过。", "请换一份别的日期的备份；什么都没有恢复。")
