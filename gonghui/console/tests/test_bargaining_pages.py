"""The bargaining desk and the pages of a procedure, for the officer, the chairs and the auditor."""

from datetime import date, datetime, time
from io import BytesIO

import pytest
from openpyxl import load_workbook

from gonghui.bargaining.public import (
    Bargaining,
    ContractKind,
    Side,
    bargaining_open,
    bargaining_step,
    delegate_name,
)
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.workflow.steps import steps_of
from gonghui.orgs.public import UnionEmployer
from tests.small_town import client_of

pytestmark = pytest.mark.django_db
CHEN = Hand(None, "陈秀兰")


def _at(day):
    return datetime.combine(day, time(9), OFFICE_TIME)


def _open(union, day=date(2026, 6, 1), kind=ContractKind.SAFETY, offered=True):
    employer = UnionEmployer.objects.get(union=union).employer_id
    record = bargaining_open(union=union, kind=kind, covers={employer: None}, handler="陈秀兰", by=CHEN, at=_at(day))
    for side, names in ((Side.STAFF, "甲乙丙"), (Side.EMPLOYER, "丁戊己")):
        for number, name in enumerate(names):
            delegate_name(
                bargaining=record,
                side=side,
                name=f"{name}{union.pk}",
                chief=number == 0,
                since=day,
                by=CHEN,
                at=_at(day),
            )
    if offered:
        bargaining_step(bargaining=record, name="offer", on=day, facts={"matters": "劳动保护"}, by=CHEN, at=_at(day))
    return record


def _take(client, record, name, **facts):
    page = client.get(f"/bargaining/{record.pk}/step/{name}")
    token = page.context["token"]
    return token, client.post(
        f"/bargaining/{record.pk}/step/{name}", {"token": token, "version": record.version, **facts}
    )


def test_the_desk_counts_what_is_late_and_puts_it_first(sides):
    late = _open(sides["east"])
    _open(sides["west"], date(2026, 6, 25))
    page = client_of("chen").get("/bargaining")
    assert [(label, count) for _, label, count in page.context["presets"]][:3] == [
        ("进行中", 2),
        ("超期", 1),
        ("三日内到期", 0),
    ]
    lane = page.context["columns"][0][1]
    assert next(card.record.pk for card in lane) == late.pk
    body = page.content.decode()
    assert "超期10天" in body and "东桥纺织厂" in body
    only = client_of("chen").get("/bargaining?show=over")
    assert [card.record.pk for card in only.context["listed"]] == [late.pk]
    assert client_of("chen").get("/bargaining?kind=wage").context["total"] == 0


def test_a_chair_sees_her_own_union_and_not_the_other(sides):
    mine, other = _open(sides["east"]), _open(sides["west"])
    client = client_of("dong")
    assert [card.record.pk for card in client.get("/bargaining").context["listed"]] == [mine.pk]
    assert client.get(f"/bargaining/{mine.pk}").status_code == 200
    for address in ("", "/step/reply", "/amend", "/clauses", "/delegates/new"):
        assert client.get(f"/bargaining/{other.pk}{address}").status_code == 404


def test_who_holds_no_office_over_the_union_finds_nothing_there(sides):
    record = _open(sides["east"])
    for username in ("ma", "nobody"):
        client = client_of(username)
        assert client.get("/bargaining").status_code == 404
        assert client.get(f"/bargaining/{record.pk}").status_code == 404
        assert client.post(f"/bargaining/{record.pk}/step/reply", {"token": "x", "on": "2026-07-01"}).status_code == 404
    assert steps_of(record).last().name == "offer"


def test_two_clicks_take_one_step(sides):
    record = _open(sides["east"])
    client = client_of("chen")
    token, first = _take(client, record, "reply", on="2026-07-01")
    second = client.post(f"/bargaining/{record.pk}/step/reply", {"token": token, "on": "2026-07-01"})
    assert first.status_code == second.status_code == 302 and first.url == second.url
    assert [step.name for step in steps_of(record).steps] == ["offer", "reply"]


