"""Addresses of these pages; they belong to the console's names (console:…)."""

from django.urls import URLPattern, path

from gonghui.console.reports import views, writing

urlpatterns: list[URLPattern] = [
    path("reports/half-year", views.half_year, name="report-half-year"),
    path("reports/half-year.docx", views.word, name="report-word"),
    path("reports/half-year/figure/<str:code>", views.figure, name="report-figure"),
    path("reports/half-year/passage/<str:key>", writing.passage, name="report-passage"),
    path("reports/half-year/value/<str:code>", writing.value, name="report-value"),
    path("reports/half-year/take", writing.take, name="report-take"),
]
