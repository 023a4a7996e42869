"""Private values on the pages: the look, the file in clear, the register, consent, what is held, erasing, who saw what."""

import hashlib
import io
import re
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gonghui.console.privacy.trail import OPENERS
from gonghui.kernel.audit.models import Event
from gonghui.kernel.files.tests.pictures import pdf
from gonghui.kernel.imports.apps import load_ledgers
from gonghui.kernel.imports.ledger import ledger_named
from gonghui.kernel.imports.models import Batch
from gonghui.kernel.imports.running import import_file
from gonghui.kernel.ledger.api import all_ledgers, ledger_of
from gonghui.kernel.ledger.verbs import private_look
from gonghui.kernel.privacy.consents import consent_record, consents_of
from gonghui.kernel.privacy.inventory import inventory
from gonghui.kernel.privacy.models import Disposal, Export
from gonghui.kernel.privacy.retention import disposals_propose
from gonghui.kernel.sheets import read_workbook, write_rows
from gonghui.people.public import (
    LeaveReason,
    Membership,
    Role,
    Worker,
    account_open,
    member_leave,
    member_transfer,
    office_give,
)
from gonghui.planning.public import plan_open
from tests.ledger_town import AT, CLERK, TODAY, LedgerTown, found_ledger_town

OFFICE, EAST, WEST, AUDITOR = "wuguoping", "hedong", "hexi", "qianxuemei"


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> LedgerTown:
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())
    return found_ledger_town()


def words(response: Any) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", response.content.decode()))


def number_of(row: Membership) -> str:
    return row.worker.id_number()


REASON = {"reason": "report", "purpose": "县总核对会员库"}


# --- the look


@pytest.mark.parametrize("sent, said", [
    ({"reason": "", "purpose": "核对"}, "还没有填用途"), ({"reason": "nonsense"}, "从列出的里面选"),
    ({"reason": "other", "purpose": "嗯"}, "写清用途"),
])  # fmt: skip
def test_a_look_needs_a_purpose_from_the_list_or_in_words(town: LedgerTown, sent: Any, said: str) -> None:
    row = town.members["张三"]
    page = town.sign_in(EAST).post(f"/members/{row.pk}/look", sent)
    assert page.status_code == 422 and said in words(page) and number_of(row) not in page.content.decode()
    assert not Event.objects.filter(verb="private_look").exists()


# --- taking out in clear


def test_the_file_in_clear_has_purpose_watermark_and_register_and_everybody_in_it_can_see_that(
    town: LedgerTown,
) -> None:
    office, number = town.sign_in(OFFICE), number_of(town.members["张三"])
    asked = "/privacy/take-out/members?cols=name,id,union"
    assert number not in office.get(asked).content.decode()
    answer = office.post(asked, {"opened": ["证件号"], **REASON})
    assert answer["Cache-Control"] == "no-store"
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.active
    cells = [str(cell.value) for line in sheet.iter_rows() for cell in line]
    row = Export.objects.get(clear=True)
    mark = "含个人信息，只供上级要求报送：县总核对会员库使用，用完删除 · 吴国平 2026-07-02"
    assert any(text.startswith(mark) and text.endswith(f"导出登记第{row.pk}号") for text in cells)
    assert f"第{row.pk}号" in sheet.oddHeader.center.text and f"第{row.pk}号" in str(sheet.oddFooter.left.text)
    assert number in cells and "13812340000" not in cells
    assert (row.rows, row.opened, row.by_name, len(row.digest)) == (4, ["证件号"], "吴国平", 64)
    looks = Event.objects.filter(verb="private_export", entity="people.worker")
    assert looks.count() == 4 and "县总核对会员库" in looks[0].summary and number not in looks[0].summary
    seen = words(town.sign_in(EAST).get(f"/trail/people.membership/{town.members['张三'].pk}"))
    assert "导出名单时看到证件号" in seen and "吴国平" in seen


