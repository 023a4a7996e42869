"""A bad declaration of a form is found at the start, with an id that stays the same."""

from dataclasses import replace

import pytest

from gonghui.kernel.printing.checks import check_forms
from gonghui.kernel.printing.forms import PrintField, PrintRows, WordForm, all_forms, register_form
from gonghui.kernel.printing.layout import Column, Facts, Layout, Repeat, Text
from gonghui.kernel.printing.tests.letters import letter


def field(name: str = "a", label: str = "甲", example: str = "一") -> PrintField:
    return PrintField(name, label, lambda record, context: "", example)


def ids(*forms: WordForm) -> list[str]:
    return sorted({str(message.id) for message in check_forms(forms=forms)})


def plain(*fields: PrintField, layout: Layout | None = None, **more: object) -> WordForm:
    return letter(fields=fields, rows=more.pop("rows", ()), layout=layout or Layout((Text("好"),)), **more)


def test_the_forms_of_the_product_are_in_order():
    assert all_forms() and check_forms() == []


def test_a_good_form_has_no_findings():
    assert ids(letter()) == []


def test_two_forms_with_one_key_stop_the_start():
    with pytest.raises(ValueError, match="is declared twice"):
        register_form(replace(all_forms()[0], title="又一个"))


def test_p002_a_form_or_a_list_without_fields():
    assert ids(plain()) == ["gonghui.P002"]
    rows = (PrintRows("people", "代表", lambda record, context: (), ()),)
    assert ids(plain(field(), rows=rows)) == ["gonghui.P002"]


def test_p003_a_form_for_no_model():
    assert ids(letter(entity="orgs.nothing")) == ["gonghui.P003"]
    assert ids(letter(entity="orgs")) == ["gonghui.P003"]


@pytest.mark.parametrize(
    ("name", "label"), [("a", "甲（乙）"), ("a-b", "甲"), ("loop", "甲"), ("a", "行"), ("if", "甲")]
)
def test_p004_a_word_that_cannot_be_typed(name, label):
    assert "gonghui.P004" in ids(plain(field(name, label)))


def test_p005_one_word_for_two_fields():
    assert ids(plain(field("a", "甲"), field("b", "甲"))) == ["gonghui.P005"]
    rows = (PrintRows("a", "代表", lambda record, context: (), (field("x", "乙"), field("x", "丙"))),)
    assert ids(plain(field("a", "甲"), rows=rows)) == ["gonghui.P005"]


def test_p006_a_field_without_an_example():
    assert ids(plain(field(example=" "))) == ["gonghui.P006"]


def test_p007_a_layout_that_cannot_be_built_or_filled():
    broken = Layout((Repeat("nobody", (Column("姓名", "name"),)),))
    assert ids(plain(field(), layout=broken)) == ["gonghui.P007"]
    torn = Layout((Facts((("{% if a %}", "好"),)), Text("{% endif %}")))
    assert ids(plain(field(), layout=torn)) == ["gonghui.P007"]


def test_p008_a_layout_with_a_field_that_is_not_declared():
    assert ids(plain(field(), layout=Layout((Text("{{ b }}"),)))) == ["gonghui.P008"]
    assert ids(plain(field(), layout=Layout((Text("{{ a.upper() }}"),)))) == ["gonghui.P008"]
