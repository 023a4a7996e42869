"""联系点, 联系走访, 办实事, 心理咨询预约 and 师德评议."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gonghui.kernel.audit.models import Event
from gonghui.kernel.dates import Span
from gonghui.kernel.indicators import figures, indicator
from gonghui.kernel.ledger.api import entry_amend, entry_record, entry_void, ledger_of
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.asking import deadlines_of
from gonghui.orgs.public import tree_on
from gonghui.service.actions import (
    appointment_kept,
    appraisal_mended,
    deed_done,
    deed_drop,
    deed_reopen,
    point_end,
)
from gonghui.service.models import Appointment, Appraisal, ContactPoint, Deed
from tests.ledger_town import AT, CLERK, LedgerTown, found_ledger_town
from tests.suite import LedgerSuite

NOW = {"by": CLERK, "at": AT}
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))


def entered(key: str, **values: Any) -> Any:
    return entry_record(ledger=ledger_of(key), values=values, **NOW)


def pointed(town: LedgerTown, **more: Any) -> ContactPoint:
    given = {
        "name": "宏达机械一车间",
        "union": town.unions["宏达机械工会"],
        "cadre": "吴国平",
        "start_on": date(2026, 1, 12),
        "every_months": 3,
    }
    made: ContactPoint = entered("contact-points", **given | more)
    return made


def promised(town: LedgerTown, **more: Any) -> Deed:
    given = {"title": "开夜宵窗口", "union": town.unions["宏达机械工会"], "origin": "asked", "on": date(2026, 4, 9),
             "until": date(2026, 6, 30), "leader": "吴国平"}  # fmt: skip
    made: Deed = entered("deeds", **given | more)
    return made


def due(row: Any) -> list[tuple[date, date | None]]:
    return sorted(deadlines_of(row).values_list("due_on", "closed_on"))


class TestPoints(LedgerSuite):
    key = "contact-points"
    first = {
        "name": "宏达一车间",
        "union": "{east}",
        "cadre": "吴国平",
        "duty": "副主席",
        "start_on": "0112",
        "every_months": "3",
    }
    second = {"name": "华丰二车间", "union": "{west}", "cadre": "沈燕", "start_on": "0112", "every_months": "6"}
    change = {"focus": "夜班食堂"}
    refused = (
        ({"every_months": "0", "name": "三车间"}, "几个月去一次要写1到12。"),
        ({"start_on": "0201", "cadre": "陈秀兰"}, "宏达一车间由吴国平联系着。"),
    )


class TestVisits(LedgerSuite):
    key = "contact-visits"
    first = {"point": "宏达机械一车间", "on": "0409", "heads": "6", "found": "夜班没有热饭"}
    second = {"point": "瑞丰印染二车间", "on": "0410", "heads": "3", "found": "宿舍没有热水"}
    change = {"answered": "和行政商量开夜宵窗口"}
    refused = (
        ({"on": "2025-12-01"}, "才定为联系点。"),
        ({"heads": "0", "on": "0411"}, "一个人也没有谈。"),
    )

    @classmethod
    def found(cls) -> Any:
        place = super().found()
        pointed(place.town)
        pointed(place.town, name="瑞丰印染二车间", union=place.town.unions["瑞丰印染工会"], cadre="沈燕")
        return place


class TestDeeds(LedgerSuite):
    key = "deeds"
    first = {
        "title": "开夜宵窗口",
        "union": "{east}",
        "origin": "asked",
        "on": "0409",
        "until": "0731",
        "leader": "吴国平",
    }
    second = {"title": "装热水器", "union": "{west}", "origin": "plan", "on": "0410", "until": "0731", "leader": "沈燕"}
    change = {"until": "0815"}
    refused = (
        ({"until": "0401", "title": "新的"}, "办成期限在定下的日期以前。"),
        ({"origin": "point", "title": "新的"}, "没有写是哪个联系点。"),
    )


class TestAppointments(LedgerSuite):
    key = "appointments"
    first = {
        "on": "0709",
        "hour": "14:00",
        "counsellor": "林医生",
        "way": "face",
        "place": "二楼谈心室",
        "union": "{east}",
    }
    second = {"on": "0709", "hour": "15:00", "counsellor": "林医生", "way": "phone", "union": "{west}"}
    change = {"hour": "16:30"}
    refused = (
        ({"hour": "15:00", "number": "9"}, "林医生2026年7月9日15:00已经约给"),
        ({"place": "", "hour": "09:00"}, "当面咨询的，没有写地点。"),
    )


class TestAppraisals(LedgerSuite):
    key = "appraisals"
    first = {"term": "2025—2026学年第二学期", "union": "{east}", "rater": "parents", "on": "0612", "issued": "300",
             "returned": "286", "best": "201", "good": "70", "fair": "13", "poor": "2"}  # fmt: skip
    second = {"term": "2026年春季学期", "union": "{west}", "rater": "pupils", "on": "0613", "issued": "40",
              "returned": "40", "best": "30", "good": "10", "fair": "0", "poor": "0"}  # fmt: skip
    change = {"opinions": "作业偏多", "mend_until": "0930"}
    refused = (
        ({"rater": "peers", "issued": "200"}, "发出200份，收回286份。"),
        ({"rater": "peers", "best": "200"}, "四档加起来285份"),
        ({"rater": "peers", "returned": "4", "best": "4", "good": "0", "fair": "0", "poor": "0"}, "会看出是谁写的。"),
        ({"rater": "peers", "opinions": "作业偏多"}, "没有写整改期限。"),
    )


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_contact_point_rings_from_its_beginning_and_anew_from_every_visit_until_it_ends() -> None:
    point = pointed(found_ledger_town())
    assert due(point) == [(date(2026, 4, 12), None)]
    entered("contact-visits", point=point, on=date(2026, 4, 9), heads=6, found="夜班没有热饭")
    assert due(point) == [(date(2026, 4, 12), date(2026, 4, 9)), (date(2026, 7, 9), None)]
    with pytest.raises(Refused, match="还在联系"):
        point_end(point=point, on=date(2026, 4, 9), reason="干部调整", **NOW)
    with pytest.raises(Refused, match="没有写结束的原因"):
        point_end(point=point, on=date(2026, 7, 1), reason="", **NOW)
    point_end(point=point, on=date(2026, 7, 1), reason="干部调整", **NOW)
    assert due(point)[-1] == (date(2026, 7, 9), date(2026, 7, 1))
    with pytest.raises(Refused, match="已经结束"):
        entered("contact-visits", point=point, on=date(2026, 7, 1), heads=2, found="没有")


@pytest.mark.django_db
def test_a_deed_of_another_unions_contact_point_is_turned_down() -> None:
    town = found_ledger_town()
    with pytest.raises(Refused, match="这个联系点在宏达机械工会"):
        promised(town, union=town.unions["华丰食品工会"], origin="point", point=pointed(town))


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_deed_is_done_for_somebody_or_given_up_with_a_reason_and_can_be_taken_back() -> None:
    deed = promised(found_ledger_town())
    for wrong, says in (
        ({"people": 0}, "受益人数是0"),
        ({"result": "好"}, "还没有写办得怎么样"),
        ({"on": date(2026, 4, 1)}, "才定下来"),
    ):
        with pytest.raises(Refused, match=says):
            deed_done(deed=deed, **{"on": date(2026, 6, 18), "result": "每晚六十份", "people": 60} | wrong, **NOW)
    deed_done(deed=deed, on=date(2026, 6, 18), result="每晚六十份", people=60, cost=Decimal("2400.50"), **NOW)
    assert due(deed) == [(date(2026, 6, 30), date(2026, 6, 18))]
    with pytest.raises(Refused, match="已经办成"):
        deed_drop(deed=deed, on=date(2026, 6, 19), reason="食堂不肯开", **NOW)
    deed_reopen(deed=deed, reason="记到别的事上了", **NOW)
    assert due(deed) == [(date(2026, 6, 30), None)]
    with pytest.raises(Refused, match="还没有写为什么不办"):
        deed_drop(deed=deed, on=date(2026, 6, 19), reason="没钱", **NOW)
    deed_drop(deed=deed, on=date(2026, 6, 19), reason="食堂不肯开", **NOW)
    assert (deed.done_on, deed.dropped_on, deed.people) == (None, date(2026, 6, 19), None)


@pytest.mark.django_db
def test_nothing_in_the_raw_tables_says_who_comes_to_a_counsellor() -> None:
    town = found_ledger_town()
    row = entered("appointments", on=date(2026, 7, 1), hour="14:00", counsellor="林医生", way="phone",
                  union=town.unions["宏达机械工会"])  # fmt: skip
    assert {one.name for one in Appointment._meta.get_fields()} == {
        "id", "number", "union", "counsellor", "on", "hour", "way", "place", "kept", "kept_on",
        "voided_on", "void_reason", "version"}  # fmt: skip
    assert row.number == "2026-001"
    entry_amend(ledger=ledger_of("appointments"), row=row, values={"hour": "15:00"}, **NOW)
    assert row.number == "2026-001"
    assert not any("worker" in str(event.changes) for event in Event.objects.filter(verb__startswith="entry"))


@pytest.mark.django_db
def test_an_hour_that_was_cancelled_is_free_again_and_one_to_come_cannot_have_been_kept() -> None:
    town = found_ledger_town()
    values = {
        "on": date(2026, 7, 9),
        "hour": "14:00",
        "counsellor": "林医生",
        "way": "phone",
        "union": town.unions["宏达机械工会"],
    }
    row = entered("appointments", **values)
    with pytest.raises(Refused, match="还没有到"):
        appointment_kept(appointment=row, kept="came", on=date(2026, 7, 2), **NOW)
    appointment_kept(appointment=row, kept="cancelled", on=date(2026, 7, 2), **NOW)
    assert entered("appointments", **values).number == "2026-002"


@pytest.mark.django_db
def test_what_a_school_is_asked_to_mend_rings_until_it_says_how() -> None:
    town = found_ledger_town()
    row: Appraisal = entered("appraisals", term="第二学期", union=town.unions["宏达机械工会"], rater="parents", on=date(2026, 6, 12),
                             issued=20, returned=18, best=10, good=5, fair=2, poor=1, opinions="作业偏多",
                             mend_until=date(2026, 9, 30))  # fmt: skip
    assert due(row) == [(date(2026, 9, 30), None)]
    with pytest.raises(Refused, match="还没有写怎么改的"):
        appraisal_mended(appraisal=row, on=date(2026, 7, 1), how="改", **NOW)
    appraisal_mended(appraisal=row, on=date(2026, 7, 1), how="控制作业总量", **NOW)
    assert due(row) == [(date(2026, 9, 30), date(2026, 7, 1))]


@pytest.mark.django_db
@pytest.mark.postgres
def test_the_figures_of_service_count_what_was_done_and_not_what_was_taken_back() -> None:
    town = found_ledger_town()
    point = pointed(town)
    pointed(town, name="瑞丰印染二车间", union=town.unions["瑞丰印染工会"], cadre="沈燕")
    entered("contact-visits", point=point, on=date(2026, 4, 9), heads=6, found="夜班没有热饭")
    gone = entered("contact-visits", point=point, on=date(2026, 4, 10), heads=2, found="记重了")
    entry_void(ledger=ledger_of("contact-visits"), row=gone, reason="记重了", **NOW)
    done, late, dropped = promised(town), promised(town, title="装热水器"), promised(town, title="修车棚")
    deed_done(deed=done, on=date(2026, 6, 18), result="每晚六十份", people=60, **NOW)
    deed_drop(deed=dropped, on=date(2026, 6, 19), reason="行政已经修好", **NOW)
    assert late.done_on is None
    entered("appraisals", term="第二学期", union=town.unions["宏达机械工会"], rater="parents", on=date(2026, 6, 12), issued=20,
            returned=20, best=10, good=5, fair=5)  # fmt: skip
    codes = ("contact_visits", "contact_points_visited", "deeds_done", "deeds_in_time", "deed_people", "appraised_well")
    tree = tree_on(YEAR.end)
    found = figures([indicator(f"service.{code}") for code in codes], tree, ("union", tree.root), YEAR)
    assert [(one.numerator, one.denominator) for one in found] == [
        (1, None), (1, 2), (1, None), (1, 2), (60, None), (15, 20)]  # fmt: skip
