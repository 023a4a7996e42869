"""Cuts the text under a heading or number into tasks."""

import re
from collections.abc import Callable

_CN = "一二三四五六七八九十"
_ENUMERATION = re.compile(
    rf"(?:(?<=[。；;！!：:，,\s])|^)(?:第?([{_CN}]{{1,2}})(?:是|要(?![{_CN}]))|第([{_CN}]{{1,2}})[，,、]|([①②③④⑤⑥⑦⑧⑨⑩])|[（(](\d|[{_CN}])[）)])"
)
_MARK = re.compile(rf"^(?:第?[{_CN}]{{1,2}}[是要]|第[{_CN}]{{1,2}}[，,、]|[①②③④⑤⑥⑦⑧⑨⑩]|[（(][\d{_CN}][）)])")
_SENTENCE = re.compile(r"(?:“[^”]{0,200}”|《[^》]{0,200}》|（[^）]{0,200}）|\([^)]{0,200}\)|[^。；;！!])+[。；;！!]*")
_LONG = 40
_LONGEST = 1_500
"""No sentence is longer; text without stops is read in pieces."""


def parts(text: str) -> tuple[str, list[str]]:
    """(text before, parts) of an enumeration 一是…；二是…; no parts when the text holds none that starts at one."""
    marks: list[int] = []
    for found in _ENUMERATION.finditer(text):
        index = next(group for group in found.groups() if group)
        order = _CN.find(index) + 1 or "①②③④⑤⑥⑦⑧⑨⑩".find(index) + 1 or (int(index) if index.isdigit() else 0)
        if order == len(marks) + 1 or (marks and order > len(marks) + 1):
            marks.append(found.start())
    if len(marks) < 2:
        return text, []
    ends = [*marks[1:], len(text)]
    listed = [_MARK.sub("", text[start:end]).strip() for start, end in zip(marks, ends, strict=True)]
    return text[: marks[0]].strip(), [part for part in listed if part]


def sentences(text: str) -> list[str]:
    """Sentences and the halves at a semicolon, each with its stop; brackets and quotations stay whole."""
    out: list[str] = []
    for found in _SENTENCE.finditer(text):
        sentence = found[0].strip()
        if out and re.match(
            r"[（(【]?(?:责任|牵头|配合|完成时|时限|承办|协办)|由.{2,20}(?:负责|牵头|落实)\W*$", sentence
        ):
            out[-1] += sentence
        else:
            out.extend(sentence[at : at + _LONGEST] for at in range(0, len(sentence), _LONGEST))
    return out


def grouped(text: str, has_own: Callable[[str], bool]) -> list[str]:
    """One numbered item as one task, or as several where a later sentence brings a target or a date of its own."""
    tasks: list[str] = []
    taken = False
    for sentence in sentences(text):
        own = has_own(sentence)
        if tasks and not (own and (taken or len(tasks[-1]) > _LONG)):
            tasks[-1] += sentence
            taken = taken or own
        else:
            tasks.append(sentence)
            taken = own
    return tasks
