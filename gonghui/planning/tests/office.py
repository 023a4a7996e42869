"""A small town with a plan, for the tests of planning."""

from datetime import date
from decimal import Decimal

from gonghui.kernel.audit.writes import Hand
from gonghui.people.public import Role, account_open, office_give
from gonghui.planning.public import TargetKind, heading_add, plan_approve, plan_open, plan_submit, target_add, task_add
from tests.small_town import NOW, build
from tests.small_town import TODAY as TODAY

YEAR = {"start_on": date(2026, 1, 1), "end_on": date(2026, 12, 31)}


class Office:
    """The town's office: chen drafts, zhou approves."""

    def __init__(self):
        self.sides = build()
        self.town = self.sides["town"]
        self.accounts = {
            name: account_open(username=name, name=label, by=Hand(None, "建镇"), at=NOW)
            for name, label in (("zhou", "周立新"), ("lin", "林秀兰"))
        }
        for name, role in (("zhou", Role.TOWN_CHAIR), ("lin", Role.TOWN_OFFICER)):
            office_give(
                account=self.accounts[name],
                union=self.town,
                role=role,
                on=date(2024, 1, 2),
                by=Hand(None, "建镇"),
                at=NOW,
            )
        self.zhou = Hand(self.accounts["zhou"].pk, "周立新")
        self.lin = Hand(self.accounts["lin"].pk, "林秀兰")
        self.now = {"by": self.lin, "at": NOW}

    def plan(self, title="清河镇总工会2026年工作计划", **more):
        return plan_open(union=self.town, title=title, **(YEAR | more), **self.now)

    def approved(self, plan, on=date(2026, 1, 15)):
        plan_submit(plan=plan, on=date(2026, 1, 10), **self.now)
        return plan_approve(plan=plan, on=on, by=self.zhou, at=NOW)

    def task(self, plan, text="新建企业工会", heading=None, **more):
        return task_add(plan=plan, text=text, heading=heading, **more, **self.now)

    def counted(self, task, code, quantity, **more):
        return target_add(
            task=task, kind=TargetKind.INDICATOR, code=code, quantity=Decimal(quantity), **more, **self.now
        )

    def heading(self, plan, text="一、夯实基础"):
        return heading_add(plan=plan, text=text, **self.now)