def test_the_second_person_is_told_and_keeps_what_was_typed(sides):
    record = _open(sides["east"])
    client = client_of("chen")
    page = client.get(f"/bargaining/{record.pk}/step/refuse")
    bargaining_step(bargaining=Bargaining.objects.get(pk=record.pk), name="reply", on=date(2026, 7, 1),
                    by=Hand(99, "沈燕"), at=_at(date(2026, 7, 2)))  # fmt: skip
    seen = {"version": page.context["version"], "state": "offered"}
    answer = client.post(f"/bargaining/{record.pk}/step/refuse", {**seen,
        "token": page.context["token"], "on": "2026-07-02", "ground": "订单不稳"})  # fmt: skip
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "沈燕刚登记了“登记同意协商的答复”" in body and "订单不稳" in body


def test_a_step_that_is_too_early_says_why_and_what_is_first(sides):
    record = _open(sides["east"], offered=False)
    page = client_of("chen").get(f"/bargaining/{record.pk}/step/sign")
    assert page.status_code == 403 and "要先到“待签字”" in page.content.decode()
    assert client_of("chen").get(f"/bargaining/{record.pk}/step/nothing").status_code == 404


def test_nobody_records_a_choice_that_nobody_made(sides):
    record = _open(sides["east"])
    page = client_of("chen").get(f"/bargaining/{record.pk}/step/dispute")
    assert '<option value="" selected>请选</option>' in page.content.decode()
    _, answer = _take(client_of("chen"), record, "dispute", on="2026-06-20", body="人社局", matter="工资", applicant="")
    assert answer.status_code == 422 and "还没有填谁提出的。" in answer.content.decode()


def test_past_steps_are_entered_at_once_and_only_what_runs_is_open(sides):
    record = _open(sides["east"], date(2026, 5, 4), offered=False)
    client = client_of("chen")
    page = client.get(f"/bargaining/{record.pk}/enter")
    data = {
        "token": page.context["token"], "offer_on": "2026-05-06", "offer_matters": "劳动保护", "reply_on": "2026-06-20",
        "meet_on": "2026-06-22", "meet_chaired_by": "staff", "meet_minutes": "谈成", "meet_result": "agreed",
        "draft_on": "2026-06-23", "adopt_on": "2026-06-24", "adopt_body": "all", "adopt_due": "40", "adopt_present": "30",
        "adopt_in_favour": "20", "sign_on": "2026-06-25", "sign_expires_on": "2028-06-24",
    }  # fmt: skip
    answer = client.post(f"/bargaining/{record.pk}/enter", data)
    assert answer.status_code == 302
    record.refresh_from_db()
    assert record.state == "signed" and record.contract.expires_on == date(2028, 6, 24)
    shown = client.get(f"/bargaining/{record.pk}")
    assert [clock.row.title for clock in shown.context["clocks"]] == ["报送人社部门审查"]
    assert "超19天" in shown.content.decode() or "超" in shown.content.decode()


def test_a_draft_is_gone_through_and_a_wage_under_the_minimum_stops_the_signature(sides):
    record = _open(sides["east"], kind=ContractKind.COLLECTIVE)
    client = client_of("chen")
    page = client.get(f"/bargaining/{record.pk}/clauses")
    data = {
        "token": page.context["token"],
        "a0": "1",
        "t0": "月工资不低于约定标准",
        "m0": "month_wage",
        "f0": "1200",
        "a1": "0",
    }
    assert client.post(f"/bargaining/{record.pk}/clauses", data).status_code == 302
    body = client.get(f"/bargaining/{record.pk}").content.decode()
    assert "还没有登记“月最低工资标准”" in body and "15项里还有13项没有核对" in body


def test_a_check_with_a_fault_runs_its_clock_until_it_is_mended(sides):
    contract = sides["east"].contracts.get(kind=ContractKind.COLLECTIVE)
    client = client_of("chen")
    page = client.get(f"/bargaining/contracts/{contract.pk}/check")
    data = {
        "token": page.context["token"],
        "on": "2026-07-01",
        "checkers": "陈秀兰",
        "k0": "kept",
        "k1": "broken",
        "w1": "没有补休",
    }
    turned = client.post(f"/bargaining/contracts/{contract.pk}/check", data)
    assert turned.status_code == 422 and "没有写整改期限" in turned.content.decode()
    done = client.post(f"/bargaining/contracts/{contract.pk}/check", {**data, "rectify_by": "2026-07-20"})
    assert done.status_code == 302
    check = contract.checks.get()
    assert "还剩" in client.get(f"/bargaining/checks/{check.pk}").content.decode()
    page = client.get(f"/bargaining/checks/{check.pk}/rectify")
    client.post(
        f"/bargaining/checks/{check.pk}/rectify", {"token": page.context["token"], "on": "2026-07-02", "note": "补休了"}
    )
    check.refresh_from_db()
    assert check.rectified_on == date(2026, 7, 2)
    card = client.get(f"/contracts/{contract.pk}").content.decode()
    assert "协商和履行" in card and "已整改" in card


