from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "gonghui.kernel.rules"
    label = "rules"
    verbose_name = "规则"

    def ready(self) -> None:
        """What the office has laid over the statutes stands in tables, which are there only now."""
        from gonghui.kernel.rules.edition import kept_in
        from gonghui.kernel.rules.store import stored

        kept_in(stored)
