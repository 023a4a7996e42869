from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "gonghui.console"
    label = "console"
    verbose_name = "工作台"

    def ready(self) -> None:
        from gonghui.console.door.jobs import door_job
        from gonghui.console.ledgers import checks  # noqa: F401  (registers the start-up checks)
        from gonghui.kernel.rules import calendar, rules
        from gonghui.kernel.ticking import register_job

        register_job("door", door_job, order=80)

        rules()  # a mistake in the statutes stops the start, not the first page that cites them
        calendar()
