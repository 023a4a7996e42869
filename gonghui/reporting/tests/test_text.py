"""What the report says: figures from records, gaps said aloud, the office's words kept."""

import re
from datetime import date

import pytest

from gonghui.bargaining.public import ContractKind
from gonghui.kernel.refusal import Refused, Stale
from gonghui.orgs.public import Ownership, head_count_record
from gonghui.reporting.public import (
    GapKind,
    compose,
    figures_take,
    half_year,
    passage_leave_out,
    passage_reset,
    passage_write,
    value_clear,
    value_fill,
)
from gonghui.reporting.report import Report
from gonghui.reporting.tests.town import NOW, OFFICER, OTHER, TODAY, empty_town, firm, sign, small_town
from gonghui.reporting.wording import NUMERALS, pieces

pytestmark = pytest.mark.django_db


def said(report: Report, key: str) -> str:
    passage = report.passage(key)
    assert passage is not None
    return "".join(f"〔{run.text}〕{run.tail}" if run.kind == "gap" else run.text + run.tail for run in passage.runs)


def summary(period: str = "2026H1", today: date = TODAY) -> Report:
    return compose(period, today=today)


@pytest.mark.postgres
def test_the_officer_reads_the_figures_that_the_records_give():
    small_town()
    report = summary()
    assert said(report, "contract.rates") == "截至6月30日，应签单位集体合同签订率达80%，职工覆盖率达80%。"
    assert said(report, "contract.first") == "上半年，指导企业工会首次签订集体合同1份。"
    assert said(report, "founding.unions") == "截至6月30日，全镇基层工会达6家，其中企事业工会5家，村级联合工会1家。"
    assert said(report, "founding.members") == "名册实有会员19人。"
    assert "1家应签单位" in said(report, "next.contracts")


def test_no_sentence_of_ours_carries_a_number_of_its_own():
    numeral = re.compile(f"[{NUMERALS}]")
    for sentence in half_year().sentences():
        for text in (sentence.text, *sentence.zero.values()):
            assert not numeral.search("".join(p for p in pieces(text) if isinstance(p, str))), text


def test_a_ledger_that_does_not_exist_is_a_gap_not_a_number():
    small_town()
    report = summary()
    passage = report.passage("relief.households")
    assert [gap.kind for gap in passage.gaps] == [GapKind.LEDGER]
    assert "帮扶台账还没有建" in said(report, "relief.households")
    assert not passage.printed


def test_an_empty_town_boasts_of_nothing():
    empty_town()
    report = summary()
    assert report.taken_count == 0 and report.sources == ()
    assert not any(run.kind == "figure" for passage in report.passages() for run in passage.runs)
    assert GapKind.NO_DATA in {gap.kind for gap in report.gaps}
    assert "巩固" not in said(report, "next.contracts")


def test_a_true_nought_is_said_in_words_and_an_unknown_one_is_a_gap():
    small_town()
    assert said(summary("2025H1"), "founding.founded") == "上半年没有新批准建立的基层工会。"
    assert said(summary("2022H1"), "contract.first").startswith("上半年，指导企业工会首次签订集体合同〔没有")


def test_an_enterprise_without_ownership_makes_the_foreign_sentence_a_gap():
    small_town()
    assert said(summary(), "founding.foreign") == "外商投资和港澳台投资企业建会工作尚待突破。"
    firm(6, ownership=Ownership.FOREIGN)
    assert said(summary(), "founding.foreign") == "外商投资和港澳台投资企业已建会1家。"
    firm(7, ownership="")
    passage = summary().passage("founding.foreign")
    assert passage.gaps[0].kind is GapKind.INCOMPLETE and passage.gaps[0].concerned[0].name == "清河第辛厂"


def test_a_declared_number_that_differs_from_the_roll_names_the_union():
    firms = small_town()
    head_count_record(union=firms[1][0], on=date(2026, 1, 5), members=30, by=OFFICER, at=NOW)
    report = summary()
    (gap,) = report.warnings
    assert gap.kind is GapKind.DIFFERS and gap.concerned[0].note == "申报30人，名册3人"
    assert report.passage("founding.members").printed  # the roll's figure stands, with the warning on the page


def test_the_offices_words_stay_when_figures_change():
    firms = small_town()
    passage_write(
        period="2026H1", key="founding.members", text="全镇会员{会员}人，干劲足。", version=0, by=OFFICER, at=NOW
    )
    assert said(summary(), "founding.members") == "全镇会员19人，干劲足。"
    firm(5, members=2)
    assert said(summary(), "founding.members") == "全镇会员21人，干劲足。"
    assert summary().passage("founding.members").own
    assert firms


