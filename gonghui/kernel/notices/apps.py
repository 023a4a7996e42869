from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "gonghui.kernel.notices"
    label = "notices"
    verbose_name = "提醒"

    def ready(self) -> None:
        from gonghui.kernel.notices.outbox import outbox
        from gonghui.kernel.ticking import register_job

        register_job("notices", outbox, order=60)  # after the deadlines, whose reminders it sums up
