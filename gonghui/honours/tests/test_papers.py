"""The papers of honours print for what has everything and for what has little."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from gonghui.benefits.public import Benefit, benefit_sign
from gonghui.honours.models import Honour, Nomination
from gonghui.honours.public import care_record, care_void, round_award
from gonghui.honours.tests.hall import AFTER, NOW, honour, nominate, opened, posted, programme
from gonghui.honours.tests.test_register import model
from gonghui.kernel.ledger.api import entry_amend, ledger_of
from gonghui.kernel.printing.forms import form_named
from gonghui.kernel.printing.render import render
from gonghui.kernel.refusal import Refused
from tests.ledger_town import CLERK, TODAY, LedgerTown, found_ledger_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> LedgerTown:
    return found_ledger_town()


def printed(key: str, record: Any) -> str:
    """The words of the paper, paragraphs and tables."""
    form = form_named(key)
    assert form is not None and form.fits(record, TODAY) is None
    return words(render(form, record, TODAY, CLERK))


def words(data: bytes) -> str:
    paper = Document(BytesIO(data))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


def barred(key: str, record: Any) -> str:
    form = form_named(key)
    assert form is not None
    return str(form.fits(record, TODAY))


def test_the_form_of_a_nomination_has_the_assembly_and_room_for_the_seals(town: LedgerTown) -> None:
    row = nominate(opened(), town, due=40, present=36, in_favour=35, deeds="带头完成急难任务")
    text = printed("honours.recommendation", row)
    for said in (
        "2026年度镇文明职工推荐表",
        "张三",
        "应到40人，实到36人，同意35人",
        "带头完成急难任务",
        "镇总工会意见（盖章）",
    ):
        assert said in text


def test_a_team_has_a_form_without_sex_and_birthday(town: LedgerTown) -> None:
    row = nominate(opened(programme(given_to="group")), town, "细纱甲班")
    text = printed("honours.group_recommendation", row)
    assert "细纱甲班" in text and "出生日期" not in text
    assert "请印集体的推荐表" in barred("honours.recommendation", row)


def test_the_notice_names_its_days_and_its_list(town: LedgerTown) -> None:
    round = opened()
    assert "没有评审通过" in barred("honours.notice", round)
    posted(round, town, "张三", "李四")
    text = printed("honours.notice", round)
    for said in ("拟表彰名单公示", "公示期5个工作日：2026年6月23日至2026年6月30日", "张三", "李四", "宏达机械工会"):
        assert said in text


def test_the_decision_and_the_certificate_follow_the_award(town: LedgerTown) -> None:
    round = opened(programme(valid_years=3))
    posted(round, town, "张三")
    assert "还没有表彰" in barred("honours.decision", round)
    round_award(round=round, on=AFTER, number="石工〔2026〕12号", **NOW)
    assert "张三" in printed("honours.decision", round)
    text = printed("honours.certificate", Honour.objects.get())
    for said in ("荣誉证书", "张三：", "被评为“镇文明职工”", "石工〔2026〕12号", "有效期：2029年6月30日"):
        assert said in text


def test_what_came_from_above_has_no_certificate_here(town: LedgerTown) -> None:
    city = programme(name="市五一劳动奖章", category="medal", level="city")
    assert "由上级发证书" in barred("honours.certificate", honour(town, city, date(2025, 4, 27)))


def test_the_list_of_visits_puts_first_who_waited_longest(town: LedgerTown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    first, second = model(town), model(town, "吴秋菊")
    care_record(values={"model_worker": first, "kind": "visit", "on": date(2026, 2, 10)}, **NOW)
    page = town.sign_in("wuguoping").get("/awarding/visits.docx")
    text = words(page.content)
    assert page.status_code == 200 and text.index("吴秋菊") < text.index("陈大山") and "没有走访过" in text
    assert "陈大山" not in words(town.sign_in("hexi").get("/awarding/visits.docx").content)
    assert "2026年2月10日" in printed("honours.visit", first) and "还没有走访过" in printed("honours.visit", second)


def test_a_subsidy_is_signed_for_among_the_benefits_and_goes_with_its_entry(town: LedgerTown) -> None:
    row = care_record(values={"model_worker": model(town), "kind": "subsidy", "on": AFTER, "amount": 1000}, **NOW)
    given = Benefit.objects.get()
    assert (given.name, given.amount, given.cause_id, given.worker_id) == ("陈大山", 1000, row.pk, None)
    with pytest.raises(Refused, match="已经记进实惠发放"):
        entry_amend(ledger=ledger_of("model-cares"), row=row, values={"amount": 900}, **NOW)
    care_void(care=row, reason="登记了两次", **NOW)
    given.refresh_from_db()
    assert given.voided_on is not None
    again = care_record(values={"model_worker": row.model_worker, "kind": "subsidy", "on": AFTER, "amount": 900}, **NOW)
    benefit_sign(row=Benefit.objects.get(voided_on=None), on=AFTER, **NOW)
    with pytest.raises(Refused, match="已经签收了这笔补助"):
        care_void(care=again, reason="登记了两次", **NOW)


def test_a_nomination_without_anything_leaves_lines_to_write_on(town: LedgerTown) -> None:
    round = opened(programme(name="工人先锋号", category="pioneer", given_to="group"))
    nominate(round, town, "二车间甲班")
    assert "＿＿＿＿年＿＿月＿＿日" in printed("honours.group_recommendation", Nomination.objects.get())
