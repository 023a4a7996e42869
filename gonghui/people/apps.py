from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "gonghui.people"
    label = "people"
    verbose_name = "会员与账号"

    def ready(self) -> None:
        from gonghui.people import indicators, prints, reminding  # noqa: F401  (declares figures, papers, who is reminded)
