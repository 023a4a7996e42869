from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "gonghui.kernel.privacy"
    label = "privacy"
    verbose_name = "个人信息"

    def ready(self) -> None:
        from gonghui.kernel.privacy import checks  # noqa: F401  (registers the start-up checks)
        from gonghui.kernel.privacy.retention import retention_job
        from gonghui.kernel.ticking import register_job

        register_job("retention", retention_job, order=60)
