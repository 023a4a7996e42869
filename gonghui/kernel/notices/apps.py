from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "gonghui.kernel.notices"
    label = "notices"
    verbose_name = "提醒"
