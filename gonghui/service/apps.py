from django.apps import AppConfig


class ServiceConfig(AppConfig):
    name = "gonghui.service"
    label = "service"
    verbose_name = "联系服务职工"

    def ready(self) -> None:
        from gonghui.kernel.workflow.clocks import register_clock
        from gonghui.kernel.workflow.settling import register_followers
        from gonghui.service import indicators, prints  # noqa: F401  (declares the figures and the papers)
        from gonghui.service.clocks import CLOCKS

        register_clock(*CLOCKS)
        register_followers("service.contactvisit", lambda visit: [visit.point])
