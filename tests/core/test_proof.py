"""Whoever changes a record behind the product's back is found out; whoever works with the product is not."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.audit.models import Event, Mark, Seal, SealedRows
from gonghui.kernel.audit.proof import chain
from gonghui.kernel.audit.proof.checking import Verdict, verify
from gonghui.kernel.audit.proof.digest import list_mac, packed, unpacked
from gonghui.kernel.audit.proof.guards import guard_events, release_events
from gonghui.kernel.audit.proof.marks import keys_of, mark, proof_of, ranges
from gonghui.kernel.audit.proof.sealing import seal, seal_anew
from gonghui.kernel.audit.proof.state import proof_state, verify_job
from gonghui.kernel.audit.trail import who_changed, who_saw
from gonghui.kernel.refusal import Refused
from gonghui.people.public import LeaveReason, Membership, Worker, account_open, code_issue, member_leave, worker_amend
from tests.prepared import built_once
from tests.town import NOW, OFFICER, TODAY, SmallTown, at, empty_town

pytestmark = pytest.mark.postgres


@pytest.fixture
def sealed(db: None, tmp_path: Path, settings: Any) -> SmallTown:
    """Two enterprises with their members, sealed as they are, with a key and an anchor file of its own."""
    keys = tmp_path / "keys"
    settings.PRIVACY_KEY_FILE = keys / "privacy"
    town, files = built_once(
        "a sealed town", lambda: (sealed_town(), {each.name: each.read_bytes() for each in keys.iterdir()})
    )
    keys.mkdir(exist_ok=True)
    for name, content in files.items():
        (keys / name).write_bytes(content)
    guard_events()
    return town


def sealed_town() -> SmallTown:
    town = empty_town()
    for key, people in (("甲厂", 6), ("乙厂", 4)):
        town.firm(key)
        town.admit(key, people, date(2022, 1, 10))
    guard_events()
    assert seal(at()).stopped == ""
    chain.file_anchor()
    return town


def by_hand(sql: str, *values: Any) -> None:
    """Somebody with a database tool."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))


def found(verdict: Verdict) -> list[tuple[str, str, int | None]]:
    return [(each.kind, each.entity, each.key) for each in verdict.findings]


def a_worker(town: SmallTown) -> Worker:
    return town.rolls["甲厂"][3].worker


def test_an_office_that_only_worked_is_in_order(sealed: SmallTown) -> None:
    verdict = verify()
    assert verdict.ok and verdict.rows > 50 and verdict.waiting == 0 and verdict.batches == 1


def test_what_was_done_since_the_last_sealing_waits_and_is_sealed_next(sealed: SmallTown) -> None:
    worker_amend(worker=a_worker(sealed), education="本科", **NOW)
    member_leave(row=sealed.rolls["甲厂"][4], on=date(2026, 7, 1), reason=LeaveReason.RESIGNED, **NOW)
    code_issue(account=account_open(username="li", name="李燕", **NOW), **NOW)
    before = verify()
    assert before.ok and before.waiting > 5
    done = seal(at())
    after = verify()
    assert (done.batches, after.ok, after.waiting, after.batches) == (1, True, 0, 2)
    last = Seal.objects.get(number=2)
    assert last.events >= 4 and last.last_event == Event.objects.latest("pk").pk
    assert seal(at()).batches == 0


def test_a_name_changed_by_hand_is_named(sealed: SmallTown) -> None:
    worker = a_worker(sealed)
    by_hand("UPDATE people_worker SET name = '张改名' WHERE id = %s", worker.pk)
    verdict = verify()
    assert found(verdict) == [("changed", "people.worker", worker.pk)]
    assert "职工" in verdict.findings[0].what and str(worker.pk) in verdict.findings[0].what


def test_a_finding_stays_however_often_the_office_seals(sealed: SmallTown) -> None:
    by_hand("UPDATE people_worker SET name = '张改名' WHERE id = %s", a_worker(sealed).pk)
    other = sealed.rolls["乙厂"][1].worker
    worker_amend(worker=other, education="本科", **NOW)
    seal(at())
    assert found(verify()) == [("changed", "people.worker", a_worker(sealed).pk)]


def test_a_member_taken_off_the_roll_by_hand_is_named(sealed: SmallTown) -> None:
    row = sealed.rolls["乙厂"][2]
    by_hand("DELETE FROM people_membership WHERE id = %s", row.pk)
    assert found(verify()) == [("deleted", "people.membership", row.pk)]


