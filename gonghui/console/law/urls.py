"""Addresses of the law pages; they belong to the console's names (console:law…)."""

from django.urls import URLPattern, path

from gonghui.console.law import calendars, views, writing

urlpatterns: list[URLPattern] = [
    path("law", views.index, name="law-rules"),
    path("law/changes", views.changes_page, name="law-changes"),
    path("law/review", views.review_page, name="law-review"),
    path("law/holidays", calendars.index, name="law-holidays"),
    path("law/holidays/<int:year>", calendars.year_page, name="law-year"),
    path("law/holidays/<int:year>/enter", calendars.enter, name="law-year-enter"),
    path("law/holidays/<int:year>/retire", calendars.retire, name="law-year-retire"),
    path("law/own/<int:pk>/retire", writing.retire, name="law-own-retire"),
    path("law/<str:key>", views.rule_page, name="law-rule"),
    path("law/<str:key>/own", writing.enter, name="law-own"),
]
