"""Days as people type them: 0702, 7.2, 今天."""

import re
import unicodedata
from datetime import date, timedelta

from gonghui.kernel.sheets.cells import BadValue
from gonghui.kernel.sheets.dates import parse_date

_WORDS = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "后天": 2}
_MONTH_DAY = re.compile(r"(\d{2})(\d{2})|(\d{1,2})\s*[./\-月、]\s*(\d{1,2})\s*[日号]?", re.ASCII).fullmatch


def parse_typed_date(text: str, today: date, future_ok: bool = False) -> date:
    """A day typed by hand: 今天, 昨天, 0702, 7.2, 7月2日 (all of this year), or any full date that a sheet may hold.

    Raises BadValue for what is no day, and for a day after `today` unless `future_ok`.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in _WORDS:
        found = today + timedelta(days=_WORDS[plain])
    elif (match := _MONTH_DAY(plain)) and 1 <= int(match[1] or match[3]) <= 12:
        month, day = int(match[1] or match[3]), int(match[2] or match[4])
        try:
            found = date(today.year, month, day)
        except ValueError:
            raise BadValue(f"{today.year}年{month}月没有{day}日", "写成0702或2026-07-02这样") from None
    else:
        read = parse_date(plain, today=today, future_ok=True)
        if read is None:
            raise BadValue("认不出这个日期", "写成0702或2026-07-02这样")
        found = read
    if found > today and not future_ok:
        raise BadValue(f"{found.year}年{found.month}月{found.day}日还没有到", "请核对日期")
    return found
