"""Finds the table in a sheet: the header below the titles, in one row or two, and the rows that hold data."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gonghui.kernel.sheets.cells import Cell
from gonghui.kernel.sheets.fields import IGNORED, Field, Guess, Matcher, header_key
from gonghui.kernel.sheets.rowkinds import BLANK, RowKinds, squeeze
from gonghui.kernel.sheets.titles import clean_title
from gonghui.kernel.sheets.workbook import Merge, Sheet

_SEARCHED = 50
_SEARCHED_BY_LIKENESS = 15
_LONGEST_HEADER = 40


@dataclass
class Table:
    """A sheet's table. Row numbers count from 1, as the office sees them in Excel.

    `header` has one text per column, a two-row header joined as 出生/年月; `header_rows` are the rows as written, with
    a value merged across standing in each column. `title` is the text above that most likely names the unit, `titles`
    all of them. `skipped` lists every row below the header that holds something and is no data, with the reason.
    """

    header: list[str]
    header_rows: list[list[str]]
    first_row: int
    title: str
    titles: list[str]
    skipped: list[tuple[int, str]]
    _source: list[list[Cell]] = field(repr=False)
    _passed_over: frozenset[int] = field(repr=False)

    @property
    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Row number and cells of each data row, anew each time; the lists are the sheet's own."""
        for number in range(self.first_row, len(self._source) + 1):
            if number not in self._passed_over:
                yield number, self._source[number - 1]

    @property
    def row_count(self) -> int:
        """How many data rows there are."""
        return max(0, len(self._source) - self.first_row + 1 - len(self._passed_over))


class _Candidate(NamedTuple):
    """A row, or a row with the one below it, read as a header; `joined` when merged cells tie the two together."""

    first: int
    rows: list[list[str]]
    header: list[str]
    mapping: dict[int, Guess]
    score: int
    joined: bool

    def rank(self) -> tuple[int, bool, int]:
        return len(self.mapping), self.joined, self.score


def find_table(sheet: Sheet, fields: Iterable[Field], remembered: Mapping[str, str] | None = None) -> Table | None:
    """The table whose header names the most fields; None when no row looks like a header of theirs.

    `remembered` is as in `guess_mapping`: headers that an office has taught help to find the row.
    """
    matcher = Matcher(fields, remembered)
    best = _best_header(sheet, matcher, likeness=False) or _best_header(sheet, matcher, likeness=True)
    if best is None:
        return None
    titles = _titles(sheet.rows[: best.first])
    required = {each.key for each in matcher.fields if each.required}
    kinds = RowKinds(
        best.rows,
        titles,
        [column for column, guess in best.mapping.items() if guess.key in required],
        [c for c, text in enumerate(best.header) if header_key(text) in IGNORED and c not in best.mapping],
    )
    start = best.first + len(best.rows)
    marked = start < len(sheet.rows) and kinds.is_column_marks(sheet.rows[start])
    marks = [(start + 1, "列号行")] if marked else []
    skipped, blank = _classify(sheet.rows, start + len(marks), kinds)
    return Table(
        header=best.header,
        header_rows=best.rows,
        first_row=start + len(marks) + 1,
        title=next((title for title in titles if clean_title(title)), titles[0] if titles else ""),
        titles=titles,
        skipped=marks + skipped,
        _source=sheet.rows,
        _passed_over=frozenset((*blank, *(number for number, _ in skipped))),
    )


def _classify(rows: list[list[Cell]], start: int, kinds: RowKinds) -> tuple[list[tuple[int, str]], list[int]]:
    skipped: list[tuple[int, str]] = []
    blank: list[int] = []
    for number in range(start + 1, len(rows) + 1):
        kind = kinds.kind(rows[number - 1])
        if kind == BLANK:
            blank.append(number)
        elif kind is not None:
            skipped.append((number, kind))
    return skipped, blank


def _best_header(sheet: Sheet, matcher: Matcher, likeness: bool) -> _Candidate | None:
    best: _Candidate | None = None
    last = min(len(sheet.rows), _SEARCHED_BY_LIKENESS if likeness else _SEARCHED)
    for first in range(last):
        for candidate in _candidates(sheet, first, matcher, likeness):
            if _acceptable(candidate, likeness) and (best is None or candidate.rank() > best.rank()):
                best = candidate
    return best


def _candidates(sheet: Sheet, first: int, matcher: Matcher, likeness: bool) -> Iterator[_Candidate]:
    texts = _texts(sheet.rows[first])
    if not any(texts):
        return
    mapping, score = matcher.assign(_short(texts), likeness=likeness)
    yield _Candidate(first, [texts], texts, mapping, score, False)
    if first + 1 >= len(sheet.rows) or not _may_be_lower_half(sheet.rows[first + 1]):
        return
    across, below = _spread(texts, first, sheet.merges), _texts(sheet.rows[first + 1])
    if len(set(filter(None, across))) < 2:  # one text over the whole width is a title
        return
    header = [_join(parent, child) for parent, child in zip(across, below, strict=True)]
    mapping, score = matcher.assign(_short(header), likeness=likeness)
    yield _Candidate(first, [across, below], header, mapping, score, _is_joined(first, sheet.merges, across, below))


def _acceptable(candidate: _Candidate, likeness: bool) -> bool:
    guesses = candidate.mapping.values()
    sure = sum(guess.confidence == "sure" for guess in guesses)
    if sure and len(guesses) >= 2:
        return True
    filled = [text for text in candidate.header if text and header_key(text) not in IGNORED]
    if likeness:
        return len(guesses) >= 3 and 2 * len(guesses) >= len(filled)
    return sure == len(filled) == 1


def _texts(row: Sequence[Cell]) -> list[str]:
    """Header texts: without the line breaks and the spaces that only spread 姓 名 over its column."""
    texts = []
    for value in row:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        texts.append("" if value is None else "".join(str(value).split()))
    return texts


def _short(texts: list[str]) -> list[str]:
    return [text if len(text) <= _LONGEST_HEADER else "" for text in texts]


def _spread(texts: list[str], row: int, merges: Iterable[Merge]) -> list[str]:
    spread = list(texts)
    for (top, left), (_, right) in merges:
        if top == row:
            spread[left : right + 1] = [texts[left]] * (min(right, len(texts) - 1) - left + 1)
    return spread


def _is_joined(row: int, merges: Iterable[Merge], above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a cell of the row is merged with the one below it, or merged across several that are filled."""
    starting = [merge for merge in merges if merge[0][0] == row]
    if any(bottom == row + 1 for _, (bottom, _) in starting):
        return True
    # 填报单位：…… and 日期：…… are merged across, too, but name no columns.
    if any(":" in text or "：" in text for text in above):
        return False
    return any(right > left and sum(map(bool, below[left : right + 1])) > 1 for (_, left), (_, right) in starting)


def _may_be_lower_half(row: Sequence[Cell]) -> bool:
    return all(value is None or (isinstance(value, str) and len(value) <= 20) for value in row)


def _join(parent: str, child: str) -> str:
    if not child or child == parent:
        return parent
    return f"{parent}/{child}" if parent else child


def _titles(rows: Iterable[Sequence[Cell]]) -> list[str]:
    """Every text above the header, once, in reading order."""
    texts = (str(value).strip() for row in rows for value in row if isinstance(value, str))
    return [text for text in dict.fromkeys(texts) if text and squeeze(text)]
