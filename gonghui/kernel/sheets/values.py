"""Parsers for text, names, telephone numbers, yes/no, choices and lists; options are keywords, to bind by `partial`.

Every parser takes one cell and returns the value, None for a cell that says nothing, or raises BadValue.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from gonghui.kernel.privacy.words import private_number
from gonghui.kernel.sheets.cells import BadValue, Cell, clean, given, is_blank, narrow, text_of

_SHORT_CHINESE = re.compile(r"[\u4e00-\u951e\u9520-\u9fff]{2,4}").fullmatch
_IDEOGRAPH = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ue000-\uf8ff\U00020000-\U000323af〇"
_HAS_IDEOGRAPH = re.compile(f"[{_IDEOGRAPH}]").search
_MIDDLE_DOT = re.compile(rf"(?<=[{_IDEOGRAPH}])\s*[·•・･．.‧∙⋅●]+\s*(?=[{_IDEOGRAPH}])")
_DIGIT = re.compile(r"[0-9]").search

_TRUE = frozenset(["是", "有", "对", "√", "✓", "✔", "☑", "✅", "1", "Y", "YES", "T", "TRUE", "已"])
_FALSE = frozenset(
    ["否", "无", "没有", "不是", "暂无", "×", "✕", "✗", "✘", "❌", "X", "0", "N", "NO", "F", "FALSE", "未"]
)

_PHONE_NOISE = re.compile(r"[\s\-()（）.·]")
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII).fullmatch
_LANDLINE = re.compile(r"(0(?:10|2\d|[3-9]\d{2}))-?(\d{7,8})(?:(?:-|转|#)(\d{1,6}))?", re.ASCII).fullmatch
_SERVICE = re.compile(r"[48]00\d{7}", re.ASCII).fullmatch
_SEPARATORS = re.compile(r"[、，,;；/|\n\r]+")


def parse_text(value: Cell, *, max_length: int = 200, private: bool = False) -> str | None:
    """One line of text of at most `max_length` characters.

    Unless the column is `private` (encrypted), an identity or card number in it is refused: nobody would mask it.
    """
    text = given(value)
    if text is not None and len(text) > max_length:
        raise BadValue(f"有{len(text)}个字", f"请缩短到{max_length}个字以内")
    found = private_number(text) if text is not None and not private else ""
    if found:
        raise BadValue(f"这里写着{found}", "保存下来人人看得到，请删掉；证件号只填在证件号那一列")
    return text


def parse_name(value: Cell, *, max_length: int = 60) -> str | None:
    """A person's name: no spaces inside a Chinese name, one kind of middle dot, rare characters kept."""
    if isinstance(value, str) and _SHORT_CHINESE(value):
        return None if is_blank(value) else value
    text = given(value)
    if text is None:
        return None
    if _DIGIT(unicodedata.normalize("NFKC", text)):
        raise BadValue("姓名里有数字", "只写姓名，编号放到别的列")
    if _HAS_IDEOGRAPH(text):
        text = _MIDDLE_DOT.sub("·", text).replace(" ", "")
    if len(text) > max_length:
        raise BadValue(f"姓名有{len(text)}个字", "只写姓名，其余放到备注")
    return text


def parse_phone(value: Cell) -> str | None:
    """A mobile number as 11 digits, a landline as 0512-12345678 or 0512-12345678-01, a 400 number as 10 digits."""
    if isinstance(value, str) and _MOBILE(value):
        return value
    text = narrow(value)
    if text is None:
        return None
    text = re.sub(r"^(?:\+|00)\s*86[\s-]*", "", text)
    digits = _PHONE_NOISE.sub("", text)
    if len(digits) == 13 and digits.startswith("861"):
        digits = digits[2:]
    if _MOBILE(digits) or _SERVICE(digits):
        return digits
    spaced = re.sub(r"[()（）\s]+", "-", text).strip("-")
    landline = _LANDLINE(re.sub(r"-+", "-", spaced).replace("-转", "转")) or _LANDLINE(digits)
    if landline:
        return "-".join(part for part in landline.groups() if part)
    raise _bad_phone(text, digits)


def _bad_phone(text: str, digits: str) -> BadValue:
    if len(_SEPARATORS.split(text)) > 1 or len(digits) in (22, 23):
        return BadValue("一格里不止一个号码", "只留一个")
    if "*" in digits:
        return BadValue("号码被遮住了", "填完整的号码")
    if not (digits.isascii() and digits.isdigit()):
        return BadValue("号码里有不该有的字", "只写数字，座机写成0512-12345678这样")
    if digits.startswith("1") and len(digits) != 11:
        return BadValue(f"有{len(digits)}位", "手机号应是11位")
    if len(digits) in (7, 8):
        return BadValue("座机没有区号", "写成0512-12345678这样")
    return BadValue("不像电话号码", "手机号11位，座机写成0512-12345678这样")


def parse_bool(value: Cell) -> bool | None:
    """是/否, 有/无, √/×, 1/0, Y/N, 已…/未…; blank is None, for "nobody said"."""
    if isinstance(value, bool):
        return value
    text = text_of(value)
    word = unicodedata.normalize("NFKC", text).strip(" '。.").upper()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    if is_blank(text):
        return None
    if 2 <= len(word) <= 6 and word[0] in "已未":
        return word[0] == "已"
    raise BadValue("看不出是还是否", "请填“是”或“否”")


class Choices:
    """The words that may stand for each value: `Choices({"male": ("男", "男性")})`; the first word is the label."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        spelled = {key: tuple(these) for key, these in words.items()}
        self.labels = tuple(these[0] for these in spelled.values())
        self._keys = {self._fold(word): key for key, these in spelled.items() for word in these}

    @staticmethod
    def _fold(text: str) -> str:
        return "".join(unicodedata.normalize("NFKC", text).lower().split())

    def key(self, text: str) -> str | None:
        """The value that the cleaned text stands for; None for a word that is not known."""
        return self._keys.get(text) or self._keys.get(self._fold(text))


def parse_choice(value: Cell, *, choices: Choices) -> str | None:
    """The key of the choice that the cell names; the refusal lists the words that may be used."""
    text = text_of(value)
    key = choices.key(text)
    if key is None and not is_blank(text):
        raise BadValue("没有这个选项", f"可以填：{'、'.join(choices.labels)}")
    return key


def parse_list(value: Cell, *, max_length: int = 60) -> tuple[str, ...] | None:
    """The parts between 、，,;；/ or line ends, in their order, without doubles; each at most `max_length` long."""
    raw = value if isinstance(value, str) else text_of(value)
    if is_blank(raw.strip()):
        return None
    parts = [part for part in map(clean, _SEPARATORS.split(raw)) if not is_blank(part)]
    for part in parts:
        if len(part) > max_length:
            raise BadValue(f"其中一项有{len(part)}个字", "各项之间用顿号隔开")
    return tuple(dict.fromkeys(parts)) or None
