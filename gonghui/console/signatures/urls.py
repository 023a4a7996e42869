"""Addresses of the second signatures: signatures, signature (pk), signature-give, -refuse, -withdraw, -scan."""

from django.urls import URLPattern, path

from gonghui.console.signatures import views

urlpatterns: list[URLPattern] = [
    path("signatures/", views.index, name="signatures"),
    path("signatures/<int:pk>", views.one, name="signature"),
    path("signatures/<int:pk>/give", views.give, name="signature-give"),
    path("signatures/<int:pk>/refuse", views.refuse, name="signature-refuse"),
    path("signatures/<int:pk>/withdraw", views.take_back, name="signature-withdraw"),
    path("signatures/<int:pk>/scan", views.scan, name="signature-scan"),
]
