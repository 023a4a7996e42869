"""Addresses of the reminders."""

from django.urls import path

from gonghui.console.notices import channels, views

urlpatterns = [
    path("notices", views.mine, name="notices"),
    path("notices/read", views.read, name="notices-read"),
    path("notices/<int:pk>", views.follow, name="notices-follow"),
    path("notices/missing", views.missing, name="notices-missing"),
    path("notices/channels", channels.index, name="notices-channels"),
    path("notices/channels/<int:pk>/end", channels.end, name="notices-channel-end"),
]
