from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "gonghui.kernel.audit"
    label = "audit"
    verbose_name = "办理记录"

    def ready(self) -> None:
        from gonghui.kernel.audit.proof.sealing import seal_job
        from gonghui.kernel.audit.proof.state import verify_job
        from gonghui.kernel.ticking import register_job

        register_job("proof", seal_job, order=90)  # after the jobs that write
        register_job("verify", verify_job, order=92)
