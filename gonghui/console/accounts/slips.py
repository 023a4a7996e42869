"""账号条: one slip a person, to be cut out and handed over; as a page to print or as a Word file.

The one-time codes on them are in no other place: whoever needs them again prints new ones, and the old stop working.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import segno
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gonghui.console.accounts.access import Keeper
from gonghui.console.accounts.lists import account_of, chairless
from gonghui.console.numbers import keys
from gonghui.console.request import OfficeRequest
from gonghui.kernel.dates import cn_date
from gonghui.kernel.machine import own_addresses
from gonghui.kernel.printing.styles import plain_document
from gonghui.kernel.refusal import Refused
from gonghui.people.public import (
    Account,
    OfficeHeld,
    Slip,
    account_reset,
    chair_accounts_open,
    policy,
    slips_issue,
)

MOST = 300
LOCAL = ("127.0.0.1", "localhost", "[::1]")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def address_for_others(request: OfficeRequest) -> str:
    """Where the others reach this server: as this page was reached, unless that was the machine itself."""
    host = request.get_host()
    name, _, port = host.partition(":") if not host.startswith("[") else (host, "", "")
    if name in LOCAL and (found := own_addresses()):
        return f"http://{found[0]}{f':{port}' if port else ''}/"
    return request.build_absolute_uri("/")


@never_cache
@require_POST
def several(request: OfficeRequest) -> HttpResponse:
    """Slips for the chosen accounts."""
    keeper = Keeper(request)
    chosen = set(keys(request.POST.getlist("pk")))
    if not chosen:
        raise Refused("还没有选账号。", "请在要印的账号前面打勾。")
    if len(chosen) > MOST:
        raise Refused(f"一次最多印{MOST}张。", "请分几次印。")
    accounts = list(Account.objects.filter(pk__in=chosen).order_by("username"))
    for account in accounts:
        keeper.check(account)
    slips = slips_issue(accounts=accounts, days=policy().slip_days, by=request.hand, at=request.moment.at)
    return paper(request, slips)


@never_cache
@require_POST
def chairs(request: OfficeRequest) -> HttpResponse:
    """An account and a slip for every grassroots chair who has none."""
    keeper = Keeper(request)
    if not keeper.opens_for_chairs:
        raise Refused("您不能给基层主席开账号。", "请镇总工会主席、组织干事或系统管理员来办。")
    unions = chairless(request)[:MOST]
    if not unions:
        raise Refused("基层主席都有账号了。", "要重印账号条，请在账号前面打勾。")
    slips = chair_accounts_open(unions=unions, days=policy().slip_days, by=request.hand, at=request.moment.at)
    return paper(request, slips)


@never_cache
@require_POST
def reset(request: OfficeRequest, pk: int) -> HttpResponse:
    """A person's password is taken away, all his sessions end; a slip lets him in again."""
    account = account_of(request, pk)
    slip = account_reset(account=account, days=policy().slip_days, by=request.hand, at=request.moment.at)
    return paper(request, [slip])


def paper(request: OfficeRequest, slips: Sequence[Slip], back: str = "") -> HttpResponse:
    """The slips as they are wanted: a Word file, or a page that prints eight to a sheet, with the way `back`."""
    address = request.POST.get("address", "").strip()[:200] or address_for_others(request)
    posts = _posts([slip.account for slip in slips], request)
    if request.POST.get("form") == "word":
        response = HttpResponse(_word(slips, posts, address), content_type=DOCX)
        name = f"账号条{request.moment.today:%Y%m%d}.docx"
        response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
        return response
    rows = [(slip, posts.get(slip.account.pk, "")) for slip in slips]
    page = {"rows": rows, "address": address, "qr": _qr(address), "today": request.moment.today,
            "back": back or reverse("console:accounts")}  # fmt: skip
    return render(request, "console/accounts/slips.html", page)


def _posts(accounts: Sequence[Account], request: OfficeRequest) -> dict[int, str]:
    held = OfficeHeld.objects.on(request.moment.today).filter(account__in=accounts).select_related("union")
    return {office.account_id: f"{office.union.name} {office.get_role_display()}" for office in held.order_by("-pk")}


def _qr(address: str) -> str:
    return str(segno.make(address, error="m").svg_data_uri(scale=3, border=2))


def _word(slips: Sequence[Slip], posts: dict[int, str], address: str) -> bytes:
    """Two slips to a row of a ruled table; a dashed line is cut along."""
    document = plain_document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(12)
    picture = BytesIO()
    segno.make(address, error="m").save(picture, kind="png", scale=6, border=2)
    table = document.add_table(rows=0, cols=2)
    _dashed(table)
    for at in range(0, len(slips), 2):
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, slip in zip(row.cells, slips[at : at + 2], strict=False):
            _fill(cell, slip, posts.get(slip.account.pk, ""), address, picture)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _dashed(table: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "dashed"), ("sz", "4"), ("space", "0"), ("color", "808080")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def words_of(slip: Slip, post: str, address: str) -> list[tuple[str, bool]]:
    """The lines of a slip, each with whether it stands out."""
    return [
        (f"工会通账号条　{slip.account.name}", True), (post, False), (f"网址：{address}", False),
        (f"账号：{slip.account.username}", True), (f"一次性登录码：{slip.code}", True),
        (f"{cn_date(slip.until.date())}以前有效，用一次就作废。", False),
        ("第一次登录：打开网址（或扫码），填账号和登录码，再给自己设一个口令，以后用口令登录。"
         "登录码不要给别人；过期了、忘了口令，找工会再要一张。", False),
    ]  # fmt: skip


def _fill(cell: Any, slip: Slip, post: str, address: str, picture: BytesIO) -> None:
    """The slip's lines with the code of the address at the end; line heights are their own, not the official grid's."""
    lines = [line for line in words_of(slip, post, address) if line[0]]
    for number, (text, strong) in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        _close_set(paragraph)
        run = paragraph.add_run(text)
        run.font.size, run.font.bold = Pt(12 if strong else 9), strong
    shown = cell.add_paragraph()
    _close_set(shown)
    shown.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    picture.seek(0)
    shown.add_run().add_picture(picture, width=Mm(14))


def _close_set(paragraph: Any) -> None:
    paragraph.paragraph_format.line_spacing = 1.0
    paragraph.paragraph_format.space_before = Pt(2)
    paragraph.paragraph_format.first_line_indent = Pt(0)
