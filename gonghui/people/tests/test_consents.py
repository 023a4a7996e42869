"""Health, bank accounts and children: nothing of the kind is saved without a consent of its own, on form, sheet or bulk."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from gonghui.kernel.files.scans import keep_scan
from gonghui.kernel.files.tests.pictures import pdf
from gonghui.kernel.imports.running import import_file
from gonghui.kernel.ledger.api import Entry, Ledger, entry_amend, entry_record
from gonghui.kernel.ledger.imports.rows import FieldLedger
from gonghui.kernel.ledger.picking import Pickable, register_pickable
from gonghui.kernel.privacy.consents import consent_record, consent_withdraw, consents_of, has_consent
from gonghui.kernel.privacy.inventory import Kind, Private
from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets import write_rows
from gonghui.people.models import Worker
from tests.ledger_town import AT, CLERK, TODAY, LedgerTown, found_ledger_town

pytestmark = pytest.mark.django_db(transaction=True)
GIVEN: dict[str, Any] = {"by": CLERK, "at": AT}
register_pickable(Worker, Pickable("病人", lambda reader: Worker.objects.all()))


@pytest.fixture
def cases() -> Iterator[Ledger]:
    """A ledger of relief with an illness and an account, each demanding its own consent, on a table of its own."""
    with isolate_apps("gonghui.people"):

        class Case(Entry):
            PRIVATE = {
                "illness": Private(kind=Kind.HEALTH, why="判断能不能救助", keep="x", of="worker"),
                "account": Private(kind=Kind.BANK, why="发放救助金", keep="x", of="worker", tail=4),
            }

            worker = models.ForeignKey(Worker, models.PROTECT, related_name="+", verbose_name="本人")
            on = models.DateField("日期")
            illness = models.CharField("病情", max_length=400, blank=True)
            account = models.CharField("银行卡号", max_length=400, blank=True)

            class Meta:
                app_label = "people"

        with connection.schema_editor() as editor:
            editor.create_model(Case)
        yield Ledger(key="cases", title="个案", line="帮扶", help="一人一条。", model=Case, office_only=True, name="worker",
                     fields=("worker", "on", "illness", "account"))  # fmt: skip
        with connection.schema_editor() as editor:
            editor.delete_model(Case)


@pytest.fixture
def worker() -> Worker:
    town: LedgerTown = found_ledger_town()
    return Worker.objects.get(pk=town.members["张三"].worker_id)


def given(worker: Worker, kind: str, **more: Any) -> Any:
    return consent_record(person=worker, kind=kind, **({"form": "present", "given_on": TODAY} | GIVEN | more))


def enter(cases: Ledger, worker: Worker, **values: Any) -> Any:
    return entry_record(ledger=cases, values={"worker": worker, "on": TODAY, **values}, **GIVEN)


def test_a_private_value_that_demands_a_consent_is_refused_without_it(cases: Ledger, worker: Worker) -> None:
    with pytest.raises(Refused, match="还没有登记张三的“健康信息”同意书") as no:
        enter(cases, worker, illness="尿毒症")
    assert no.value.field == "illness"
    row = enter(cases, worker)
    given(worker, "bank")
    with pytest.raises(Refused, match="健康信息"):
        entry_amend(ledger=cases, row=row, values={"illness": "尿毒症"}, **GIVEN)
    given(worker, "health")
    entry_amend(ledger=cases, row=row, values={"illness": "尿毒症", "account": "62220212345678945"}, **GIVEN)
    assert dict(cases.secrets(row)) == {"病情": "尿毒症", "银行卡号": "62220212345678945"}
    account = cases.field("account")
    assert account is not None and account.private and account.shown(row) == "********8945"


def test_a_consent_withdrawn_counts_no_more_and_what_is_there_can_still_be_corrected(
    cases: Ledger, worker: Worker
) -> None:
    consent = given(worker, "health")
    row = enter(cases, worker, illness="尿毒症")
    consent_withdraw(consent=consent, person=worker, on=TODAY, **GIVEN)
    assert not has_consent(worker, "health", TODAY)
    with pytest.raises(Refused, match="健康信息"):
        entry_amend(ledger=cases, row=row, values={"illness": "肾病"}, **GIVEN)
    entry_amend(ledger=cases, row=row, values={"on": date(2026, 7, 1), "illness": None}, **GIVEN)
    with pytest.raises(Refused, match="已经撤回"):
        consent_withdraw(consent=consent, person=worker, on=TODAY, **GIVEN)


def test_a_sheet_brings_nothing_in_without_consent_and_a_masked_cell_leaves_the_value(
    cases: Ledger, worker: Worker
) -> None:
    def take(*rows: Any) -> Any:
        out = io.BytesIO()
        write_rows(out, None, ["本人", "日期", "病情", "银行卡号"], rows)
        return import_file(ledger=FieldLedger(cases), data=out.getvalue(), filename="a.xlsx", **GIVEN)

    refused = take(("张三", TODAY, "尿毒症", None))
    assert refused.count("created") == 0 and "同意书" in refused.rejected[0].reason
    assert "尿毒症" not in str(refused.as_page())
    given(worker, "health")
    given(worker, "bank")
    assert take(("张三", TODAY, "尿毒症", "62220212345678945")).count("created") == 1
    again = take(("张三", TODAY, "********", "********8945"))
    assert (again.count("unchanged"), len(again.rejected)) == (1, 0)
    [row] = cases.model._default_manager.all()
    assert dict(cases.secrets(row)) == {"病情": "尿毒症", "银行卡号": "62220212345678945"}


@pytest.mark.parametrize("given_, said", [
    ({"given_on": date(2026, 7, 3)}, "还没有到"), ({"form": "paper"}, "还没有传同意书的扫描件"), ({"kind": "child"}, "还没有写监护人"),
])  # fmt: skip
def test_a_consent_says_when_how_and_for_a_child_by_whom(worker: Worker, given_: Any, said: str) -> None:
    with pytest.raises(Refused, match=said):
        given(worker, **({"kind": "health"} | given_))
    assert not consents_of(worker).exists()


def test_a_consent_is_entered_once_and_its_paper_is_kept(worker: Worker) -> None:
    scan = keep_scan([pdf()])
    consent = given(worker, "child", form="paper", scan=scan, guardian="李四")
    assert (consent.scan, consent.guardian) == (scan, "李四")
    with pytest.raises(Refused, match="已经登记过"):
        given(worker, "child", guardian="李四")
