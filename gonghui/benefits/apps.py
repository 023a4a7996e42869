from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    name = "gonghui.benefits"
    label = "benefits"
    verbose_name = "实惠"

    def ready(self) -> None:
        from gonghui.benefits import indicators, prints  # noqa: F401  (declares the figures and the paper)
        from gonghui.benefits.clocks import SIGNING, union_of_benefit
        from gonghui.kernel.workflow.clocks import register_clock
        from gonghui.kernel.workflow.settling import register_followers

        register_clock(SIGNING)
        register_followers("benefits.benefit", union_of_benefit)
