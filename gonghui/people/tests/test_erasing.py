"""A person who left is erased: nothing of him stays, every figure does, and the proof still agrees."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.proof.checking import verify
from gonghui.kernel.audit.proof.guards import guard_events, guarded
from gonghui.kernel.audit.proof.sealing import seal
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import parse_period
from gonghui.kernel.files.scans import keep_scan, open_scan
from gonghui.kernel.files.tests.pictures import pdf
from gonghui.kernel.imports.apps import load_ledgers
from gonghui.kernel.imports.ledger import ledger_named
from gonghui.kernel.imports.models import Batch, BatchChange
from gonghui.kernel.imports.running import Result, import_file
from gonghui.kernel.imports.undoing import batch_undo
from gonghui.kernel.indicators import all_indicators
from gonghui.kernel.indicators.closing import period_close
from gonghui.kernel.indicators.measure import Counter
from gonghui.kernel.indicators.models import FrozenRow
from gonghui.kernel.privacy.consents import consent_record, consents_of
from gonghui.kernel.privacy.erasing import held_on, person_erase, values_of
from gonghui.kernel.privacy.models import Disposal
from gonghui.kernel.privacy.retention import disposal_carry_out, disposal_keep, disposals_propose, open_disposals
from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets import write_rows
from gonghui.orgs.public import tree_on
from gonghui.people.public import (
    Account,
    LeaveReason,
    Membership,
    OfficeHeld,
    Role,
    Worker,
    account_open,
    account_open_again,
    member_leave,
    member_transfer,
    office_give,
    password_set,
    view_save,
    worker_amend,
)
from tests.ledger_town import AT, CLERK, TODAY, LedgerTown, found_ledger_town, id_number

pytestmark = pytest.mark.postgres
LEFT_ON = date(2026, 5, 6)
NAME = "夏侯慕容"
GIVEN: dict[str, Any] = {"by": CLERK, "at": AT}


@pytest.fixture
def town(db: None) -> LedgerTown:
    return found_ledger_town()


@pytest.fixture
def gone(town: LedgerTown) -> Membership:
    """夏侯慕容 with a phone, remarks, a corrected job, a consent on paper; moved once, left on 6 May."""
    first = town.member(NAME, "宏达机械工会", "宏达机械", sex="f", migrant=True, nation="苗族", remarks="住宿舍东楼")
    worker_amend(worker=first.worker, job="钳工", union_id=first.union_id, **GIVEN)
    row = member_transfer(row=first, to=town.unions["华丰食品工会"], on=date(2024, 2, 1), **GIVEN)
    member_leave(row=row, on=LEFT_ON, reason=LeaveReason.RESIGNED, went_to="邻县织造厂", **GIVEN)
    row.refresh_from_db()
    return row


def figures_of(node: Any, period: str) -> dict[str, tuple[int, int | None]]:
    span = parse_period(period).span
    counter = Counter(tree_on(span.end), span)
    found = [counter.figure(item, node) for item in all_indicators()]
    return {figure.indicator.code: (figure.numerator, figure.denominator) for figure in found}


def texts() -> str:
    """Every text in every table of the database, as it lies there."""
    out = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            out.append(str(cursor.fetchall()))
    return "\n".join(out)


def erase(row: Membership) -> int:
    return person_erase(person=Worker.objects.get(pk=row.worker_id), reason="本人要求删除", **GIVEN)


def test_everything_held_on_a_person_is_listed_masked(gone: Membership) -> None:
    worker = gone.worker
    held = held_on(worker)
    assert [(one.title, len(one.rows)) for one in held.holdings] == [("职工", 1), ("会员", 2)]
    told = dict(values_of(worker))
    assert told["证件号"] == told["手机"] == "********" and told["姓名"] == NAME
    assert dict(values_of(worker, clear=True))["证件号"] == worker.id_number()
    assert worker.id_index not in str(told) and held.changes == 5


def test_nothing_of_an_erased_person_stays_in_any_table(gone: Membership) -> None:
    worker = gone.worker
    secrets = (NAME, worker.id_index, worker.id_sealed, worker.phone_sealed, "苗族", "住宿舍东楼", "邻县织造厂", "xhmr")
    assert all(secret in texts() for secret in secrets)
    assert erase(gone) == 5
    assert not [secret for secret in secrets if secret in texts()]
    fresh = Worker.objects.get(pk=worker.pk)
    assert (fresh.name, fresh.sex, fresh.migrant, fresh.id_number(), fresh.phone()) == ("已匿名", "f", True, "", "")
    assert Event.objects.filter(verb="person_erase").count() == 3


def test_figures_of_past_periods_closed_or_not_stay_what_they_were(town: LedgerTown, gone: Membership) -> None:
    root = ("union", town.root.pk)
    before = [figures_of(root, period) for period in ("2024H1", "2025H2", "2026H1")]
    period_close(period="2025H2", tree=tree_on(date(2025, 12, 31)), node=root, **GIVEN)
    kept = FrozenRow.objects.filter(kind="member", key__in=(gone.pk, gone.pk - 1))
    assert any(NAME in row.cells for row in kept)
    erase(gone)
    assert [figures_of(root, period) for period in ("2024H1", "2025H2", "2026H1")] == before
    assert kept.exists() and not any(NAME in str(row.cells) for row in kept.all())


def test_the_proof_agrees_before_and_after_and_events_are_guarded_again(gone: Membership) -> None:
    guard_events()
    seal(AT)
    assert verify().findings == []
    erase(gone)
    assert verify().findings == [] and guarded()
    seal(AT + timedelta(minutes=1))
    assert verify().findings == []
    about = Event.objects.filter(entity="people.worker", object_id=gone.worker_id)
    assert [event.verb for event in about.order_by("pk")] == ["worker_amend", "person_erase"]
    assert "本人要求删除" in about.last().summary and NAME not in str([(e.summary, e.changes) for e in about])
    with pytest.raises(Refused, match="不能改"):
        Event.objects.update(summary="x")


def test_somebody_on_a_roll_is_not_erased_nor_anybody_twice_or_without_a_reason(
    town: LedgerTown, gone: Membership
) -> None:
    with pytest.raises(Refused, match="还在宏达机械工会的名册上"):
        erase(town.members["张三"])
    with pytest.raises(Refused, match="还没有写为什么"):
        person_erase(person=gone.worker, reason=" ", **GIVEN)
    erase(gone)
    with pytest.raises(Refused, match="已经清除过"):
        erase(gone)


def test_another_person_of_the_same_name_is_left_alone(town: LedgerTown, gone: Membership) -> None:
    other = town.member(NAME, "宏达机械工会", "宏达机械")
    erase(gone)
    assert Worker.objects.get(pk=other.worker_id).name == NAME
    assert NAME in Event.objects.get(entity="people.membership", object_id=other.pk).summary


def test_the_scans_go_with_the_person_and_the_consent_keeps_its_dates(
    gone: Membership, django_capture_on_commit_callbacks: Any
) -> None:
    scan = keep_scan([pdf()])
    consent_record(
        person=gone.worker, kind="general", form="paper", given_on=TODAY, scan=scan, union_id=gone.union_id, **GIVEN
    )
    with django_capture_on_commit_callbacks(execute=True):
        erase(gone)
    assert open_scan(scan) is None
    [consent] = consents_of(gone.worker)
    assert (consent.scan, consent.given_on, consent.form) == ("", TODAY, "paper")


def test_a_sheet_with_two_signatures_stays_until_the_second_signer_is_erased_too(
    town: LedgerTown, gone: Membership, django_capture_on_commit_callbacks: Any
) -> None:
    other = town.member("欧阳春", "宏达机械工会", "宏达机械")
    sheet = Hand(None, "陈秀兰", scan=keep_scan([pdf()]))
    for row in (gone, other):
        worker_amend(worker=row.worker, job="铣工", union_id=row.union_id, by=sheet, at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        erase(gone)
    assert open_scan(sheet.scan) is not None
    member_leave(row=other, on=LEFT_ON, reason=LeaveReason.RESIGNED, **GIVEN)
    with django_capture_on_commit_callbacks(execute=True):
        erase(other)
    assert open_scan(sheet.scan) is None


def test_who_left_longer_ago_than_the_rule_allows_is_proposed_once_and_a_person_decides(
    town: LedgerTown, gone: Membership
) -> None:
    five_years = AT.replace(year=2031)
    assert disposals_propose(by=CLERK, at=AT) == 0
    assert disposals_propose(by=CLERK, at=five_years.replace(month=5, day=5)) == 0
    assert disposals_propose(by=CLERK, at=five_years.replace(month=5, day=6)) == 1
    assert disposals_propose(by=CLERK, at=five_years) == 0
    [row] = open_disposals()
    assert (row.object_id, row.due_on) == (gone.worker_id, date(2031, 5, 6))
    until = date(2032, 1, 1)
    with pytest.raises(Refused, match="为什么继续保存"):
        disposal_keep(row=row, until=until, reason="", by=CLERK, at=five_years)
    disposal_keep(row=row, until=until, reason="还有没结的劳动争议", by=CLERK, at=five_years)
    assert disposals_propose(by=CLERK, at=five_years) == 0
    assert disposals_propose(by=CLERK, at=five_years.replace(year=2032)) == 1
    again = open_disposals().get()
    disposal_carry_out(row=again, by=CLERK, at=five_years.replace(year=2032))
    assert Worker.objects.get(pk=gone.worker_id).name == "已匿名"
    assert disposals_propose(by=CLERK, at=five_years.replace(year=2033)) == 0
    with pytest.raises(Refused, match="已经由"):
        disposal_carry_out(row=Disposal.objects.get(pk=again.pk), by=CLERK, at=five_years)


def test_an_index_of_an_erased_person_finds_nobody_and_the_number_can_be_entered_anew(
    town: LedgerTown, gone: Membership
) -> None:
    erase(gone)
    town.serial = 104
    back = town.member("新来的", "宏达机械工会", "宏达机械")
    assert back.worker_id != gone.worker_id and back.worker.id_number() == id_number(105)


def roster(*rows: tuple[Any, ...]) -> Result:
    load_ledgers()
    out = io.BytesIO()
    write_rows(out, None, ["姓名", "身份证号", "所属工会", "岗位", "会员卡号"], rows, {1, 4})
    return import_file(ledger=ledger_named("members"), data=out.getvalue(), filename="a.xlsx", **GIVEN)


def test_an_import_forgets_the_way_back_to_an_erased_person(town: LedgerTown) -> None:
    row = town.members["张三"]
    number = row.worker.id_number()
    batch = roster(("张三", number, "宏达机械工会", "行车工", ""))
    assert BatchChange.objects.filter(entity="people.Worker", object_id=row.worker_id).exists()
    row.refresh_from_db()
    member_leave(row=row, on=TODAY, reason=LeaveReason.RESIGNED, **GIVEN)
    erase(row)
    assert not BatchChange.objects.filter(entity="people.Worker", object_id=row.worker_id).exists()
    with pytest.raises(Refused, match="后来又改过"):
        batch_undo(batch=Batch.objects.get(pk=batch.batch or 0), **GIVEN)


def test_a_union_s_bank_card_is_not_kept_as_a_member_s_card(town: LedgerTown) -> None:
    card = "62220212345678945"
    found = roster(
        ("周小兰", id_number(901), "宏达机械工会", "挡车工", card),
        ("吴小梅", id_number(902), "宏达机械工会", "", "A00017"),
    )
    assert (found.count("created"), found.rejected) == (2, [])
    assert "第2行：会员证号是银行卡号，没有收；这里只记工会发的证号。" in found.remarks
    kept = Membership.objects.filter(worker__name__in=("周小兰", "吴小梅")).values_list("worker__name", "card_number")
    assert dict(kept) == {"周小兰": "", "吴小梅": "A00017"} and card not in texts()


def test_what_sqlite_frees_is_overwritten(db: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL recycles its pages itself")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)
    # Some builds of SQLite do so by themselves; those that office computers have do not.
    assert "PRAGMA secure_delete=ON" in settings.DATABASES["default"]["OPTIONS"]["init_command"]


def member_account(gone: Membership) -> Account:
    """The account of the one who left, with the office of a member that opens her own record, used once."""
    account = account_open(username="xiahou", name=NAME, **GIVEN)
    password_set(account=account, password="yun-duo-bai-tian-8", **GIVEN)
    office_give(account=account, union=gone.union, role=Role.WORKER, worker=gone.worker, on=LEFT_ON, **GIVEN)
    view_save(account=account, ledger="members", name="我的", query="q=1", by=Hand(account.pk, NAME), at=AT)
    return account


def test_the_account_of_an_erased_member_goes_with_her(gone: Membership) -> None:
    account = member_account(gone)
    guard_events()
    seal(AT)
    assert erase(gone) > 5
    account.refresh_from_db()
    assert (account.name, account.is_active, account.has_usable_password()) == ("已匿名", False, False)
    assert "xiahou" not in texts() and NAME not in texts()
    assert OfficeHeld.objects.get(account=account).end_on == TODAY
    assert verify().findings == [] and guarded()
    with pytest.raises(Refused, match="清除了"):
        account_open_again(account=account, **GIVEN)


def test_somebody_who_holds_an_office_keeps_the_account_and_loses_the_record(gone: Membership) -> None:
    account = member_account(gone)
    office_give(account=account, union=gone.union, role=Role.GRASSROOTS_CHAIR, on=LEFT_ON, **GIVEN)
    erase(gone)
    account.refresh_from_db()
    assert account.is_active and account.name == NAME
    held = OfficeHeld.objects.filter(account=account, end_on=None)
    assert [office.role for office in held] == [Role.GRASSROOTS_CHAIR]