def test_the_file_in_clear_comes_back_as_a_roster_that_changes_nothing(town: LedgerTown) -> None:
    load_ledgers()
    office = town.sign_in(OFFICE)
    clear = office.post("/privacy/take-out/members", {"opened": ["证件号", "手机"], **REASON}).content
    masked = office.get("/members?cols=name,id,phone,union&export=xlsx").content
    again = import_file(ledger=ledger_named("members"), data=clear, filename="a.xlsx", by=CLERK, at=AT, dry_run=True)
    assert (again.count("unchanged"), again.rejected) == (4, [])
    assert not any("遮住" in said for said in again.remarks)
    hidden = import_file(ledger=ledger_named("members"), data=masked, filename="b.xlsx", by=CLERK, at=AT, dry_run=True)
    assert "有8格是遮住的（********），原来保存的内容不动。" in hidden.remarks


@pytest.mark.parametrize("who", [EAST, AUDITOR])
def test_nobody_outside_the_town_takes_private_values_out(town: LedgerTown, who: str) -> None:
    client = town.sign_in(who)
    for answer in (
        client.get("/privacy/take-out/members"),
        client.post("/privacy/take-out/members", {"opened": ["证件号"], **REASON}),
    ):
        assert answer.status_code in (403, 404, 422) and number_of(town.members["张三"]).encode() not in answer.content
    assert not Export.objects.filter(clear=True).exists()
    assert "take-out" not in client.get("/members").content.decode()


def test_without_a_purpose_or_for_a_ledger_without_secrets_there_is_no_file(town: LedgerTown) -> None:
    office = town.sign_in(OFFICE)
    for sent in ({"opened": ["证件号"]}, {"opened": ["密码"], **REASON}, REASON):
        assert office.post("/privacy/take-out/members", sent).status_code == 422
    assert office.get("/privacy/take-out/unions").status_code == 404
    assert not Export.objects.exists() and not Event.objects.filter(verb="private_export").exists()


def test_every_export_is_registered_and_a_chair_sees_only_his_own(town: LedgerTown) -> None:
    office, east = town.sign_in(OFFICE), town.sign_in(EAST)
    sheet = office.get("/members?export=xlsx").content
    chosen = town.members["张三"].pk
    office.post("/members/bulk", {"act": "export", "pk": [chosen]})
    office.get("/figures/people.members/numerator.xlsx?period=2026H1")
    east.get("/members?export=xlsx")
    assert list(Export.objects.order_by("pk").values_list("what", "rows", "clear", "by_name")) == [
        ("members", 4, False, "吴国平"), ("members", 1, False, "吴国平"), ("figures", 4, False, "吴国平"),
        ("members", 3, False, "何东"),
    ]  # fmt: skip
    assert Export.objects.order_by("pk")[0].digest == hashlib.sha256(sheet).hexdigest()
    assert "共4份" in words(office.get("/privacy/exports")) and "共1份" in words(east.get("/privacy/exports"))
    assert "吴国平" not in words(east.get("/privacy/exports"))


def test_a_printed_list_of_people_is_registered_as_a_file_is_and_one_of_unions_is_not(town: LedgerTown) -> None:
    page = town.sign_in(OFFICE).get("/members?print=1").content
    town.sign_in(EAST).get("/unions?print=1")
    row = Export.objects.get()
    assert (row.what, row.title, row.rows, row.clear) == ("members", "会员（打印）", 4, False)
    assert row.digest == hashlib.sha256(page).hexdigest()


def test_what_leaves_without_a_row_in_the_register_holds_nothing_of_the_inventory() -> None:
    """The plan's table, the report and the calendar go out unregistered: nothing in them is declared private or personal."""
    named = {entry.model._meta.app_label for entry in inventory()}
    assert not named & {"planning", "reporting", "indicators"}


# --- who saw, who changed


