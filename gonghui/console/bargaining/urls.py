"""Addresses of collective bargaining."""

from django.urls import URLPattern

from gonghui.console.bargaining import checks, desk, expiring, parties, record, weights, writing
from gonghui.console.ledgers.urls import page

urlpatterns: list[URLPattern] = [
    page("bargaining", desk.Desk, "bargainings"),
    page("bargaining/new", writing.Open, "bargaining-new"),
    page("bargaining/expiring", expiring.ExpiringPage, "expiring"),
    page("bargaining/quality", checks.Assessment, "quality"),
    page("bargaining/quality/weights", weights.Weights, "quality-weights"),
    page("bargaining/quality.xlsx", checks.AssessmentSheet, "quality-export"),
    page("bargaining/<int:pk>", record.ProcedurePage, "bargaining"),
    page("bargaining/<int:pk>/amend", writing.Amend, "bargaining-amend"),
    page("bargaining/<int:pk>/enter", writing.Enter, "bargaining-enter"),
    page("bargaining/<int:pk>/step/<slug:name>", writing.TakeProcedureStep, "bargaining-step"),
    page("bargaining/<int:pk>/steps/<int:step>/correct", writing.CorrectProcedureStep, "bargaining-correct"),
    page("bargaining/<int:pk>/steps/<int:step>/back", writing.TakeBackProcedureStep, "bargaining-back"),
    page("bargaining/<int:pk>/clauses", parties.Clauses, "bargaining-clauses"),
    page("bargaining/<int:pk>/delegates/new", parties.NameDelegate, "bargaining-delegate"),
    page("bargaining/<int:pk>/delegates/<int:delegate>/amend", parties.AmendDelegate, "bargaining-delegate-amend"),
    page("bargaining/<int:pk>/delegates/<int:delegate>/leave", parties.LeaveDelegate, "bargaining-delegate-leave"),
    page("bargaining/contracts/<int:pk>/new", writing.Open, "bargaining-over"),
    page("bargaining/contracts/<int:pk>", checks.QualityOf, "quality-of"),
    page("bargaining/contracts/<int:pk>/clauses", parties.Clauses, "bargaining-contract-clauses", of_contract=True),
    page("bargaining/contracts/<int:pk>/check", checks.RecordCheck, "check-new"),
    page("bargaining/checks/<int:pk>", checks.CheckPage, "check"),
    page("bargaining/checks/<int:pk>/rectify", checks.Rectified, "check-rectify"),
]
