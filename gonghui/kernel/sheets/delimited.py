"""Text tables (csv, tsv) in the encodings that Chinese offices use."""

import csv
import re
from collections import Counter
from io import StringIO

from gonghui.kernel.sheets.cells import Cell
from gonghui.kernel.sheets.facts import MAX_CELLS, MAX_ROWS, UnreadableFile

_DELIMITERS = ",\t;"
_CONTROL = dict.fromkeys((*range(9), *range(0x0E, 0x20), 0x7F, 0xFEFF))
_QUOTED = re.compile(r'"[^"]*"')
_MAX_LINES_IN_CELL = 50
_TEXT_FORMULA = re.compile(r'="([^"]*)"').fullmatch
_NOT_TEXT = UnreadableFile("这不是表格文件。", "请传xlsx、xls或csv。")


def read_delimited(data: bytes) -> list[list[Cell]]:
    """Rows of equal length; empty cells are None. Raises UnreadableFile for what is no text or has broken quotes."""
    text = _decode(data)
    first, _, rest = text.partition("\n")
    if re.fullmatch(r"sep=.\s*", first, re.IGNORECASE):
        delimiter, text = first[4], rest
    else:
        delimiter = _delimiter(text)
    rows: list[list[Cell]] = []
    width = filled = 0
    seen: dict[str, str] = {}
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            rows.append([_cell(cell, seen, reader.line_num) for cell in row])
            width, filled = max(width, len(row)), filled + len(row)
            if len(rows) > MAX_ROWS or max(filled, len(rows) * width) > MAX_CELLS:
                raise UnreadableFile(f"行数太多（超过{len(rows) - 1}行），一次读不完。", "请拆成几个文件再传。")
    except csv.Error as error:
        raise _broken_quotes(reader.line_num) from error
    for cells in rows:
        cells.extend([None] * (width - len(cells)))
    return rows


def _cell(text: str, seen: dict[str, str], line: int) -> Cell:
    if not text:
        return None
    if text.count("\n") > _MAX_LINES_IN_CELL:
        raise _broken_quotes(line)
    formula = _TEXT_FORMULA(text) if text[0] == "=" else None
    text = formula[1] if formula else text
    # Words that come again and again are kept once.
    return seen.setdefault(text, text) if len(seen) < 20_000 else seen.get(text, text)


def _broken_quotes(line: int) -> UnreadableFile:
    return UnreadableFile(
        f"第{line}行附近的双引号没有配对，后面的行会连成一片。", "请改好引号，或用Excel另存为xlsx再传。"
    )


def _decode(data: bytes) -> str:
    encoding, text = _encoding(data), None
    if encoding:
        text = data.decode(encoding, "replace")
    else:
        for name in ("utf-8", "gb18030"):
            try:
                text = data.decode(name)
                break
            except UnicodeDecodeError:
                continue
    if text is None:
        text = min((data.decode(name, "replace") for name in ("utf-8", "gb18030")), key=lambda it: it.count("\ufffd"))
    if text.count("\ufffd") > max(1, len(text) // 1000) or _looks_binary(text[:100_000]):
        raise UnreadableFile(_NOT_TEXT.what, _NOT_TEXT.todo)
    return text.translate(_CONTROL)


def _encoding(data: bytes) -> str | None:
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = data[:2000]
    # UTF-16 without a mark still shows: commas and digits carry a zero byte, on one side only.
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if max(odd, even) > len(sample) // 20 and min(odd, even) == 0:
        return "utf-16-le" if odd else "utf-16-be"
    return None


def _looks_binary(sample: str) -> bool:
    control = sum(1 for char in sample if char < " " and char not in "\t\r\n\v\f")
    return control > max(3, len(sample) // 20)


def _delimiter(text: str) -> str:
    """The sign that splits most of the first lines into the same number of cells."""
    lines = [line for line in _QUOTED.sub("", text[:100_000]).splitlines() if line.strip()][:50]
    best, best_rank = ",", (0, 0)
    for sign in _DELIMITERS:
        counts = Counter(count for line in lines if (count := line.count(sign)))
        if counts:
            cells, number_of_lines = counts.most_common(1)[0]
            rank = (number_of_lines, cells)
            best, best_rank = (sign, rank) if rank > best_rank else (best, best_rank)
    return best
