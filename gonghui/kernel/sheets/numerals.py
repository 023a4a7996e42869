"""Chinese numerals, head counts and money."""

import re
from decimal import Decimal, InvalidOperation

from gonghui.kernel.sheets.cells import BadValue, Cell, narrow

_DIGITS = {char: value for value, chars in enumerate(
    ("〇零○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
) for char in chars}  # fmt: skip
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10_000, "萬": 10_000, "亿": 100_000_000}
_NUMERAL = re.compile(f"[{''.join((*_DIGITS, *_SMALL, *_LARGE))}]+").fullmatch

_COUNT_UNIT = re.compile(r"(?:人次|[人名家个户份次件场条处位项])$")
_PLAIN_COUNT = re.compile(r"\d{1,8}", re.ASCII).fullmatch
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII).fullmatch
_ROUGH = re.compile(r"约|左右|余|多|近|[+＋~～]$|以上|不足|几")
_MAX_COUNT = 10_000_000
_MAX_MONEY = Decimal(10) ** 11
_CENT = Decimal("0.01")


def chinese_number(text: str) -> int | None:
    """十二, 一百二十, 两千零五, 二〇二六, 壹万贰仟 → int; None when the text is no Chinese numeral."""
    if not _NUMERAL(text) or text[0] in _LARGE:
        return None
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = section = digit = 0
    last_unit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
            last_unit = 0 if digit == 0 else last_unit
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit, last_unit = 0, _SMALL[char]
        else:
            # 亿 counts all that stands before it, 万 only its own section: 一亿零五万.
            whole = (total if _LARGE[char] > 10_000 else 0) + section + digit
            total = whole * _LARGE[char] + (0 if _LARGE[char] > 10_000 else total)
            section = digit = 0
            last_unit = _LARGE[char]
    # 一百二 means 120, 一万二 means 12,000; 一百零二 stays 102.
    tail = digit * (last_unit // 10) if last_unit > 10 else digit
    return total + section + tail


def parse_count(value: Cell) -> int | None:
    """A whole number from 0 to 10 million: 12, 12人, 1,234, １２, 十二, 1.2万."""
    if isinstance(value, float) and value.is_integer() and 0 <= value <= _MAX_COUNT:
        return int(value)
    if isinstance(value, str) and _PLAIN_COUNT(value) and int(value) <= _MAX_COUNT:
        return int(value)
    text = _number_text(value)
    if text is None:
        return None
    number = _decimal(_COUNT_UNIT.sub("", text))
    if number is None:
        if _ROUGH.search(text):
            raise BadValue("不是准确的数", "请填准确的数字")
        raise BadValue("不是数字", "只填数字，例如 12")
    if number < 0:
        raise BadValue("不能是负数", "请核对后重填")
    if number > _MAX_COUNT:
        raise BadValue("数字太大", "请核对是不是填错了列")
    if number != number.to_integral_value():
        raise BadValue("不是整数", "请填整数")
    return int(number)


def parse_money(value: Cell) -> Decimal | None:
    """Yuan to the cent: 1200, ￥1,200.50, 1.2万元, 壹万贰仟元整."""
    text = _number_text(value)
    if text is None:
        return None
    text = re.sub(r"^(?:人民币|RMB|CNY)?[¥$]?|(?:整|正)$", "", text, flags=re.IGNORECASE)
    bare = text.removesuffix("元").removesuffix("圆")
    number = _decimal(bare)
    if number is None:
        raise BadValue("不是金额", "只填数字，例如 1200.50")
    # A sum made by formula carries noise far behind the cent.
    amount = number.quantize(_CENT) if abs(number) < _MAX_MONEY else None
    if amount is None:
        raise BadValue("金额太大", "请核对单位是元还是万元")
    if abs(amount - number) > Decimal("0.000001"):
        raise BadValue("小数超过两位", "金额最多到分")
    if amount < 0:
        raise BadValue("不能是负数", "请核对后重填")
    return amount


def _number_text(value: Cell) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float | None):
        raise BadValue("不是数字" if isinstance(value, bool) else "是日期，不是数字", "把这一格设成数字再填")
    text = narrow(value)
    return None if text is None else re.sub(r"[\s,，]", "", text) or None


def _decimal(text: str) -> Decimal | None:
    """A number written in digits, in Chinese, or in both (1.2万); None when it is none."""
    scale = 1
    while text and text[-1] in _LARGE and not _NUMERAL(text):
        scale *= _LARGE[text[-1]]
        text = text[:-1]
    if _NUMBER(text) or re.fullmatch(r"-?\d+(?:\.\d+)?e[+-]?\d{1,2}", text):
        try:
            return Decimal(text) * scale
        except InvalidOperation:
            return None
    whole = chinese_number(text)
    return None if whole is None else Decimal(whole * scale)
