"""An office that lays out its own letters: what is taken, what is refused and why, and that nothing is lost."""

import zipfile
from io import BytesIO

import pytest
from docx import Document

from gonghui.kernel.audit.models import Event
from gonghui.kernel.printing.actions import template_put, template_retire
from gonghui.kernel.printing.checking import MOST_BYTES
from gonghui.kernel.printing.models import OfficeTemplate
from gonghui.kernel.printing.queries import earlier_templates, own_template, template_bytes
from gonghui.kernel.printing.render import render
from gonghui.kernel.printing.tests.letters import AT, BY, DAY, Guest, docx_with, letter, text_of
from gonghui.kernel.refusal import Refused

pytestmark = pytest.mark.django_db
FORM = letter()


def put(data: bytes, **more: str) -> OfficeTemplate:
    return template_put(form=FORM, data=data, filename="自己的.docx", by=BY, at=AT, **more)


def refused(data: bytes) -> str:
    with pytest.raises(Refused) as no:
        put(data)
    assert own_template(FORM) is None and not OfficeTemplate.objects.exists()
    assert "现在用的模板没有变。" in no.value.todo and no.value.field == "file"
    return no.value.what


def repacked(data: bytes, changed: dict[str, bytes], without: tuple[str, ...] = ()) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changed and name not in without:
                new.writestr(name, old.read(name))
        for name, content in changed.items():
            new.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


PLAIN = docx_with("{{单位名称}}：", "请于{{ 协商日期 }}来。{% if 备注 %}{{remark}}{% endif %}")


def test_an_office_prints_with_its_own_template_and_goes_back():
    put(PLAIN, note="换了字号")
    assert text_of(render(FORM, Guest(), DAY, BY)) == "永安纺织有限公司：\n请于2026年7月20日来。"
    template_retire(form=FORM, by=BY, at=AT)
    assert "协商邀请函" in text_of(render(FORM, Guest(), DAY, BY))
    assert [row.note for row in earlier_templates(FORM)] == ["换了字号"]
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == ["template_put", "template_retire"]


def test_the_built_in_template_can_be_uploaded_as_it_was_downloaded():
    put(FORM.build())
    assert "1|王小芳|" in text_of(render(FORM, Guest(), DAY, BY))


def test_the_downloaded_template_shows_the_fields_in_chinese():
    words = text_of(FORM.build())
    assert "{{单位名称}}：" in words and "{% if 备注 %}" in words and "{{行.姓名}}" in words
    assert "guest" not in words and "remark" not in words


def test_a_second_template_replaces_the_first_which_is_kept():
    put(PLAIN)
    put(docx_with("致{{单位名称}}"))
    assert OfficeTemplate.objects.filter(retired_at=None).count() == 1
    assert text_of(render(FORM, Guest(), DAY, BY)) == "致永安纺织有限公司"
    assert earlier_templates(FORM).get().retired_by == "沈燕"


def test_of_two_officers_who_put_a_template_at_the_same_moment_one_is_told(settings, monkeypatch):
    put(PLAIN)
    kept = set((settings.HOME / "files").iterdir())
    monkeypatch.setattr(
        "gonghui.kernel.printing.actions.own_template", lambda form: None
    )  # she looked before the first saved
    with pytest.raises(Refused, match="刚刚登记过"):
        put(docx_with("致{{单位名称}}"))
    assert template_bytes(FORM) == PLAIN and set((settings.HOME / "files").iterdir()) == kept


def test_going_back_twice_is_refused():
    with pytest.raises(Refused, match="原来的模板"):
        template_retire(form=FORM, by=BY, at=AT)


def test_the_template_is_encrypted_on_the_disk(settings):
    row = put(PLAIN)
    kept = list((settings.HOME / "files").glob(f"{row.file}*"))
    assert kept and b"word/document.xml" not in kept[0].read_bytes()
    assert template_bytes(FORM) == PLAIN


def test_a_field_that_is_not_known_is_named_with_the_nearest():
    assert "不认得“{{单位名}}”，是不是“{{单位名称}}”" in refused(docx_with("{{单位名}}"))
    assert "不认得“{{xyz}}”" in refused(docx_with("{{ xyz }}"))


def test_every_slip_is_named_at_once():
    what = refused(docx_with("{{单位名}}", "{{协商日}}", "{{经办}}"))
    assert what.startswith("模板有3处要改：") and "{{协商日期}}" in what and "{{经办人}}" in what


def test_a_field_whose_letters_word_broke_into_runs_is_still_found():
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{单位", "名称}", "}："):
        paragraph.add_run(piece).bold = piece == "名称}"
    out = BytesIO()
    document.save(out)
    put(out.getvalue())
    assert text_of(render(FORM, Guest(), DAY, BY)) == "永安纺织有限公司："


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("{{单位名称", "没有写全"),
        ("{{单位名称}", "没有写全"),
        ("{% if 备注 %}有", "没有配成对"),
        ("{% endfor %}", "没有配成对"),
        ("{% 备注 %}", "不认得的标记"),
        ("｛｛单位名称｝｝", "全角"),
        ("{单位名称}", "只有一层花括号"),
        ("{{代表名单}}", "是列表"),
        ("{{单位名称.姓名}}", "只能用在列表的行里"),
        ("{{代表名单.姓名}}", "只能用在列表的行里"),
        ("{% for 行 in 代表名单 %}{{行.姓}}{% endfor %}", "是不是“{{行.姓名}}”"),
        ("{% for 行 in 代表名单 %}{{行}}{% endfor %}", "写明用哪一格"),
        ("{% for 字 in 单位名称 %}{{字}}{% endfor %}", "列表只能是"),
        ("{{ loop.index }}", "只能用在列表的行里"),
    ],
)
def test_a_slip_of_the_hand_is_explained_in_plain_words(words, said):
    assert said in refused(docx_with(words))