def test_every_page_of_a_record_leads_to_who_saw_and_who_changed_it(town: LedgerTown) -> None:
    office = town.sign_in(OFFICE)
    plan = plan_open(
        union=town.root, title="2026年度工作计划", start_on=date(2026, 1, 1), end_on=date(2026, 12, 31), by=CLERK, at=AT
    )
    batch = Batch.objects.create(ledger="members", filename="a.xlsx", at=AT, by_name="吴国平", result={})
    pages = {
        f"/unions/{town.unions['宏达机械工会'].code}": "orgs.union", f"/employers/{town.employers['宏达机械'].pk}": "orgs.employer",
        f"/members/{town.members['张三'].pk}": "people.membership", f"/contracts/{town.contracts['宏达机械'].pk}": "bargaining.contract",
        f"/plans/{plan.pk}": "planning.plan", f"/imports/{batch.pk}": "imports.batch",
    }  # fmt: skip
    for url, entity in pages.items():
        page = office.get(url).content.decode()
        link = re.search(rf'href="(/trail/{entity}/\d+)"', page)
        assert link, url
        assert "谁改过" in words(office.get(link[1]))
        fragment = office.get(link[1], headers={"HX-Request": "true"})
        assert "<html" not in fragment.content.decode() and fragment["Cache-Control"] == "no-store"
    for ledger in all_ledgers():
        entity = ledger.model._meta.label_lower
        assert office.get(f"/trail/{entity}/99999999").status_code == 404
    for entity in (*OPENERS, "people.account", "audit.event", "nonsense", "auth.permission"):
        assert office.get(f"/trail/{entity}/99999999").status_code == 404


def test_the_trail_of_a_record_outside_the_scope_is_not_there(town: LedgerTown) -> None:
    west, row = town.sign_in(WEST), town.members["张三"]
    union = town.unions["宏达机械工会"]
    for entity, key in (("people.membership", row.pk), ("orgs.union", union.pk), ("orgs.employer", town.employers["宏达机械"].pk),
                        ("bargaining.contract", town.contracts["宏达机械"].pk)):  # fmt: skip
        assert west.get(f"/trail/{entity}/{key}").status_code == 404, entity
        assert town.sign_in(EAST).get(f"/trail/{entity}/{key}").status_code == 200, entity


def test_what_happened_in_another_union_before_a_transfer_is_not_told(town: LedgerTown) -> None:
    row = town.members["张三"]
    private_look(ledger=ledger_of("members"), row=row, purpose="东边的事", by=CLERK, at=AT)
    moved = member_transfer(row=row, to=town.unions["瑞丰印染工会"], on=TODAY, by=CLERK, at=AT)
    private_look(ledger=ledger_of("members"), row=moved, purpose="西边的事", by=CLERK, at=AT)
    west = words(town.sign_in(WEST).get(f"/trail/people.membership/{moved.pk}"))
    assert "西边的事" in west and "东边的事" not in west
    office = words(town.sign_in(OFFICE).get(f"/trail/people.membership/{moved.pk}"))
    assert "西边的事" in office and "东边的事" in office


# --- consents


def test_a_consent_is_entered_with_its_paper_opened_in_scope_and_withdrawn(town: LedgerTown) -> None:
    row, east = town.members["张三"], town.sign_in(EAST)
    url = f"/privacy/members/{row.pk}/consents"
    given = {"kind": "health", "form": "paper", "given_on": "0701", "guardian": "", "note": ""}
    assert "还没有传同意书的扫描件" in words(east.post(url, given))
    assert east.post(url, given | {"scan": SimpleUploadedFile("同意书.pdf", pdf())}).status_code == 302
    [consent] = consents_of(row.worker)
    page = east.get(url).content.decode()
    assert "健康信息" in page and f"/scans/{consent.scan}" in page
    assert east.get(f"/scans/{consent.scan}").status_code == 200
    assert town.sign_in(WEST).get(f"/scans/{consent.scan}").status_code == 404
    assert town.sign_in(WEST).get(url).status_code == 404
    assert town.sign_in(WEST).post(f"{url}/{consent.pk}/withdraw").status_code == 404
    assert east.post(f"{url}/{consent.pk}/withdraw").status_code == 302
    assert consents_of(row.worker).get().withdrawn_on == TODAY
    assert "撤回" in words(east.get(url))


