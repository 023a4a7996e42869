"""Addresses of the ledgers, made from the registry; they belong to the console's names (console:…).

Each ledger has its list `<key>`, `<key>-bulk`, `<key>-views`; its records `<one>` and an act on one `<one>-<act>`.
One with a flow has `<one>-step`, `<one>-correct` and `<one>-back` for the steps of a record.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, path
from django.views import View

from gonghui.console.honours.cards import NominationCard, RoundCard
from gonghui.console.honours.nominating import NominatePage
from gonghui.console.ledgers import activities, cards, flowing, scored
from gonghui.console.ledgers.bulk import BulkPage
from gonghui.console.ledgers.lists import ListPage, ViewKeep
from gonghui.console.ledgers.write import ActPage
from gonghui.console.privacy.looking import Look
from gonghui.kernel.ledger.api import Ledger, all_ledgers, ledger_of

CARDS = {
    "unions": cards.UnionCard, "members": cards.MemberCard, "employers": cards.EmployerCard,
    "contracts": cards.ContractCard, "activities": activities.ActivityCard,
    "honour-rounds": RoundCard, "nominations": NominationCard,
}  # fmt: skip
"""Daily screens that are made by hand; every other record has the plain card."""

STEPS = {"suggestions": (scored.TakeReview, scored.CorrectReview)}
"""Steps that ask for more than their facts."""

FORMS = {("nominations", "new"): NominatePage}
"""Forms that show more than their fields."""


def page(where: str, view: type[View] | Callable[..., Any], name: str, **options: Any) -> URLPattern:
    """An address for people who have signed in."""
    shown: Any = view.as_view(**options) if isinstance(view, type) and issubclass(view, View) else view
    return path(where, login_required(shown), name=name)


def of_ledger(ledger: Ledger) -> Iterator[URLPattern]:
    """The addresses of one ledger; a new row's form comes before the records, whose names could hide it."""
    key, one = ledger.key, ledger.one
    yield page(key, ListPage, key, ledger=ledger)
    yield page(f"{key}/bulk", BulkPage, f"{key}-bulk", ledger=ledger)
    yield page(f"{key}/views", ViewKeep, f"{key}-views", ledger=ledger)
    for act in (act for act in ledger.acts if act.single):
        where = f"{key}/new" if act.key == "new" else f"{key}/<str:ref>/{act.key}"
        yield page(where, FORMS.get((key, act.key), ActPage), f"{one}-{act.key}", ledger=ledger, act=act)
    yield page(f"{key}/<str:ref>", CARDS.get(key, cards.RecordCard), one, ledger=ledger)
    yield page(f"{key}/<str:ref>/look", Look, f"{one}-look", ledger=ledger)
    if ledger.flow is not None:
        about = {"ledger": ledger, "flow": ledger.flow}
        take, correct = STEPS.get(key, (flowing.TakeLedgerStep, flowing.CorrectLedgerStep))
        yield page(f"{key}/<int:pk>/step/<slug:name>", take, f"{one}-step", **about)
        yield page(f"{key}/<int:pk>/steps/<int:step>/correct", correct, f"{one}-correct", **about)
        yield page(f"{key}/<int:pk>/steps/<int:step>/back", flowing.TakeBackLedgerStep, f"{one}-back", **about)


ACTIVITIES = ledger_of("activities")

urlpatterns: list[URLPattern] = [
    page("activities/year", activities.YearSheet, "activities-year", ledger=ACTIVITIES),
    page("activities/<str:ref>/wall", activities.Wall, "activity-wall", ledger=ACTIVITIES),
    page("activities/<str:ref>/archive", activities.ArchiveSheet, "activity-archive", ledger=ACTIVITIES),
    *(each for ledger in all_ledgers() for each in of_ledger(ledger)),
    page("scans/<str:name>", cards.scan, "scan"),
]
