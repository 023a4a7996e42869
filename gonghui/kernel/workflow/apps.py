from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "gonghui.kernel.workflow"
    label = "workflow"
    verbose_name = "流程与时限"

    def ready(self) -> None:
        from gonghui.kernel.ticking import register_job
        from gonghui.kernel.workflow import checks  # noqa: F401  (looks at every declaration before the start)
        from gonghui.kernel.workflow.poller import deadlines_job

        register_job("deadlines", deadlines_job, order=10)
