"""What a cell may hold, how its text is cleaned, and the one exception for a value that cannot be taken."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""A value as it stands in a sheet; xlsx gives every number as float."""

_FULL_WIDTH = "－．／＿＠＃％＆＋＝＊～＄＼｜＾"
_INVISIBLE = (
    *(code for code in range(0x20) if code not in (0x09, 0x0A, 0x0B, 0x0C, 0x0D)),
    *range(0x7F, 0xA0),
    *(0xAD, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)),
)
_FOLD: dict[int, str | None] = {
    **{
        code: chr(code - 0xFEE0)
        for first, last in ("０９", "ＡＺ", "ａｚ")
        for code in range(ord(first), ord(last) + 1)
    },
    **{ord(char): chr(ord(char) - 0xFEE0) for char in _FULL_WIDTH},
    # Text copied from a PDF holds radicals that look like the ideographs they stand for.
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in (0x2E9F, 0x2EF3, *range(0x2F00, 0x2FD6))},
    **dict.fromkeys(_INVISIBLE),
}
# Text that needs no cleaning; most cells hold nothing else. Without 锟 (\u951f), the sign of garbled text.
_ORDINARY = re.compile(r"[\u4e00-\u951e\u9520-\u9fff0-9A-Za-z（）()，。、；：·《》“”./]+").fullmatch
_QUOTED_FORMULA = re.compile(r"'+[=+\-@＝＋－＠\t\r]").match
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]").match
_ERROR = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)").fullmatch
_BLANK = frozenset(("", "-", "--", "—", "——", "/", "\\", "无", "暂无", "N/A", "n/a", "NULL", "null"))


class BadValue(ValueError):
    """A cell that cannot be taken: `reason` says what is wrong, `hint` what to do; neither repeats the cell.

    Both are Chinese without a closing stop, so that they fit a table; `str()` joins them to a sentence.
    """

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(f"{reason}，{hint}。")
        self.reason = reason
        self.hint = hint


def neutralise(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet could take it for a formula."""
    return "'" + text if _FORMULA(text) else text


def clean(text: str) -> str:
    """One line: full-width letters and digits made narrow, invisible characters gone, white space collapsed.

    Chinese punctuation stays. Undoes `neutralise`. Raises BadValue for a formula's error and for garbled text.
    """
    if _QUOTED_FORMULA(text):
        text = text[1:]
    text = " ".join(unicodedata.normalize("NFC", text.translate(_FOLD)).split())
    if "\ufffd" in text or "锟斤拷" in text:
        raise BadValue("有乱码", "请把这一格重新打一遍")
    if text[:1] == "#" and _ERROR(text):
        raise BadValue(f"公式出错（{text}）", "请改成实际内容")
    return text


def text_of(value: Cell) -> str:
    """The cell as one clean line of text; whole numbers without decimals, TRUE as 是, nothing as an empty string."""
    if isinstance(value, str):
        return value if _ORDINARY(value) else clean(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


def is_blank(text: str) -> bool:
    """Whether a cleaned text means "nothing to say": empty, a dash, a slash, 无."""
    return text in _BLANK


def given(value: Cell) -> str | None:
    """The cell's text, or None where the office wrote nothing or a sign for nothing."""
    text = text_of(value)
    return None if text in _BLANK else text


def narrow(value: Cell) -> str | None:
    """For codes, numbers and dates: every full-width form made narrow, quotes before and after taken off."""
    text = given(value)
    if text is None:
        return None
    text = unicodedata.normalize("NFKC", text).strip(" '\"`‘’“”")
    return None if text in _BLANK else text
