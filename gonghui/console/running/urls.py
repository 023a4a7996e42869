"""Pages about the machine, for whoever looks after it."""

from django.urls import path

from gonghui.console.running import backups, phones, views

urlpatterns = [
    path("health/", views.running, name="running"),
    path("health.json", views.for_programs, name="health-json"),
    path("backups", backups.backups, name="backups"),
    path("backups/now", backups.now, name="backups-now"),
    path("backups/progress", backups.progress, name="backups-progress"),
    path("backups/folder", backups.folder, name="backups-folder"),
    path("phones", phones.phones, name="phones"),
]
