"""Addresses of the missing scans."""

from django.urls import path

from gonghui.console.scans import views

urlpatterns = [
    path("scans-missing", views.missing, name="scans-missing"),
    path("scans-missing/<str:source>/<int:pk>", views.attach, name="scans-attach"),
]
