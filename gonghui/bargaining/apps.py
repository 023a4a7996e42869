from django.apps import AppConfig


class BargainingConfig(AppConfig):
    name = "gonghui.bargaining"
    label = "bargaining"
    verbose_name = "集体协商"

    def ready(self) -> None:
        from gonghui.bargaining import indicators, prints  # noqa: F401  (declares the figures and the papers)
        from gonghui.bargaining.clocks import (
            CHECK_CLOCKS,
            CLOCKS,
            CONTRACT_CLOCKS,
            contracts_of_employer,
            contracts_of_union,
        )
        from gonghui.bargaining.flow import FLOW
        from gonghui.kernel.workflow.clocks import register_clock
        from gonghui.kernel.workflow.flow import register_flow
        from gonghui.kernel.workflow.settling import register_followers

        register_flow(FLOW)
        register_clock(*CLOCKS, *CONTRACT_CLOCKS, *CHECK_CLOCKS)
        register_followers("orgs.union", contracts_of_union)
        register_followers("orgs.employer", contracts_of_employer)
