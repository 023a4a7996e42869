"""A bad declaration stops the start with a sentence that says what to do; each check has its own id."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models
from django.test.utils import isolate_apps

from gonghui.kernel.ledger import registry
from gonghui.kernel.ledger.api import Act, Column, Done, Entry, Field, Ledger, Preset, all_ledgers, entered_once
from gonghui.kernel.ledger.checks import all_is_well, errors_of
from gonghui.kernel.privacy.inventory import Kind, Private


@pytest.fixture
def note() -> Iterator[type[Entry]]:
    """A model of a plain ledger that nobody has a table for."""
    with isolate_apps("gonghui.kernel.ledger"):

        class Box(models.Model):
            class Meta:
                app_label = "ledger"

        class Note(Entry):
            PRIVATE = {"secret": Private(kind=Kind.DISPUTE, why="测试里的密件", keep="x")}

            title = models.CharField("标题", max_length=40)
            on = models.DateField("日期")
            number = models.CharField("编号", max_length=20, blank=True)
            secret = models.CharField("密件", max_length=200, blank=True)
            size = models.PositiveIntegerField("页数", default=1)
            box = models.ForeignKey(Box, models.PROTECT, null=True, verbose_name="盒")
            must = models.ForeignKey(Box, models.PROTECT, related_name="+", verbose_name="柜")

            class Meta:
                app_label = "ledger"
                constraints = [entered_once("number", name="note_once")]

        yield Note


@pytest.fixture
def bare() -> Iterator[type[models.Model]]:
    """A model without what a plain ledger needs."""
    with isolate_apps("gonghui.kernel.ledger"):

        class Bare(models.Model):
            title = models.CharField("标题", max_length=40)

            class Meta:
                app_label = "ledger"

        yield Bare


GOOD: dict[str, Any] = {
    "key": "notes", "title": "便条", "line": "综合", "help": "一张记一条。", "office_only": True,
    "fields": ("title", "on", "number", Field("secret", private=True)), "natural_key": ("number",),
}  # fmt: skip


def nothing(row: Any, data: Any, by: Any, at: Any) -> Done:
    return Done("记好了。")


def ids(model: type[models.Model], **changes: Any) -> set[str]:
    return {str(found.id) for found in errors_of(Ledger(model=model, **(GOOD | changes)))}


def test_a_good_declaration_has_no_errors(note: type[Entry]) -> None:
    assert errors_of(Ledger(model=note, **GOOD)) == []


@pytest.mark.parametrize(
    ("number", "changes"),
    [
        (1, {"key": "Seal Uses"}),
        (4, {"title": "", "line": ""}),
        (4, {"help": "没有句号"}),
        (5, {"fields": ("title", "nowhere")}),
        (6, {"fields": ("title", Field("on", kind="date"))}),
        (7, {"fields": ("title", "box")}),
        (8, {"fields": ("title", Field("number", kind="choice"))}),
        (9, {"fields": ("title", Field("number", private=True))}),
        (9, {"fields": ("title", Field("number", private=True), Field("secret", private=True))}),
        (10, {"fields": ("title", Field("number", "标题"))}),
        (11, {"natural_key": ("nowhere",)}),
        (11, {"natural_key": ("title",)}),
        (12, {"name": "nowhere"}),
        (14, {"union": "union_id"}),
        (14, {"office_only": False}),
        (15, {"columns": (Column("x", "没有", "nowhere"),)}),
        (15, {"sort": "secret"}),
        (16, {"columns": (Column("title", "标题"), Column("title", "又一个"))}),
        (16, {"presets": (Preset("all", "又一个全部", models.Q()),)}),
        (17, {"acts": (Act(key="bulk", title="占用", do=nothing),)}),
        (17, {"acts": (Act(key="many", title="成批", do=nothing, bulk=("on",)),)}),
        (17, {"acts": (Act(key="odd", title="没有名字", do=nothing, fields=(Field("x"),)),)}),
        (17, {"acts": (Act(key="whom", title="指谁", do=nothing, fields=(Field("x", "谁", "record", of="没有这种"),)),)}),
        (19, {"sections": {"一": ("title",)}}),
        (20, {"fields": ("title", Field("must", required=False))}),
    ],
)  # fmt: skip
def test_each_bad_declaration_is_refused_by_its_own_check(note: type[Entry], number: int, changes: Any) -> None:
    assert f"gonghui.L{number:03d}" in ids(note, **changes)


def test_a_model_that_is_no_entry_is_refused(bare: type[models.Model]) -> None:
    assert "gonghui.L013" in ids(bare, fields=("title",), natural_key=())


def test_a_list_without_a_view_or_a_column_is_refused(bare: type[models.Model]) -> None:
    found = ids(bare, fields=(), natural_key=(), columns=(), presets=())
    assert {"gonghui.L015", "gonghui.L018"} <= found


def test_every_refusal_names_what_is_wrong_and_ends_as_a_sentence(note: type[Entry]) -> None:
    bad = Ledger(model=note, **(GOOD | {"fields": ("title", "nowhere", "box"), "help": "", "natural_key": ("title",)}))
    for found in errors_of(bad):
        assert found.msg.endswith(".") and found.obj == "ledger 'notes'"


def test_two_ledgers_of_one_key_or_one_record_name_are_told_apart(
    note: type[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry.LEDGERS, "known", {})
    registry.register_ledger(Ledger(model=note, **GOOD), Ledger(model=note, **(GOOD | {"key": "more-notes"})))
    assert "gonghui.L003" in {str(found.id) for found in all_is_well(None)}
    with pytest.raises(ValueError, match="ledger notes is declared twice"):
        registry.register_ledger(Ledger(model=note, **GOOD))


def test_every_ledger_of_the_house_passes() -> None:
    assert all_is_well(None) == []
    assert {ledger.key for ledger in all_ledgers()} >= {"unions", "members", "employers", "contracts"}
