"""A private field of a plain ledger: sealed in the table, masked outside, looked at only for a purpose."""

import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.imports.running import export_rows, import_file
from gonghui.kernel.ledger.api import Entry, Field, Ledger, entry_amend, entry_record
from gonghui.kernel.ledger.imports.rows import FieldLedger
from gonghui.kernel.ledger.verbs import private_look
from gonghui.kernel.privacy import MASK
from gonghui.kernel.privacy.inventory import Kind, Private
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import EVERYTHING
from gonghui.kernel.sheets import read_workbook

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 7, 2, 9, 30, tzinfo=OFFICE_TIME)
BY = Hand(None, "沈燕")


@pytest.fixture
def cases() -> Iterator[Ledger]:
    """A ledger with a private field, on a table of its own."""
    with isolate_apps("gonghui.kernel.ledger"):

        class Case(Entry):
            PRIVATE = {"illness": Private(kind=Kind.FAMILY, why="判断能不能救助", keep="x")}

            number = models.CharField("编号", max_length=20)
            on = models.DateField("日期")
            illness = models.CharField("病情", max_length=400, blank=True)

            class Meta:
                app_label = "ledger"

        with connection.schema_editor() as editor:
            editor.create_model(Case)
        yield Ledger(key="cases", title="个案", line="帮扶", help="一人一条。", model=Case, office_only=True,
                     fields=("number", "on", Field("illness", private=True)))  # fmt: skip
        with connection.schema_editor() as editor:
            editor.delete_model(Case)


def entered(cases: Ledger) -> Any:
    values = {"number": "07", "on": date(2026, 7, 1), "illness": "尿毒症"}
    return entry_record(ledger=cases, values=values, by=BY, at=AT)


def test_the_table_and_the_events_do_not_hold_the_words(cases: Ledger) -> None:
    row = entered(cases)
    entry_amend(ledger=cases, row=row, values={"illness": "肾病"}, by=BY, at=AT)
    assert "尿毒症" not in row.illness and "肾病" not in row.illness
    told = [f"{event.summary}{event.changes}" for event in Event.objects.all()]
    assert len(told) == 2 and "已改" in told[1]
    assert not any("尿毒症" in text or "肾病" in text for text in told)


def test_an_empty_box_and_the_same_words_change_nothing(cases: Ledger) -> None:
    row = entered(cases)
    assert entry_amend(ledger=cases, row=row, values={"illness": None}, by=BY, at=AT) == {}
    assert entry_amend(ledger=cases, row=row, values={"illness": "尿毒症"}, by=BY, at=AT) == {}
    assert cases.secrets(row) == [("病情", "尿毒症")]


def test_the_export_masks_it_and_coming_back_it_stays_as_it_is(cases: Ledger) -> None:
    row, sheet = entered(cases), FieldLedger(cases)
    out = io.BytesIO()
    export_rows(sheet, out, EVERYTHING, AT.date())
    rows = read_workbook(out.getvalue(), "a.xlsx")[0].rows
    assert MASK in str(rows) and "尿毒症" not in str(rows)
    again = import_file(ledger=sheet, data=out.getvalue(), filename="a.xlsx", by=BY, at=AT)
    assert (again.count("unchanged"), len(again.rejected)) == (1, 0)
    row.refresh_from_db()
    assert cases.secrets(row) == [("病情", "尿毒症")]


def test_a_look_needs_a_purpose_and_is_logged_without_the_words(cases: Ledger) -> None:
    row = entered(cases)
    with pytest.raises(Refused, match="还没有写查看的用途"):
        private_look(ledger=cases, row=row, purpose=" ", by=BY, at=AT)
    assert private_look(ledger=cases, row=row, purpose="核对救助申请", by=BY, at=AT) == [("病情", "尿毒症")]
    look = Event.objects.get(verb="private_look")
    assert "核对救助申请" in look.summary and "尿毒症" not in look.summary
