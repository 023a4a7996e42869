"""What the office lays over the statutes: a value by its own document, the holidays of a year; each leaves an event."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules.calendar import FIXED, Year, mistake
from gonghui.kernel.rules.checking import wrong_value
from gonghui.kernel.rules.edition import look_again
from gonghui.kernel.rules.load import places, rules
from gonghui.kernel.rules.model import LENGTHS, UNITS, Rule
from gonghui.kernel.rules.models import HolidayNotice, RuleOverride, RulesEdition
from gonghui.kernel.rules.wording import value_words

FIRST_YEAR, LAST_YEAR = 2000, 2100


def barred(found: Rule, place: str) -> Refused | None:
    """Why the office may not enter a value of its own for this rule and province ("" for the text everywhere).

    A text that was checked stays as it is: whoever thinks it wrong has it mended in the statutes. A province may
    regulate what the law leaves open (立法法 82), not what only the state may (立法法 11), nor lift a prohibition.
    """
    if place and place not in places():
        return Refused(f"没有省份“{place[:20]}”。", "请从列出的省份里选。", "place")
    if found.place and place != found.place:
        return Refused(f"“{found.title}”只在{places()[found.place]}施行。", f"请选{places()[found.place]}。", "place")
    text = found if not place or found.place else found.locals.get(place)
    if text is not None and text.confidence == "verified" and not (text.local_only and not place):
        todo = (
            "原文改了的，请镇总工会更新规则库；省里另有规定的，请选省份再登记。"
            if not place
            else "原文改了的，请更新规则库。"
        )
        return Refused(f"这条核对过原文（{text.citation}），不能另外登记一个数。", todo, "place")
    if not place and found.local_only and not found.entered:
        return Refused("这条没有全国统一的数，由各省规定。", "请选省份。", "place")
    if place and text is None and found.confidence == "verified":
        if found.reserved:
            return Refused(f"{found.reserved}，地方文件不能改。", "请按全国规定办。", "place")
        if found.kind == "flag":
            return Refused("全国的规定必须遵守，地方文件不能取消。", "请按全国规定办。", "place")
    return None


@transaction.atomic
def override_put(
    *, rule: str, place: str, value: Any, start_on: date, number: str, title: str, by: Hand, at: datetime,
    kind: str = "", note: str = "",
) -> RuleOverride:  # fmt: skip
    """Enter a value that holds from `start_on` (inclusive, may lie ahead) by a document with a number.

    `value` is as in the statutes; `kind` may name another unit of time where the document counts so, else it is the
    rule's. The operator stays. Raises Refused for an unknown rule, what may not be changed (see `barred`), a value of
    the wrong type, a document without number or title, and a second value from the same day.
    """
    found = rules().get(rule)
    if found is None:
        raise Refused(f"没有代码是“{rule[:60]}”的规定。", "请从“依据”里打开要改的那一条。")
    no = barred(found, place)
    if no is not None:
        raise no
    kind = kind or found.kind
    if kind != found.kind and not (kind in LENGTHS and found.kind in LENGTHS):
        raise Refused("这条规定的类型不能换。", "只有期限可以在日、工作日、月、年之间换。", "kind")
    if value is None or wrong_value(kind, value):
        raise Refused("这个数不合这条规定的类型。", "请照文件上的数再填一次。", "value")
    number, title = _document(number, title)
    same = RuleOverride.objects.filter(rule=rule, place=place, start_on=start_on, retired_at=None).first()
    if same:
        raise Refused(
            f"从{cn_date(start_on)}起已经按{same.number}登记了一个数。", "请先停用那一个，或者核对日期。", "start_on"
        )
    row = writes.create(
        RuleOverride(
            rule=rule, place=place, kind=kind, value=value, start_on=start_on, number=number, title=title,
            note=note.strip(), by_id=by.account_id, by_name=by.name, at=at,
        ), by,
    )  # fmt: skip
    unit = found.unit if kind == found.kind else UNITS[kind]
    said = value_words(kind, value, unit, found.compare)
    writes.log("override_put", row, f"{found.title}：从{cn_date(start_on)}起{said}，按{number}", by, at)
    _restamp()
    return row


@transaction.atomic
def override_retire(
    *, override: RuleOverride, reason: str, by: Hand, at: datetime, on: date | None = None
) -> RuleOverride:
    """Take a value out: from `on` (the first day it no longer holds), or altogether when `on` is None.

    Raises Refused without a reason, for one already taken out, and for a day before its start.
    """
    why = _reason(reason)
    row = RuleOverride.objects.select_for_update().get(pk=override.pk)
    if row.retired_at:
        raise Refused(f"这个数已经由{row.retired_by}停用了。", "不用再停用。")
    if on is not None and on < row.start_on:
        raise Refused("停用的日子早于起始日期。", "请核对日期；从来不该有的，日子空着。", "on")
    changes = writes.change(
        row, by, end_on=row.start_on if on is None else on, retired_at=at, retired_by=by.name, retired_why=why
    )
    title = rules()[row.rule].title if row.rule in rules() else row.rule
    since = "整个作废" if on is None else f"从{cn_date(on)}起不用"
    writes.log("override_retire", row, f"{title}：{row.number}的数{since}，{why}", by, at, changes)
    _restamp()
    return row


@transaction.atomic
def holidays_put(
    *, year: int, free: Sequence[tuple[str, date, date]], work: Sequence[date], number: str, title: str, by: Hand,
    at: datetime, note: str = "",
) -> HolidayNotice:  # fmt: skip
    """Enter a year's holidays: `free` (name, first, last day, inclusive), `work` the weekend days made up.

    An earlier entry for the year is kept and marked as replaced. Raises Refused for what cannot be a yearly notice.
    """
    number, title = _document(number, title)
    _sound(Year(year, tuple(free), tuple(work), False, number, ""))
    for old in HolidayNotice.objects.select_for_update().filter(year=year, retired_at=None):
        writes.change(old, by, retired_at=at, retired_by=by.name, retired_why=f"由{number}代替")
    row = writes.create(
        HolidayNotice(
            year=year, number=number, title=title, note=note.strip(), by_id=by.account_id, by_name=by.name, at=at,
            free=[[name, first.isoformat(), last.isoformat()] for name, first, last in sorted(free, key=lambda f: f[1])],
            work=[day.isoformat() for day in sorted(work)],
        ), by,
    )  # fmt: skip
    writes.log("holidays_put", row, f"{year}年放假安排，按{number}", by, at)
    _restamp()
    return row


@transaction.atomic
def holidays_retire(*, notice: HolidayNotice, reason: str, by: Hand, at: datetime) -> HolidayNotice:
    """Take the office's entry for a year out; the year on file, or the fallback, holds again. Raises Refused."""
    why = _reason(reason)
    row = HolidayNotice.objects.select_for_update().get(pk=notice.pk)
    if row.retired_at:
        raise Refused(f"这份安排已经由{row.retired_by}停用了。", "不用再停用。")
    changes = writes.change(row, by, retired_at=at, retired_by=by.name, retired_why=why)
    writes.log("holidays_retire", row, f"{row.year}年放假安排（{row.number}）停用，{why}", by, at, changes)
    _restamp()
    return row


