"""What a field's declaration says, as an officer finds it in a spreadsheet, a list and a form."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from gonghui.kernel.imports.models import Batch
from gonghui.kernel.ledger.api import Field, Fields, Reader
from gonghui.kernel.privacy import MASK
from gonghui.kernel.scope import EVERYTHING
from gonghui.kernel.sheets import BadValue

DAY = date(2026, 7, 2)
SEXES = (("m", "男"), ("f", "女"))
READER = Reader(EVERYTHING, DAY)


def read(one: Field, cell: Any) -> Any:
    return one.column(DAY).parse(cell)


def test_an_office_that_writes_another_word_for_a_choice_is_understood() -> None:
    sex = Field("sex", "性别", "choice", choices=SEXES, spoken={"m": "男性 先生"})
    assert [read(sex, cell) for cell in ("男", "先生", "女")] == ["m", "m", "f"]
    with pytest.raises(BadValue, match="可以填：男、女"):
        read(sex, "f")


def test_an_office_that_writes_only_the_month_of_an_end_means_its_last_day() -> None:
    ends = Field("ends_on", "届满日期", "day", future=True, last=True)
    assert read(ends, "2027年6月") == date(2027, 6, 30)


def test_somebody_who_brings_an_export_back_leaves_the_masked_number_as_it_is() -> None:
    number = Field("number", "证件号", "identity", private=True)
    assert read(number, MASK) is None
    own = Field("number", "证件号", "identity", private=True, read=lambda today: lambda cell: f"{cell}!")
    assert read(own, MASK) == f"{MASK}!"


def test_a_sheet_calls_a_column_by_its_longer_heading_and_keeps_the_digits_of_a_code() -> None:
    union = Field("union", "工会", "text", head="所属工会", also="工会名称 基层工会")
    column = union.column(DAY)
    assert (column.title, column.synonyms, union.digits) == ("所属工会", ("工会名称", "基层工会"), True)
    assert union.listed_as("union__name", line=True).title == "工会"


def test_a_value_that_lies_at_a_linked_record_is_shown_in_list_and_export_alike() -> None:
    name = Fields({Batch: "batch__"}, "filename")["filename"]
    row = SimpleNamespace(batch=SimpleNamespace(filename="名册.xlsx"))
    assert (name.label, name.shown(row), name.listed_as().of(row, READER)) == ("文件名", "名册.xlsx", "名册.xlsx")
    assert name.shown(SimpleNamespace(batch=None)) == ""


def test_one_form_may_ask_otherwise_than_another_without_renaming_the_field() -> None:
    batch = Fields({Batch: ""}, "filename", "scan")
    asked = batch.but("filename", required=False, help="没有的空着")
    assert (asked.label, asked.required, asked.help) == ("文件名", False, "没有的空着")
    assert [one.key for one in batch.pick("scan", "filename")] == ["scan", "filename"]
