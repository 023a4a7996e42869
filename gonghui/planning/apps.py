from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "gonghui.planning"
    label = "planning"
    verbose_name = "计划"

    def ready(self) -> None:
        from gonghui.planning import clocks, flow, handing, indicators  # noqa: F401  (declares flow, clocks and figures)
