from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class ImportsConfig(AppConfig):
    name = "gonghui.kernel.imports"
    label = "imports"
    verbose_name = "导入"

    def ready(self) -> None:
        from gonghui.kernel.imports.keeping import forget_old_files
        from gonghui.kernel.ticking import register_job

        register_job("imports", forget_old_files, order=90)


def load_ledgers() -> None:
    """Import every context's `imports.ledgers`; spreadsheet libraries load only when a file comes or goes."""
    for config in apps.get_app_configs():
        package = f"{config.name}.imports"
        if config.name.startswith("gonghui.") and find_spec(package) and find_spec(f"{package}.ledgers"):
            import_module(f"{package}.ledgers")