@pytest.mark.parametrize(
    "words",
    [
        "{{ 单位名称.__class__ }}",
        "{{ 单位名称.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''.__class__ }}",
        "{{ 单位名称.upper() }}",
        "{{ range(9) }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ self }}",
        "{{ 单位名称|upper }}",
        "{{ 单位名称['x'] }}",
        "{{ 7*7 }}",
        "{% set x = 1 %}",
        "{% include 'x' %}",
        "{% import 'os' as os %}",
        "{% macro m() %}{% endmacro %}",
        "{% for 行 in 代表名单 %}{{行.__class__}}{% endfor %}",
        "{% for 行 in 代表名单 %}{{loop.__class__}}{% endfor %}",
        "{% for 行 in 代表名单 recursive %}{% endfor %}",
        "{% for 行 in 代表名单 if 行.姓名 %}{% endfor %}",
        "{% if 单位名称 is string %}{% endif %}",
    ],
)
def test_a_template_cannot_reach_the_program(words):
    assert refused(docx_with(words)).startswith("模板有")


def test_headers_and_footnotes_obey_the_same_rules():
    assert "不认得" in refused(docx_with("好", header="{{单位名}}"))


def test_fields_in_comments_are_named():
    data = docx_with("好")
    data = repacked(data, {"word/comments.xml": "<w:comments>{{单位名称}}</w:comments>".encode()})
    assert "批注" in refused(data)


def test_properties_are_not_filled_in():
    document = Document(BytesIO(PLAIN))
    document.core_properties.title = "{{ 7*7 }}"
    document.core_properties.comments = "{{ cycler }}"
    out = BytesIO()
    document.save(out)
    put(out.getvalue())
    about = Document(BytesIO(render(FORM, Guest(), DAY, BY))).core_properties
    assert "49" not in about.title and about.comments == ""


def test_a_condition_over_two_paragraphs_of_a_cell_is_refused_when_it_breaks_the_file():
    document = Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "{% if 备注 %}"
    document.add_paragraph("{% endif %}")
    out = BytesIO()
    document.save(out)
    assert "试填" in refused(out.getvalue())


def test_what_is_no_word_file_is_refused_by_its_content():
    assert "不是Word文件" in refused(b"hello")
    assert "不是Word文件" in refused(b"")
    assert "旧格式" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600)
    assert "压缩包" in refused(repacked(docx_with("x"), {}, without=("word/document.xml",)))
    assert "损坏" in refused(PLAIN[: len(PLAIN) // 2])
    broken = repacked(PLAIN, {"word/document.xml": b"<w:document"}, without=("word/document.xml",))
    assert "损坏" in refused(broken)


def test_a_spreadsheet_is_told_apart():
    types = part(PLAIN, "[Content_Types].xml")
    assert "Excel" in refused(repacked(PLAIN, {"[Content_Types].xml": types, "xl/workbook.xml": b"<x/>"},
                                       without=("word/document.xml",)))  # fmt: skip


def test_macros_templates_objects_and_links_to_outside_are_refused():
    types = part(PLAIN, "[Content_Types].xml")
    macro = types.replace(b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                          b"vnd.ms-word.document.macroEnabled.main+xml")  # fmt: skip
    assert "宏" in refused(repacked(PLAIN, {"[Content_Types].xml": macro}))
    assert "宏" in refused(repacked(PLAIN, {"word/vbaProject.bin": b"x"}))
    dotx = types.replace(b"wordprocessingml.document.main", b"wordprocessingml.template.main")
    assert "dotx" in refused(repacked(PLAIN, {"[Content_Types].xml": dotx}))
    assert "嵌着" in refused(repacked(PLAIN, {"word/embeddings/a.bin": b"x"}))
    rels = part(PLAIN, "word/_rels/document.xml.rels").decode()
    link = '<Relationship Id="r9" Type="http://x/attachedTemplate" Target="http://example.invalid/a" TargetMode="External"/>'
    outside = rels.replace("</Relationships>", f"{link}</Relationships>").encode()
    assert "连着外面" in refused(repacked(PLAIN, {"word/_rels/document.xml.rels": outside}))
    entity = part(PLAIN, "word/document.xml").replace(b"<w:document", b'<!DOCTYPE a [<!ENTITY b "c">]><w:document', 1)
    assert "定义" in refused(repacked(PLAIN, {"word/document.xml": entity}))


def test_a_bomb_is_not_unpacked():
    assert "大得不正常" in refused(repacked(PLAIN, {"word/media/a.bin": b"\0" * (61 * 1024 * 1024)}))
    assert "超过5兆" in refused(b"PK\x03\x04" + b"x" * MOST_BYTES)
    many = repacked(PLAIN, {f"word/media/{n}.png": b"" for n in range(1001)})
    assert "零件太多" in refused(many)
