from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "gonghui.reporting"
    label = "reporting"
    verbose_name = "报告"
