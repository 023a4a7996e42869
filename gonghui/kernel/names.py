"""Pinyin initials of Chinese names, for search; pypinyin (56 MB) is loaded only where names are written."""

from functools import lru_cache

_SURNAMES = {
    "曾": "z", "单": "s", "仇": "q", "解": "x", "区": "o", "翟": "z", "查": "z", "朴": "p", "盖": "g", "乐": "y",
    "任": "r", "冼": "x", "尉": "w", "员": "y", "覃": "q", "褚": "c", "缪": "m", "芮": "r", "折": "s", "逄": "p",
    "种": "c", "令": "l", "召": "s", "繁": "p", "黑": "h", "洗": "x", "华": "h", "燕": "y", "纪": "j", "宁": "n",
}  # fmt: skip
"""First letters of surnames that a dictionary reads by their everyday sound."""


@lru_cache(maxsize=50_000)
def _initial(char: str) -> str:
    if char.isascii():
        return char.lower() if char.isalnum() else ""
    from pypinyin import Style, lazy_pinyin

    letter = lazy_pinyin(char, style=Style.FIRST_LETTER, errors="ignore")
    return letter[0][:1] if letter else ""


def initials(text: str, person: bool = False) -> str:
    """Pinyin initials in lower case, at most 60 letters; digits and Latin letters stay.

    With `person` the first character is read as a surname (曾 → z, 单 → s).
    """
    letters = [_initial(char) for char in text]
    if person and text[:1] in _SURNAMES:
        letters[0] = _SURNAMES[text[0]]
    return "".join(letters)[:60]
