"""Sentences with figures in them: `{code}` as stored, `{基层工会}` as the office reads it, and numbers typed by hand."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gonghui.kernel.indicators import Indicator, all_indicators
from gonghui.kernel.refusal import Refused
from gonghui.reporting.outline import Outline

REST = "rest"
FIELDS = ("numerator", "denominator", REST)
_STORED = re.compile(r"\{([a-z_]+\.[a-z_]+)(?:\.(numerator|denominator|rest))?\}")
_READ = re.compile(r"[{｛]([^{}｛｝]*)[}｝]")

NUMERALS = "0-9０-９〇零一二三四五六七八九十百千万亿两"
_DATE = re.compile(
    r"\d{4}\s*年(?:\d{1,2}月(?:\d{1,2}[日号])?)?|\d{1,2}月\d{1,2}[日号]|\d{1,2}月(?:份|底|初|中旬|上旬|下旬)?|\d{1,2}[日号](?=[，。、至到起])"
)
_CITED = re.compile(r"《[^》]*》|〔\d{4}〕\d+号|第[" + NUMERALS + r"]+[条款项届次]")
_TYPED = re.compile(
    r"[0-9０-９][0-9０-９,，.]*[0-9０-９]%?|[0-9０-９]%?|[一二三四五六七八九十百千万两]+(?=[余多]?[家人名份件次项个户条])"
)
_IDIOMS = re.compile(r"一个|[第每逐]一[家人名份件次项个户条]|一[对]一|[一二三四五六七八九十]是")


@dataclass(frozen=True)
class Placeholder:
    """A figure in a sentence: its code, and which part of a rate ("" = the figure itself)."""

    code: str
    field: str = ""

    @property
    def key(self) -> str:
        return f"{self.code}.{self.field}" if self.field else self.code

    @property
    def stored(self) -> str:
        return "{" + self.key + "}"


def pieces(text: str) -> Iterator[str | Placeholder]:
    """Split a stored sentence into plain text and placeholders, in order."""
    at = 0
    for match in _STORED.finditer(text):
        if match.start() > at:
            yield text[at : match.start()]
        yield Placeholder(match[1], match[2] or "")
        at = match.end()
    if at < len(text):
        yield text[at:]


def placeholders(text: str) -> list[Placeholder]:
    """The figures that a stored sentence uses."""
    return [piece for piece in pieces(text) if isinstance(piece, Placeholder)]


def _part_words(item: Indicator, field: str) -> str:
    if field == REST:
        return "尚缺"
    part = item.part(field)
    return part.label if part else field


def tokens(outline: Outline) -> dict[str, Placeholder]:
    """Every figure that may stand in a sentence, by the words the office reads (基层工会, 集体合同签订率·应签单位)."""
    found: dict[str, Placeholder] = {}
    for item in all_indicators():
        found[item.title] = Placeholder(item.code)
        if item.is_rate:
            for field in FIELDS:
                found[f"{item.title}·{_part_words(item, field)}"] = Placeholder(item.code, field)
    for code, wanted in outline.wanted.items():
        found.setdefault(wanted.title, Placeholder(code))
    return found


def readable(text: str, outline: Outline) -> str:
    """A stored sentence as the office edits it."""
    names = {place: name for name, place in tokens(outline).items()}

    def name(match: re.Match[str]) -> str:
        place = Placeholder(match[1], match[2] or "")
        return "{" + names.get(place, place.key) + "}"

    return _STORED.sub(name, text)


def stored(text: str, outline: Outline) -> str:
    """What the office wrote, ready to store. Raises Refused for a figure that nobody knows."""
    known = tokens(outline)

    def code(match: re.Match[str]) -> str:
        name = match[1].strip()
        if name in known:
            return known[name].stored
        if _STORED.fullmatch("{" + name + "}"):
            return "{" + name + "}"
        raise Refused(f"没有叫“{name[:30]}”的数字。", "请从“可以插入的数字”里选，名称要一字不差。", "text")

    return _READ.sub(code, " ".join(text.split()))


@dataclass(frozen=True)
class Typed:
    """A number that somebody typed into a sentence; `same_as` names the figure that has this very value, if any."""

    text: str
    same_as: str


def masked(text: str) -> str:
    """The text without dates, citations and idioms: what is left of numerals counts something."""
    for pattern in (_CITED, _DATE, _IDIOMS):
        text = pattern.sub("　", text)
    return text


def typed_numbers(text: str, shown: Mapping[str, str]) -> list[Typed]:
    """Numbers typed by hand into a sentence. `shown` maps a figure's title to what it shows in prose."""
    plain = "　".join(piece for piece in pieces(text) if isinstance(piece, str))
    by_value = {value: title for title, value in shown.items()}
    found = (match[0] for match in _TYPED.finditer(masked(plain)))
    return [Typed(number, by_value.get(number.replace(",", "").replace("，", ""), "")) for number in found]


def fill(text: str, words: Mapping[str, str]) -> str:
    """Put the period's and the office's own words in: {期间} {下期} {截止日} {工会} {年份}."""
    for name, value in words.items():
        text = text.replace("{" + name + "}", value)
    return text
