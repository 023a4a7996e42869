from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "gonghui.orgs"
    label = "orgs"
    verbose_name = "基层组织"

    def ready(self) -> None:
        from gonghui.orgs import clocks, indicators, naming, prints  # noqa: F401  (declares the figures, the clocks, the letters)
