"""Addresses of the ledgers: lists, cards, forms, bulk acts; they belong to the console's names (console:…)."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, path
from django.views import View

from gonghui.console.ledgers import cards, contracts_write, employers_write, members_write, unions_write
from gonghui.console.ledgers.bulk import BulkPage
from gonghui.console.ledgers.lists import LISTINGS, ListPage, ViewKeep


def page(where: str, view: type[View] | Callable[..., Any], name: str, **options: Any) -> URLPattern:
    """An address for people who have signed in."""
    shown: Any = view.as_view(**options) if isinstance(view, type) and issubclass(view, View) else view
    return path(where, login_required(shown), name=name)


def of_lists() -> list[URLPattern]:
    found: list[URLPattern] = []
    for key, listing in LISTINGS.items():
        found += [
            page(key, ListPage, key, listing=listing),
            page(f"{key}/bulk", BulkPage, f"{key}-bulk", listing=listing),
            page(f"{key}/views", ViewKeep, f"{key}-views", listing=listing),
        ]
    return found


urlpatterns: list[URLPattern] = [
    *of_lists(),
    page("unions/new", unions_write.Register, "union-new"),
    page("unions/<str:code>", cards.UnionCard, "union"),
    page("unions/<str:code>/amend", unions_write.Amend, "union-amend"),
    page("unions/<str:code>/place", unions_write.Place, "union-place"),
    page("unions/<str:code>/close", unions_write.Close, "union-close"),
    page("unions/<str:code>/merge", unions_write.Merge, "union-merge"),
    page("unions/<str:code>/committee", unions_write.CommitteePage, "union-committee"),
    page("unions/<str:code>/seat", unions_write.SeatPage, "union-seat"),
    page("unions/<str:code>/body", unions_write.BodyPage, "union-body"),
    page("unions/<str:code>/body-end", unions_write.BodyEndPage, "union-body-end"),
    page("unions/<str:code>/certificate", unions_write.CertificatePage, "union-certificate"),
    page("unions/<str:code>/employer", unions_write.EmployerOf, "union-employer"),
    page("unions/<str:code>/count", unions_write.CountPage, "union-count"),
    page("members/new", members_write.Admit, "member-new"),
    page("members/<int:pk>", cards.MemberCard, "member"),
    page("members/<int:pk>/look", members_write.Look, "member-look"),
    page("members/<int:pk>/amend", members_write.Amend, "member-amend"),
    page("members/<int:pk>/transfer", members_write.Transfer, "member-transfer"),
    page("members/<int:pk>/leave", members_write.Leave, "member-leave"),
    page("members/<int:pk>/restate", members_write.Restate, "member-restate"),
    page("employers/new", employers_write.Register, "employer-new"),
    page("employers/<int:pk>", cards.EmployerCard, "employer"),
    page("employers/<int:pk>/amend", employers_write.Amend, "employer-amend"),
    page("employers/<int:pk>/place", employers_write.Place, "employer-place"),
    page("employers/<int:pk>/duty", employers_write.DutyPage, "employer-duty"),
    page("employers/<int:pk>/found-duty", employers_write.FoundDutyPage, "employer-found-duty"),
    page("employers/<int:pk>/union", employers_write.Attach, "employer-attach"),
    page("employers/<int:pk>/count", employers_write.Count, "employer-count"),
    page("contracts/new", contracts_write.Register, "contract-new"),
    page("contracts/<int:pk>", cards.ContractCard, "contract"),
    page("contracts/<int:pk>/renew", contracts_write.Renew, "contract-renew"),
    page("contracts/<int:pk>/amend", contracts_write.Amend, "contract-amend"),
    page("contracts/<int:pk>/end", contracts_write.End, "contract-end"),
    page("scans/<str:name>", cards.scan, "scan"),
]
