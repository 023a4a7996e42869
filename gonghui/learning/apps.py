from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "gonghui.learning"
    label = "learning"
    verbose_name = "学习"

    def ready(self) -> None:
        from datetime import datetime

        from gonghui.kernel.audit.writes import Hand
        from gonghui.kernel.ticking import register_job
        from gonghui.learning import clocks, indicators, papers, prints  # noqa: F401  (declares clocks, figures, papers)
        from gonghui.learning.actions import attempts_close

        def hand_in(at: datetime) -> str:
            count = attempts_close(at, Hand(None, "时限"))
            return f"到时间的答卷收了{count}份。" if count else ""

        register_job("learning.rounds", hand_in)
