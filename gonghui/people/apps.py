from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "gonghui.people"
    label = "people"
    verbose_name = "会员与账号"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from gonghui.people import indicators, prints, privacy, reminding  # noqa: F401  (declares figures, papers, persons, who is reminded)

        # `signed_in` notes it by the office's clock, as everything else
        user_logged_in.disconnect(dispatch_uid="update_last_login")
