"""Mends what copying has done to a text: broken lines, page numbers, signatures."""

import re
from collections.abc import Sequence

from gonghui.planning.reading.documents import Block, Line
from gonghui.planning.reading.headings import begins_new_plan, is_title, numbering, time_heading
from gonghui.planning.reading.words import LABEL

_NOISE = re.compile(
    r"^(?:(?:主席|负责人|审核|批准)[（(]签[字名章][）)][：:].*|制表人?[：:].*|(?:填报|填表|报送)单位[：:].*|共\s*\d+\s*页.*|第?\s*\d+\s*页(?:\s*[共/].*)?|[-—–]\s*\d+\s*[-—–]|\d{1,3}|https?://\S+|www\.\S+|"
    r"[（(]?(?:以上|此处).{0,6}(?:省略|略)[）)]?|(?:二[〇○零]..|20\d\d|xx|××|20__)年\S{1,3}月\S{1,3}[日号])$"
)
_ENDS = re.compile(r"[。；;！!？?：:][”’」）)]?$")
_CONTINUES = re.compile(r"^(?:[，。、；：）”》！？%％]|\d+(?:\.\d+)?\s*(?:%|％|[家个名人户份件场次期条项万]))")
_SIGNED = re.compile(r"^[\u4e00-\u9fff]{2,20}(?:工会|工会委员会|工会联合会|办公室)$")
_WIDE = 25


def mended(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without page numbers and dates of signing; lines cut in the middle of a sentence are joined."""
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Line) and _NOISE.match(block.text):
            if out and isinstance(out[-1], Line) and _SIGNED.match(out[-1].text) and "月" in block.text:
                out.pop()
            continue
        last = out[-1] if out else None
        if isinstance(block, Line) and isinstance(last, Line) and _joins(last, block):
            out[-1] = Line(last.text + block.text, last.number, last.styled)
        else:
            out.append(block)
    if len(out) > 2 and isinstance(out[-1], Line) and _SIGNED.match(out[-1].text):
        out.pop()
    return out


def starts_anew(text: str) -> bool:
    """The line cannot be the rest of the one before."""
    return bool(numbering(text) or time_heading(text) or begins_new_plan(text) or LABEL.match(text))


def _joins(last: Line, line: Line) -> bool:
    text, following = last.text, line.text
    if last.styled or line.styled or _ENDS.search(text):
        return False
    if _CONTINUES.match(following):
        return True
    if (
        _SIGNED.match(following)
        or starts_anew(following)
        or begins_new_plan(text)
        or is_title(text)
        or LABEL.match(text)
    ):
        return False
    if text[-1] in "，、,（“《" or (len(text) > 10 and _open(text)):
        return True
    number = numbering(text)
    if number and number.level <= 2 and "。" not in text and len(text) <= 50:
        return len(following) <= 8 and bool(_ENDS.search(following))
    return len(text) >= _WIDE


def _open(text: str) -> bool:
    return (
        text.count("“") > text.count("”") or text.count("《") > text.count("》") or text.count("（") > text.count("）")
    )