def test_a_member_added_by_hand_is_named(sealed: SmallTown) -> None:
    row = sealed.rolls["乙厂"][2]
    member_leave(row=row, on=date(2026, 7, 1), reason=LeaveReason.RESIGNED, **NOW)
    seal(at())
    columns = [f.column for f in Membership._meta.concrete_fields if f.column not in ("id", "start_on")]
    listed = ", ".join(columns)
    by_hand(f"INSERT INTO people_membership (id, start_on, {listed}) SELECT 900, '2001-01-01', {listed} "
            "FROM people_membership WHERE id = %s", row.pk)  # fmt: skip
    assert found(verify()) == [("added", "people.membership", 900)]


def test_two_records_that_changed_places_are_named_together(sealed: SmallTown) -> None:
    mine, other = sealed.rolls["甲厂"][0].worker, sealed.rolls["乙厂"][0].worker
    names = [f.column for f in Worker._meta.concrete_fields if f.column not in ("id", "id_index")]
    rows = [Worker.objects.filter(pk=each.pk).values_list("id_index", *names).get() for each in (mine, other)]
    by_hand("UPDATE people_worker SET id_index = 'x' WHERE id = %s", mine.pk)
    for key, row in ((other.pk, rows[0]), (mine.pk, rows[1])):
        by_hand(
            f"UPDATE people_worker SET id_index = %s, {', '.join(f'{n} = %s' for n in names)} WHERE id = %s", *row, key
        )
    assert sorted(found(verify())) == sorted(
        [("swapped", "people.worker", mine.pk), ("swapped", "people.worker", other.pk)]
    )


def test_an_event_changed_removed_or_planted_is_named(sealed: SmallTown) -> None:
    release_events()
    first, second = Event.objects.order_by("pk").values_list("pk", flat=True)[5:7]
    by_hand("UPDATE audit_event SET by_name = '别人' WHERE id = %s", first)
    by_hand("DELETE FROM audit_event WHERE id = %s", second)
    by_hand("INSERT INTO audit_event (id, at, by_name, for_whom, scan, verb, entity, object_id, summary, changes) "
            "VALUES (90000, '2026-07-01 00:00:00+00', '王', '', '', 'x', 'people.worker', 1, '假的', '{}')")  # fmt: skip
    kinds = found(verify())
    for each in (
        ("changed", "audit.event", first),
        ("deleted", "audit.event", second),
        ("added", "audit.event", 90000),
    ):
        assert each in kinds
    assert ("table", "audit.event", None) in kinds, "the triggers are gone, too"


def test_a_planted_event_does_not_explain_a_change(sealed: SmallTown) -> None:
    worker = a_worker(sealed)
    by_hand("UPDATE people_worker SET name = '张改名' WHERE id = %s", worker.pk)
    by_hand("INSERT INTO audit_event (id, at, by_name, for_whom, scan, verb, entity, object_id, summary, changes) "
            "VALUES (90000, '2026-07-01 00:00:00+00', '王', '', '', 'x', 'people.worker', %s, '假的', '{}')", worker.pk)  # fmt: skip
    assert not any("假的" in each.what for each in verify().findings)


def test_a_note_that_the_product_did_not_write_covers_nothing(sealed: SmallTown) -> None:
    worker = a_worker(sealed)
    by_hand("UPDATE people_worker SET name = '张改名' WHERE id = %s", worker.pk)
    by_hand("INSERT INTO audit_mark (entity, keys, mac) VALUES ('people.worker', %s, 'abc')", str(worker.pk))
    kinds = {each.kind for each in verify().findings}
    seal(at())
    assert kinds == {"changed", "mark"} == {each.kind for each in verify().findings}


def test_a_note_used_once_cannot_be_used_again(sealed: SmallTown) -> None:
    worker = a_worker(sealed)
    worker_amend(worker=worker, education="本科", **NOW)
    old = Mark.objects.filter(entity="people.worker").values("pk", "entity", "keys", "mac").get()
    seal(at())
    by_hand("UPDATE people_worker SET name = '张改名' WHERE id = %s", worker.pk)
    by_hand("INSERT INTO audit_mark (id, entity, keys, mac) VALUES (%s, %s, %s, %s)", *old.values())
    assert ("changed", "people.worker", worker.pk) in found(verify())


