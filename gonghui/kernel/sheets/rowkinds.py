"""Tells the rows of people and things from totals, signatures, notes and repeated headers; in doubt a row is data."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from gonghui.kernel.sheets.cells import Cell

BLANK = ""
"""The kind of a row that holds nothing at all."""

_UNIT = r"[人名户家份个次项条元]|万元|人次"
_TOTAL_WORD = r"本?(?:页|表)?(?:合计|总计|小计|共计|累计|总数)(?:人数|数)?|总人数"
_TOTAL_CELL = re.compile(
    rf"(?:{_TOTAL_WORD})(?:{_UNIT})?:?(?:\d[\d,.]*(?:{_UNIT})?)?|(?:本页)?共:?\d[\d,]*(?:{_UNIT})"
).fullmatch
_TOTAL_START = re.compile(rf"(?:(?:{_TOTAL_WORD})[:(\d男女]|共\d)").match
_SIGNER = (
    r"(?:制表|填表|填报|统计|录入|编制|报送|上报|经办|审核|复核|校对|审批|批准|(?:单位|部门|主要|分管)?(?:负责|领导))(?:人|人员|者|单位|部门)?"
    r"(?:签[字名章])?"
)
_SIGNATURE_WORD = (
    rf"(?:{_SIGNER}|主席|单位|联系人|联系(?:电话|方式)|电话|手机|(?:填[报表]|制表|上报|报送|统计|编制)?(?:日期|时间)|(?:单位|部门)?(?:盖章|公章|签章|签字))"
    r"(?:盖章|公章|签章|签字|签名)?"
)
_SIGNATURE_CELL = re.compile(rf"{_SIGNATURE_WORD}:").match
_BARE_SIGNATURE = re.compile(
    r"(?:制表|填表|填报|审核|复核|经办)人?(?:签[字名章])?|(?:填[报表]|制表)(?:日期|时间)|(?:单位)?(?:盖章|公章|签章)"
).fullmatch
_NOTE = re.compile(
    r"(?:备注|说明|附注|注|注意|注意事项|填[表报]说明|填[表报]要求|要求)\d*[:.、]|(?:填[表报]说明|注意事项)$"
).match
_NUMBERED = re.compile(r"\(?[\d一二三四五六七八九十]+[).、:]").match
_DAY = re.compile(
    r"[\d〇零一二三四五六七八九十]{2,4}[年./-][\d一二三四五六七八九十]{1,2}[月./-][\d一二三四五六七八九十]{1,3}[日号]?"
).fullmatch
_COLUMN_MARKS = "甲乙丙丁戊己庚辛"

_FIRST_CHARACTERS = frozenset("合总小共累本制填统录编报上经审复校批单部主分负领联电手日时盖公签备说附注要(（ \t\n　")


class RowKinds:
    """Knows the header, the titles and the columns of one table; `kind` says what a row is if it is no data."""

    def __init__(
        self,
        header_rows: Sequence[Sequence[str]],
        titles: Iterable[str],
        required: Sequence[int],
        ignored: Iterable[int],
    ) -> None:
        self._header_rows = [[squeeze(text) for text in row] for row in header_rows]
        self._titles = {squeeze(text) for text in titles}
        self._required = tuple(required)
        self._ignored = frozenset(ignored)
        starts = {text[0] for row in (*self._header_rows, self._titles) for text in row if text}
        self._suspicious = _FIRST_CHARACTERS | starts
        self._in_notes = False

    def kind(self, row: Sequence[Cell]) -> str | None:
        """None for data, BLANK for an empty row, otherwise the Chinese reason why the row is passed over."""
        filled = [value for value in row if value is not None]
        if not filled:
            return BLANK
        if len(filled) > 3 and not self._is_suspicious(filled):
            self._in_notes = False
            return None
        kind = self._look(row)
        self._in_notes = kind == "填表说明"
        return kind

    def is_column_marks(self, row: Sequence[Cell]) -> bool:
        """The row 甲 乙 1 2 3 under the header of a statistical table."""
        texts = [text for value in row if (text := squeeze(value))]
        numbers = [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 3]
        letters = [text for text in texts if text in _COLUMN_MARKS]
        in_order = bool(numbers) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        return len(texts) >= 3 and len(numbers) + len(letters) == len(texts) and in_order and numbers[0] in (0, 1)

    def _is_suspicious(self, filled: Sequence[Cell]) -> bool:
        suspicious = self._suspicious
        return any(isinstance(value, str) and value[:1] in suspicious for value in filled[:3])

    def _look(self, row: Sequence[Cell]) -> str | None:
        texts = [(column, text) for column, value in enumerate(row) if (text := squeeze(value))]
        if not texts:
            return BLANK
        if all(column in self._ignored and text.isdigit() for column, text in texts):
            return "只有序号"
        if self._repeats_header(texts):
            return "重复的表头"
        if len({text for _, text in texts}) == 1 and texts[0][1] in self._titles:
            return "重复的标题"
        words = [text for _, text in texts if not text.isdigit()][:3]
        keyless = self._is_keyless(row, len(texts))
        if any(_TOTAL_CELL(word) and (keyless or not re.search(r"\d", word)) for word in words):
            return "合计行"
        if not keyless or not words:
            return None
        if len(texts) <= 3 and _TOTAL_START(words[0]):
            return "合计行"
        if self._is_signature(words, len(texts), row):
            return "签字落款"
        return "填表说明" if self._is_note(words[0], len(texts)) else None

    def _repeats_header(self, texts: list[tuple[int, str]]) -> bool:
        for header in self._header_rows:
            same = sum(1 for column, text in texts if column < len(header) and header[column] == text)
            if same == len(texts) == sum(map(bool, header)) or (same >= 2 and same * 10 >= len(texts) * 7):
                return True
        return False

    def _is_keyless(self, row: Sequence[Cell], count: int) -> bool:
        if self._required:
            return any(column >= len(row) or not squeeze(row[column]) for column in self._required)
        return count <= 3

    def _is_signature(self, words: list[str], count: int, row: Sequence[Cell]) -> bool:
        if _SIGNATURE_CELL(words[0]) or (count <= 6 and _BARE_SIGNATURE(words[0].replace(":", ""))):
            return True
        only = [value for value in row if value is not None]
        return count == 1 and (isinstance(only[-1], date) or bool(_DAY(words[0])))

    def _is_note(self, word: str, count: int) -> bool:
        if count > 2:
            return False
        return bool(_NOTE(word)) or (self._in_notes and (bool(_NUMBERED(word)) or (count == 1 and len(word) >= 8)))


def squeeze(value: Cell) -> str:
    """A cell's text for comparing: narrow, without white space, and 单位（盖章） as 单位盖章."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = unicodedata.normalize("NFKC", value if isinstance(value, str) else str(value))
    text = "".join(text.split())
    return text.replace("(", "").replace(")", "") if len(text) < 40 else text
