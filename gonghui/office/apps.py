from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "gonghui.office"
    label = "office"
    verbose_name = "综合"
