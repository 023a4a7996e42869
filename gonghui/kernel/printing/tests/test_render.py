"""People who print a letter get one that says what is recorded, and a line to write on where nothing is."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from gonghui.kernel.printing.actions import template_put
from gonghui.kernel.printing.render import render, render_many, render_zip
from gonghui.kernel.printing.tests.letters import AT, BY, DAY, Guest, docx_with, letter, text_of
from gonghui.kernel.refusal import Refused

pytestmark = pytest.mark.django_db


def printed(guest: Guest, **changes: object) -> str:
    return text_of(render(letter(**changes), guest, DAY, BY))


def test_an_officer_prints_a_letter_with_the_names_and_days_filled_in():
    words = printed(Guest(remark="请带好名单"))
    assert "永安纺织有限公司：" in words
    assert "定于2026年7月20日协商。另：请带好名单。联系人：沈燕。" in words
    assert "1|王小芳|" in words and "2|李大勇|" in words
    assert "2026年7月2日" in words and "{" not in words and "%" not in words


def test_what_nobody_recorded_is_a_line_to_fill_in_by_pen():
    words = printed(Guest(meet_on=None))
    assert "定于＿＿＿＿年＿＿月＿＿日协商。联系人" in words
    assert "另：" not in words


def test_a_list_without_people_prints_an_empty_table():
    words = printed(Guest(companions=()))
    assert "序号|姓名|签名" in words and "王小芳" not in words


@pytest.mark.parametrize(
    "name", ["甲<乙>&丙有限公司", "{{ clerk }}公司", "{% if x %}公司", "“双引号”'单引号'公司", "甲\x07乙\x0c公司\ud800"]
)
def test_a_name_with_signs_of_markup_is_printed_as_it_stands(name):
    clean = "".join(char for char in name if char >= " " and not "\ud800" <= char <= "\udfff")
    assert f"{clean}：" in printed(Guest(name=name))
    assert f"{clean}：" in text_of(render_many(letter(), [Guest(name=name), Guest()], DAY, BY))


def test_a_remark_of_two_lines_is_two_lines_on_paper():
    assert "另：第一行\n第二行。" in printed(Guest(remark="第一行\r\n第二行"))


def test_a_record_that_cannot_have_the_form_is_refused_with_the_reason():
    with pytest.raises(Refused, match="已经注销"):
        render(letter(), Guest(name="已注销"), DAY, BY)
    with pytest.raises(Refused, match="已经注销"):
        render_many(letter(), [Guest(), Guest(name="已注销")], DAY, BY)
    with pytest.raises(Refused, match="已经注销"):
        render_zip(letter(), [Guest(name="已注销")], DAY, BY)


def test_eighty_letters_in_one_file_each_begin_on_a_page_of_their_own_numbered_from_one():
    content = render_many(letter(), [Guest(name=f"第{n}厂") for n in range(80)], DAY, BY)
    body = Document(BytesIO(content)).element.body
    sections = body.findall(f".//{qn('w:sectPr')}")
    assert len(sections) == 80
    assert all(section.find(qn("w:pgNumType")).get(qn("w:start")) == "1" for section in sections)
    words = text_of(content)
    assert [f"第{n}厂：" in words for n in range(80)] == [True] * 80
    assert words.index("第0厂：") < words.index("第79厂：")


def test_letters_for_one_are_one_letter():
    assert text_of(render_many(letter(), [Guest()], DAY, BY)) == text_of(render(letter(), Guest(), DAY, BY))


def test_an_archive_holds_a_file_for_each_and_no_name_twice():
    content = render_zip(letter(), [Guest(), Guest(), Guest(name="甲/乙:厂")], DAY, BY)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        assert names == [
            "协商邀请函-永安纺织有限公司.docx", "协商邀请函-永安纺织有限公司(2).docx", "协商邀请函-甲乙厂.docx",
        ]  # fmt: skip
        assert "甲/乙:厂：" in text_of(archive.read(names[2]))


def test_nothing_chosen_and_far_too_many_are_refused():
    with pytest.raises(Refused, match="没有选出"):
        render_many(letter(), [], DAY, BY)
    with pytest.raises(Refused, match="最多印500份"):
        render_zip(letter(), [Guest()] * 501, DAY, BY)


def test_a_header_with_a_field_prints_singly_but_not_many_into_one_file():
    template = docx_with("{{单位名称}}：", header="致{{单位名称}}")
    template_put(form=letter(), data=template, by=BY, at=AT)
    with zipfile.ZipFile(BytesIO(render(letter(), Guest(), DAY, BY))) as archive:
        headers = [archive.read(name).decode() for name in archive.namelist() if "header" in name]
    assert any("致永安纺织有限公司" in header for header in headers)
    with pytest.raises(Refused, match="页眉"):
        render_many(letter(), [Guest(), Guest()], DAY, BY)
    assert render_zip(letter(), [Guest(), Guest()], DAY, BY)


def test_the_file_says_who_printed_it_when_and_nothing_of_the_template():
    about = Document(BytesIO(render(letter(), Guest(), DAY, BY))).core_properties
    assert (about.author, about.title, about.created.date()) == ("沈燕", "协商邀请函（2026年7月2日）", DAY)


def test_the_town_is_looked_up_once_for_a_whole_batch():
    asked = []
    form = letter(fields=(*letter().fields, letter().fields[0].__class__(
        "office", "本会名称", lambda g, c: c.once("office", lambda: asked.append(1) or "石桥镇总工会"), "石桥镇总工会"
    )))  # fmt: skip
    render_many(form, [Guest(), Guest(), Guest()], DAY, BY)
    assert len(asked) == 1
