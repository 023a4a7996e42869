from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "gonghui.kernel.backup"
    label = "backup"
    verbose_name = "备份"

    def ready(self) -> None:
        from gonghui.kernel.backup.daily import backup_job
        from gonghui.kernel.ticking import register_job

        register_job("backup", backup_job, order=95)  # after the sealing
