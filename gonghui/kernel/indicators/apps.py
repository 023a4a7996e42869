from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "gonghui.kernel.indicators"
    label = "indicators"
    verbose_name = "指标"

    def ready(self) -> None:
        from gonghui.kernel.indicators import checks  # noqa: F401  (looks at every declaration before the start)
