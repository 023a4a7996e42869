"""What every plain ledger must be able to do, as tests that a new one inherits: give it a key and two rows."""

import io
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from unittest import mock

from django.http import QueryDict
from django.test import Client, TestCase

from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.imports.apps import load_ledgers
from gonghui.kernel.imports.ledger import ledger_named
from gonghui.kernel.imports.running import export_rows, import_file
from gonghui.kernel.ledger.api import Ledger, Reader, ledger_of
from gonghui.kernel.ledger.choice import read_choice
from gonghui.kernel.ledger.rows import page_rows
from gonghui.kernel.ledger.verbs import alive, entry_void
from gonghui.kernel.privacy import MASK
from gonghui.kernel.scope import EVERYTHING
from gonghui.kernel.sheets import read_workbook
from tests.ledger_town import AT, TODAY, LedgerTown, found_ledger_town
from tests.reading import form, plain, words

CLERK = Hand(None, "核对")
WHO = {"officer": "wuguoping", "second officer": "chenxiulan", "east chair": "hedong", "west chair": "hexi",
       "auditor": "qianxuemei"}  # fmt: skip


@dataclass
class TownPlace:
    """The small town by the names that the suite uses: two sides with a chair each, two officers who write for the
    whole, one person who only reads."""

    town: LedgerTown
    today: date = TODAY
    at: datetime = AT
    east: str = "宏达机械工会"
    west: str = "瑞丰印染工会"

    def sign_in(self, who: str) -> Client:
        """A browser of `officer`, `second officer`, `east chair`, `west chair` or `auditor`."""
        return self.town.sign_in(WHO[who])


