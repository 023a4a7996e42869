"""Months and deadlines of a task: 3月, 第三季度, 上半年, 9月底前, 七一前, festivals, seasons, every quarter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from gonghui.kernel.sheets import chinese_number
from gonghui.planning.feasts import feast_day, feast_of
from gonghui.planning.reading.numbers import plain

_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_EARLY = r"(?P<before>[之以]?前)"
_MONTH = re.compile(
    rf"(?:(?P<year>20\d\d年|今年|明年|次年)\s*)?(?<!\d)(?P<first>{_M})\s*(?:月?份?\s*(?P<sep>[-—–~～至到、及和])\s*(?:次年|翌年|明年)?(?P<last>{_M}))?"
    rf"(?:[、]\s*(?P<more>{_M}(?:[、]{_M})*))?\s*月(?!期|饼|薪)份?(?:(?P<day>\d{{1,2}})[日号]|(?P<part>上旬|中旬|下旬|初|中(?!旬|秋)|底|末))?{_EARLY}?"
)
_QUARTER = re.compile(rf"(?<!每)(?P<more>[一二三]、)?第?(?P<quarter>[一二三四1-4])季度(?:末|底)?{_EARLY}?")
_HALF = re.compile(r"(?P<half>[上下])半年(?!.{0,4}(?:总结|小结))(?:末|底)?(?P<before>[之以]?前)?")
_YEAR_END = re.compile(r"年(?:底|末)(?:[之以]?前)?|年终[之以]?前")
OCCASIONS: tuple[tuple[str, tuple[int, ...], tuple[int, int] | None], ...] = (
    (r"岁末年初", (12, 1), None),
    (r"[“]?(?:两节|双节)[”]?(?!约)", (1, 2), None),
    (r"元旦(?:[、和及]|至)?春节|元旦春节", (1, 2), (1, 1)),
    (r"元旦", (1,), (1, 1)),
    (r"春节", (1, 2), None),
    (r"元宵", (2,), None),
    (r"[“]?三[·.]?八[”]?(?!红旗)|[“]?3[·.]8[”]?|妇女节", (3,), (3, 8)),
    (r"清明", (4,), (4, 5)),
    (r"职业病防治(?:法)?宣传周|读书日", (4,), None),
    (r"[“]?五[·.]?一[”]?(?!劳动奖|奖)|[“]?5[·.]1[”]?(?!\d)|劳动节", (5,), (5, 1)),
    (r"[“]?五[·.]?四[”]?(?!红旗|奖章)|青年节", (5,), (5, 4)),
    (r"护士节", (5,), (5, 12)),
    (r"[“]?六[·.]?一[”]?|儿童节", (6,), (6, 1)),
    (r"安全生产(?:宣传)?月|安全月", (6,), None),
    (r"端午", (5, 6), None),
    (r"[“]?七[·.]?一[”]?|建党节", (7,), (7, 1)),
    (r"暑期|暑假|盛夏|高温", (7, 8), None),
    (r"[“]?八[·.]?一[”]?|建军节", (8,), (8, 1)),
    (r"教师节", (9,), (9, 10)),
    (r"中秋.{0,2}国庆|国庆.{0,2}中秋", (9, 10), (10, 1)),
    (r"中秋", (9,), None),
    (r"国庆|[“]十一[”]", (10,), (10, 1)),
    (r"重阳", (10,), None),
    (r"消防(?:宣传)?[日月]", (11,), (11, 9)),
    (r"宪法(?:宣传)?[日周]", (12,), (12, 4)),
    (r"年初(?![制确下提预])", (1,), None),
    (r"上半年.{0,4}(?:总结|小结)|半年总结|年中", (6, 7), None),
    (r"年终.{0,2}(?:总结|评|慰)|年度.{0,4}总结|谋划.{0,6}年", (12,), None),
)
"""(words, months, fixed day): feasts and seasons. Feasts of the lunar year have no fixed day here; `feasts` knows theirs."""

CUSTOMS: tuple[tuple[str, tuple[int, ...]], ...] = (
    (r"送清凉", (7, 8)),
    (r"金秋助学", (8, 9)),
    (r"送温暖", (1, 2)),
)
"""What a short calendar item means by custom when it names no month."""

_OCCASIONS = [
    (re.compile(rf"(?:{words})(?P<tail>节?(?:[之以]?前夕?|到来之前)?)"), months, day)
    for words, months, day in OCCASIONS
]
_ALL_YEAR = re.compile(r"全年|年内|常年|每月|每周|一年四季|贯穿全年|1[-—~至]12月")
_EACH_QUARTER = re.compile(r"每个?季度?")
_SHORT = 26


@dataclass
class When:
    """Months in the order of the work (12, 1 for the turn of the year) and the last day, inclusive."""

    months: list[int] = field(default_factory=list)
    due: date | None = None

    def add(self, months: Sequence[int], due: date | None = None) -> None:
        """One more time; a later deadline wins."""
        self.months += [month for month in months if month not in self.months]
        if due and (self.due is None or due > self.due):
            self.due = due


def find_when(text: str, *, year: int, deadline: bool = False) -> When:
    """The months and the deadline that a text names, in the plan's year unless it names a later one.

    `deadline` says that the text stands in a column or label for the time limit: a bare 9月 is a deadline then.
    """
    said = re.sub(r"《[^》]*》|[〔\[]20\d\d[〕\]]", lambda found: "□" * len(found[0]), plain(text))
    when = When()
    said = _months(said, year, when, deadline)
    said = _spans(said, year, when)
    _occasions(said, year, when)
    if not when.months and _EACH_QUARTER.search(said):
        when.add((3, 6, 9, 12))
    elif not when.months and _ALL_YEAR.search(said):
        when.add(range(1, 13), date(year, 12, 31) if deadline or "年内" in said else None)
    if not when.months and len(said) <= _SHORT:
        for words, months in CUSTOMS:
            if re.search(words, said):
                when.add(months)
    return when


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else chinese_number(text) or 0


def _blot(said: str, found: re.Match[str]) -> str:
    return said[: found.start()] + "□" * len(found[0]) + said[found.end() :]


def _months(said: str, year: int, when: When, deadline: bool) -> str:
    for found in _MONTH.finditer(said):
        own = _year_of(found["year"], year)
        if own < year:
            continue
        first, last = _number(found["first"]), _number(found["last"] or found["first"])
        if found["last"] and found["sep"] in "、及和":
            months = [first, last]
        else:
            months = list(range(first, last + 1)) if first <= last else [*range(first, 13), *range(1, last + 1)]
        months += [_number(one) for one in (found["more"] or "").split("、") if one]
        closing = own + 1 if months[-1] < months[0] and len(months) > 1 and first > last else own
        due = _due_in(found, closing, months[-1])
        if due and found["before"]:
            months = [due.month]
        when.add(months, due)
        said = _blot(said, found)
    return said


def _year_of(text: str | None, year: int) -> int:
    if not text or text == "今年":
        return year
    return year + 1 if text in ("明年", "次年") else int(text[:4])


def _due_in(found: re.Match[str], year: int, month: int) -> date | None:
    if found["day"]:
        try:
            return date(year, month, int(found["day"]))
        except ValueError:
            return last_day(year, month)
    if found["part"] in ("上旬", "初"):
        return date(year, month, 10)
    if found["part"] in ("中旬", "中"):
        return date(year, month, 20)
    if found["before"] and not found["part"]:
        return date(year, month, 1) - timedelta(days=1)
    return last_day(year, month)


def _spans(said: str, year: int, when: When) -> str:
    for found in _QUARTER.finditer(said):
        last = _number(found["quarter"])
        first = _number(found["more"][0]) if found["more"] else last
        months = range(first * 3 - 2, last * 3 + 1)
        when.add([last * 3] if found["before"] else months, last_day(year, last * 3))
        said = _blot(said, found)
    for found in _HALF.finditer(said):
        first = 1 if found["half"] == "上" else 7
        when.add([first + 5] if found["before"] else range(first, first + 6), last_day(year, first + 5))
        said = _blot(said, found)
    for found in _YEAR_END.finditer(said):
        when.add([12], date(year, 12, 31))
        said = _blot(said, found)
    return said


def _occasions(said: str, year: int, when: When) -> None:
    for pattern, months, day in _OCCASIONS:
        for found in pattern.finditer(said):
            if "前" in found["tail"]:
                due = _eve(found[0], year, day)
                when.add([due.month] if due and day else months, due)
            else:
                when.add(months)
            said = _blot(said, found)


def _eve(words: str, year: int, day: tuple[int, int] | None) -> date | None:
    if day == (1, 1):
        return date(year - 1, 12, 31) if "春节" not in words else feast_day("春节", year) - timedelta(days=1)
    if day:
        return date(year, *day) - timedelta(days=1)
    feast = feast_of(words)
    return feast.day(year) - timedelta(days=1) if feast else None
