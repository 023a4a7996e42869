"""Addresses of the pages about private values. `pk` of a person's page is the membership, as the member's card has it."""

from django.urls import path

from gonghui.console.privacy import due, exports, persons, trail

urlpatterns = [
    path("trail/<str:entity>/<int:pk>", trail.show, name="trail"),
    path("privacy", due.fields, name="privacy"),
    path("privacy/due", due.due, name="privacy-due"),
    path("privacy/exports", exports.register, name="privacy-exports"),
    path("privacy/take-out/<str:key>", exports.take_out, name="privacy-take-out"),
    path("privacy/members/<int:pk>", persons.held, name="privacy-held"),
    path("privacy/members/<int:pk>/erase", persons.erase, name="privacy-erase"),
    path("privacy/members/<int:pk>/consents", persons.consents, name="privacy-consents"),
    path("privacy/members/<int:pk>/consents/<int:consent>/withdraw", persons.withdraw, name="privacy-withdraw"),
]
