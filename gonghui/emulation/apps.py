from django.apps import AppConfig


class EmulationConfig(AppConfig):
    name = "gonghui.emulation"
    label = "emulation"
    verbose_name = "劳动竞赛与创新"

    def ready(self) -> None:
        from gonghui.emulation import indicators, prints  # noqa: F401  (declares the figures and the papers)
        from gonghui.emulation.clocks import CLOCKS, teams_of
        from gonghui.emulation.flow import SUGGESTION_FLOW
        from gonghui.kernel.workflow.clocks import register_clock
        from gonghui.kernel.workflow.flow import register_flow
        from gonghui.kernel.workflow.settling import register_followers

        register_flow(SUGGESTION_FLOW)
        register_clock(*CLOCKS)
        register_followers("emulation.mentoringcheck", lambda check: [check.mentoring])
        register_followers("emulation.monthresult", lambda month: [month.entrant])
        register_followers("emulation.competition", lambda competition: list(competition.entrants.all()))
        register_followers("activities.activity", teams_of)
        register_followers("emulation.showcaseyear", lambda year: [year.showcase])
