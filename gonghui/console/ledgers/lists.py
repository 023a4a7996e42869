"""The page of a list: table, export and print of the same rows."""

import io
from collections.abc import Iterator, Sequence
from typing import Any, cast
from urllib.parse import parse_qsl, quote, urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from gonghui.console.finding import found_page
from gonghui.console.ledgers.drawing import drawn_row
from gonghui.console.ledgers.reading import LedgerView, reader_of
from gonghui.console.numbers import key
from gonghui.console.prints.menu import bulk_prints
from gonghui.console.privacy.rights import may_take_out, openable
from gonghui.console.request import OfficeRequest
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import Badge, Column, Days, Due, Filter, Ledger, Reader
from gonghui.kernel.ledger.choice import Choice, labels_of, read_choice
from gonghui.kernel.ledger.rows import PAGE, page_rows, preset_counts, rows_by_key, shares_of
from gonghui.kernel.privacy.exports import export_make
from gonghui.kernel.privacy.inventory import about_people
from gonghui.kernel.privacy.words import sought_number
from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets import write_rows
from gonghui.people.public import Account, SavedView, view_drop, view_save

MOST_ON_PAPER = 3000
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ListPage(LedgerView):
    """One list: the page itself, its print view, its export."""

    def get(self, request: HttpRequest) -> HttpResponse:
        reader = self.reader_of(request)
        choice = read_choice(self.ledger, request.GET, reader)
        if sought_number(request.GET.get("q", "")):
            messages.info(request, "证件号、手机、卡号请在查找框里查，不要写进网址：网址会留在浏览器里。")
            return HttpResponseRedirect(f"{request.path}?{choice.query()}")
        if request.GET.getlist("c") or (
            any(key.endswith((".from", ".to")) for key in request.GET) and not choice.wrong
        ):
            return HttpResponseRedirect(f"{request.path}?{choice.query()}")
        if request.GET.get("export") == "xlsx":
            return workbook(request, choice, reader)
        if request.GET.get("print") == "1":
            return self._print(request, choice, reader)
        return self._page(request, choice, reader)

    def post(self, request: HttpRequest) -> HttpResponse:
        """The search box of the list: words go into the address as ever, a person's number never does."""
        reader, text = self.reader_of(request), request.POST.get("q", "").strip()[:60]
        if sought_number(text):
            return found_page(request, text, reader_of(request))
        choice = read_choice(self.ledger, request.POST, reader)
        return HttpResponseRedirect(f"{request.path}?{choice.query(page=None)}")

    def _page(self, request: HttpRequest, choice: Choice, reader: Reader) -> HttpResponse:
        ledger = self.ledger
        total, parts = shares_of(choice, reader)
        pages = max(1, -(-total // PAGE))
        page = min(choice.page, pages)
        rows = page_rows(choice, reader, (page - 1) * PAGE, PAGE)
        columns = choice.columns()
        counts = preset_counts(ledger, reader)
        views = SavedView.objects.filter(account=cast(Account, request.user), ledger=ledger.key).order_by("name")
        equal = ledger.equality(reader) if choice.bare and choice.view == ledger.presets[0].key else None
        tight = density(request)
        context = {
            "ledger": ledger, "choice": choice, "reader": reader, "total": total, "page": page, "pages": pages,
            "rows": [drawn_row(ledger, columns, row, reader) for row in rows],
            "columns": [(column, *arrow(choice, column)) for column in columns], "parts": parts,
            "presets": [(preset, counts[preset.key], preset_link(preset.key, choice)) for preset in ledger.presets],
            "views": views, "here": request.path, "kept": choice.query(page=None), "chips": chips(choice, reader),
            "chooser": chooser(choice, columns), "equal": equal, "first": (page - 1) * PAGE + 1, "tight": tight,
            "last": min(page * PAGE, total), "around": around(page, pages, choice), 
            "acts": [(act, act.word()) for act in ledger.bulk_acts(reader)], "new": new_url(ledger, reader),
            "prints": bulk_prints(ledger, reader),
            "bulk": reverse(f"console:{ledger.key}-bulk"),
            "gap_words": ledger.gaps[choice.gap][0] if choice.gap else "", "words": choice.in_words(reader),
            "gap_without": choice.query(gap=None, page=None), "preset_query": preset_link(choice.view, choice),
            "take_out": take_out_url(ledger, reader, choice),
            "nothing_yet": total == 0 and choice.bare and not any(counts.values()),
        }  # fmt: skip
        return render(request, "console/ledgers/list.html", context)

    def _print(self, request: HttpRequest, choice: Choice, reader: Reader) -> HttpResponse:
        columns = choice.columns()
        rows = page_rows(choice, reader, 0, MOST_ON_PAPER)
        total, _ = shares_of(choice, reader)
        context = {
            "ledger": self.ledger, "columns": columns, "words": choice.in_words(reader) or choice.preset.title, "total": total,
            "rows": [[plain(column, row, reader) for column in columns] for row in rows], "reader": reader,
            "left_out": max(0, total - MOST_ON_PAPER), "back": f"{request.path}?{choice.query()}",
        }  # fmt: skip
        page = render(request, "console/ledgers/print.html", context)
        if about_people(self.ledger.model):  # paper leaves the house as a file does
            asked = cast(OfficeRequest, request)
            export_make(what=self.ledger.key, title=f"{self.ledger.title}（打印）", words=choice.in_words(reader), rows=len(rows),
                        by=asked.hand, at=asked.moment.at, build=lambda row: page.content)  # fmt: skip
        return page


def density(request: HttpRequest) -> str:
    """The row height this person works with: normal, tight or loose."""
    wanted = request.GET.get("density")
    if wanted in ("normal", "tight", "loose"):
        request.session["density"] = wanted
    return request.session.get("density", "normal")


def preset_link(key: str, choice: Choice) -> str:
    """The ready view by itself: the columns stay, the filters go."""
    first = choice.ledger.presets[0].key
    parts = {"view": key if key != first else "", "cols": ",".join(choice.cols)}
    return urlencode({name: value for name, value in parts.items() if value})


def arrow(choice: Choice, column: Column) -> tuple[str, str]:
    """(state, link) of a column's head: sorted up, down or not, and the query of the next press."""
    wanted = choice.sort or choice.ledger.sort
    state = "up" if wanted == column.key else "down" if wanted == f"-{column.key}" else ""
    if not column.sort:
        return state, ""
    return state, choice.query(sort=f"-{column.key}" if state == "up" else column.key, page=None)


def chips(choice: Choice, reader: Reader) -> list[dict[str, Any]]:
    """The filter chips: their options with what is ticked, the words of a set one, the query without it."""
    out = []
    for chip in choice.ledger.filters:
        values = choice.picked.get(chip.key, ())
        entry: dict[str, Any] = {
            "key": chip.key, "title": chip.title, "days": isinstance(chip, Days), "wrong": choice.wrong.get(chip.key),
            "words": "、".join(labels_of(chip, values, reader)) if values else "", "keep": keep(choice, chip.key),
            "without": choice.query(**{chip.key: None, "page": None}),
        }  # fmt: skip
        if isinstance(chip, Filter):
            offered = {**chip.labels(values, reader), **dict(chip.options(reader))}
            entry["options"] = [(value, label, value in values) for value, label in offered.items()]
        else:
            entry["ends"] = values[0].split("~") if values else ["", ""]
        if entry["days"] or entry["options"]:
            out.append(entry)
    return out


def keep(choice: Choice, but: str) -> list[tuple[str, str]]:
    """Hidden fields that carry the rest of the choice through one chip's own form."""
    return [(key, value) for key, value in parse_qsl(choice.query(page=None)) if key != but]


def chooser(choice: Choice, columns: list[Column]) -> dict[str, Any]:
    """The columns to tick, those in use first and in their order."""
    rest = [column for column in choice.ledger.columns if column not in columns]
    lines = [(column, column in columns, at) for at, column in enumerate([*columns, *rest], 1)]
    return {"lines": lines, "shown": len(columns), "all": len(choice.ledger.columns), "keep": keep(choice, "cols"),
            "default": choice.query(cols=None)}  # fmt: skip


def around(page: int, pages: int, choice: Choice) -> list[tuple[int | None, str]]:
    """Page numbers to offer: first, last and the neighbours; None stands for a gap."""
    wanted = sorted({1, pages, *range(max(1, page - 2), min(pages, page + 2) + 1)})
    out: list[tuple[int | None, str]] = []
    for number in wanted:
        if out and out[-1][0] is not None and number - out[-1][0] > 1:
            out.append((None, ""))
        out.append((number, choice.query(page=number if number > 1 else None)))
    return out


def new_url(ledger: Ledger, reader: Reader) -> str:
    """Where this reader enters a new row; "" for one who cannot."""
    act = ledger.act("new")
    return reverse(f"console:{ledger.one}-new") if act and act.offered(reader) else ""


def take_out_url(ledger: Ledger, reader: Reader, choice: Choice) -> str:
    """Where the same rows are exported with private values in clear; "" for who may not, and where there are none."""
    if not openable(ledger) or not may_take_out(ledger, reader):
        return ""
    kept = choice.query(page=None)
    return reverse("console:privacy-take-out", args=[ledger.key]) + (f"?{kept}" if kept else "")


def plain(column: Column, row: Any, reader: Reader) -> Any:
    """The cell's value as a sheet takes it: text, number or date."""
    value = column.of(row, reader)
    if isinstance(value, Due):
        return value.on
    return str(value) if isinstance(value, Badge) else value


def sheet_rows(choice: Choice, reader: Reader, keys: list[int], opened: Sequence[str] = ()) -> Iterator[list[Any]]:
    """The rows of a sheet; `opened` are the labels of private values that stand in clear behind the columns."""
    columns = plain_columns(choice, opened)
    for start in range(0, len(keys), 1000):
        for row in rows_by_key(choice.ledger, keys[start : start + 1000], reader):
            shown = dict(choice.ledger.secrets(row)) if opened else {}
            yield [*(plain(column, row, reader) for column in columns), *(shown.get(label, "") for label in opened)]


def plain_columns(choice: Choice, opened: Sequence[str] = ()) -> list[Column]:
    """The chosen columns without those that stand in clear at the end."""
    return [column for column in choice.columns() if column.title not in opened]


def keys_of(choice: Choice, reader: Reader) -> list[int]:
    """The keys of the chosen rows in their order."""
    return list(choice.chosen(reader).order_by(*choice.order()).values_list("pk", flat=True))


def title_and_words(choice: Choice, reader: Reader) -> tuple[str, str]:
    """The title of a sheet and the conditions in words."""
    words, title, day = choice.in_words(reader), choice.ledger.title, cn_date(reader.today)
    return (f"{title}（{words}，{day}）" if words else f"{title}（{day}）"), words


def workbook(request: HttpRequest, choice: Choice, reader: Reader, keys: list[int] | None = None) -> HttpResponse:
    """The chosen rows (or those of `keys`) with the chosen columns as a spreadsheet, registered; private values stay masked."""
    asked, ledger = cast(OfficeRequest, request), choice.ledger
    keys = keys_of(choice, reader) if keys is None else keys
    title, words = title_and_words(choice, reader)
    _, data = export_make(what=ledger.key, title=ledger.title, words=words, rows=len(keys), by=asked.hand, at=asked.moment.at,
                          build=lambda row: sheet_of(choice, reader, keys, title))  # fmt: skip
    return attached(ledger, reader, data)


def sheet_of(
    choice: Choice, reader: Reader, keys: list[int], title: str, opened: Sequence[str] = (), mark: str = ""
) -> bytes:
    """The spreadsheet of these rows."""
    columns = plain_columns(choice, opened)
    codes = [at for at, column in enumerate(columns) if column.digits]
    codes += range(len(columns), len(columns) + len(opened))
    out = io.BytesIO()
    write_rows(out, title, [*(column.title for column in columns), *opened], sheet_rows(choice, reader, keys, opened),
               codes, sheet_name=choice.ledger.title, mark=mark)  # fmt: skip
    return out.getvalue()


def attached(ledger: Ledger, reader: Reader, data: bytes) -> HttpResponse:
    """A spreadsheet as a download."""
    response = HttpResponse(data, content_type=SHEET)
    name = quote(f"{ledger.title}{reader.today.isoformat()}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response["Cache-Control"] = "no-store"
    return response


class ViewKeep(LedgerView):
    """Saves the present choice under a name, or drops a saved one; both belong to this person alone."""

    def post(self, request: HttpRequest) -> HttpResponse:
        reader = self.reader_of(request)
        asked = cast(OfficeRequest, request)
        home = reverse(f"console:{self.ledger.key}")
        if request.POST.get("drop"):
            own = SavedView.objects.filter(account=cast(Account, request.user), pk=key(request.POST["drop"])).first()
            if own:
                view_drop(view=own, by=asked.hand, at=asked.moment.at)
                messages.success(request, f"视图“{own.name}”已去掉。")
            return HttpResponseRedirect(home)
        choice = read_choice(self.ledger, QueryDict(request.POST.get("query", "")), reader)
        query = choice.query(page=None)
        try:
            view = view_save(
                account=cast(Account, request.user), ledger=self.ledger.key, name=request.POST.get("name", ""),
                query=query, by=asked.hand, at=asked.moment.at,
            )  # fmt: skip
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"已存为视图“{view.name}”，在上面一行可以打开。")
        return HttpResponseRedirect(f"{home}?{query}")