# --- what is held, the copy, erasing, what is due


def test_what_is_held_is_shown_masked_and_handed_out_in_clear_once_registered(town: LedgerTown) -> None:
    row, east = town.members["张三"], town.sign_in(EAST)
    consent_record(person=row.worker, kind="general", form="present", given_on=TODAY, by=CLERK, at=AT)
    url = f"/privacy/members/{row.pk}"
    page = east.get(url)
    assert "********" in words(page) and number_of(row) not in page.content.decode()
    assert "同意书" in words(page) and "清除" not in words(page).split("另有")[1].split("回到")[0].replace(
        "清除以后", ""
    )
    assert east.post(url, {"reason": ""}).status_code == 422
    copy = east.post(url, {"reason": "subject", "purpose": "", "as": "json"})
    assert number_of(row) in copy.content.decode() and copy["Cache-Control"] == "no-store"
    paper = east.post(url, {"reason": "subject", "purpose": "", "as": "docx"})
    assert paper.content[:2] == b"PK"
    assert Export.objects.filter(what="person", clear=True).count() == 2
    assert town.sign_in(WEST).get(url).status_code == 404
    assert town.sign_in(AUDITOR).get(url).status_code == 404


def test_an_officer_of_another_line_reads_the_roll_and_gets_no_number_in_any_way(town: LedgerTown) -> None:
    for username, line in (("quanyi", "权益"), ("zuzhi", "组织")):
        account = account_open(username=username, name=username, by=CLERK, at=AT)
        office_give(
            account=account, union=town.root, role=Role.TOWN_OFFICER, lines=[line], on=date(2020, 1, 1), by=CLERK, at=AT
        )
        town.accounts[username] = account
    row, client = town.members["张三"], town.sign_in("quanyi")
    assert client.get(f"/members/{row.pk}").status_code == 200
    answers = [
        client.post(f"/members/{row.pk}/look", REASON), client.post(f"/privacy/members/{row.pk}", {**REASON, "as": "json"}),
        client.post("/privacy/take-out/members", {"opened": ["证件号"], **REASON}),
        client.post(f"/privacy/members/{row.pk}/erase", {"reason": "本人要求删除", "sure": "on"}),
    ]  # fmt: skip
    assert all(answer.status_code in (403, 404, 422) for answer in answers)
    assert not any(number_of(row).encode() in answer.content for answer in answers)
    assert not Event.objects.filter(verb__in=("private_look", "private_export")).exists()
    mine = town.sign_in("zuzhi").post(f"/privacy/members/{row.pk}", {**REASON, "as": "json"})
    assert number_of(row) in mine.content.decode()


def test_only_the_town_erases_after_a_reason_and_a_tick(town: LedgerTown) -> None:
    row = town.members["张三"]
    url = f"/privacy/members/{row.pk}/erase"
    office = town.sign_in(OFFICE)
    assert "还在宏达机械工会的名册上" in words(office.get(url))
    member_leave(row=row, on=TODAY, reason=LeaveReason.RESIGNED, by=CLERK, at=AT)
    assert town.sign_in(EAST).post(url, {"reason": "本人要求删除", "sure": "on"}).status_code == 422
    assert "找不回来" in words(office.post(url, {"reason": "本人要求删除"}))
    assert Worker.objects.get(pk=row.worker_id).name == "张三"
    assert office.post(url, {"reason": "本人要求删除", "sure": "on"}).status_code == 302
    assert Worker.objects.get(pk=row.worker_id).name == "已匿名"
    card = office.get(f"/members/{row.pk}")
    assert card.status_code == 200 and "张三" not in words(card)


