"""Looks for planted numbers in every file below a folder, in every dress in which a file may hold them."""

import base64
import binascii
import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path

DEEPEST = 4
LARGEST = 200_000_000


def dresses(number: str) -> dict[str, bytes]:
    """A number in each way in which a file may hold it."""
    plain = number.encode()
    found = {
        "utf-8": plain, "utf-16le": number.encode("utf-16-le"), "utf-16be": number.encode("utf-16-be"),
        "hex": plain.hex().encode(), "HEX": plain.hex().upper().encode(), "reversed": plain[::-1],
        "escaped": "".join(f"\\u{ord(char):04x}" for char in number).encode(),
    }  # fmt: skip
    for coding in ("utf-8", "utf-16-le"):
        for offset in range(3):
            raw = b"\0" * offset + number.encode(coding)
            body = base64.b64encode(raw)[4 if offset else 0 :]
            found[f"base64 of {coding} at {offset}"] = body[: len(body) // 4 * 4 - 4]
    return found


def places(data: bytes, name: str, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """The bytes of a file and of everything packed inside it."""
    yield name, data
    if depth >= DEEPEST:
        return
    if data[:2] == b"PK":
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                for inner in archive.namelist():
                    yield from places(archive.read(inner), f"{name}!{inner}", depth + 1)
        except (zipfile.BadZipFile, NotImplementedError):
            pass
    if data[:2] == b"\x1f\x8b":
        with_gzip = _try(gzip.decompress, data)
        if with_gzip is not None:
            yield from places(with_gzip, f"{name}!gz", depth + 1)
    yield from _streams(data, name)


def _streams(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Compressed pieces inside another file (PDF, a compressed session)."""
    for mark in (b"\x78\x9c", b"\x78\x01", b"\x78\xda"):
        at = data.find(mark)
        while at >= 0:
            inner = _try(lambda at=at: zlib.decompressobj().decompress(data[at : at + 1_000_000]))
            if inner and len(inner) > 8:
                yield f"{name}!zlib@{at}", inner
            at = data.find(mark, at + 1)


def _try(open_it: Callable[..., bytes], *arguments: bytes) -> bytes | None:
    try:
        return open_it(*arguments)
    except (OSError, EOFError, zlib.error, binascii.Error, ValueError):
        return None


def found_in(folders: Iterable[Path], numbers: Iterable[str]) -> list[str]:
    """ "file: number as dress" for every number that lies somewhere."""
    wanted = [(number, dress, shape) for number in numbers for dress, shape in dresses(number).items()]
    hits = []
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if not file.is_file() or file.stat().st_size > LARGEST:
                continue
            names = [(str(file.relative_to(folder)), file.name.encode())]
            for name, data in [*names, *places(file.read_bytes(), str(file.relative_to(folder)))]:
                hits += [f"{name}: {number} as {dress}" for number, dress, shape in wanted if shape in data]
    return hits
