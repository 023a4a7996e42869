"""Private numbers inside free text: found so that forms and imports can refuse them, and covered in logs."""

import re

from gonghui.kernel.privacy.seal import MASK

IDENTITY, CARD = "身份证号", "银行卡号"
_DAY = r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_ID = re.compile(rf"(?<![0-9A-Za-z])[1-9]\d{{5}}{_DAY}\d{{3}}[0-9Xx](?![0-9A-Za-z])", re.ASCII)
_CARD = re.compile(r"(?<![0-9A-Za-z])[3-9]\d{15,18}(?![0-9A-Za-z])", re.ASCII)
_LONG = re.compile(r"\d{15,19}[Xx]?|(?<!\d)1[3-9]\d{9}(?!\d)", re.ASCII)
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)", re.ASCII)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_GAPS = re.compile(r"(?<=\d)[ \t\-](?=[\dXx])", re.ASCII)


def private_number(text: str) -> str:
    """身份证号 or 银行卡号 when a free text holds such a number with a right check digit; "" otherwise.

    Spaces and dashes between digits do not hide it.
    """
    if len(text) < 15:
        return ""
    plain = _GAPS.sub("", text)
    if any(_right_id(found[0]) for found in _ID.finditer(plain)):
        return IDENTITY
    if any(_luhn(found[0]) for found in _CARD.finditer(plain)):
        return CARD
    return ""


def scrubbed(text: str) -> str:
    """A line of a log without numbers that could be a person's: identity, card and mobile numbers are covered."""
    return _LONG.sub(MASK, text)


def sought_number(text: str) -> bool:
    """Whether words typed into a search box are a person's number, which must not stand in an address: shaped like an
    identity number (a slip in it makes no difference), a card or a mobile number."""
    plain = _GAPS.sub("", text.strip())
    return bool(_ID.search(plain) or _MOBILE.search(plain)) or any(_luhn(found[0]) for found in _CARD.finditer(plain))


def _right_id(number: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()


def _luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    return sum(digits[0::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0
