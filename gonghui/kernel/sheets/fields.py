"""Which column of an office's sheet holds which field: exact synonyms are sure, likenesses are for a person to check."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple

from gonghui.kernel.sheets.cells import BadValue, Cell

REASON_HEADER = "未导入原因"
"""The column that a file of rejected rows carries; ignored when the file comes back."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】|<[^<>]*>|〔[^〕]*〕|{[^{}]*}")
_NOT_WORD = re.compile(r"[\W_]+")
_REMARK = re.compile(
    r"[人名个家元份户岁%]|万元|单位.*|.*填.*|.*\d+位.*|.*格式.*|.*[如例].*|.*年.*月.*|.*/.*|是否|有无|[√×✓].*|盖章|签字|全称|"
    r".*公章.*|\d+"
).fullmatch

_REMEMBERED, _EXACT, _WITHOUT_REMARK, _LAST_PART, _DOUBTFUL, _FIRST_PART = 100, 95, 90, 80, 60, 50
_SURE = 80


@dataclass(frozen=True, slots=True)
class Field:
    """One field that a sheet may fill.

    `synonyms` are header texts besides `title`; `parse` takes a cell and returns the value, None for a cell that
    says nothing, or raises BadValue. `private` marks values to mask wherever a cell is shown.
    """

    key: str
    title: str
    synonyms: tuple[str, ...]
    parse: Callable[[Cell], Any]
    required: bool = False
    private: bool = False

    def read(self, value: Cell) -> Any:
        """The parsed value. Raises BadValue, also when a required field says nothing."""
        parsed = self.parse(value)
        if parsed is None and self.required:
            raise BadValue("空", f"{self.title}必填")
        return parsed


class Guess(NamedTuple):
    """The field a column seems to hold; `check` asks a person to look."""

    key: str
    confidence: Literal["sure", "check"]


def header_key(text: str) -> str:
    """Header text as it is compared and remembered: narrow, lower-case, without white space and punctuation.

    Words in brackets stay, without the brackets.
    """
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).lower())


IGNORED = frozenset(map(header_key, (REASON_HEADER, "序号", "行号", "顺序号", "编号", "No", "No.")))
"""Header keys that carry no data unless a field claims them by exact name."""


def guess_mapping(
    header: Sequence[str], fields: Iterable[Field], remembered: Mapping[str, str] | None = None
) -> dict[int, Guess]:
    """Column index → Guess. A field gets its best column only, a column one field.

    `remembered` maps `header_key` of a header to a field's key, or to "" for a column not to be imported; it wins.
    """
    return Matcher(fields, remembered).assign(header)[0]


class Matcher:
    """Scores header texts against the names of fields; one instance serves a whole sheet."""

    def __init__(self, fields: Iterable[Field], remembered: Mapping[str, str] | None = None) -> None:
        self.fields = tuple(fields)
        known = {field.key for field in self.fields} | {""}
        self._remembered = {text: key for text, key in (remembered or {}).items() if key in known}
        self._names: dict[str, str] = {}
        for field in self.fields:
            for name in (field.title, *field.synonyms):
                self._names.setdefault(header_key(name), field.key)
        self._scores: dict[tuple[str, bool], dict[str, int]] = {}

    def assign(self, header: Sequence[str], *, likeness: bool = True) -> tuple[dict[int, Guess], int]:
        """The mapping and the sum of its scores; without `likeness` only whole words count."""
        claims = [
            (score, -column, key)
            for column, text in enumerate(header)
            if text
            for key, score in self._claims(text, likeness).items()
        ]
        total = 0
        taken: set[str] = set()
        mapping: dict[int, Guess] = {}
        for score, negative, key in sorted(claims, reverse=True):
            if -negative in mapping or key in taken:
                continue
            mapping[-negative] = Guess(key, "sure" if score >= _SURE else "check")
            total += score
            taken.add(key)
        self._doubt_shared_children(header, mapping)
        return dict(sorted(mapping.items())), total

    def _doubt_shared_children(self, header: Sequence[str], mapping: dict[int, Guess]) -> None:
        """本人/姓名 and 配偶/姓名 both name 姓名: the first takes it, but a person should look."""
        lasts = [header_key(text.rpartition("/")[2]) for text in header]
        for column, guess in mapping.items():
            text = header[column]
            if "/" not in text or lasts.count(lasts[column]) < 2 or header_key(text) in self._remembered:
                continue
            if self._names.get(header_key(text)) != guess.key:
                mapping[column] = Guess(guess.key, "check")

    def _claims(self, text: str, likeness: bool) -> dict[str, int]:
        found = self._scores.get((text, likeness))
        if found is None:
            found = self._scores[text, likeness] = self._score(text, likeness)
        return found

    def _score(self, text: str, likeness: bool) -> dict[str, int]:
        whole = header_key(text)
        if whole in self._remembered:
            return {self._remembered[whole]: _REMEMBERED} if self._remembered[whole] else {}
        if whole in self._names and whole != header_key(REASON_HEADER):
            return {self._names[whole]: _EXACT}
        if not whole or whole in IGNORED:
            return {}
        scores: dict[str, int] = {}
        self._add(scores, *_without_remark(text))
        first, slash, last = text.partition("/")[0], "/" in text, text.rpartition("/")[2]
        if slash:
            self._add(scores, header_key(last), _LAST_PART)
            bare, score = _without_remark(last)
            self._add(scores, bare, min(score, _LAST_PART))
            self._add(scores, header_key(first), _FIRST_PART)
        if likeness and not scores and 2 <= len(whole) <= 20:
            self._add_likenesses(scores, _without_remark(text)[0] or whole)
        return scores

    def _add(self, scores: dict[str, int], name: str, score: int) -> None:
        key = self._names.get(name)
        if key is not None:
            scores[key] = max(scores.get(key, 0), score)

    def _add_likenesses(self, scores: dict[str, int], text: str) -> None:
        for name, key in self._names.items():
            if len(name) < 2:
                continue
            if name in text or (len(text) >= 2 and text in name):
                share = min(len(name), len(text)) / max(len(name), len(text))
                # Chinese puts the thing itself last: 单位联系电话 is a telephone number.
                score = 15 + round(20 * share) + (10 if text.endswith(name) else 0)
            elif len(name) >= 4 and len(text) >= 4:
                ratio = SequenceMatcher(None, name, text, autojunk=False).ratio()
                score = round(30 * ratio) if ratio >= 0.75 else 0
            else:
                score = 0
            if score > scores.get(key, 0):
                scores[key] = score


def _without_remark(text: str) -> tuple[str, int]:
    """The header's key without bracketed words, and how far to trust it: (女) changes the meaning, (18位) does not."""
    narrow = unicodedata.normalize("NFKC", text)
    remarks = [header_key(match) if "/" not in match else "/" for match in _BRACKETS.findall(narrow)]
    sure = all(not remark or _REMARK(remark) for remark in remarks)
    return header_key(_BRACKETS.sub("", narrow)), _WITHOUT_REMARK if sure else _DOUBTFUL
