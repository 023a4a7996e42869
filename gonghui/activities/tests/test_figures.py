"""人次 and 人 are two figures, and each says how much of it has names."""

from datetime import date

import pytest

from gonghui.activities.public import Comer, attend, comer_of, turnout_declare
from gonghui.activities.tests.hall import HELD, NOW, activity, worker
from gonghui.kernel.dates import parse_period
from gonghui.kernel.indicators import figures, indicator
from gonghui.kernel.indicators.closing import period_close
from gonghui.kernel.indicators.slices import split
from gonghui.kernel.ledger.api import entry_void, ledger_of
from gonghui.orgs.public import tree_on
from tests.ledger_town import LedgerTown, found_ledger_town

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SPAN = parse_period("2026H1").span


def figure(code: str, period: str = "2026H1") -> int:
    span = parse_period(period).span
    tree = tree_on(span.end)
    return figures([indicator(code)], tree, ("union", tree.root), span)[0].numerator


@pytest.fixture
def town() -> LedgerTown:
    return found_ledger_town()


def test_one_who_comes_to_two_courses_is_two_attendances_and_one_person(town: LedgerTown) -> None:
    east = town.unions["宏达机械工会"].pk
    for name in ("第一期", "第二期"):
        course = activity(town, name=name, kind="cadre")
        attend(activity=course, comers=[comer_of(worker(town, "张三"), east), Comer(f"{name}的客人", east)], **NOW)
    assert figure("learning.cadre_training_attendances") == 4
    assert figure("learning.cadre_training_people") == 3
    assert figure("activities.held") == 2 and figure("learning.worker_training_attendances") == 0


def test_the_provinces_contest_counts_what_the_unions_declared_and_says_so(town: LedgerTown) -> None:
    contest = activity(town, name="全省职工法律知识竞赛", kind="contest", run_by="province", organiser="省总工会")
    for name, heads in (("宏达机械工会", 400), ("瑞丰印染工会", 31)):
        turnout_declare(activity=contest, union=town.unions[name], heads=heads, proof="参赛证明", **NOW)
    attend(activity=contest, comers=[comer_of(worker(town, "张三"), town.unions["宏达机械工会"].pk)], **NOW)
    assert figure("learning.contest_participants") == 431
    tree = tree_on(SPAN.end)
    rows = split(indicator("learning.contest_participants"), "basis", tree, ("union", tree.root), SPAN)
    assert {row.label: row.figure.numerator for row in rows} == {"申报人数": 430, "有名单": 1}


def test_an_activity_counts_in_the_half_year_of_its_first_day_and_not_when_it_is_void(town: LedgerTown) -> None:
    course = activity(town, on=HELD, until=date(2026, 7, 1))
    attend(activity=course, comers=[comer_of(worker(town, "赵六"), town.unions["瑞丰印染工会"].pk)], **NOW)
    assert (figure("activities.attendances"), figure("activities.attendances", "2026H2")) == (1, 0)
    entry_void(ledger=ledger_of("activities"), row=course, reason="登重了", **NOW)
    assert figure("activities.attendances") == figure("activities.people") == figure("activities.held") == 0


def test_a_closed_half_year_keeps_its_people_and_heads(town: LedgerTown) -> None:
    east = town.unions["宏达机械工会"].pk
    course = activity(town, kind="cadre")
    attend(activity=course, comers=[comer_of(worker(town, "张三"), east), Comer("客人", east)], **NOW)
    period_close(period="2026H1", tree=tree_on(SPAN.end), node=("union", town.root.pk), **NOW)
    attend(activity=course, comers=[comer_of(worker(town, "李四"), east)], **NOW)
    assert figure("learning.cadre_training_people") == figure("learning.cadre_training_attendances") == 2
