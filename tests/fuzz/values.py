"""Values that nobody types on purpose: wrong types, lengths, encodings, signs, numbers, dates."""

from collections.abc import Sequence
from random import Random
from urllib.parse import quote_from_bytes

WRONG: Sequence[bytes] = (
    b"", b" ", b"\x00", b"a\x00b", b"0", b"-1", b"1", b"2147483648", b"9223372036854775808", b"9" * 40, b"-9" * 20,
    b"1e400", b"1e-400", b"NaN", b"Infinity", b"-0.0", b"1,234.5", b"0x10", "１２３".encode(), "²".encode(), "٣".encode(),
    b"0000-00-00", b"0001-01-01", b"9999-12-31", b"2025-02-29", b"2024-02-29", b"99999-01-01", b"2026-13-45", b"26.7",
    "二〇二六年七月".encode(), b"2026H3", b"0000H1", b"9999H2", b"9999", b"0000", b"9999-12", b"9999Q4", b"0001-01", b"2026Q9",
    b"null", b"undefined", b"true", b"[]", b"{}", b"[object Object]", b"../../../etc/passwd", b"..%2f..%2f", b"C:\\con",
    b"'", b"' OR '1'='1", b"\"><script>alert(1)</script>", b"{{7*7}}", b"{% csrf_token %}", b"%", b"%s", b"_%", b"\\",
    b"=1+1", b"@SUM(A1)", "𠮷".encode(), "😀👨‍👩‍👧".encode(), "\u202e名单".encode(), "e\u0301".encode(), "\ufeff".encode(),
    b"\xed\xa0\x80", b"\xff\xfe", b"\xc0\xaf", b"\x80", b"\xe5\xb7", "锟斤拷".encode(), b"\r\n", b"a\r\nSet-Cookie: a=b",
    b"\t", b"\x1b[31m", b"\x7f", "\u2028".encode(), "\u200b".encode(), b"a" * 10_000, "工".encode() * 10_000,
    b"1" * 5_000, b"://", b"//example.com", b"javascript:alert(1)", b"~", b"2026-01-01~", b"a" * 201, "工".encode() * 61,
)  # fmt: skip
"""As they travel. A 5,000-digit number is more than Python itself converts."""

TYPES = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data", "application/json",
         "text/plain", "application/xml", "", "application/x-www-form-urlencoded; charset=utf-16", "x" * 300,
         "application/x-www-form-urlencoded; charset=nonsense")  # fmt: skip

METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD", "POST", "GET", "QUERY")


def wrong(chance: Random) -> bytes:
    """One of them, or two put together, or plain noise."""
    roll = chance.random()
    if roll < 0.8:
        return chance.choice(WRONG)
    if roll < 0.9:
        return chance.choice(WRONG) + chance.choice(WRONG)
    return chance.randbytes(chance.choice((1, 3, 40, 400)))


def in_path(value: bytes) -> str:
    """As a part of a path: percent signs for everything but letters and digits, not longer than servers take."""
    return quote_from_bytes(value[:2000], safe="") or "%20"


def asked(pairs: Sequence[tuple[bytes, bytes]]) -> bytes:
    """As a query or a form's body."""
    return b"&".join(_quoted(name) + b"=" + _quoted(value) for name, value in pairs)


def _quoted(value: bytes) -> bytes:
    return quote_from_bytes(value, safe="").encode("ascii")


def in_parts(pairs: Sequence[tuple[bytes, bytes]], files: Sequence[tuple[bytes, bytes, bytes]] = ()) -> bytes:
    """As the parts of a form with files: (name, file name, content) of each."""
    lines = []
    for name, value in pairs:
        lines += [b"--x", b'Content-Disposition: form-data; name="' + name + b'"', b"", value]
    for name, filename, content in files:
        lines += [b"--x", b'Content-Disposition: form-data; name="' + name + b'"; filename="' + filename + b'"',
                  b"Content-Type: application/octet-stream", b"", content]  # fmt: skip
    return b"\r\n".join([*lines, b"--x--", b""])
