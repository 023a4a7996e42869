"""Every address of the product starts in the console."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("gonghui.console.urls")),
]