def test_a_typed_number_is_flagged_and_kept():
    small_town()
    text = "2026年6月底会员{会员}人，比去年多23人，合同19份，第七届委员会换届。"
    passage_write(period="2026H1", key="founding.members", text=text, version=0, by=OFFICER, at=NOW)
    passage = summary().passage("founding.members")
    assert [(typed.text, typed.same_as) for typed in passage.typed] == [("23", ""), ("19", "会员")]
    assert passage.printed


def test_an_unknown_figure_name_is_refused_with_a_way_out():
    small_town()
    with pytest.raises(Refused, match="没有叫“会员总数”的数字"):
        passage_write(period="2026H1", key="intro", text="{会员总数}人", version=0, by=OFFICER, at=NOW)


def test_two_people_on_one_sentence_the_second_is_told_who_wrote():
    small_town()
    passage_write(period="2026H1", key="intro", text="先写的。", version=0, by=OFFICER, at=NOW)
    with pytest.raises(Stale, match="沈燕刚改过这句话"):
        passage_write(period="2026H1", key="intro", text="后写的。", version=0, by=OTHER, at=NOW)
    passage_write(period="2026H1", key="wage.lead", text="别的句子不受影响。", version=0, by=OTHER, at=NOW)
    assert said(summary(), "intro") == "先写的。"


def test_the_proposed_sentence_comes_back_on_demand():
    small_town()
    before = said(summary(), "wage.rate")
    row = passage_write(period="2026H1", key="wage.rate", text="换一句。", version=0, by=OFFICER, at=NOW)
    passage_reset(period="2026H1", key="wage.rate", version=row.version, by=OFFICER, at=NOW)
    assert said(summary(), "wage.rate") == before


def test_a_sentence_left_out_keeps_its_words_and_owes_nothing():
    small_town()
    gaps = len(summary().gaps)
    passage_leave_out(period="2026H1", key="relief.households", version=0, by=OFFICER, at=NOW)
    report = summary()
    assert len(report.gaps) == gaps - 1
    assert not report.passage("relief.households").printed


def test_a_gap_filled_by_hand_says_who_and_from_what():
    small_town()
    value_fill(
        period="2026H1", code="relief.households", value="１7", note="民政办六月名单", version=0, by=OFFICER, at=NOW
    )
    report = summary()
    assert said(report, "relief.households") == "经调查核实，在册困难职工17名。"
    source = report.source_of("relief.households")
    assert source.hand.by_name == "沈燕" and source.hand.note == "民政办六月名单" and source.figure is None
    assert report.hand_count == 1
    value_clear(period="2026H1", code="relief.households", version=1, by=OFFICER, at=NOW)
    assert summary().hand_count == 0


@pytest.mark.parametrize(("value", "note"), [("十七", "名单"), ("17名", "名单"), ("17", "  ")])
def test_a_hand_value_must_be_a_number_with_a_source(value, note):
    small_town()
    with pytest.raises(Refused):
        value_fill(period="2026H1", code="relief.households", value=value, note=note, version=0, by=OFFICER, at=NOW)


def test_a_hand_value_steps_back_when_the_ledger_has_the_number():
    firms = small_town()
    value_fill(period="2026H1", code="people.members", value="999", note="估计", version=0, by=OFFICER, at=NOW)
    report = summary()
    assert said(report, "founding.members") == "名册实有会员19人。"
    assert [row.code for row in report.unused_hand] == ["people.members"]
    assert firms


def test_every_source_is_numbered_once_and_in_order():
    small_town()
    report = summary()
    assert [source.number for source in report.sources] == list(range(1, len(report.sources) + 1))
    assert len({source.code for source in report.sources}) == len(report.sources)
    used = [run.source.number for passage in report.passages() if passage.printed for run in passage.runs if run.source]
    assert set(used) == {source.number for source in report.sources}


def test_last_years_value_stands_beside_the_figure_when_there_was_one():
    small_town()
    run = next(run for run in summary().passage("contract.rates").runs if run.kind == "figure")
    assert run.last == "75%"  # 3 of the 4 employers whose union existed on 30 June 2025
    founded = next(run for run in summary().passage("founding.founded").runs if run.kind == "figure")
    assert founded.last == ""


def test_what_changed_since_the_figures_were_taken_is_named():
    firms = small_town()
    figures_take(period="2026H1", today=TODAY, by=OFFICER, at=NOW)
    assert summary().changes == ()
    sign(*firms[3], ContractKind.COLLECTIVE, date(2026, 5, 5), date(2028, 5, 4))
    assert ("集体合同签订率", "80%", "100%") in [(c.title, c.before, c.now) for c in summary().changes]


def test_before_the_period_ends_the_figures_are_those_of_today():
    small_town()
    report = summary(today=date(2026, 3, 20))
    assert report.as_of == date(2026, 3, 20)
    assert "截至3月20日" in said(report, "founding.unions")


def test_a_quarter_has_no_summary_and_a_coming_half_year_has_no_figures():
    small_town()
    for period in ("2026Q1", "2027H1"):
        with pytest.raises(Refused):
            summary(period)
