"""What the office lays over the statutes holds from its day, says its document, and reaches every process."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import NotInForce, calendar, due, look_again, rule, statutes_alone
from gonghui.kernel.rules.actions import holidays_put, holidays_retire, override_put, override_retire
from gonghui.kernel.rules.edition import current
from gonghui.kernel.rules.models import HolidayNotice, RuleOverride

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
TODAY = date(2026, 11, 23)
BY: dict[str, Any] = {"by": Hand(7, "周立新"), "at": datetime(2026, 11, 23, 9, tzinfo=OFFICE_TIME)}
PAPER: dict[str, Any] = {"number": "苏协劳〔2026〕3号", "title": "关于规范集体协商程序的通知"}


def enter(key: str = "bargaining.reply", place: str = "jiangsu", value: Any = 15, start: date = date(2026, 7, 1),
          **more: Any) -> RuleOverride:  # fmt: skip
    return override_put(rule=key, place=place, value=value, start_on=start, **(PAPER | BY | more))


def test_a_province_without_a_known_number_gets_the_one_from_the_office_s_paper():
    enter()
    own = rule("bargaining.reply").at(TODAY, "jiangsu")
    assert (own.value, own.kind, own.compare, own.confidence, own.local) == (15, "days", "at_most", "office", True)
    assert own.citation == "本单位按苏协劳〔2026〕3号"
    assert due(date(2026, 7, 2), own).on == date(2026, 7, 17)
    assert rule("bargaining.reply").at(TODAY).value == 20
    assert rule("bargaining.reply").at(TODAY, "zhejiang").value == 10
    event = Event.objects.get(verb="override_put")
    assert event.summary == "答复协商要约：从2026年7月1日起15日以内，按苏协劳〔2026〕3号"


def test_matters_of_before_are_judged_by_what_held_before():
    enter()
    early = rule("bargaining.reply").at(date(2026, 6, 30), "jiangsu")
    assert (early.value, early.confidence) == (20, "verified")


def test_of_two_papers_the_later_one_holds_and_either_may_lie_ahead():
    enter(start=date(2027, 1, 1), value=12, number="苏协劳〔2026〕9号")
    enter(start=date(2026, 7, 1))
    found = rule("bargaining.reply")
    assert [found.at(day, "jiangsu").value for day in (TODAY, date(2027, 1, 1))] == [15, 12]


def test_a_paper_may_count_in_working_days_but_not_turn_a_period_into_a_head_count():
    enter(value=10, kind="working_days")
    assert rule("bargaining.reply").at(TODAY, "jiangsu").unit == "个工作日"
    with pytest.raises(Refused, match="这条规定的类型不能换。"):
        enter(value=10, kind="count", start=date(2026, 8, 1))


def test_an_unchecked_number_may_be_replaced_for_everybody():
    assert rule("congress.quorum").at(TODAY).confidence == "unverified"
    enter("congress.quorum", "", "3/4")
    assert rule("congress.quorum").at(TODAY).value == "3/4"
    assert rule("congress.quorum").at(TODAY, "jiangsu").value == "3/4"
    assert rule("congress.quorum").at(TODAY).met(3, 4)


@pytest.mark.parametrize(("key", "place", "value", "what"), [
    ("bargaining.nothing", "jiangsu", 15, "没有代码是"),
    ("bargaining.reply", "atlantis", 15, "没有省份"),
    ("bargaining.reply", "", 15, "这条核对过原文"),
    ("bargaining.reply", "zhejiang", 15, "这条核对过原文（浙江集体合同条例 第7条）"),
    ("arbitration.end", "jiangsu", 30, "诉讼和仲裁制度只能由法律规定"),
    ("bargaining.no_refusal", "jiangsu", False, "全国的规定必须遵守"),
    ("supervision.jiangsu_fine", "zhejiang", 1, "只在江苏省施行"),
    ("formation.deadline", "", 1, "没有全国统一的数"),
    ("bargaining.reply", "jiangsu", "十五", "不合这条规定的类型"),
    ("bargaining.reply", "jiangsu", 0, "不合这条规定的类型"),
    ("bargaining.reply", "jiangsu", True, "不合这条规定的类型"),
])  # fmt: skip
def test_what_may_not_be_laid_over_the_statutes_is_refused(key, place, value, what):
    with pytest.raises(Refused, match=what) as no:
        enter(key, place, value)
    assert no.value.todo.endswith("。")
    assert not RuleOverride.objects.exists()


@pytest.mark.parametrize("wrong", [{"number": ""}, {"number": "口头通知"}, {"title": " "}])
def test_hearsay_is_no_ground(wrong):
    with pytest.raises(Refused, match="还没有写文"):
        enter(**wrong)


def test_one_day_has_one_number():
    enter()
    with pytest.raises(Refused, match="从2026年7月1日起已经按苏协劳〔2026〕3号登记了一个数。"):
        enter(value=16)


def test_a_number_entered_by_mistake_never_held_and_the_day_is_free_again():
    row = enter()
    with pytest.raises(Refused, match="还没有写原因。"):
        override_retire(override=row, reason="", **BY)
    override_retire(override=row, reason="看错了文件", **BY)
    assert rule("bargaining.reply").at(TODAY, "jiangsu").value == 20
    with pytest.raises(Refused, match="已经由周立新停用了"):
        override_retire(override=row, reason="再来一次", **BY)
    enter(value=16)
    assert rule("bargaining.reply").at(TODAY, "jiangsu").value == 16


def test_a_number_whose_paper_was_repealed_still_holds_for_the_days_before():
    row = enter()
    with pytest.raises(Refused, match="停用的日子早于起始日期。"):
        override_retire(override=row, on=date(2026, 6, 30), reason="文件废止", **BY)
    override_retire(override=row, on=date(2026, 10, 1), reason="文件废止", **BY)
    found = rule("bargaining.reply")
    assert [found.at(day, "jiangsu").value for day in (date(2026, 9, 30), date(2026, 10, 1))] == [15, 20]


def test_the_minimum_wage_is_asked_for_until_somebody_enters_it():
    with pytest.raises(NotInForce, match=r"还没有登记“月最低工资标准”.*请在“依据”里打开这条"):
        rule("wage.minimum_month").at(TODAY, "jiangsu")
    enter("wage.minimum_month", "jiangsu", 2490)
    value = rule("wage.minimum_month").at(TODAY, "jiangsu")
    assert value.met(2490) and not value.met(2489.99)
    with pytest.raises(NotInForce):
        rule("wage.minimum_month").at(date(2026, 6, 30), "jiangsu")


def test_another_process_reads_what_this_one_wrote_with_one_small_query():
    enter()
    statutes_alone()
    assert rule("bargaining.reply").at(TODAY, "jiangsu").value == 20
    for queries in (3, 1):  # the first look reads, the second only sees that nothing changed
        look_again()
        with CaptureQueriesContext(connection) as asked:
            for _ in range(50):
                assert rule("bargaining.reply").at(TODAY, "jiangsu").value == 15
        assert len(asked) == queries
    stamp = current().stamp
    enter(value=10, start=date(2026, 8, 1))
    assert current().stamp != stamp
    assert rule("bargaining.reply").at(TODAY, "jiangsu").value == 10


YEAR_2027 = [
    ("元旦", date(2027, 1, 1), date(2027, 1, 3)), ("春节", date(2027, 2, 5), date(2027, 2, 12)),
    ("清明节", date(2027, 4, 3), date(2027, 4, 5)), ("劳动节", date(2027, 5, 1), date(2027, 5, 5)),
    ("端午节", date(2027, 6, 9), date(2027, 6, 9)), ("中秋节", date(2027, 9, 15), date(2027, 9, 15)),
    ("国庆节", date(2027, 10, 1), date(2027, 10, 7)),
]  # fmt: skip
WORK_2027 = [date(2027, 1, 31), date(2027, 2, 14)]
NOTICE: dict[str, Any] = {"number": "国办发明电〔2026〕99号", "title": "国务院办公厅关于2027年部分节假日安排的通知"}


def test_the_yearly_notice_makes_the_days_certain_and_takes_the_doubt_away():
    reply = rule("bargaining.reply").at(TODAY)
    before = due(date(2027, 1, 16), reply)
    assert (before.on, before.provisional) == (date(2027, 2, 9), True)
    notice = holidays_put(year=2027, free=YEAR_2027, work=WORK_2027, **NOTICE, **BY)
    after = due(date(2027, 1, 16), reply)
    assert (after.on, after.provisional) == (date(2027, 2, 14), False)
    assert not calendar().rests(date(2027, 1, 31))
    holidays_retire(notice=notice, reason="登记错了", **BY)
    assert due(date(2027, 1, 16), reply).on == date(2027, 2, 9)


def test_a_corrected_notice_takes_the_place_of_the_first_which_stays_on_record():
    first = holidays_put(year=2027, free=YEAR_2027, work=WORK_2027, **NOTICE, **BY)
    holidays_put(year=2027, free=YEAR_2027, work=[], number="国办发明电〔2026〕100号", title=NOTICE["title"], **BY)
    first.refresh_from_db()
    assert first.retired_why == "由国办发明电〔2026〕100号代替"
    assert HolidayNotice.objects.filter(year=2027).count() == 2
    assert calendar().rests(date(2027, 1, 31))


def test_a_year_nobody_has_heard_of_can_be_entered_too():
    assert "没有2028年的放假安排" in "".join(calendar().doubts(2028, 2028))
    free = [(name, first.replace(year=2028), last.replace(year=2028)) for name, first, last in YEAR_2027]
    holidays_put(year=2028, free=free, work=[], number="国办发明电〔2027〕9号", title=NOTICE["title"], **BY)
    assert calendar().doubts(2028, 2028) == []


@pytest.mark.parametrize(("free", "work", "what"), [
    (YEAR_2027[:-1], WORK_2027, "10月1日是法定节日，不在放假的日子里。"),
    (YEAR_2027, [date(2027, 1, 4)], "2027年1月4日不能是调休上班的日子。"),
    (YEAR_2027, [date(2027, 2, 6)], "2027年2月6日不能是调休上班的日子。"),
    (YEAR_2027, [date(2026, 1, 4)], "有的日子不在2027年里。"),
    ([*YEAR_2027, ("妇女节", date(2027, 3, 8), date(2027, 3, 7))], [], "最后一天早于第一天"),
    ([*YEAR_2027, ("补休", date(2027, 10, 7), date(2027, 10, 8))], [], "两个假占了同一天"),
])  # fmt: skip
def test_what_cannot_be_a_yearly_notice_is_refused(free, work, what):
    with pytest.raises(Refused, match=what):
        holidays_put(year=2027, free=free, work=work, **NOTICE, **BY)
