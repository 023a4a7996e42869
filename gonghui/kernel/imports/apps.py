from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "gonghui.kernel.imports"
    label = "imports"
    verbose_name = "导入"
