"""Addresses of these pages; they belong to the console's names (console:…)."""

from django.urls import URLPattern, path

from gonghui.console.places import act_page, record_page
from gonghui.console.plans import lists, months, outputs, reviews, sheets, tasks

urlpatterns: list[URLPattern] = [
    path("plans", sheets.now, name="plan-now"),
    path("plans/all", lists.plans, name="all-plans"),
    path("plans/import", reviews.take, name="review-take"),
    path("plans/<int:pk>", sheets.show, name="plan"),
    path("plans/<int:pk>/add", sheets.add, name="plan-add"),
    path("plans/<int:pk>/step/<str:name>", sheets.step, name="plan-step"),
    path("plans/<int:pk>/roll", reviews.roll, name="plan-roll"),
    path("plans/<int:pk>/print", outputs.show, name="plan-print"),
    path("plans/<int:pk>.docx", outputs.word, name="plan-word"),
    path("plans/<int:pk>.xlsx", outputs.excel, name="plan-excel"),
    path("tasks/<int:pk>", tasks.show, name="task"),
    path("calendar", months.show, name="calendar"),
    path("week", lists.week, name="week"),
    path("assigned", lists.assigned, name="assigned"),
    path("reviews/<int:pk>", reviews.show, name="review"),
    path("reviews/items/<int:pk>", reviews.item, name="review-item"),
    path("reviews/<int:pk>/enter", reviews.enter, name="review-enter"),
    path("reviews/<int:pk>/file", reviews.document, name="review-file"),
    path("reviews/<int:pk>/discard", reviews.discard, name="review-discard"),
]

record_page("planning.plan", "plan")
record_page("planning.task", "task")
act_page("planning.task", "task")
act_page("planning.union_task", "task")
act_page("planning.assigned", "task")
