"""Counts are asked in the words of last time: for each person in his own, and answered anew each time."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from gonghui.activities.public import Activity
from gonghui.kernel import again
from gonghui.kernel.again import asked_again
from gonghui.kernel.dates import Span
from gonghui.kernel.indicators import indicator
from gonghui.kernel.indicators.measure import counts
from gonghui.kernel.ledger.api import Reader, all_ledgers
from gonghui.kernel.ledger.choice import Choice
from gonghui.kernel.ledger.rows import first_with, gap_counts, page_rows, preset_counts, shares_of
from gonghui.kernel.rules import look_again
from gonghui.kernel.rules.models import RulesEdition
from gonghui.kernel.scope import EVERYTHING, Scope
from gonghui.orgs.public import Union
from gonghui.people.public import Admission, members_admit
from tests import small_town
from tests.small_town import HAND, NOW, TODAY, client_of, id_number

pytestmark = pytest.mark.django_db


@pytest.fixture
def sides():
    return small_town.build()


@pytest.fixture(autouse=True)
def fresh(sides):
    """Nothing is kept of what building the town asked."""
    again.forget()


def ledger(key):
    return next(each for each in all_ledgers() if each.key == key)


def reader(*unions):
    return Reader(Scope(frozenset(union.pk for union in unions)) if unions else EVERYTHING, TODAY)


@pytest.mark.postgres
def test_two_chairs_who_ask_in_turn_each_get_their_own_numbers(sides):
    east, both = reader(sides["east"]), reader(sides["east"], sides["west"])
    members = ledger("members")
    choice = Choice(members, "all")
    for _ in range(3):
        assert preset_counts(members, east)["all"] == 3
        assert preset_counts(members, both)["all"] == 6
        assert shares_of(choice, east)[0] == 3
        assert shares_of(choice, both)[0] == 6
        assert {row.union_id for row in page_rows(choice, east, 0, 50)} == {sides["east"].pk}
        assert len(page_rows(choice, both, 0, 50)) == 6
        assert gap_counts(ledger("unions"), ["no-chair"], east) == {"no-chair": 1}
        assert gap_counts(ledger("unions"), ["no-chair"], both) == {"no-chair": 2}


@pytest.mark.postgres
def test_typed_words_find_the_same_whoever_typed_others_before(sides):
    east, office = reader(sides["east"]), reader()
    for text, who in (("纺织", office), ("西塘", east), ("dq", east)):
        for each in all_ledgers():
            found = each.universe(who).filter(each.search(text, who)).order_by(*each.order, "pk")
            assert first_with(each, text, who, 9) == list(found.values_list("pk", flat=True)[:9]), (each.key, text)
    assert first_with(ledger("unions"), "西塘", east, 9) == [] != first_with(ledger("unions"), "西塘", office, 9)


def test_the_home_page_of_each_side_counts_its_own_whoever_looked_before(sides):
    """A chair's page after the office's and after the other chair's is the page he would see first."""
    alone = {}
    for name in ("dong", "xi", "chen"):
        again.forget()
        alone[name] = _numbers(client_of(name).get("/").content.decode())
    again.forget()
    for name in ("chen", "xi", "dong", "xi"):
        assert _numbers(client_of(name).get("/").content.decode()) == alone[name]


def _numbers(page):
    """What stands in the body of a page."""
    return page.partition('<main id="m"')[2].partition("</main>")[0].replace("csrfmiddlewaretoken", "")


@pytest.mark.postgres
def test_what_was_written_a_moment_ago_is_counted(sides):
    members, item = ledger("members"), indicator("people.members").numerator
    day = Span(TODAY, TODAY)
    assert preset_counts(members, reader())["all"] == 6
    assert sum(counts(item, day).values()) == 6
    new = Admission(name="新来的", id_number=id_number(777), union_id=sides["east"].pk, since=TODAY, joined_on=TODAY)
    members_admit(items=[new], by=HAND, at=NOW)
    assert preset_counts(members, reader())["all"] == 7
    assert preset_counts(members, reader(sides["east"]))["all"] == 4
    assert sum(counts(item, day).values()) == 7


def test_each_day_has_its_own_words(sides):
    item = indicator("people.members").numerator
    for _ in range(2):
        found = [sum(counts(item, Span(day, day)).values()) for day in (date(2021, 1, 3), date(2021, 1, 4), TODAY)]
        assert found == [0, 6, 6]


def test_the_second_time_the_words_are_those_of_the_first(sides):
    members = ledger("members")
    with CaptureQueriesContext(connection) as first:
        preset_counts(members, reader())
    with CaptureQueriesContext(connection) as second:
        preset_counts(members, reader())
    assert second.captured_queries[-1]["sql"] == first.captured_queries[-1]["sql"]
    assert len(second) <= len(first)


def test_a_value_that_the_office_entered_gives_other_words(sides):
    said = []

    def ask():
        said.append(1)
        return [(Union.objects.count(),)]

    asked_again("unions", ask)
    asked_again("unions", ask)
    assert len(said) == 1
    RulesEdition.objects.create(pk=1, stamp="another")
    look_again()
    asked_again("unions", ask)
    assert len(said) == 2


def test_a_question_in_two_statements_is_worded_anew_each_time(sides):
    """What the first one found may stand in the second one's words."""

    def ask():
        known = Union.objects.count()
        return [(Union.objects.filter(pk__lt=known + 1_000).count(),)]

    assert asked_again("two", ask) == [(3,)]
    assert not again._kept


def test_money_stays_money():
    def ask():
        return Activity.objects.values("union_id").annotate(total=Sum("cost")).values_list("union_id", "total")

    assert asked_again("money", ask) == []
    assert asked_again("one sum", lambda: [(Decimal("3.50"),)]) == [(Decimal("3.50"),)]
    assert not again._kept


def test_so_many_wordings_are_kept_and_no_more(sides, monkeypatch):
    monkeypatch.setattr(again, "MOST", 3)
    for number in range(5):
        asked_again(number, lambda: [(Union.objects.count(),)])
    assert len(again._kept) == 3
