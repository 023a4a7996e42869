"""Officers who write to employers and unions: the letter says what is recorded and which law it stands on."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from gonghui.kernel.printing.forms import PrintContext, form_named
from gonghui.kernel.printing.render import render, render_many
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import rule
from gonghui.kernel.scope import EVERYTHING, Scope
from gonghui.orgs.public import (
    Employer,
    EmployerKind,
    UnionKind,
    certificate_record,
    committee_record,
    employer_register,
    grounds,
    head_count_record,
    seat_fill,
)
from tests.town import NOW, OFFICER, TODAY, SmallTown, empty_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> SmallTown:
    town = empty_town()
    town.firm("甲厂", staff=120)
    return town


def words(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)


def letter(key: str, record: object, today: date = TODAY) -> str:
    return words(render(form_named(key), record, today, OFFICER))


def newcomer(town: SmallTown) -> Employer:
    employer = employer_register(name="新开印刷厂", kind=EmployerKind.ENTERPRISE, area=town.areas["east"], **NOW)
    head_count_record(employer=employer, on=date(2026, 3, 1), staff=41, **NOW)
    return employer


def test_an_employer_without_a_union_gets_the_letter_with_its_staff_and_the_laws_of_its_province(town):
    text = letter("orgs.found_union", newcomer(town))
    assert "新开印刷厂：" in text and "现有职工41人" in text and "清河镇总工会" in text and "2026年7月2日" in text
    assert "《中华人民共和国工会法》第十二条" in text and "《江苏省" in text and "1年内应当建立工会" in text


def test_an_employer_that_has_a_union_or_is_closed_gets_none(town):
    with pytest.raises(Refused, match="清河甲厂已经归到清河甲厂工会"):
        letter("orgs.found_union", town.employers["甲厂"])
    employer = newcomer(town)
    employer.closed_on = date(2026, 6, 1)
    with pytest.raises(Refused, match="注销"):
        letter("orgs.found_union", employer)


def test_a_staff_number_that_nobody_declared_is_a_line_to_write_on(town):
    employer = Employer.objects.create(name="没报数的厂")
    assert "现有职工＿＿＿人" in letter("orgs.found_union", employer)


def test_the_certificate_letter_names_number_and_last_day_of_the_newest(town):
    union = town.unions["甲厂"]
    with pytest.raises(Refused, match="还没有登记法人资格证书"):
        letter("orgs.renew_certificate", union)
    certificate_record(union=union, number="旧1", valid_until=date(2024, 8, 20), **NOW)
    certificate_record(union=union, number="新2", valid_until=date(2026, 8, 20), **NOW)
    text = letter("orgs.renew_certificate", union)
    assert "证书号：新2" in text and "有效期至2026年8月20日" in text and "期满前30日内" in text
    assert "《" in text and "第二十七条" in text


def test_the_election_letter_tells_the_present_term_and_its_last_day(town):
    union = town.unions["甲厂"]
    with pytest.raises(Refused, match="还没有登记委员会的任期"):
        letter("orgs.elect_anew", union)
    committee = committee_record(union=union, term=3, elected_on=date(2023, 9, 18), expires_on=date(2026, 9, 17), **NOW)
    seat_fill(committee=committee, title="主席", holder="何建平", on=date(2023, 9, 18), **NOW)
    text = letter("orgs.elect_anew", union)
    assert "第3届委员会于2023年9月18日选举产生，任期到2026年9月17日" in text and "每届任期3年或者5年" in text
    context = PrintContext(TODAY, OFFICER)
    assert form_named("orgs.elect_anew").values(union, context)["工会主席"] == "何建平"


def test_a_closed_union_is_not_asked_to_elect(town):
    union = town.unions["甲厂"]
    union.closed_on = date(2026, 3, 1)
    with pytest.raises(Refused, match="撤销"):
        letter("orgs.elect_anew", union)


def test_the_roll_lists_full_members_by_name_without_their_numbers(town):
    union = town.unions["甲厂"]
    rows = town.admit("甲厂", 3, date(2022, 1, 10))
    content = render(form_named("people.roll"), union, TODAY, OFFICER)
    table = [[cell.text for cell in row.cells] for row in Document(BytesIO(content)).tables[0].rows]
    assert [row[0] for row in table] == ["序号", "1", "2", "3"] and {row[1] for row in table[1:]} == {
        "工友0",
        "工友1",
        "工友2",
    }
    assert "会员3人，其中女会员1人" in words(content)
    everything = str(table) + words(content)
    assert all(row.worker.id_number() not in everything and row.worker.phone() not in everything for row in rows)


def test_a_chair_prints_only_for_what_she_may_open(town):
    town.firm("乙厂", UnionKind.ENTERPRISE)
    own = Scope(frozenset({town.unions["甲厂"].pk}))
    for key, everyone in (("orgs.elect_anew", 3), ("orgs.found_union", 2)):
        form = form_named(key)
        assert form.records(EVERYTHING, TODAY).count() == everyone and form.records(own, TODAY).count() == 1


def test_a_letter_to_two_employers_asks_the_law_once_and_says_it_twice(town):
    first, second = newcomer(town), Employer.objects.create(name="又一家")
    text = words(render_many(form_named("orgs.found_union"), [first, second], TODAY, OFFICER))
    assert text.count("《中华人民共和国工会法》第十二条") == 2


def test_a_law_named_inside_another_is_quoted_as_chinese_wants_it():
    value = rule("formation.deadline").at(TODAY, "jiangsu")
    assert grounds(value) == "《江苏省实施〈中华人民共和国工会法〉办法》"
