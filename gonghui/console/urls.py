"""Addresses of the office's pages. Every name is used as `console:<name>`.

Here: home `/` · sign-in · sign-out · own-password · search (`?q=`) · figures (`?period=&org=`) ·
figure (code; `?period=&org=&part=`) · figure-export (code, part) · owes, owes-union (code; `?print=1`) · settings · health.

In `ledgers`: unions, union (code) · members, member (pk) · employers, employer (pk) · contracts, contract (pk).
In `plans`: plan-now, plan (pk), task (pk), calendar (`?month=&print=1`), week, assigned, all-plans, review (pk).
In `imports`: import-*. In `reports`: report-*; the entry of the half-year report is `/reports/half-year`.

Lists take `?gap=` for the data gaps that the home page counts:
unions: no-certificate, no-committee, no-chair, term-over; employers: no-ownership, no-staff, default-duty, no-union;
members: no-joined-on, no-id; contracts: no-effective-on.
"""

from django.urls import URLPattern, URLResolver, include, path

from gonghui.console.views import account, closing, figures, home, owes, search

app_name = "console"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("health", home.health, name="health"),
    path("mine", home.mine, name="mine"),
    path("", include("gonghui.console.door.urls")),
    path("", include("gonghui.console.accounts.urls")),
    path("", include("gonghui.console.offices.urls")),
    path("", include("gonghui.console.signatures.urls")),
    path("settings", account.settings_page, name="settings"),
    path("search", search.search, name="search"),
    path("figures", figures.index, name="figures"),
    path("figures/close", closing.close, name="figures-close"),
    path("figures/reopen", closing.reopen, name="figures-reopen"),
    path("figures/<str:code>", figures.figure, name="figure"),
    path("figures/<str:code>/<str:part>.xlsx", figures.export, name="figure-export"),
    path("owes", owes.index, name="owes"),
    path("owes/<str:code>", owes.union, name="owes-union"),
    path("", include("gonghui.console.honours.urls")),
    path("", include("gonghui.console.ledgers.urls")),
    path("", include("gonghui.console.bargaining.urls")),
    path("", include("gonghui.console.plans.urls")),
    path("", include("gonghui.console.reports.urls")),
    path("", include("gonghui.console.notices.urls")),
    path("", include("gonghui.console.imports.urls")),
    path("", include("gonghui.console.prints.urls")),
    path("", include("gonghui.console.scans.urls")),
    path("", include("gonghui.console.law.urls")),
    path("", include("gonghui.console.privacy.urls")),
    path("", include("gonghui.console.running.urls")),
]
