"""What the chair of the east tries on the west's records by their numbers: nothing changes there, nothing is named."""

import io
from datetime import date
from typing import Any

import pytest

from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.imports.apps import load_ledgers
from gonghui.kernel.imports.ledger import ledger_named
from gonghui.kernel.imports.running import Result, import_file
from gonghui.kernel.scope import Scope
from gonghui.kernel.sheets import write_rows
from gonghui.people.public import Account, Membership, member_transfer, rights_of
from tests.small_town import HAND, NOW, TODAY, client_of
from tests.two_sides import TwoSides, two_sides


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> TwoSides:
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    return two_sides()


def bring(town: TwoSides, ledger: str, heads: list[str], *rows: tuple[Any, ...]) -> Result:
    """Import a sheet with the eyes and the hand of the chair of the east."""
    load_ledgers()
    out = io.BytesIO()
    write_rows(out, None, heads, rows)
    chair = Account.objects.get(username="dong")
    rights = rights_of(chair, TODAY)
    by = Hand(chair.pk, chair.name, scope=rights.read)
    scope = Scope(rights.write.unions)
    return import_file(
        ledger=ledger_named(ledger), data=out.getvalue(), filename="东桥.xlsx", scope=scope, by=by, at=NOW
    )


def said(result: Result) -> str:
    return "".join(row.reason + row.todo if hasattr(row, "todo") else row.reason for row in result.rejected)


def test_a_number_of_the_west_in_a_table_of_the_east_changes_nothing_there(town: TwoSides):
    """Whose number it is stays untold, and the row is not taken for that contract."""
    before = (town.west.contract.version, town.west.contract.expires_on)
    heads = ["工会名称", "合同编号", "合同类别", "签订日期", "生效日期", "届满日期", "单位名称"]
    result = bring(
        town,
        "contracts",
        heads,
        (
            town.east.union.name,
            "XQ7788",
            "综合集体合同",
            "2025-06-01",
            "2025-06-01",
            "2026-10-01",
            town.east.employer.name,
        ),
    )
    town.west.contract.refresh_from_db()
    assert (town.west.contract.version, town.west.contract.expires_on) == before
    assert "合同编号XQ7788的综合集体合同已经登记" in said(result) and "西塘" not in said(result)


def test_a_table_does_not_cover_a_firm_of_the_west(town: TwoSides):
    heads = ["工会名称", "合同类别", "签订日期", "届满日期", "覆盖单位"]
    result = bring(
        town,
        "contracts",
        heads,
        (town.east.union.name, "女职工专项集体合同", "2026-06-01", "2027-05-31", town.west.employer.name),
    )
    assert result.count("created") == 0 and "不归您管" in said(result)
    assert not town.west.employer.contract_covers.filter(contract__union=town.east.union).exists()


def test_a_masked_row_with_the_number_of_somebody_of_the_west_is_turned_down(town: TwoSides):
    worker = town.west.member.worker
    Membership.objects.filter(worker=worker).update(end_on=date(2026, 3, 1), end_reason="resigned")
    result = bring(
        town,
        "members",
        ["姓名", "身份证号", "人员编号", "所属工会", "入会日期"],
        ("张三", "******", f"R{worker.pk:07d}", town.east.union.name, "2026-07-02"),
    )
    assert result.count("created") == 0 and "人员编号也找不到这个人" in said(result)
    assert not Membership.objects.filter(worker=worker, union=town.east.union).exists()


def test_a_masked_row_with_the_number_of_somebody_of_the_east_finds_him(town: TwoSides):
    """So that the refusal above is about whose he is, and about nothing else in the row."""
    worker = town.east.member.worker
    Membership.objects.filter(worker=worker).update(end_on=date(2026, 3, 1), end_reason="resigned")
    heads = ["姓名", "身份证号", "人员编号", "所属工会", "入会日期"]
    result = bring(town, "members", heads, ("东明", "******", f"R{worker.pk:07d}", town.east.union.name, "2026-07-02"))
    assert result.count("created") == 1 and not result.rejected


def test_a_refusal_does_not_say_on_which_roll_somebody_stands(town: TwoSides):
    worker = town.west.member.worker
    result = bring(
        town,
        "members",
        ["姓名", "身份证号", "所属工会", "入会日期"],
        ("西明", worker.id_number(), town.east.union.name, "2026-06-01"),
    )
    assert "已经在别的工会的名册上" in said(result) and "西塘" not in said(result)


def test_nobody_is_told_which_union_was_meant(town: TwoSides):
    result = bring(
        town,
        "members",
        ["姓名", "身份证号", "所属工会", "入会日期"],
        ("张三", "329999198001011236", "西塘纺织", "2026-06-01"),
        ("李四", "329999198001011252", "西塘仿织厂工会", "2026-06-01"),
    )
    assert result.count("created") == 0 and "厂" not in said(result).replace("西塘仿织厂工会", "")
    assert not Event.objects.filter(union_id=town.west.union.pk, by_name="董东升").exists()


def test_who_came_from_the_west_brings_nothing_of_it_along(town: TwoSides):
    """She is a member of the east now; the card says that she was in another union, not in which, and none of its acts."""
    row = member_transfer(row=town.west.member, to=town.east.union, on=TODAY, by=HAND, at=NOW)
    page = client_of("dong").get(f"/members/{row.pk}").content.decode()
    assert "别的工会" in page and "西塘" not in page
    assert "13877778888" not in page and "东桥纺织厂工会" in page
    assert "西塘" not in client_of("dong").get(f"/unions/{town.east.union.code}").content.decode()
    whole = client_of("chen").get(f"/members/{row.pk}").content.decode()
    assert "西塘" in whole
