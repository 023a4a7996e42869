from django.apps import AppConfig


class BargainingConfig(AppConfig):
    name = "gonghui.bargaining"
    label = "bargaining"
    verbose_name = "集体协商"

    def ready(self) -> None:
        from gonghui.bargaining import indicators  # noqa: F401  (declares the figures)
