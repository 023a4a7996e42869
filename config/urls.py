"""Every address of the product starts in the console; the phone pages of a member lie below /my/."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("my/", include("gonghui.portal.urls")),
    path("", include("gonghui.console.urls")),
]

handler400 = "gonghui.console.views.errors.not_understood"
handler403 = "gonghui.console.views.errors.closed"
handler404 = "gonghui.console.views.errors.not_found"
handler500 = "gonghui.console.views.errors.broken"
