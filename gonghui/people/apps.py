from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "gonghui.people"
    label = "people"
    verbose_name = "会员与账号"

    def ready(self) -> None:
        from gonghui.people import indicators, reminding  # noqa: F401  (declares the figures, and who is reminded)
