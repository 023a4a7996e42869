"""Spreadsheets as an office would make them, for the tests of this folder; every number belongs to nobody."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

import xlsxwriter

from gonghui.kernel.sheets import (
    BadValue,
    Field,
    Sheet,
    Table,
    find_table,
    id_check_digit,
    parse_count,
    parse_date,
    parse_id_number,
    parse_name,
    parse_phone,
    parse_text,
    read_workbook,
)

TODAY = date(2026, 7, 1)

PEOPLE = (
    Field("name", "姓名", ("员工姓名",), parse_name, required=True),
    Field(
        "id_number",
        "身份证号",
        ("身份证号码", "证件号", "证件号码", "身份证"),
        partial(parse_id_number, today=TODAY),
        required=True,
        private=True,
    ),
    Field("phone", "手机", ("手机号", "手机号码", "联系电话"), parse_phone, private=True),
    Field("unit", "单位", ("单位全称", "企业名称", "所在单位"), parse_text),
    Field("born", "出生年月", ("出生日期",), partial(parse_date, today=TODAY)),
    Field("joined", "入职时间", ("入职日期",), partial(parse_date, today=TODAY)),
    Field("post", "岗位", ("工种",), parse_text),
)
UNITS = (
    Field("unit", "单位名称", ("单位", "企业名称"), parse_text, required=True),
    Field("workers", "职工人数", ("职工数",), parse_count),
    Field("women", "女职工人数", ("职工人数(女)", "女职工数"), parse_count),
)


def person_id(birth: date = date(1985, 3, 1), number: int = 1, area: str = "329999") -> str:
    """A number with a right check digit in an area that does not exist."""
    first = f"{area}{birth:%Y%m%d}{number:03d}"
    return first + id_check_digit(first)


def book(
    rows: Mapping[str, Sequence[Sequence[Any]]] | Sequence[Sequence[Any]],
    merges: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    finish: Callable[[Any, Any], None] | None = None,
) -> bytes:
    """An xlsx of the given sheets; merges ("A1:F1") and hidden rows (from 1) belong to the first one."""
    stream = BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False})
    sheets = rows if isinstance(rows, Mapping) else {"名单": rows}
    for name, lines in sheets.items():
        sheet = workbook.add_worksheet(name)
        for area in merges if name == next(iter(sheets)) else ():
            sheet.merge_range(area, "")
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    first = workbook.worksheets()[0]
    for number in hidden_rows:
        first.set_row(number - 1, None, None, {"hidden": True})
    if finish:
        finish(workbook, first)
    workbook.close()
    return stream.getvalue()


def sheet_of(rows: Sequence[Sequence[Any]], merges: Sequence[str] = ()) -> Sheet:
    """The one sheet of a file that holds these rows, after writing and reading."""
    return read_workbook(book(rows, merges), "名单.xlsx")[0]


def table_of(rows: Sequence[Sequence[Any]], merges: Sequence[str] = (), fields: Sequence[Field] = PEOPLE) -> Table:
    """The table that is found among these rows."""
    table = find_table(sheet_of(rows, merges), fields)
    assert table is not None
    return table


def csv_sheet(text: str, encoding: str = "utf-8") -> Sheet:
    """The sheet of a text file."""
    return read_workbook(text.encode(encoding), "名单.csv")[0]


def with_member(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with one member replaced or added."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return stream.getvalue()


def refusal(parse: Callable[[], object]) -> BadValue:
    """The refusal that the call raises."""
    try:
        value = parse()
    except BadValue as bad:
        return bad
    raise AssertionError(f"taken as {value!r}")