class LedgerSuite(TestCase):
    """Inherit from this: class TestSealUses(LedgerSuite) with key, first, second, change, refused.

    Rows are what a person types, by field; `{east}` and `{west}` stand for a union on either side.

    `first` and `second` are two different rows, of the east and of the west where the ledger has unions. `change` is a
    correction of the first row, `refused` are rows that cannot be so with a piece of the sentence that says why.
    """

    key: ClassVar[str] = ""
    first: ClassVar[Mapping[str, Any]] = {}
    second: ClassVar[Mapping[str, Any]] = {}
    change: ClassVar[Mapping[str, Any]] = {}
    refused: ClassVar[Sequence[tuple[Mapping[str, Any], str]]] = ()

    place: ClassVar[TownPlace]
    ledger: ClassVar[Ledger]
    rows: ClassVar[list[int]]
    __test__ = False

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.__test__ = bool(cls.key)

    @classmethod
    def found(cls) -> TownPlace:
        """Build the small town."""
        return TownPlace(found_ledger_town())

    @classmethod
    def setUpClass(cls) -> None:
        cls.enterClassContext(mock.patch.dict(os.environ))
        super().setUpClass()

    @classmethod
    def setUpTestData(cls) -> None:
        cls.place, cls.ledger = cls.found(), ledger_of(cls.key)
        os.environ["GONGHUI_TODAY"] = cls.place.today.isoformat()
        office = cls.place.sign_in("officer")
        cls.rows = []
        for given in (cls.first, cls.second):
            page = cls.send(office, f"/{cls.key}/new", given)
            assert page.status_code == 302, words(page)[-600:]
            cls.rows.append(int(page["Location"].rstrip("/").rsplit("/", 1)[1]))

    def setUp(self) -> None:
        self.office = self.place.sign_in("officer")

    # --- small steps ------------------------------------------------------------------------------

    @classmethod
    def typed(cls, given: Mapping[str, Any]) -> dict[str, Any]:
        """The row as a person on this town's side types it."""
        names = {"east": cls.place.east, "west": cls.place.west}
        return {key: value.format(**names) if isinstance(value, str) else value for key, value in given.items()}

    @classmethod
    def send(cls, client: Client, url: str, given: Mapping[str, Any]) -> Any:
        """Fill a form in and send it."""
        return client.post(url, form(client, url) | cls.typed(given))

    @property
    def card(self) -> str:
        return f"/{self.key}/{self.rows[0]}"

    def row(self, at: int = 0) -> Any:
        return self.ledger.model._default_manager.get(pk=self.rows[at])

    def name(self, at: int = 0) -> str:
        return self.ledger.row_name(self.row(at))

    def valid(self) -> int:
        return self.ledger.model._default_manager.filter(alive(self.ledger)).count()

    def exported(self) -> bytes:
        load_ledgers()
        out = io.BytesIO()
        export_rows(ledger_named(self.key), out, EVERYTHING, self.place.today)
        return out.getvalue()

    def brought(self, data: bytes) -> Any:
        return import_file(ledger=ledger_named(self.key), data=data, filename="a.xlsx", by=CLERK, at=self.place.at)

    def secrets(self) -> list[str]:
        """The private values of the first row as they were typed."""
        return [
            str(self.typed(self.first)[one.key]) for one in self.ledger.bound if one.private and self.first.get(one.key)
        ]

    # --- what must hold ---------------------------------------------------------------------------

    def test_the_declaration_passes_the_start_up_checks(self) -> None:
        from gonghui.kernel.ledger.checks import errors_of

        self.assertEqual(errors_of(self.ledger), [])

    def test_the_list_counts_what_it_shows_and_the_export_and_the_print_have_the_same_rows(self) -> None:
        page = words(self.office.get(f"/{self.key}"))
        self.assertIn(f"共{self.valid()}{self.ledger.unit}", page)
        book = read_workbook(self.office.get(f"/{self.key}?export=xlsx").content, "a.xlsx")[0]
        self.assertEqual(len([row for row in book.rows if any(row)]) - 2, self.valid())
        printed = words(self.office.get(f"/{self.key}?print=1"))
        for at in (0, 1):
            self.assertIn(plain(self.name(at)), page)
            self.assertIn(plain(self.name(at)), printed)

    def test_the_menu_leads_to_the_list(self) -> None:
        self.assertIn(f'href="/{self.key}"', self.office.get("/settings").content.decode())

    def test_the_card_shows_every_field_and_who_entered_it(self) -> None:
        page = words(self.office.get(self.card))
        for one in (one for one in self.ledger.bound if not one.private):
            self.assertIn(plain(one.label), page)
        self.assertIn(f"{self.ledger.title}：{plain(self.name())}", page)

    def test_an_empty_form_says_what_is_missing_and_writes_nothing(self) -> None:
        before = self.ledger.model._default_manager.count()
        page = self.office.post(f"/{self.key}/new", {"token": "empty"})
        self.assertEqual(page.status_code, 422)
        self.assertIn("还没有填", words(page))
        self.assertEqual(self.ledger.model._default_manager.count(), before)

    def test_a_double_click_enters_one_row(self) -> None:
        other = self.row(1)
        entry_void(ledger=self.ledger, row=other, reason="让位", by=CLERK, at=self.place.at)
        data = form(self.office, f"/{self.key}/new") | self.typed(self.second)
        one, two = self.office.post(f"/{self.key}/new", data), self.office.post(f"/{self.key}/new", data)
        self.assertEqual((one.status_code, one["Location"]), (302, two["Location"]))
        self.assertEqual(self.valid(), 2)

    def test_the_search_box_finds_a_row_by_its_name_and_not_the_other(self) -> None:
        self.assertNotEqual(plain(self.name(0)), plain(self.name(1)), "give the two rows different names")
        for where in (f"/{self.key}", "/search"):
            page = words(self.office.get(where, {"q": self.name()}))
            self.assertIn(plain(self.name()), page)
        self.assertIn(f"共1{self.ledger.unit}", words(self.office.get(f"/{self.key}", {"q": self.name()})))
        self.assertIn(f"共0{self.ledger.unit}", words(self.office.get(f"/{self.key}", {"q": "没有这样的东西"})))

    def test_every_column_sorts_and_every_view_and_chip_opens(self) -> None:
        sorts = [column.key for column in self.ledger.columns if column.sort]
        views = [{"view": preset.key} for preset in self.ledger.presets]
        reader = Reader(EVERYTHING, self.place.today, "核对", True)
        chips = {
            chip.key: [value for value, _ in chip.options(reader)][:1] if hasattr(chip, "options") else ["2020-01-01~"]
            for chip in self.ledger.filters
        }
        shown = self.listed({}, reader)
        for key in (*sorts, *(f"-{key}" for key in sorts)):
            self.assertEqual(self.listed({"sort": key}, reader), shown, key)
        for asked in (*views, *({key: value} for key, value in chips.items())):
            self.listed(asked, reader)
        every: dict[str, Any] = {"cols": ",".join(column.key for column in self.ledger.columns)}
        for asked, said in (({"sort": sorts[0]}, 'aria-sort="'), (chips, "gh-filters")):
            self.assertIn(said, self.office.get(f"/{self.key}", every | asked).content.decode())

    def listed(self, asked: Mapping[str, Any], reader: Reader) -> set[int]:
        """The rows on the first page of the list as an address with these parts asks for it."""
        query = QueryDict(mutable=True)
        for key, value in asked.items():
            query.setlist(key, value if isinstance(value, list) else [value])
        return {row.pk for row in page_rows(read_choice(self.ledger, query, reader), reader, 0, 99)}

    def test_what_is_exported_comes_back_unchanged_and_refills_an_emptied_ledger(self) -> None:
        if not self.ledger.importable:
            self.assertNotIn("导入", words(self.office.get(f"/{self.key}")).split("打印台账")[0].split("存视图")[1])
            return
        data = self.exported()
        again = self.brought(data)
        self.assertEqual([row.reason for row in again.rejected], [])
        self.assertEqual((again.count("created"), again.count("updated")), (0, 0))
        if self.secrets():
            return  # a masked value cannot come back
        for at in (0, 1):
            entry_void(ledger=self.ledger, row=self.row(at), reason="重来", by=CLERK, at=self.place.at)
        self.assertEqual(self.brought(data).count("created"), 2)

    def test_a_correction_is_told_in_the_history(self) -> None:
        self.assertEqual(self.send(self.office, f"{self.card}/amend", self.change).status_code, 302)
        page = words(self.office.get(self.card))
        self.assertIn(f"更正{self.ledger.title}", page)
        again = self.send(self.office, f"{self.card}/amend", self.change)
        self.assertEqual(again.status_code, 302)
        self.assertEqual(Event.objects.filter(object_id=self.rows[0], verb__endswith="_amend").count(), 1)

    def test_two_people_correct_one_row_and_the_second_is_told(self) -> None:
        second = self.place.sign_in("second officer")
        seen = form(second, f"{self.card}/amend")
        self.assertEqual(self.send(self.office, f"{self.card}/amend", self.change).status_code, 302)
        page = second.post(f"{self.card}/amend", seen)
        self.assertEqual(page.status_code, 409)
        self.assertIn("您填的内容还在", words(page))

    def test_a_row_is_declared_void_with_a_reason_and_counts_no_more(self) -> None:
        before = self.valid()
        self.assertEqual(self.office.post(f"{self.card}/void", form(self.office, f"{self.card}/void")).status_code, 422)
        self.assertEqual(self.send(self.office, f"{self.card}/void", {"reason": "重复登记"}).status_code, 302)
        self.assertEqual(self.valid(), before - 1)
        self.assertIn(f"共{before - 1}{self.ledger.unit}", words(self.office.get(f"/{self.key}")))
        page = words(self.office.get(self.card))
        self.assertIn("作废，原因：重复登记。", page)
        self.assertEqual(self.office.get(f"{self.card}/amend").status_code, 403)
        self.assertIn(plain(self.name()), words(self.office.get(f"/{self.key}?view=voided")))

    def test_many_rows_are_declared_void_at_once(self) -> None:
        asked = {"act": "void", "pk": self.rows}
        page = self.office.post(f"/{self.key}/bulk", asked)
        token = re.search(r'name="token" value="([^"]+)"', page.content.decode())
        assert token is not None
        self.office.post(f"/{self.key}/bulk", asked | {"step": "do", "token": token[1], "reason": "整批登错"})
        self.assertEqual(self.valid(), 0)
        self.assertIn("办好2", words(self.office.get(f"/{self.key}/bulk")))

    def test_the_chair_of_the_other_side_neither_sees_nor_reaches_a_row(self) -> None:
        west = self.place.sign_in("west chair")
        if self.ledger.office_only:
            self.assertEqual(west.get(f"/{self.key}").status_code, 404)
        else:
            for page in (
                west.get(f"/{self.key}"),
                west.get(f"/{self.key}?print=1"),
                west.get("/search", {"q": self.name()}),
            ):
                body = words(page).replace(plain(self.name(1)), "")
                self.assertNotIn(plain(self.name()), body.replace(f"“{plain(self.name())}”", ""))
            rows = read_workbook(west.get(f"/{self.key}?export=xlsx").content, "a.xlsx")[0].rows
            self.assertEqual(len([row for row in rows if any(row)]) - 2, 1)
            self.assertEqual(west.get(f"/{self.key}/{self.rows[1]}").status_code, 200)
        for url in (self.card, f"{self.card}/amend", f"{self.card}/void", f"{self.card}/look"):
            self.assertEqual(west.get(url).status_code, 404, url)
            self.assertEqual(west.post(url, {"token": "x"}).status_code in (404, 405), True, url)

    def test_a_chair_writes_only_where_the_ledger_lets_her(self) -> None:
        chair = self.place.sign_in("east chair")
        closed = self.ledger.town_writes or self.ledger.office_only
        if not closed:
            self.assertEqual(chair.get(f"/{self.key}/new").status_code, 200)
        elif self.ledger.office_only:
            self.assertEqual(chair.get(f"/{self.key}/new").status_code, 404)
        else:
            page = chair.get(f"/{self.key}/new")
            self.assertEqual(page.status_code, 403)
            self.assertIn("由镇总工会办", words(page))

    def test_somebody_who_only_reads_cannot_write(self) -> None:
        auditor = self.place.sign_in("auditor")
        self.assertIn(auditor.post(f"/{self.key}/new", {"token": "x"}).status_code, (403, 404))

    def test_what_cannot_be_so_is_refused_with_the_reason_and_nothing_typed_is_lost(self) -> None:
        before = self.ledger.model._default_manager.count()
        url = f"/{self.key}/new"
        blank = form(self.office, url)
        for given, said in (*self.refused, *self.days_ahead()):
            page = self.office.post(url, blank | self.typed({**self.first, **given}))
            self.assertEqual(page.status_code, 422, given)
            self.assertIn(plain(said), words(page))
            for value in (value for value in self.typed(given).values() if isinstance(value, str) and value):
                self.assertIn(value, page.content.decode())
        self.assertEqual(self.ledger.model._default_manager.count(), before)

    def days_ahead(self) -> list[tuple[dict[str, str], str]]:
        """A day to come in each field that tells of something that has happened."""
        ahead = self.place.today + timedelta(days=2)
        days = [one.key for one in self.ledger.bound if one.kind == "day" and not one.future]
        return [({key: ahead.isoformat()}, "还没有到") for key in days]

    def test_private_values_are_masked_everywhere_and_shown_once_for_a_purpose(self) -> None:
        secrets = self.secrets()
        self.assertEqual(bool(secrets), bool(getattr(self.ledger.model, "PRIVATE", ())))
        if not secrets:
            return
        every = ",".join(column.key for column in self.ledger.columns)
        pages = [self.office.get(url).content.decode() for url in (f"/{self.key}?cols={every}", f"/{self.key}?cols={every}&print=1",
                                                                    self.card, f"{self.card}/amend")]  # fmt: skip
        sheets = [self.office.get(f"/{self.key}?cols={every}&export=xlsx").content, self.exported()]
        read = [str(read_workbook(data, "a.xlsx")[0].rows) for data in sheets]
        told = [f"{event.summary}{event.changes}" for event in Event.objects.all()]
        for text in (*pages, *read, *told):
            for secret in secrets:
                self.assertNotIn(secret, text)
        self.assertIn(MASK, read[0])
        shown = self.office.post(f"{self.card}/look", {"reason": "verify", "purpose": "核对原件"})
        self.assertIn(secrets[0], shown.content.decode())
        self.assertTrue(Event.objects.filter(verb="private_look", summary__contains="核对原件").exists())
