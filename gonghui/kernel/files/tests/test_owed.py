"""Entries that somebody made for somebody else: without the stamped paper they are listed until it is handed in."""

from dataclasses import replace
from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.writes import Hand, Journal, log
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.files.actions import scan_attach, scan_waive
from gonghui.kernel.files.models import Scan
from gonghui.kernel.files.owed import ScanSource, handed_in, owed_count, owed_entries, owed_entry, register_scans
from gonghui.kernel.files.scans import open_scan
from gonghui.kernel.files.tests.pictures import pdf, photo
from gonghui.kernel.imports.models import Batch, BatchState
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import EVERYTHING, NOTHING, Scope
from gonghui.kernel.workflow import flow
from gonghui.kernel.workflow.flow import Flow, State, Transition
from gonghui.kernel.workflow.models import Step

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
AT = datetime(2026, 7, 2, 9, tzinfo=OFFICE_TIME)
OFFICER = Hand(None, "沈燕")
FOR = replace(OFFICER, for_whom="宏达机械工会")


def entry(by: Hand = FOR, union: int | None = 7) -> Event:
    subject = Batch.objects.create(ledger="x", filename="y", at=AT, by_name="沈燕")
    return log("union_amend", subject, "修改宏达机械工会的电话", by, AT, union_id=union)


def owed(event: Event):
    found = owed_entry(EVERYTHING, "event", event.pk)
    assert found is not None
    return found


def test_an_entry_made_for_a_union_without_its_paper_is_listed():
    event = entry()
    [(source, count, [line])] = owed_entries(EVERYTHING, 10)
    assert (source.key, count) == ("event", 1)
    assert (line.what, line.whom, line.by_name) == ("修改宏达机械工会的电话", "宏达机械工会", "沈燕")
    assert (line.record_id, line.on.isoformat()) == (event.object_id, "2026-07-02")


def test_an_officers_own_entry_and_one_with_its_scan_are_not():
    entry(OFFICER)
    entry(replace(FOR, scan="盖章表-07"))
    assert owed_count(EVERYTHING) == 0


def test_a_chair_sees_only_what_was_entered_for_her_own_union():
    event = entry(union=7)
    entry(union=8)
    assert owed_count(EVERYTHING) == 2
    assert owed_count(Scope(frozenset({7}))) == 1 and owed_count(NOTHING) == 0
    assert owed_entry(Scope(frozenset({8})), "event", event.pk) is None


def test_photos_handed_in_later_clear_the_entry_and_stand_in_the_history():
    event = entry()
    scan_attach(owed=owed(event), uploads=[photo(), photo()], note="盖章原件", by=OFFICER, at=AT)
    assert owed_count(EVERYTHING) == 0
    row, last = Scan.objects.get(), Event.objects.latest("pk")
    assert open_scan(row.file)[0].startswith(b"%PDF-")
    assert (last.verb, last.scan, last.object_id, last.union_id) == ("scan_attach", row.file, event.object_id, 7)
    assert Event.objects.get(pk=event.pk).scan == "" and handed_in("event", [event.pk]) == {event.pk: row.file}


def test_a_paper_that_never_was_is_explained_not_forgotten():
    event = entry()
    with pytest.raises(Refused, match="为什么没有扫描件"):
        scan_waive(owed=owed(event), reason=" ", by=OFFICER, at=AT)
    scan_waive(owed=owed(event), reason="电话里改的", by=OFFICER, at=AT)
    assert owed_count(EVERYTHING) == 0 and "原因：电话里改的" in Event.objects.latest("pk").summary


def test_two_people_who_hand_in_the_same_scan_leave_one(settings):
    line = owed(entry())
    scan_attach(owed=line, uploads=[pdf()], by=OFFICER, at=AT)
    before = set((settings.HOME / "files").iterdir())
    with transaction.atomic(), pytest.raises(Refused, match="刚刚登记过"), transaction.atomic():
        scan_attach(owed=line, uploads=[pdf()], by=OFFICER, at=AT)
    assert Scan.objects.count() == 1 and set((settings.HOME / "files").iterdir()) == before


