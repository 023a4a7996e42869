"""Pinyin initials of Chinese names, for search; pypinyin is loaded only where names are written."""

import os
from functools import lru_cache

_SURNAMES = {
    "曾": "z", "单": "s", "仇": "q", "解": "x", "区": "o", "翟": "z", "查": "z", "乐": "y", "员": "y", "覃": "q", "折": "s",
    "种": "c", "召": "s", "繁": "p", "秘": "b", "祭": "z", "句": "g", "重": "c",
    "尉迟": "yc", "万俟": "mq", "单于": "cy", "澹台": "tt", "长孙": "zs", "令狐": "lh",
}  # fmt: skip
"""First letters of surnames, of one character or two, that a dictionary reads by their everyday sound."""


@lru_cache(maxsize=50_000)
def _initial(char: str) -> str:
    if char.isascii():
        return char.lower() if char.isalnum() else ""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")  # characters one by one: its phrases would cost a second to load
    from pypinyin import Style, lazy_pinyin

    letter = lazy_pinyin(char, style=Style.FIRST_LETTER, errors="ignore")
    return letter[0][:1] if letter else ""


def initials(text: str, person: bool = False) -> str:
    """Pinyin initials in lower case, at most 60 letters; digits and Latin letters stay.

    With `person` the beginning is read as a surname (曾 → z, 单 → s, 尉迟 → yc).
    """
    letters = [_initial(char) for char in text]
    if person:
        surname = next((text[:size] for size in (2, 1) if text[:size] in _SURNAMES), "")
        letters[: len(surname)] = _SURNAMES.get(surname, "")
    return "".join(letters)[:60]
