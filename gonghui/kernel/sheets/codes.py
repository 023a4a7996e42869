"""Identity numbers (GB 11643) and unified social credit codes (GB 32100): shape, check digit, date; no area table.

A wrong check digit is reported, the right one never told: it would turn a slip into a plausible stranger.
"""

import re
from datetime import date
from functools import lru_cache
from operator import mul

from gonghui.kernel.sheets.cells import BadValue, Cell, narrow

_ID = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII).fullmatch
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
# The weights are applied to ASCII codes, 48 more than the digits.
_ID_OFFSET = 48 * sum(_ID_WEIGHTS)
_ID_CHECKS = "10X98765432"

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_VALUES = {char: index for index, char in enumerate(_USCC_ALPHABET)}
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_USCC = re.compile(f"[{_USCC_ALPHABET}]{{18}}").fullmatch

_NOISE = re.compile(r"[\s\-'\"`‘’“”._—–]")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,2}", re.ASCII).fullmatch


def id_check_digit(first17: str) -> str:
    """The 18th character that belongs to 17 digits (GB 11643: MOD 11-2)."""
    return _ID_CHECKS[(sum(map(mul, _ID_WEIGHTS, first17.encode())) - _ID_OFFSET) % 11]


def uscc_check_digit(first17: str) -> str:
    """The 18th character that belongs to 17 of the code's alphabet (GB 32100: MOD 31)."""
    return _USCC_ALPHABET[-sum(map(mul, _USCC_WEIGHTS, map(_USCC_VALUES.__getitem__, first17))) % 31]


def id_birth_and_sex(number: str) -> tuple[date, str]:
    """Birth date and 男 or 女 out of a number that `parse_id_number` let through."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14])), "男" if int(number[16]) % 2 else "女"


def parse_id_number(value: Cell, *, today: date) -> str | None:
    """An 18-digit identity number with a capital X; the person is born by `today`. An unknown area is let through."""
    if isinstance(value, str) and _ID(value):
        number = value
    else:
        text = _code(value)
        if text is None:
            return None
        number = text.replace("×", "X")
        if not _ID(number):
            raise _bad_id_shape(number)
    if id_check_digit(number[:17]) != number[17]:
        raise _lost_in_excel() if number.endswith("000") else _slip("身份证")
    born = _birth(number[6:14])
    if born is None:
        raise BadValue("号码里的出生日期不存在", "请对着身份证原件改")
    if born > today:
        raise BadValue("号码里的出生日期还没到", "请对着身份证原件改")
    return number


@lru_cache(maxsize=50_000)
def _birth(digits: str) -> date | None:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return born if born.year >= 1900 else None


def _bad_id_shape(number: str) -> BadValue:
    if "*" in number:
        return BadValue("号码被遮住了", "填完整的18位号码")
    if not re.fullmatch(r"[0-9X]+", number):
        return BadValue("号码里有不该有的字", "只能是数字，最后一位可以是X")
    if len(number) == 15 and number.isdigit():
        return BadValue("是15位老号码", "请换成18位")
    if len(number) != 18:
        return BadValue(f"有{len(number)}位", "身份证号应是18位，请对着身份证原件改")
    return BadValue("号码写法不对", "前17位都是数字，第一位不是0")


def parse_uscc(value: Cell) -> str | None:
    """An 18-character unified social credit code in capitals, of whatever registering authority."""
    if isinstance(value, str) and _USCC(value):
        code = value
    else:
        text = _code(value)
        if text is None:
            return None
        code = text
        if not _USCC(code):
            raise _bad_uscc_shape(code)
    if uscc_check_digit(code[:17]) != code[17]:
        raise _lost_in_excel() if code.endswith("000") and code.isdigit() else _slip("证书")
    return code


def _bad_uscc_shape(code: str) -> BadValue:
    if code.isascii() and code.isdigit() and len(code) in (13, 15):
        return BadValue(f"是{len(code)}位老注册号", "请换成18位统一社会信用代码")
    if not re.fullmatch(r"[0-9A-Z]+", code):
        return BadValue("代码里有不该有的字", "只能是数字和大写字母")
    if len(code) != 18:
        return BadValue(f"有{len(code)}位", "统一社会信用代码应是18位，请对着证书改")
    wrong = "、".join(sorted(set(code) & set("IOSVZ")))
    return BadValue(f"有字母{wrong}", "代码里没有I、O、S、V、Z，多半是把数字看成了字母，请对着证书改")


def _code(value: Cell) -> str | None:
    """The cell as one word in capitals; raises BadValue for a number that Excel has rounded."""
    if isinstance(value, float) and abs(value) >= 1e15:
        raise _lost_in_excel()
    text = narrow(value)
    if text is None:
        return None
    if _SCIENTIFIC(text.upper()):
        raise _lost_in_excel()
    return _NOISE.sub("", text).upper() or None


def _lost_in_excel() -> BadValue:
    return BadValue("Excel把它当成数字，丢了后几位", "先把这一列设成文本，再按原件重填")


def _slip(original: str) -> BadValue:
    if original == "身份证":
        return BadValue("校验位不符", "很可能抄错一位，请对着身份证原件改")
    return BadValue("校验位不符", "很可能抄错一位，请对着证书改")
