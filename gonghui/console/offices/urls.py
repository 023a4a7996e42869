"""Addresses of the offices; they belong to the console's names (console:…)."""

from django.urls import URLPattern, path

from gonghui.console.offices import forms, granting, lists, own

urlpatterns: list[URLPattern] = [
    path("offices/", lists.index, name="offices"),
    path("offices/rights", lists.table, name="offices-rights"),
    path("offices/new", forms.Give.as_view(), name="offices-new"),
    path("offices/<int:pk>", lists.one, name="offices-one"),
    path("offices/<int:pk>/sheet", lists.sheet, name="offices-sheet"),
    path("offices/<int:pk>/divide", forms.Divide.as_view(), name="offices-divide"),
    path("offices/<int:pk>/end", forms.End.as_view(), name="offices-end"),
    path("offices/<int:pk>/cover", forms.Covered.as_view(), name="offices-cover"),
    path("offices/<int:pk>/hand-over", forms.HandOver.as_view(), name="offices-hand-over"),
    path("offices/covers/<int:pk>/end", forms.CoverEnd.as_view(), name="offices-cover-end"),
    path("own-record", own.own_record, name="own-record"),
    path("offices/grants/new", granting.Grant.as_view(), name="grants-new"),
    path("offices/grants/<int:pk>/end", granting.GrantEnd.as_view(), name="grants-end"),
]