def test_the_assessment_list_and_its_sheet_agree(sides):
    client = client_of("chen")
    rows = client.get("/bargaining/quality").context["rows"]
    assert len(rows) == 2 and all(each.bare and why == "只补录了结果" for _, _, each, why in rows)
    assert client.get("/bargaining/quality?show=commend").context["rows"] == []
    book = load_workbook(BytesIO(client.get("/bargaining/quality.xlsx").content)).active
    text = [str(cell.value) for line in book.iter_rows() for cell in line if cell.value is not None]
    assert sum("纺织厂综合集体合同" in each for each in text) == 2
    assert client_of("dong").get("/bargaining/quality").context["rows"][0][2].contract.union == sides["east"]


def test_a_renewal_is_opened_from_the_contract(sides):
    contract = sides["east"].contracts.get(kind=ContractKind.COLLECTIVE)
    client = client_of("dong")
    page = client.get(f"/bargaining/contracts/{contract.pk}/new?purpose=renew")
    answer = client.post(f"/bargaining/contracts/{contract.pk}/new?purpose=renew",
                         {"token": page.context["token"], "proposer": "staff", "handler": "董东升"})  # fmt: skip
    record = Bargaining.objects.get()
    assert answer.url == f"/bargaining/{record.pk}" and record.earlier == contract
    assert record.covers.get().employer_id == contract.covers.get().employer_id


def test_a_correction_asks_why_and_moves_the_clock(sides):
    record = _open(sides["east"])
    step = steps_of(record).last()
    client = client_of("chen")
    page = client.get(f"/bargaining/{record.pk}/steps/{step.pk}/correct")
    data = {"token": page.context["token"], "version": record.version, "on": "2026-06-20", "matters": "劳动保护"}
    assert client.post(f"/bargaining/{record.pk}/steps/{step.pk}/correct", data).status_code == 422
    answer = client.post(
        f"/bargaining/{record.pk}/steps/{step.pk}/correct", {**data, "reason": "回执日期写错"}, follow=True
    )
    assert "改为2026年7月10日" in answer.content.decode()


def test_the_office_changes_the_points_from_a_day_on_and_a_chair_does_not(sides):
    client = client_of("chen")
    page = client.get("/bargaining/quality/weights")
    values = {name: str(value) for name, value in page.context["form"].initial.items()}
    answer = client.post("/bargaining/quality/weights",
                         {**values, "token": page.context["token"], "start_on": "2026-07-02", "checked": "10"})  # fmt: skip
    assert answer.status_code == 302
    assert client.get("/bargaining/quality").context["rows"][0][2].full == 102
    assert client_of("dong").get("/bargaining/quality/weights").status_code == 403


def test_what_runs_out_is_counted_by_thirty_sixty_and_ninety_days_and_renewed_from_there(sides):
    client = client_of("chen")
    page = client.get("/bargaining/expiring")
    assert [(label, count) for _, label, count in page.context["counts"]] == [
        ("已届满未续", 2), ("三十日内", 0), ("六十日内", 0), ("九十日内", 2)]  # fmt: skip
    assert len(page.context["rows"]) == 2 and "9月15日届满" in page.context["copy"]
    over = client_of("dong").get("/bargaining/expiring?days=0")
    assert [one.contract.union for one in over.context["rows"]] == [sides["east"]]
    contract = over.context["rows"][0].contract
    opened = client.get(f"/bargaining/contracts/{contract.pk}/new?purpose=renew")
    client.post(
        f"/bargaining/contracts/{contract.pk}/new?purpose=renew",
        {"token": opened.context["token"], "proposer": "staff"},
    )
    assert "正在协商" in client.get("/bargaining/expiring?days=0&kind=wage").content.decode()
