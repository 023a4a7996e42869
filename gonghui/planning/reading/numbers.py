"""Numbers as texts write them: digits, Chinese numerals, percent, tenths, ranges."""

import re

from gonghui.kernel.sheets import chinese_number
from gonghui.planning.reading.shapes import Number

CN = "零〇一二两三四五六七八九十百千"
_DIGITAL = r"(?<!\d)(?:\d{1,3}(?:[,，]\d{3}){1,4}(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?)(?:[万亿](?!元))?"
NUMBER = rf"{_DIGITAL}|[{CN}]{{1,12}}(?:万(?!元)[{CN}]{{0,12}})?|半"
"""A number in any writing; the lengths are bounded so that a damaged file cannot hold the reader up."""
_DIGITS = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
_SCALE = {"万": 10_000, "亿": 100_000_000}


def plain(text: str) -> str:
    """Full-width digits and percent signs made narrow; the length stays."""
    return text.translate(_DIGITS)


def value_of(text: str) -> Number | None:
    """12, 1,400, 1.2万, 十五, 两百二十 → number; None for what is none."""
    scale = _SCALE.get(text[-1:], 1) if re.match(r"\d", text) else 1
    bare = re.sub(r"[,，]", "", text[:-1] if scale > 1 else text)
    if re.fullmatch(r"\d+(?:\.\d+)?", bare):
        return tidy(float(bare) * scale if "." in bare else int(bare) * scale)
    return chinese_number(text)


def tidy(number: float) -> Number:
    """A whole number without its point; noise behind the sixth decimal goes."""
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def pair_of(text: str) -> tuple[int, int] | None:
    """三五 → (3, 5), 两三 → (2, 3): two Chinese digits in a row that mean “three to five”; None otherwise."""
    if len(text) == 2 and all(char in "一二两三四五六七八九" for char in text):
        low, high = chinese_number(text[0]), chinese_number(text[1])
        if low and high and low < high:
            return low, high
    return None
