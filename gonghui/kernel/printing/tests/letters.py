"""A letter for the tests: a guest, a day, a list of companions."""

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from docx import Document

from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.printing.forms import BLANK_DAY, CLERK, TODAY, PrintField, PrintRows, WordForm
from gonghui.kernel.printing.layout import Column, Cut, Facts, Layout, Repeat, Sign, Text, Title
from gonghui.kernel.refusal import Refused

BY = Hand(None, "沈燕")
DAY = date(2026, 7, 2)
AT = datetime(2026, 7, 2, 9, tzinfo=OFFICE_TIME)


@dataclass(frozen=True)
class Guest:
    name: str = "永安纺织有限公司"
    meet_on: date | None = date(2026, 7, 20)
    remark: str = ""
    companions: tuple[str, ...] = ("王小芳", "李大勇")


def _no_names(guest: Guest, day: date) -> Refused | None:
    return None if guest.name != "已注销" else Refused("这家单位已经注销。", "不用再发。")


def letter(**changes: Any) -> WordForm:
    """The form, with parts of its declaration exchanged."""
    parts: dict[str, Any] = {
        "key": "test.letter", "title": "协商邀请函", "why": "请企业来协商。", "line": "权益", "entity": "audit.event",
        "records": lambda scope, day: Event.objects.none(), "names": lambda guest: guest.name, "fits": _no_names,
        "fields": (
            PrintField("guest", "单位名称", lambda g, c: g.name, "永安纺织有限公司"),
            PrintField("meet_on", "协商日期", lambda g, c: g.meet_on, "2026年7月20日", BLANK_DAY),
            PrintField("remark", "备注", lambda g, c: g.remark, "请带好名单"),
            CLERK, TODAY,
        ),
        "rows": (PrintRows("people", "代表名单", lambda g, c: g.companions, (
            PrintField("name", "姓名", lambda person, c: person, "王小芳"),
        )),),
        "layout": Layout((
            Title("协商邀请函"), Text("{{ guest }}：", "left"),
            Text("定于{{ meet_on }}协商。{% if remark %}另：{{ remark }}。{% endif %}联系人：{{ clerk }}。"),
            Repeat("people", (Column("姓名", "name"), Column("签名", ""))),
            Sign("{{ guest }}"), Cut("回执"), Facts((("单位", "{{ guest }}"), ("收到日期", "", "盖章", ""))),
        )),
    }  # fmt: skip
    return WordForm(**(parts | changes))


def text_of(content: bytes) -> str:
    """The words of a Word file, paragraphs and table cells in their order."""
    found = []
    for item in Document(BytesIO(content)).iter_inner_content():
        if hasattr(item, "rows"):
            found += ["|".join(cell.text for cell in row.cells) for row in item.rows]
        else:
            found.append(item.text)
    return "\n".join(found)


def docx_with(*paragraphs: str, header: str = "") -> bytes:
    """A template as an office types it."""
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    out = BytesIO()
    document.save(out)
    return out.getvalue()