def test_a_bad_file_leaves_the_entry_on_the_list():
    event = entry()
    with pytest.raises(Refused):
        scan_attach(owed=owed(event), uploads=[b"hello"], by=OFFICER, at=AT)
    assert owed_count(EVERYTHING) == 1 and Event.objects.count() == 1


def test_an_import_for_somebody_is_one_line_not_a_thousand():
    batch = Batch.objects.create(ledger="members", filename="名册.xlsx", at=AT, by_name="沈燕", for_whom="宏达机械工会",
                                 state=BatchState.DONE)  # fmt: skip
    entry(replace(FOR, journal=Journal(batch.pk)))
    [(source, count, [line])] = owed_entries(EVERYTHING, 10)
    assert (source.key, count, line.what) == ("batch", 1, "导入“名册.xlsx”")
    assert owed_count(Scope(frozenset({7}))) == 0


def test_a_row_without_file_and_without_reason_cannot_be_stored():
    with pytest.raises(IntegrityError), transaction.atomic():
        Scan.objects.create(source="event", object_id=1, entity="x", record_id=1, by_name="沈燕", at=AT)


def test_one_key_for_two_sources_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="twice"):
        register_scans(ScanSource("event", "别的", lambda scope: Event.objects.none(), lambda row, key: row))


def paper_flow(document: str) -> Flow:
    states = (State("open", "待送"), State("sent", "已送", final=True))
    step = Transition(name="send", label="登记已报送", sources=("open",), target="sent", document=document)
    return Flow(key="paper", title="报送", model="imports.Batch", states=states, transitions=(step,), initial="open")


@pytest.mark.parametrize(
    ("document", "written", "undone", "listed"),
    [("required", "", False, True), ("wanted", "石工〔2026〕3号", False, True), ("none", "", False, False),
     ("required", "0" * 32 + ".pdf", False, False), ("required", "", True, False)],
)  # fmt: skip
def test_a_step_that_a_paper_belongs_to_is_listed_until_its_scan_is_there(
    monkeypatch, document, written, undone, listed
):  # fmt: skip
    monkeypatch.setitem(flow.FLOWS.known, "paper", paper_flow(document))
    Step.objects.create(entity="imports.batch", object_id=1, union_id=7, name="send", source="open", target="sent",
                        on=AT.date(), document=written, at=AT, by_name="沈燕", undone_at=AT if undone else None,
                        undone_reason="记错了" if undone else "")  # fmt: skip
    found = [
        line for source, _, lines in owed_entries(Scope(frozenset({7})), 10) for line in lines if source.key == "step"
    ]
    assert [line.what for line in found] == ([f"登记已报送{f'（{written}）' if written else ''}"] if listed else [])
    assert owed_count(Scope(frozenset({8}))) == 0


def test_a_step_taken_for_a_union_is_listed_once_and_its_scan_with_the_entry_counts(monkeypatch):
    monkeypatch.setitem(flow.FLOWS.known, "paper", paper_flow("required"))
    subject = Batch.objects.create(ledger="x", filename="y", at=AT, by_name="沈燕")
    for hour, scan in ((9, ""), (10, "a" * 32 + ".pdf")):
        at = AT.replace(hour=hour)
        Step.objects.create(entity="imports.batch", object_id=subject.pk, union_id=7, name="send", source="open",
                            target="sent", on=at.date(), document="扫描件", at=at, by_name="沈燕")  # fmt: skip
        log("send", subject, "登记已报送", replace(FOR, scan=scan), at, union_id=7)
    assert [(source.key, count) for source, count, _ in owed_entries(EVERYTHING, 10)] == [("step", 1)]
    [line] = next(owed_entries(EVERYTHING, 1))[2]
    assert Step.objects.get(pk=line.object_id).at == AT