def _sound(year: Year) -> None:
    if not FIRST_YEAR <= year.year <= LAST_YEAR:
        raise Refused("年份不对。", f"请写{FIRST_YEAR}到{LAST_YEAR}之间的年份。", "year")
    wrong = mistake(year)
    if wrong == "work":
        bad = next((day for day in sorted(year.work) if day.weekday() < 5 or day in year.off), None)
        shown = cn_date(bad) if bad else "有一天"
        raise Refused(f"{shown}不能是调休上班的日子。", "调休上班的只能是不放假的周六、周日，请核对通知。", "work")
    said = {
        "backwards": ("有一个假的最后一天早于第一天。", "请核对起止日期。"),
        "year": (f"有的日子不在{year.year}年里。", "跨年的假，请把两边各记在自己的年份里。"),
        "twice": ("有两个假占了同一天。", "请核对起止日期。"),
    }
    if wrong:
        raise Refused(*said[wrong], "free")
    missing = [(month, day) for month, day in FIXED if date(year.year, month, day) not in year.off]
    if missing:
        month, day = missing[0]
        raise Refused(f"{month}月{day}日是法定节日，不在放假的日子里。", "请对照通知把各个假补全。", "free")


def _document(number: str, title: str) -> tuple[str, str]:
    number, title = number.strip(), title.strip()
    if len(number) < 4 or not any(letter.isdigit() for letter in number):
        raise Refused("还没有写文号。", "请照文件写，比如苏人社发〔2025〕12号；没有文号的说法不能登记。", "number")
    if len(title) < 4:
        raise Refused("还没有写文件名称。", "请写文件的全名。", "title")
    return number[:60], title[:120]


def _reason(text: str) -> str:
    if len(text.strip()) < 2:
        raise Refused("还没有写原因。", "请写为什么停用，比如“文件已经废止”。", "reason")
    return text.strip()[:300]


def _restamp() -> None:
    RulesEdition.objects.update_or_create(pk=1, defaults={"stamp": secrets.token_hex(16)})
    look_again()
