"""Addresses of these pages; they belong to the console's names (console:…)."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
