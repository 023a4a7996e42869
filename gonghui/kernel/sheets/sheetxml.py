"""Runs over the XML of one sheet in pieces and keeps what the reader does not tell: extent, errors."""

import html
import re

from gonghui.kernel.sheets.facts import (
    MAX_CELLS,
    MAX_ROWS,
    SAVE_AS_XLSX,
    SheetFacts,
    UnreadableFile,
    column_index,
    damaged,
)

_MAX_PIECE = 32 * 1024 * 1024
_ROOT = re.compile(rb"<(?:(\w+):)?(worksheet|sheetData|chartsheet|dialogsheet|macrosheet)\b")
_ANY_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
# By the column reached so far (-1 for none): a cell beyond it, beyond Z, or beyond row 999,999.
_BEYOND = [
    re.compile(rb'<c r="(?:%s[A-Z]{2}|[A-Z]\d{7})' % (b"([%c-Z])\\d|" % (66 + column) if column < 25 else b"")).search
    for column in range(-1, 26)
]
_ROW_START = re.compile(rb'<row r="(\d+)"')
_LETTER = re.compile(rb' r="([A-Z])\d').match
_ROW_NUMBER = re.compile(rb"\sr\s*=\s*[\"'](\d+)")
# Cells from column AA on, or from row 1,000,000 on; a cell without content closes itself.
_FAR_CELL = re.compile(rb"\sr\s*=\s*[\"'](?:([A-Za-z]{2,})(\d+)|[A-Za-z](\d{7,}))[\"'][^<>]*(?<!/)>")
_ERROR_CELL = re.compile(
    rb"<(?:\w+:)?c\s(?=[^>]*\bt=[\"']e[\"'])[^>]*\br=[\"']([A-Za-z]+)(\d+)[\"'][^>]*>(?:(?!</(?:\w+:)?c>).)*?"
    rb"<(?:\w+:)?v>([^<]*)<",
    re.DOTALL,
)


class XlsxScan:
    """Feed it the sheet's XML; `facts` holds the result after `close`."""

    def __init__(self) -> None:
        self.facts = SheetFacts()
        self._rest = b""
        self._row = 0
        self._prefix: bytes | None = None

    def feed(self, chunk: bytes) -> None:
        """Takes the next piece of the XML. Raises UnreadableFile when the sheet is too large."""
        text = self._rest + chunk
        if self._prefix is None:
            root = _ROOT.search(text)
            if not root:
                self._rest = text[-4096:]
                return
            self._prefix = root[1] + b":" if root[1] else b""
        cut = max(text.rfind(b"<" + self._prefix + b"row"), 0)
        block, self._rest = text[:cut], text[cut:]
        if len(self._rest) > _MAX_PIECE:
            raise UnreadableFile("表格里有一行大得不正常，没有打开。", SAVE_AS_XLSX)
        if not self._is_plain(block):
            for piece in block.split(b"<" + self._prefix + b"row"):
                self._take(piece)

    def close(self) -> None:
        """Takes the last row and checks the size."""
        if self._prefix is None:
            raise damaged()
        for piece in self._rest.partition(b"</" + self._prefix + b"sheetData")[0].split(b"<" + self._prefix + b"row"):
            self._take(piece)
        self._rest = b""
        self.facts.check_size()

    def _is_plain(self, block: bytes) -> bool:
        """Takes a block as Excel writes it, all at once; False when something in it needs a look row by row.

        Plain are rows and cells that all name their place, no further right than Z, none in error.
        """
        rows, cells = _ROW_START.findall(block), block.count(b'<c r="')
        if not cells or len(rows) != block.count(b"<row") or cells != block.count(b"<c") or b't="e"' in block:
            return False
        column = self.facts.last_column
        while column <= 25 and (beyond := _BEYOND[column + 1](block)):
            if column == 25 or not beyond[1]:
                return False
            column = beyond[1][0] - 65
        last = max(map(int, rows))
        # Rows formatted to the very end hold nothing; only a look into them tells.
        if last * (column + 1) > MAX_CELLS or last > MAX_ROWS:
            return False
        self._row = last
        self.facts.cell(last, column)
        return True

    def _take(self, piece: bytes) -> None:
        """One row: the text between one `<row` and the next; what stands before the first has no row's head."""
        if not piece or piece[:1] not in b" \t\r\n>/":
            # Rows under another prefix than the root's would go unseen.
            if _ANY_ROW.search(piece):
                raise damaged()
            return
        head, _, cells = piece.partition(b">")
        number = _ROW_NUMBER.search(b" " + head)
        self._row = int(number[1][:10]) if number else self._row + 1
        prefix = self._prefix or b""
        if b"<" + prefix + b"v" not in cells and b"<" + prefix + b"is" not in cells:
            return
        # Cells need not say where they stand; those that do may leave some out.
        last = _LETTER(cells, cells.rfind(b' r="'))
        self.facts.cell(self._row, max(cells.count(b"<" + prefix + b"c") - 1, last[1][0] - 65 if last else 0))
        for letters, number_there, far_row in _FAR_CELL.findall(cells):
            row = int((number_there or far_row)[:10])
            self.facts.cell(row, column_index(letters[:4].decode()) if letters else 0)
        if b't="e"' in cells or b"t='e'" in cells:
            for letters, row_there, error in _ERROR_CELL.findall(cells):
                place = (int(row_there[:10]), column_index(letters[:4].decode()))
                self.facts.errors[place] = html.unescape(error.decode("utf-8", "replace")).strip()


_ODS_TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s>/])([^>]*)>")
_ODS_ROWS = re.compile(rb"number-rows-repeated=[\"'](\d{1,10})")
_ODS_COLUMNS = re.compile(rb"number-columns-repeated=[\"'](\d{1,10})")


class OdsScan:
    """Only the extent: a repeated cell is one tag in the file and a million cells in memory."""

    def __init__(self) -> None:
        self._rest = b""
        self._reset()

    def _reset(self) -> None:
        self.facts = SheetFacts()
        self._row = self._repeat = self._column = 0

    def feed(self, chunk: bytes) -> None:
        """Takes the next piece of content.xml. Raises UnreadableFile when a sheet is too large."""
        text = self._rest + chunk
        cut = text.rfind(b"<")
        self._rest = text[cut:]
        for kind, attributes in _ODS_TAG.findall(text[:cut]):
            self._tag(kind, attributes)

    def close(self) -> None:
        """Checks the last sheet."""
        self.facts.check_size()

    def _tag(self, kind: bytes, attributes: bytes) -> None:
        if kind == b"table":
            self.facts.check_size()
            self._reset()
        elif kind == b"table-row":
            self._row += self._repeat
            repeated = _ODS_ROWS.search(attributes)
            self._repeat, self._column = int(repeated[1]) if repeated else 1, 0
        else:
            repeated = _ODS_COLUMNS.search(attributes)
            self._column += int(repeated[1]) if repeated else 1
            if b"value-type" in attributes:
                self.facts.cell(self._row + self._repeat, self._column - 1)
