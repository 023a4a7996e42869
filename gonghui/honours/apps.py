from django.apps import AppConfig


class HonoursConfig(AppConfig):
    name = "gonghui.honours"
    label = "honours"
    verbose_name = "评优表彰"

    def ready(self) -> None:
        from gonghui.honours import indicators, prints  # noqa: F401  (declares the figures and the papers)
        from gonghui.honours.clocks import CLOCKS, round_of, worker_of
        from gonghui.honours.flow import FLOW
        from gonghui.kernel.workflow.clocks import register_clock
        from gonghui.kernel.workflow.flow import register_flow
        from gonghui.kernel.workflow.settling import register_followers

        register_flow(FLOW)
        register_clock(*CLOCKS)
        register_followers("honours.nomination", round_of)
        register_followers("honours.care", worker_of)
