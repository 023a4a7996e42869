"""Addresses of honours that no ledger gives."""

from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, path

from gonghui.console.honours.nominating import ReviewPage
from gonghui.console.honours.visits import VisitList

urlpatterns: list[URLPattern] = [
    path("awarding/<int:pk>/review", login_required(ReviewPage.as_view()), name="awarding-review"),
    path("awarding/visits.docx", login_required(VisitList.as_view()), name="awarding-visits"),
]
