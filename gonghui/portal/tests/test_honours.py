"""A member reads his own honours as they stand on the certificate, and nobody else's."""

from datetime import date
from typing import Any

from gonghui.activities.public import Comer, attend
from gonghui.honours.public import Honour, Programme, honour_revoke
from gonghui.kernel.ledger.api import entry_record, entry_void, ledger_of
from tests.ledger_town import TODAY, LedgerTown
from tests.phones import NOW, text


def awarded(town: LedgerTown, name: str = "张三", **more: Any) -> Honour:
    programme = Programme.objects.filter(name="镇文明职工").first() or entry_record(
        ledger=ledger_of("honour-programmes"),
        values={"name": "镇文明职工", "category": "civilised", "level": "town", "given_to": "person"}, **NOW)  # fmt: skip
    row = town.members[name]
    values = {"programme": programme, "year": 2025, "union": row.union, "worker": row.worker, "name": row.worker.name,
              "awarded_on": date(2026, 4, 28), "number": "石工〔2026〕9号", "valid_until": date(2026, 6, 30)}  # fmt: skip
    made: Honour = entry_record(ledger=ledger_of("honours"), values=values | more, **NOW)
    return made


def test_a_member_reads_what_stands_on_his_certificate(town: LedgerTown) -> None:
    awarded(town)
    phone = town.sign_in("zhang")
    page = text(phone, "/my/honours")
    assert all(
        words in page for words in ("镇文明职工", "2026年4月28日", "石工〔2026〕9号", "宏达机械工会", "有效期到6月30日")
    )
    assert "1项" in text(phone, "/my/")


def test_what_was_revoked_or_taken_back_does_not_shine(town: LedgerTown) -> None:
    row, phone = awarded(town), town.sign_in("zhang")
    honour_revoke(honour=row, on=TODAY, reason="材料不实", **NOW)
    assert "7月2日撤销" in text(phone, "/my/honours")
    entry_void(ledger=ledger_of("honours"), row=row, reason="登记重复", **NOW)
    assert "镇文明职工" not in text(phone, "/my/honours")


def test_nobody_reads_anothers_honours(town: LedgerTown) -> None:
    awarded(town, "李四")
    assert "镇文明职工" not in text(town.sign_in("zhang"), "/my/honours")


def test_an_entry_that_only_writes_a_name_is_his_when_nobody_else_there_is_called_so(town: LedgerTown) -> None:
    awarded(town, worker=None)
    assert "镇文明职工" in text(town.sign_in("zhang"), "/my/honours")
    town.member("张三", "宏达机械工会")
    assert "镇文明职工" not in text(town.sign_in("zhang"), "/my/honours")


def test_a_member_reads_his_place_in_a_contest(town: LedgerTown) -> None:
    row = town.members["张三"]
    values = {"name": "车工比武", "kind": "match", "run_by": "union", "union": row.union, "on": date(2026, 6, 20)}
    match = entry_record(ledger=ledger_of("activities"), values=values, **NOW)
    attend(activity=match, comers=[Comer("张三", row.union_id, row.worker_id, "第1名，91.50分")], **NOW)
    page = text(town.sign_in("zhang"), "/my/honours")
    assert "我的成绩" in page and "车工比武" in page and "第1名，91.50分" in page
