from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "gonghui.activities"
    label = "activities"
    verbose_name = "活动"

    def ready(self) -> None:
        from gonghui.activities import clocks, indicators, prints  # noqa: F401  (declares the figures, clocks and papers)