def test_a_record_removed_together_with_its_digest_is_still_told(sealed: SmallTown) -> None:
    row = sealed.rolls["乙厂"][2]
    by_hand("DELETE FROM people_membership WHERE id = %s", row.pk)
    kept = SealedRows.objects.get(entity="people.membership", bucket=row.pk // 256)
    digests = unpacked(kept.rows)
    del digests[row.pk]
    SealedRows.objects.filter(pk=kept.pk).update(rows=packed(digests))
    assert [each.kind for each in verify().findings] == ["list"]
    worker_amend(worker=a_worker(sealed), education="本科", **NOW)
    member_leave(row=sealed.rolls["甲厂"][4], on=date(2026, 7, 1), reason=LeaveReason.RESIGNED, **NOW)
    assert "存证清单" in seal(at()).stopped, "a list that was meddled with is never sealed over"


def test_an_old_list_put_back_is_told_and_never_sealed_over(sealed: SmallTown) -> None:
    worker = a_worker(sealed)
    old = (
        SealedRows.objects.filter(entity="people.worker", bucket=worker.pk // 256).values("batch", "rows", "mac").get()
    )
    assert old["mac"] == list_mac("people.worker", worker.pk // 256, old["batch"], old["rows"])
    before = worker.education
    worker_amend(worker=worker, education="本科", **NOW)
    seal(at())
    by_hand("UPDATE people_worker SET education = %s, version = version - 1 WHERE id = %s", before, worker.pk)
    SealedRows.objects.filter(entity="people.worker", bucket=worker.pk // 256).update(**old)
    assert "list" in {each.kind for each in verify().findings}
    worker_amend(worker=sealed.rolls["乙厂"][1].worker, education="大专", **NOW)
    assert "存证清单" in seal(at()).stopped


def test_a_sealing_changed_or_cut_out_of_the_middle_is_told(sealed: SmallTown) -> None:
    for education in ("本科", "大专"):
        worker_amend(worker=a_worker(sealed), education=education, **NOW)
        seal(at())
    Seal.objects.filter(number=2).update(rows=1)
    assert "第2批存证被改过" in verify().findings[0].what
    Seal.objects.filter(number=2).delete()
    assert "第2批到第2批存证不见了" in verify().findings[0].what


def test_a_cut_tail_is_told_by_the_paper_and_by_the_file_beside_the_key(sealed: SmallTown) -> None:
    kept = {model: list(model.objects.values()) for model in (SealedRows, Worker)}
    events = Event.objects.latest("pk").pk
    worker_amend(worker=a_worker(sealed), education="本科", **NOW)
    seal(at())
    paper = str(chain.anchor())
    assert verify(chain.parse_anchor(paper)).ok and paper in chain.anchor_line()
    release_events()
    by_hand("DELETE FROM audit_event WHERE id > %s", events)
    Seal.objects.filter(number=2).delete()
    for model, rows in kept.items():
        for row in rows:
            model.objects.filter(pk=row["id"]).update(**row)
    guard_events()
    assert verify().ok, "without an anchor nobody can tell that the end is missing"
    assert [each.kind for each in verify(chain.parse_anchor(paper)).findings] == ["tail"]
    chain.anchor_file().write_text(json.dumps({"book": Seal.objects.get().book, "number": 2, "digest": "ab" * 32}))
    assert [each.kind for each in verify().findings] == ["tail"]
    worker_amend(worker=a_worker(sealed), education="本科", **NOW)
    seal(at())
    chain.file_anchor()
    assert [each.kind for each in verify().findings] == ["tail"], "the evidence stays when the office works on"


def test_an_anchor_is_read_as_people_copy_it(sealed: SmallTown) -> None:
    anchor = chain.anchor()
    assert anchor is not None and chain.parse_anchor(f" {str(anchor).lower().replace('-', ' ')} ") == anchor
    with pytest.raises(Refused):
        chain.parse_anchor("12-AB")


def test_a_clock_that_jumps_back_disturbs_nothing(sealed: SmallTown) -> None:
    worker_amend(worker=a_worker(sealed), education="本科", by=OFFICER, at=at(TODAY - timedelta(days=4000)))
    assert seal(at(TODAY - timedelta(days=4000))).batches == 1
    worker_amend(worker=a_worker(sealed), education="大专", **NOW)
    assert seal(at()).batches == 1 and verify().ok


def test_nobody_changes_or_deletes_an_event_in_the_product(sealed: SmallTown) -> None:
    event = Event.objects.order_by("pk")[0]
    event.summary = "没有这回事"
    for attempt in (
        event.save, event.delete, Event.objects.all().delete, Event.objects.filter(pk=event.pk).delete,
        lambda: Event.objects.update(by_name="x"), lambda: Event.objects.bulk_update([event], ["summary"]),
    ):  # fmt: skip
        with pytest.raises(Refused):
            attempt()
    for sql in ("UPDATE audit_event SET by_name = 'x'", "DELETE FROM audit_event"):
        with pytest.raises(DatabaseError), transaction.atomic():
            by_hand(sql)
    assert verify().ok


def test_a_write_without_its_note_is_found(sealed: SmallTown) -> None:
    """What keeps the verbs honest: a write past kernel.audit.writes shows up as a finding."""
    Worker.objects.filter(pk=a_worker(sealed).pk).update(job="司机")
    assert found(verify()) == [("changed", "people.worker", a_worker(sealed).pk)]


def test_after_an_enquiry_the_office_seals_what_is_there_and_says_why(sealed: SmallTown) -> None:
    by_hand("UPDATE people_worker SET name = '张改名' WHERE id = %s", a_worker(sealed).pk)
    seal_anew(at(), "查出1处，维修时误改")
    assert verify().ok and Seal.objects.get(number=2).note == "查出1处，维修时误改"


def test_rows_removed_by_a_verb_leave_the_lists_with_all_that_belonged_to_them(sealed: SmallTown) -> None:
    account = account_open(username="li", name="李燕", **NOW)
    code_issue(account=account, **NOW)
    seal(at())
    with transaction.atomic():
        writes.remove(account, OFFICER)
    seal(at())
    assert verify().ok


def test_many_rows_are_sealed_in_several_short_batches(sealed: SmallTown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gonghui.kernel.audit.proof.sealing.ROWS", 10)
    sealed.admit("甲厂", 40, date(2026, 7, 1))
    done = seal(at())
    assert done.batches > 2 and verify().ok and not Mark.objects.exists()


def test_who_saw_and_who_changed_a_record(sealed: SmallTown) -> None:
    worker = a_worker(sealed)
    worker_amend(worker=worker, education="本科", **NOW)
    writes.log("private_look", worker, "查看证件号，用途：核对", OFFICER, at())
    assert [each.summary for each in who_saw(worker)] == ["查看证件号，用途：核对"]
    assert who_changed(worker)[0].verb == "worker_amend" and not who_changed()


def test_the_clock_checks_once_a_day_and_the_line_turns_red(sealed: SmallTown, tmp_path: Path, settings: Any) -> None:
    settings.HOME = tmp_path
    assert verify_job(at()) == "" and proof_state().red == "" and proof_state().checked_at == at()
    by_hand("UPDATE people_worker SET name = '张改名' WHERE id = %s", a_worker(sealed).pk)
    assert verify_job(at() + timedelta(hours=3)) == "", "not before tomorrow"
    assert "查出1处" in verify_job(at(TODAY + timedelta(days=1)))
    assert "查出1处" in proof_state().red and proof_state().todo


def test_the_line_turns_red_at_once_when_the_lists_were_meddled_with(
    sealed: SmallTown, tmp_path: Path, settings: Any
) -> None:
    settings.HOME = tmp_path
    worker_amend(worker=a_worker(sealed), education="本科", **NOW)
    assert proof_state().waiting == 2 and proof_state().red == ""
    SealedRows.objects.filter(entity="people.worker").update(mac="0" * 32)
    assert "停住了" in proof_state().red


@pytest.mark.django_db(transaction=True)
def test_outside_a_test_the_anchor_lands_beside_the_key_and_the_check_holds_nobody_up(
    tmp_path: Path, settings: Any
) -> None:
    settings.PRIVACY_KEY_FILE = tmp_path / "keys" / "privacy"
    guard_events()
    for username in ("li", "wang"):
        account_open(username=username, name="李燕", **NOW)
        assert seal(at()).stopped == ""
    filed = chain.filed_anchor()
    assert filed is not None and filed["number"] == 2 and verify().ok
    by_hand("UPDATE people_account SET name = '别人' WHERE username = 'li'")
    assert [each.kind for each in verify().findings] == ["changed"] and not connection.in_atomic_block


def test_key_ranges_are_written_short_and_read_back() -> None:
    assert ranges([6, 4, 5, 9, 4]) == "4-6,9" and list(keys_of("4-6,9")) == [4, 5, 6, 9]


@pytest.mark.django_db(transaction=True)
def test_a_mark_outside_a_transaction_is_a_programming_error() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        mark(Worker, [1])


def test_a_mark_proves_its_number_its_table_and_its_keys() -> None:
    proofs = {proof_of(1, "a.b", "1"), proof_of(2, "a.b", "1"), proof_of(1, "a.c", "1"), proof_of(1, "a.b", "2")}
    assert len(proofs) == 4
