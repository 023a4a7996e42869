from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "gonghui.kernel.files"
    label = "files"
    verbose_name = "扫描件"

    def ready(self) -> None:
        from gonghui.kernel.files import sources  # noqa: F401  (declares what ought to have a scan)
