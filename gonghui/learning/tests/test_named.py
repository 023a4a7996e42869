"""技能等级 and 学习型组织: named until a day, checked again, taken back."""

from datetime import date
from typing import Any

import pytest

from gonghui.kernel.ledger.api import entry_record, ledger_of
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.asking import deadlines_of
from gonghui.learning.actions.named import named_end, named_recheck
from gonghui.learning.models import LearningGroup, Skill
from gonghui.learning.tests.hall import NOW
from tests.ledger_town import LedgerTown, found_ledger_town
from tests.suite import LedgerSuite


class TestSkills(LedgerSuite):
    key = "skills"
    first = {"name": "张三", "union": "{east}", "level": "3", "trade": "电工", "named_on": "20250601",
             "valid_until": "20280531", "body": "云溪县人社局"}  # fmt: skip
    second = {
        "name": "赵六",
        "union": "{west}",
        "level": "gold",
        "trade": "挡车工",
        "named_on": "20240601",
        "body": "市总工会",
    }
    change = {"number": "云技1号"}
    refused = (
        ({"trade": "焊工", "valid_until": "20250501"}, "有效期早于命名或发证日期。"),
        ({"trade": "焊工", "level": "gold", "body": ""}, "金蓝领没有写评定单位。"),
        ({"named_on": "20250701"}, "张三的电工高级工（三级）已经登记过了。"),
    )


class TestGroups(LedgerSuite):
    key = "learning-groups"
    first = {"name": "热处理班", "kind": "team", "union": "{east}", "applied_on": "20260301", "people": "12"}
    second = {"name": "印染二班", "kind": "team", "union": "{west}", "applied_on": "20250301", "checked_on": "20250501",
              "result": "passed", "named_on": "20250601", "valid_until": "20270531"}  # fmt: skip
    change = {"people": "15"}
    refused = (
        ({"name": "一班", "checked_on": "20260201", "result": "passed"}, "考核早于申报。"),
        ({"name": "一班", "named_on": "20260501"}, "考核合格才能命名。"),
        ({"name": "一班", "checked_on": "20260401"}, "考核日期和考核结果要一起写。"),
        ({"name": "一班", "valid_until": "20280101"}, "写了有效期，没有写命名日期。"),
    )


@pytest.fixture
def town() -> LedgerTown:
    return found_ledger_town()


def skill(town: LedgerTown, **more: Any) -> Skill:
    values = {"name": "张三", "union": town.unions["宏达机械工会"], "level": "3", "trade": "电工", "named_on": date(2024, 1, 1),
              "valid_until": date(2026, 12, 31)}  # fmt: skip
    made: Skill = entry_record(ledger=ledger_of("skills"), values=values | more, **NOW)
    return made


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_check_prolongs_a_naming_and_its_last_day_moves_along(town: LedgerTown) -> None:
    row = skill(town)
    assert [one.due_on for one in deadlines_of(row)] == [date(2026, 12, 31)]
    named_recheck(row=row, on=date(2026, 7, 1), valid_until=date(2029, 12, 31), **NOW)
    assert [one.due_on for one in deadlines_of(row)] == [date(2029, 12, 31)]
    with pytest.raises(Refused, match="没有往后延"):
        named_recheck(row=row, on=date(2026, 7, 2), valid_until=date(2029, 12, 31), **NOW)
    with pytest.raises(Refused, match="复评早于命名"):
        named_recheck(row=row, on=date(2023, 7, 2), valid_until=date(2030, 12, 31), **NOW)


@pytest.mark.django_db
def test_what_is_taken_back_wants_a_reason_and_owes_nothing_more(town: LedgerTown) -> None:
    row = skill(town)
    with pytest.raises(Refused, match="取消的原因"):
        named_end(row=row, on=date(2026, 7, 1), reason="", **NOW)
    named_end(row=row, on=date(2026, 7, 1), reason="复评不合格", **NOW)
    assert [one.closed_on for one in deadlines_of(row)] == [date(2026, 7, 1)]
    with pytest.raises(Refused, match="已经取消"):
        named_recheck(row=row, on=date(2026, 7, 2), valid_until=date(2030, 1, 1), **NOW)
    assert skill(town, named_on=date(2026, 7, 2))


@pytest.mark.django_db
def test_a_group_that_was_not_named_is_not_checked_again(town: LedgerTown) -> None:
    values = {"name": "热处理班", "kind": "team", "union": town.unions["宏达机械工会"], "applied_on": date(2026, 3, 1)}
    row: LearningGroup = entry_record(ledger=ledger_of("learning-groups"), values=values, **NOW)
    with pytest.raises(Refused, match="还没有命名"):
        named_recheck(row=row, on=date(2026, 7, 1), valid_until=date(2027, 7, 1), **NOW)
