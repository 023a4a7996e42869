from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LedgerConfig(AppConfig):
    name = "gonghui.kernel.ledger"
    label = "ledger"
    verbose_name = "台账"

    def ready(self) -> None:
        """Every app's `ledger` module declares its ledgers; then all declarations are checked."""
        from gonghui.kernel.files.owed import scan_source
        from gonghui.kernel.ledger import checks  # noqa: F401  (registers the start-up checks)
        from gonghui.kernel.ledger.registry import all_ledgers
        from gonghui.kernel.ledger.scans import register_ledger_scans

        autodiscover_modules("ledger")
        for ledger in all_ledgers():
            if ledger.scan and scan_source(ledger.key) is None:  # a registry of models apart gets ready a second time
                register_ledger_scans(ledger)
