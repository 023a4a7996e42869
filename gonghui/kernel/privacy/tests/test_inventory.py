"""Nobody adds a private column by accident; the words of the inventory are sentences; numbers in free text are seen."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from django.db import models
from django.test import RequestFactory
from django.test.utils import isolate_apps

from gonghui.kernel.audit.writes import shown
from gonghui.kernel.privacy import MASK, blind_index, seal_text, trace_of
from gonghui.kernel.privacy.checks import all_declared, faults_of
from gonghui.kernel.privacy.errors import BlindFilter, BlindReporter
from gonghui.kernel.privacy.inventory import Kind, Private, inventory, private_columns
from gonghui.kernel.privacy.words import private_number, scrubbed, sought_number

IDENTITY, PHONE, CARD = "32999919850301101X", "15498765432", "6222021234567894500"


@pytest.fixture
def made() -> Iterator[Any]:
    """make(columns, **declared): a model of nobody's table."""
    numbers = count(1)
    with isolate_apps("gonghui.kernel.privacy"):

        def make(columns: dict[str, Any], **declared: Any) -> type[models.Model]:
            meta = type("Meta", (), {"app_label": "privacy"})
            return type(
                f"Note{next(numbers)}", (models.Model,), {"__module__": __name__, "Meta": meta, **columns, **declared}
            )

        yield make


def text(label: str, **options: Any) -> Any:
    return models.CharField(label, max_length=200, blank=True, **options)


@pytest.mark.parametrize("name, label", [
    ("a", "身份证号"), ("a", "联系手机"), ("a", "家庭住址"), ("a", "开户银行"), ("a", "病情说明"), ("a", "残疾等级"), ("a", "电子邮箱"),
    ("mobile", "号"), ("bank_account", "号"), ("id_number", "号"),
])  # fmt: skip
def test_a_column_that_looks_private_is_refused_until_it_is_declared(made: Any, name: str, label: str) -> None:
    assert [found.id for found in faults_of(made({name: text(label)}))] == ["gonghui.P001"]
    for way in ({"PRIVATE": {name: Private(kind=Kind.PHONE, why="要联系本人", keep="x")}},
                {"PERSONAL": {name: "统计要用的"}}, {"NOT_PRIVATE": {name: "单位公开的"}}):  # fmt: skip
        assert faults_of(made({name: text(label)}, **way)) == []


@pytest.mark.parametrize("code, declared", [
    ("P002", {"PRIVATE": frozenset({"word"})}),
    ("P002", {"PRIVATE": {"word": "private"}}),
    ("P003", {"PRIVATE": {"day": Private(kind=Kind.CHILD, why="儿童的生日", keep="x", of="person")}}),
    ("P004", {"PRIVATE": {"word": Private(kind=Kind.PHONE, why="", keep="x")}}),
    ("P004", {"PRIVATE": {"word": Private(kind=Kind.PHONE, why="要联系本人", keep="")}}),
    ("P005", {"PRIVATE": {"word": Private(kind=Kind.IDENTITY, why="认得出人", keep="x", index="nothing")}}),
    ("P006", {"PRIVATE": {"word": Private(kind=Kind.HEALTH, why="判断救助", keep="x")}}),
    ("P007", {"PERSONAL": {"nothing": "没有这一列"}}),
    ("P008", {"NOT_PRIVATE": {"word": "无"}}),
])  # fmt: skip
def test_each_bad_declaration_is_refused_by_its_own_check(made: Any, code: str, declared: Any) -> None:
    model = made({"word": text("词"), "day": models.DateField("日子")}, **declared)
    assert f"gonghui.{code}" in {found.id for found in faults_of(model)}


def test_our_own_models_have_no_fault_and_every_line_of_the_inventory_says_why() -> None:
    assert all_declared(None) == []
    lines = list(inventory())
    assert {("people.Worker", "证件号"), ("people.Worker", "手机")} <= {
        (one.model._meta.label, one.label) for one in lines if one.private
    }
    assert all(len(one.why) >= 4 for one in lines)


def test_an_index_stays_out_of_events_like_the_value_itself(made: Any) -> None:
    declared = {"number": Private(kind=Kind.IDENTITY, why="认得出人", keep="x", index="mark")}
    model = made({"number": text("号"), "mark": text("索引")}, PRIVATE=declared)
    assert private_columns(model) == {"number", "mark"}
    told = shown(model, {"number": (seal_text("a"), seal_text("b")), "mark": ("c", "d")})
    assert [pair[:2] for pair in told.values()] == [["已遮盖", "已改"]] * 2
    assert told["号"][2] == trace_of("b") != trace_of("a") and "b" not in (told["号"][2], blind_index("b"))


def test_a_mask_hides_all_or_leaves_the_tail_of_an_account() -> None:
    whole = Private(kind=Kind.PHONE, why="联系本人", keep="x")
    tail = Private(kind=Kind.BANK, why="发放救助", keep="x", of="person", tail=4)
    assert whole.masked(seal_text(CARD)) == MASK and whole.masked("") == ""
    assert tail.masked(seal_text(CARD)) == f"{MASK}4500"


def test_numbers_are_seen_in_free_text_and_other_numbers_are_left_alone() -> None:
    assert private_number(f"身份证{IDENTITY}，来过") == "身份证号"
    assert private_number("32999919850301101x") == "身份证号" == private_number("329999 19850301 101X")
    assert private_number("卡 6222 0212 3456 7894 5") == "银行卡号"
    for harmless in (
        "",
        "苏工发〔2026〕12号",
        "329999198503011011",
        "91329990MA1ABCDEXY",
        "电话0512-66010001",
        "2026070112345",
    ):
        assert private_number(harmless) == "", harmless


def test_a_number_typed_into_a_search_box_is_known_even_with_a_slip() -> None:
    assert all(map(sought_number, (IDENTITY, IDENTITY[:-1] + "1", PHONE, " 154 9876 5432", "62220212345678945")))
    assert not any(map(sought_number, ("张三", "dqfz", "H01", "2026", "91329990MA1ABCDEXY", "苏总工办〔2025〕11号")))


def test_a_line_of_a_log_keeps_its_day_and_loses_its_numbers() -> None:
    assert scrubbed(f"row {IDENTITY}, {PHONE}, {CARD}") == f"row {MASK}, {MASK}, {MASK}"
    assert scrubbed("2026-07-02 09:30 第12号，27.5万元") == "2026-07-02 09:30 第12号，27.5万元"


@pytest.mark.parametrize("debug", [True, False])
def test_the_developers_error_page_shows_the_place_and_none_of_the_values(settings: Any, debug: bool) -> None:
    settings.DEBUG = debug
    request = RequestFactory().post(f"/members?q={PHONE}", {"id_number": IDENTITY}, headers={"Cookie": f"x={CARD}"})
    try:
        number = IDENTITY
        raise ValueError(f"cannot take {number}")
    except ValueError as problem:
        reporter = BlindReporter(request, type(problem), problem, problem.__traceback__)
    for told in (reporter.get_traceback_html(), reporter.get_traceback_text()):
        assert "ValueError" in told and "test_inventory" in told
        assert not any(secret in told for secret in (IDENTITY, PHONE, CARD))
    assert isinstance(reporter.filter, BlindFilter)
