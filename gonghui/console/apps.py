from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "gonghui.console"
    label = "console"
    verbose_name = "工作台"

    def ready(self) -> None:
        from gonghui.kernel.rules import calendar, rules

        rules()  # a mistake in the statutes stops the start, not the first page that cites them
        calendar()
