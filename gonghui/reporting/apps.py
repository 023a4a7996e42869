from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "gonghui.reporting"
    label = "reporting"
    verbose_name = "报告"

    def ready(self) -> None:
        from gonghui.reporting import indicators  # noqa: F401  (declares the figures)
