from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LedgerConfig(AppConfig):
    name = "gonghui.kernel.ledger"
    label = "ledger"
    verbose_name = "台账"

    def ready(self) -> None:
        """Every app's `ledger` module declares its ledgers; then all declarations are checked."""
        from gonghui.kernel.ledger import checks  # noqa: F401  (registers the start-up checks)

        autodiscover_modules("ledger")
