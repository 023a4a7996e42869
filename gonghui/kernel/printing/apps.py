from django.apps import AppConfig


class PrintingConfig(AppConfig):
    name = "gonghui.kernel.printing"
    label = "printing"
    verbose_name = "文书"
