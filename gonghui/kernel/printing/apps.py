from django.apps import AppConfig


class PrintingConfig(AppConfig):
    name = "gonghui.kernel.printing"
    label = "printing"
    verbose_name = "文书"

    def ready(self) -> None:
        from gonghui.kernel.printing import checks  # noqa: F401  (registers them)