def test_the_officer_sees_before_erasing_where_else_the_name_stands_and_nothing_there_changes(town: LedgerTown) -> None:
    row = town.members["张三"]
    other = town.member("赵六", "宏达机械工会", "宏达机械", remarks="入会介绍人张三，车间同事，住同一栋楼")
    member_leave(row=row, on=TODAY, reason=LeaveReason.RESIGNED, by=CLERK, at=AT)
    office, url = town.sign_in(OFFICE), f"/privacy/members/{row.pk}/erase"
    town.unions["宏达机械工会"].remarks = "张三交来的材料"
    town.unions["宏达机械工会"].save()
    answer = office.get(url)
    page = words(answer)
    assert "别的记录里也写着这个姓名" in page and "备注：入会介绍人张三，车间同事，住同一栋楼" in page
    shown = answer.content.decode()
    assert f'href="/members/{other.pk}"' in shown and f'href="/unions/{town.unions["宏达机械工会"].code}"' in shown
    assert office.post(url, {"reason": "本人要求删除", "sure": "on"}).status_code == 302
    other.worker.refresh_from_db()
    assert "介绍人张三" in other.worker.remarks


def test_what_is_due_waits_for_the_town_to_decide(town: LedgerTown, monkeypatch: pytest.MonkeyPatch) -> None:
    row = town.members["张三"]
    member_leave(row=row, on=TODAY, reason=LeaveReason.RESIGNED, by=CLERK, at=AT)
    later = AT.replace(year=2031)
    monkeypatch.setenv("GONGHUI_TODAY", "2031-07-02")
    assert disposals_propose(by=CLERK, at=later) == 1
    office, found = town.sign_in(OFFICE), Disposal.objects.get()
    assert "张三" in words(office.get("/privacy/due"))
    assert "1人的个人信息到了保存期" in words(office.get("/"))
    assert "到了保存期" not in words(town.sign_in(EAST).get("/"))
    assert town.sign_in(EAST).get("/privacy/due").status_code == 422
    assert town.sign_in(EAST).post("/privacy/due", {"row": found.pk, "act": "erase"}).status_code == 422
    wrong = office.post("/privacy/due", {"row": found.pk, "act": "keep", "until": "", "reason": ""})
    assert wrong.status_code == 422 and "还没有填保存到" in words(wrong)
    assert "请在下面打勾确认" in words(office.post("/privacy/due", {"row": found.pk, "act": "erase"}))
    assert "还没有勾选" in words(office.post("/privacy/due", {"row": "x", "act": "erase", "sure": "1"}))
    assert Worker.objects.get(pk=row.worker_id).name == "张三"
    assert office.post("/privacy/due", {"row": found.pk, "act": "erase", "sure": "1"}).status_code == 302
    assert Worker.objects.get(pk=row.worker_id).name == "已匿名"
    assert "现在没有到期的" in words(office.get("/privacy/due"))
    assert office.post("/privacy/due", {"row": 999, "act": "keep"}).status_code == 404


def test_the_inventory_names_every_field_and_place(town: LedgerTown) -> None:
    page = words(town.sign_in(EAST).get("/privacy"))
    for said in ("职工：证件号", "职工：手机", "职工：姓名", "运行日志", "备份", "退回的坏行", "没填完的表单"):
        assert said in page


def test_rejected_rows_go_back_registered_to_whoever_brought_them(town: LedgerTown) -> None:
    out = io.BytesIO()
    write_rows(out, None, ["姓名", "身份证号", "所属工会"], [("孙小妹", "329999198503013036", "宏达机械工会")], {1})
    sheet = SimpleUploadedFile("孙小妹329999198503012020.xlsx", out.getvalue())
    east = town.sign_in(EAST)
    assert east.post("/imports", {"ledger": "members", "file": sheet}).status_code == 302
    batch = Batch.objects.get()
    assert batch.filename == "孙小妹********.xlsx" and batch.result["rejected"] == 1
    assert "329999198503013036" in str(
        read_workbook(east.get(f"/imports/{batch.pk}/bad-rows.xlsx").content, "a.xlsx")[0].rows
    )
    row = Export.objects.get()
    assert (row.clear, row.title, row.by_name) == (True, "退回的坏行", "何东")
    assert town.sign_in(WEST).get(f"/imports/{batch.pk}/bad-rows.xlsx").status_code == 404
