"""The holidays by year: what is on file, what the office entered, and a form for the yearly notice."""

import re
import unicodedata
from calendar import Calendar as Months
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gonghui.console.law.reading import may_keep
from gonghui.console.law.writing import form_page, text
from gonghui.console.ledgers.forms import OfficeForm
from gonghui.console.request import OfficeRequest
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import calendar
from gonghui.kernel.rules.actions import FIRST_YEAR, LAST_YEAR, holidays_put, holidays_retire
from gonghui.kernel.rules.calendar import Calendar, Year
from gonghui.kernel.rules.models import HolidayNotice

_HOLIDAY = re.compile(
    r"(\D+?)\s*[:：]?\s*(\d{1,2})[月./](\d{1,2})日?(?:\s*[-–—~至到]+\s*(?:(\d{1,2})[月./])?(\d{1,2})日?)?", re.ASCII
).fullmatch
_WORKDAY = re.compile(r"(\d{1,2})[月./](\d{1,2})日?", re.ASCII).fullmatch


@dataclass(frozen=True)
class Cell:
    """One day in the year's picture. `look`: off, work, rest (weekend) or ""; `mark`: 休 or 班."""

    day: date
    look: str
    mark: str
    name: str


def index(request: OfficeRequest) -> HttpResponse:
    """The years on file and the next two, with what is uncertain about them."""
    today, days = request.moment.today, calendar()
    listed = sorted({*days.years, today.year, today.year + 1, today.year + 2}, reverse=True)
    rows = [(year, days.years.get(year), "".join(days.doubts(year, year))) for year in listed]
    page = {"rows": rows, "today": today, "may_keep": may_keep(request)}
    return render(request, "console/law/holidays.html", page)


def year_page(request: OfficeRequest, year: int) -> HttpResponse:
    """One year, day by day: 休 and 班, the document, what is uncertain, earlier entries."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    days = calendar()
    known = days.years.get(year)
    page = {
        "year": year, "known": known, "doubt": "".join(days.doubts(year, year)), "may_keep": may_keep(request),
        "months": [(month, _weeks(year, month, days)) for month in range(1, 13)],
        "entries": HolidayNotice.objects.filter(year=year), "today": request.moment.today,
        "has": [each for each in (year - 1, year + 1) if FIRST_YEAR <= each <= LAST_YEAR],
    }  # fmt: skip
    return render(request, "console/law/year.html", page)


def _weeks(year: int, month: int, days: Calendar) -> list[list[Cell | None]]:
    return [[_cell(day, days) if day.month == month else None for day in week]
            for week in Months().monthdatescalendar(year, month)]  # fmt: skip


def _cell(day: date, days: Calendar) -> Cell:
    name, rests = days.name_of(day), days.rests(day)
    if name or (rests and day.weekday() < 5):
        return Cell(day, "off", "休", name or "法定节日")
    if day.weekday() >= 5 and not rests:
        return Cell(day, "work", "班", "调休上班")
    return Cell(day, "rest" if rests else "", "", "")


class YearForm(OfficeForm):
    """The yearly notice, typed as it reads."""

    free = forms.CharField(
        label="放假", max_length=1000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="一行一个假：名称、第一天、最后一天，比如“春节 2.15-2.23”；跨年的假各记各年",
    )  # fmt: skip
    work = forms.CharField(
        label="调休上班", max_length=300, required=False, help_text="周末要上班的日子，用空格隔开，比如“1.4 2.14”"
    )
    number = text("文号", 60, "比如国办发明电〔2025〕7号")
    title = text("文件名称", 120)
    note = text("说明", 300, required=False)


def enter(request: OfficeRequest, year: int) -> HttpResponse:
    """Enter or correct a year's notice; it goes before the file that came with the product."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404

    def act(data: dict[str, Any]) -> str:
        row = holidays_put(
            year=year, free=typed_holidays(year, data["free"]), work=typed_days(year, data["work"]),
            number=data["number"], title=data["title"], note=data["note"], by=request.hand, at=request.moment.at,
        )  # fmt: skip
        return f"{year}年的放假安排按{row.number}登记好了，用到这一年的时限会跟着重算。"

    known = calendar().years.get(year)
    first = {"title": f"国务院办公厅关于{year}年部分节假日安排的通知", **(_typed(known) if known else {})}
    return form_page(request, YearForm, act, title=f"登记{year}年的放假安排", button="登记这一年",
                     back=reverse("console:law-year", args=[year]), first=first,
                     note="照国务院办公厅的通知填。以前的安排会留着，写明由哪份代替。")  # fmt: skip


def _typed(known: Year) -> dict[str, Any]:
    lines = [f"{name} {first.month}.{first.day}-{last.month}.{last.day}" for name, first, last in known.free]
    work = " ".join(f"{day.month}.{day.day}" for day in sorted(known.work))
    return {"free": "\n".join(lines), "work": work, **({} if known.provisional else {"number": known.document})}


def typed_holidays(year: int, typed: str) -> list[tuple[str, date, date]]:
    """Holidays as typed, one a line: 春节 2.15-2.23. Raises Refused (field `free`) naming the line."""
    found = []
    for line in unicodedata.normalize("NFKC", typed).splitlines():
        if not line.strip():
            continue
        match = _HOLIDAY(line.strip())
        if not match:
            raise Refused(f"看不懂“{line.strip()[:20]}”。", "请写成“春节 2.15-2.23”，一行一个。", "free")
        name, month, day = match[1].strip(), int(match[2]), int(match[3])
        first = _date(year, month, day, "free")
        last = _date(year, int(match[4] or month), int(match[5]), "free") if match[5] else first
        found.append((name, first, last))
    return found


def typed_days(year: int, typed: str) -> list[date]:
    """Days as typed: 1.4 2.14. Raises Refused (field `work`)."""
    found = []
    for part in re.split(r"[\s,、;]+", unicodedata.normalize("NFKC", typed).strip()):
        if not part:
            continue
        match = _WORKDAY(part)
        if not match:
            raise Refused(f"看不懂“{part[:20]}”。", "请写成“1.4 2.14”。", "work")
        found.append(_date(year, int(match[1]), int(match[2]), "work"))
    return found


def _date(year: int, month: int, day: int, field: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused(f"{year}年没有{month}月{day}日。", "请对照通知核对。", field) from None


class RetireYearForm(OfficeForm):
    """Taking a year's entry out."""

    reason = text("原因", 300, "比如“登记错了”")


def retire(request: OfficeRequest, year: int) -> HttpResponse:
    """Take the office's entry for a year out; the file on record holds again."""
    notice = HolidayNotice.objects.filter(year=year, retired_at=None).first()
    if notice is None:
        raise Http404

    def act(data: dict[str, Any]) -> str:
        holidays_retire(notice=notice, reason=data["reason"], by=request.hand, at=request.moment.at)
        return f"{year}年登记的放假安排停用了，回到软件自带的安排。"

    return form_page(request, RetireYearForm, act, title=f"停用{year}年登记的放假安排", button="停用这份安排",
                     back=reverse("console:law-year", args=[year]), note=f"现在用的是{notice.number}。")  # fmt: skip
