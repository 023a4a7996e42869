"""The papers of bargaining: printed when they fit, refused with a reason when not, and blank where nothing is recorded."""

from datetime import date
from io import BytesIO

import docx
import pytest

from gonghui.bargaining.public import ContractKind, ContractLevel, Purpose, bargaining_open
from gonghui.bargaining.tests.parties import WU, at, factory, opened, sit, take, town, walked
from gonghui.kernel.printing.forms import form_named, forms_for
from gonghui.kernel.printing.render import render

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 2)


def _text(key, record):
    form = form_named(f"bargaining.{key}")
    assert form.fits(record, DAY) is None, form.fits(record, DAY)
    paper = docx.Document(BytesIO(render(form, record, DAY, WU)))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


def _signed():
    return walked(opened(date(2026, 5, 8)), ("offer", date(2026, 5, 11)), ("reply", date(2026, 5, 20)), ("meet", date(2026, 6, 9)),
                  ("draft", date(2026, 6, 11)), ("adopt", date(2026, 6, 22)), ("sign", date(2026, 6, 24)))  # fmt: skip


def test_the_offer_names_the_matter_the_delegates_the_time_to_answer_and_the_article():
    record = opened(date(2026, 5, 8))
    take(record, "offer", date(2026, 5, 11))
    text = _text("offer", record)
    for word in ("宏达机械有限公司：", "工资、工时、休假", "何建平", "周美兰", "20日", "《集体合同规定》第三十二条"):
        assert word in text, word


def test_an_offer_from_the_boss_goes_to_the_union():
    record = opened(date(2026, 5, 8), proposer="employer")
    text = _text("offer", record)
    assert "宏达机械有限公司工会：" in text and "郑国强" in text


def test_the_filing_form_has_the_vote_and_the_three_copies():
    text = _text("filing", _signed())
    for word in ("应到48人，实到45人，同意43票", "一式3份", "协商1次：6月9日", "2029年6月30日"):
        assert word in text, word


def test_papers_wait_for_their_step_and_say_so():
    record = opened(date(2026, 5, 8))
    reasons = {form.key.split(".")[1]: form.fits(record, DAY) for form in forms_for("bargaining.bargaining")}
    assert {key for key, no in reasons.items() if no is None} == {"offer", "reply", "resolution", "draft"}
    assert reasons["filing"].what == "双方还没有签字。" and "还没有生效" in reasons["publication"].what
    assert "没有拒绝协商" in reasons["letter"].what and "工资专项协议" in reasons["draft_wage"].what
    assert all(no.todo for no in reasons.values() if no)


def test_the_letter_says_what_happened():
    record = walked(opened(date(2026, 5, 8)), ("offer", date(2026, 5, 11)))
    take(record, "refuse", date(2026, 5, 18))
    text = _text("letter", record)
    assert "5月18日表示拒绝协商（没有空）" in text and "工会法" in text


def test_a_draft_without_a_checklist_has_lines_to_write_on():
    text = _text("draft", opened(date(2026, 5, 8)))
    assert "劳动报酬" in text and "＿＿＿＿＿＿" in text


def test_an_area_contract_has_its_list_of_firms_as_an_annex():
    town()
    union, first = factory("甲木业公司")
    _, second = factory("乙木业公司")
    record = bargaining_open(union=union, kind=ContractKind.COLLECTIVE, level=ContractLevel.AREA, purpose=Purpose.SIGN,
                             covers={first.pk: None, second.pk: 12}, by=WU, at=at(date(2026, 5, 8)))  # fmt: skip
    sit(record, date(2026, 5, 8))
    walked(record, ("offer", date(2026, 5, 11)), ("reply", date(2026, 5, 20)), ("meet", date(2026, 6, 9)),
           ("draft", date(2026, 6, 11)), ("adopt", date(2026, 6, 22)), ("sign", date(2026, 6, 24)))  # fmt: skip
    assert {cover.employer_id: cover.workers for cover in record.contract.covers.all()} == {
        first.pk: None,
        second.pk: 12,
    }
    text = _text("annex", record)
    assert "区域性" in text and "甲木业公司" in text and "乙木业公司" in text and "12" in text
