"""Addresses of the import pages."""

from django.urls import path

from gonghui.console.imports import views

urlpatterns = [
    path("imports", views.batches, name="import-list"),
    path("imports/<int:pk>", views.batch, name="import-batch"),
    path("imports/<int:pk>/progress", views.progress, name="import-progress"),
    path("imports/<int:pk>/columns", views.columns, name="import-columns"),
    path("imports/<int:pk>/go", views.go, name="import-go"),
    path("imports/<int:pk>/register", views.register, name="import-register"),
    path("imports/<int:pk>/undo", views.undo, name="import-undo"),
    path("imports/<int:pk>/bad-rows.xlsx", views.bad_rows, name="import-bad-rows"),
]
