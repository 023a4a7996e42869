"""Looks through an old workbook (xls) before the reader opens it: passwords, claimed size, errors.

[MS-CFB] for the container, [MS-XLS] for the records.
"""

import struct
from collections.abc import Iterator

from gonghui.kernel.sheets.facts import MAX_CELLS, MAX_SHEETS, SAVE_AS_XLSX, SheetFacts, UnreadableFile, damaged

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # this and everything above it are marks, not sectors
_MINI_BELOW = 4096
_MAX_EXTENT = 65_536 * 256

_BOUNDSHEET, _FILEPASS, _DIMENSIONS, _FORMULA, _BOOLERR, _STRINGS = (
    0x0085, 0x002F, 0x0200, 0x0006, 0x0205, 0x00FC,
)  # fmt: skip
_VALUES = frozenset((_FORMULA, _BOOLERR, 0x0203, 0x00FD, 0x0204, 0x027E, 0x00BD, 0x00D6))
_MULRK = 0x00BD
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_EOF = 0x000A

_PAIR = struct.Struct("<HH")


def inspect_biff(data: bytes) -> list[SheetFacts]:
    """Facts per sheet in workbook order. Raises UnreadableFile for what is no spreadsheet, locked or damaged."""
    try:
        streams = _Container(data)
        if "encryptedpackage" in streams.names or "encryptioninfo" in streams.names:
            raise _locked()
        if "worddocument" in streams.names or "powerpoint document" in streams.names:
            raise UnreadableFile("这是Word或PPT文件，不是表格。", "请把里面的表格复制到Excel，存为xlsx再传。")
        book = streams.read("workbook") or streams.read("book")
        if not book:
            raise UnreadableFile("文件里没有表格。", SAVE_AS_XLSX)
        return _facts(book)
    except (struct.error, IndexError) as error:
        raise damaged() from error


def _facts(book: bytes) -> list[SheetFacts]:
    offsets = []
    for start, kind, _ in _records(book, 0):
        if kind == _BOUNDSHEET:
            offsets.append(struct.unpack_from("<I", book, start)[0])
        elif kind == _FILEPASS:
            raise _locked()
        # The reader makes room for as many words as are claimed.
        elif kind == _STRINGS and max(struct.unpack_from("<II", book, start)) > len(book):
            raise damaged()
    # Sheets that share their content would multiply it.
    if len(offsets) > MAX_SHEETS or len(set(offsets)) < len(offsets):
        raise damaged()
    sheets = [_sheet_facts(book, offset) for offset in offsets]
    if sum(facts.last_row * (facts.last_column + 1) for facts in sheets) > MAX_CELLS:
        raise UnreadableFile("所有工作表加起来太大了，一次读不完。", "请删掉不用的工作表，或拆成几个文件再传。")
    return sheets


def _sheet_facts(book: bytes, offset: int) -> SheetFacts:
    facts = SheetFacts()
    for start, kind, length in _records(book, offset):
        if kind in _VALUES:
            _take_cell(facts, kind, book, start, length)
        elif kind == _DIMENSIONS:
            # The reader makes room for as much as is claimed.
            top, bottom, left, right = struct.unpack_from("<IIHH" if length == 14 else "<HHHH", book, start)
            if bottom < top or right < left or (bottom - top) * (right - left) > _MAX_EXTENT:
                raise damaged()
    facts.check_size()
    return facts


def _take_cell(facts: SheetFacts, kind: int, book: bytes, start: int, length: int) -> None:
    row, column = _PAIR.unpack_from(book, start)
    if kind == _MULRK:
        column = struct.unpack_from("<H", book, start + length - 2)[0]
    facts.cell(row + 1, column)
    if kind == _BOOLERR and book[start + 7]:
        facts.errors[row + 1, column] = _ERRORS.get(book[start + 6], "#N/A")
    elif kind == _FORMULA and book[start + 12 : start + 14] == b"\xff\xff" and book[start + 6] == 2:
        facts.errors[row + 1, column] = _ERRORS.get(book[start + 8], "#N/A")


def _records(book: bytes, position: int) -> Iterator[tuple[int, int, int]]:
    """Where each record's body starts, its kind, its length; from the position to the mark of the end."""
    end = len(book) - 4
    while position <= end:
        kind, length = _PAIR.unpack_from(book, position)
        position += 4
        if kind == _EOF:
            return
        yield position, kind, length
        position += length


def _locked() -> UnreadableFile:
    return UnreadableFile("文件加了密码，读不出来。", "请去掉密码，另存一份再传。")


class _Container:
    """The streams of a compound file, as far as a workbook needs them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise damaged()
        self._size = 1 << shift
        directory, self._mini_start = struct.unpack_from("<I", data, 48)[0], struct.unpack_from("<I", data, 60)[0]
        self._table = self._allocation()
        self.names: dict[str, tuple[int, int]] = {}
        self._root = 0
        entries = self._chain(directory)
        for at in range(0, len(entries) - 127, 128):
            self._enter(entries[at : at + 128])

    def _enter(self, entry: bytes) -> None:
        length = min(struct.unpack_from("<H", entry, 64)[0], 64)
        start, size = struct.unpack_from("<I", entry, 116)[0], struct.unpack_from("<I", entry, 120)[0]
        if entry[66] == 5:
            self._root = start
        elif entry[66] == 2 and length >= 2:
            self.names[entry[: length - 2].decode("utf-16-le", "replace").lower()] = (start, size)

    def read(self, name: str) -> bytes:
        """The stream's content; empty when there is none of that name."""
        if name not in self.names:
            return b""
        start, size = self.names[name]
        if size >= _MINI_BELOW:
            return self._chain(start)[:size]
        mini = self._chain(self._root)
        links = memoryview(self._chain(self._mini_start))
        table = links[: len(links) // 4 * 4].cast("I")
        pieces: list[bytes] = []
        while start < _END and len(pieces) <= _MINI_BELOW // 64:
            pieces.append(mini[start * 64 : start * 64 + 64])
            start = table[start]
        return b"".join(pieces)[:size]

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _allocation(self) -> list[int]:
        listed = list(struct.unpack_from("<109I", self._data, 76))
        more, limit = struct.unpack_from("<I", self._data, 68)[0], len(self._data) // self._size
        per_sector = self._size // 4
        while more < _END and len(listed) <= limit + 109:
            numbers = struct.unpack_from(f"<{per_sector}I", self._sector(more))
            listed += numbers[:-1]
            more = numbers[-1]
        table: list[int] = []
        for number in listed:
            if number < _END and len(table) <= limit + per_sector:
                table += struct.unpack_from(f"<{per_sector}I", self._sector(number))
        return table

    def _chain(self, start: int) -> bytes:
        pieces: list[bytes] = []
        while start < _END:
            if len(pieces) > len(self._table):  # a chain that bites its tail
                raise damaged()
            pieces.append(self._sector(start))
            start = self._table[start]
        return b"".join(pieces)
