"""Plans of the sample town: last year's, this year's, three grassroots unions', the programme, assigned tasks."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from gonghui.demo.deeds import Town
from gonghui.demo.plan_tables import COOL, GRASSROOTS, LAST_YEAR, PLAN, Aim, Work
from gonghui.kernel.audit.writes import Hand
from gonghui.planning.public import (
    Level,
    Plan,
    Target,
    TargetKind,
    Task,
    feast_day,
    heading_add,
    plan_approve,
    plan_close,
    plan_open,
    plan_submit,
    record_attach,
    target_add,
    target_change,
    task_add,
    task_assign,
    task_change,
    task_report,
    value_fill,
)

Sections = tuple[tuple[str, str, tuple[Work, ...]], ...]


class Plans:
    """Enters the plans into the town's diary."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.plans: dict[str, Plan] = {}
        self.tasks: dict[tuple[str, str], int] = {}

    def enter(self) -> None:
        """Everything from the programme two years ago to what was assigned in summer."""
        town = self.town
        town.enter(town.day("-2-01-15"), self._programme)
        self._year("last", -1, LAST_YEAR)
        town.enter(town.day("0-01-04"), self._file_last)
        self._year("now", 0, PLAN)
        self._changes()
        for union, chair, title, works in GRASSROOTS:
            self._grassroots(union, chair, title, works)
        self._assigned()

    def _day(self, text: str, year: int) -> date:
        """A day of the sample town; `feast-7` is a week before the Spring Festival of `year`."""
        if text.startswith("feast"):
            return feast_day("春节", year) - timedelta(days=int(text[6:]))
        return self.town.day(text)

    def _programme(self, at: datetime) -> None:
        town, first = self.town, self.town.year - 2
        plan = plan_open(
            union=town.unions["T"], title=f"石桥镇工会{first}—{first + 4}年工作规划", level=Level.PROGRAMME,
            start_on=date(first, 1, 1), end_on=date(first + 4, 12, 31), by=town.hands["chenxiulan"], at=at,
        )  # fmt: skip
        for text, what, quantity, unit, code in (
            ("五年新建工会40家", "新建工会", 40, "家", "orgs.unions_founded"),
            ("规划期末基层工会达到100家", "基层工会", 100, "家", "orgs.unions"),
        ):
            task = task_add(plan=plan, text=text, owner=town.accounts["chenxiulan"], by=town.hands["chenxiulan"], at=at)
            target_add(task=task, kind=TargetKind.INDICATOR, code=code, what=what, quantity=Decimal(quantity),
                       unit=unit, by=town.hands["chenxiulan"], at=at)  # fmt: skip
        plan_submit(plan=plan, by=town.hands["chenxiulan"], at=at)
        plan_approve(plan=plan, approval="镇党委会议通过", by=town.hands["zhoulixin"], at=at)
        self.plans["programme"] = plan

    def _year(self, key: str, shift: int, sections: Sections) -> None:
        town = self.town
        year = town.year + shift
        town.enter(date(year, 1, 4), partial(self._open, key, year, sections))
        town.enter(date(year, 1, 9), partial(self._approve, key))
        for _, _, works in sections:
            for work in works:
                self._course(key, work, year)

    def _open(self, key: str, year: int, sections: Sections, at: datetime) -> None:
        town = self.town
        hand = town.hands["chenxiulan"]
        plan = plan_open(
            union=town.unions["T"], title=f"石桥镇总工会{year}年工作计划", start_on=date(year, 1, 1),
            end_on=date(year, 12, 31), parent=self.plans["programme"], by=hand, at=at,
        )  # fmt: skip
        self.plans[key] = plan
        for text, line, works in sections:
            heading = heading_add(plan=plan, text=text, line=line, by=hand, at=at)
            for work in works:
                self._task(key, work, year, hand, at, heading=heading, line=line)
        plan_submit(plan=plan, by=hand, at=at)

    def _task(self, key: str, work: Work, year: int, hand: Hand, at: datetime, **more: object) -> None:
        town = self.town
        before = self.tasks.get(("last", work.before)) if work.before else None
        task = task_add(
            plan=self.plans[key], text=work.text, measures=work.measures, months=work.months,
            due_on=self._day(work.due, year) if work.due else None, owner=town.accounts[work.owner],
            budget=Decimal(work.budget) if work.budget else None, partners=work.partners,
            carried_from=Task.objects.get(pk=before) if before else None, by=hand, at=at, **more,  # type: ignore[arg-type]
        )  # fmt: skip
        self.tasks[key, work.text] = task.pk
        for aim in work.aims:
            target_add(task=task, kind=_kind(aim), code=aim.code, what=aim.what, unit=aim.unit,
                       quantity=Decimal(aim.quantity) if aim.quantity else None, by=hand, at=at)  # fmt: skip

    def _approve(self, key: str, at: datetime) -> None:
        plan = Plan.objects.get(pk=self.plans[key].pk)
        plan_approve(
            plan=plan, approval=f"镇党委会议通过，石工〔{plan.year}〕1号", by=self.town.hands["zhoulixin"], at=at
        )

    def _course(self, key: str, work: Work, year: int) -> None:
        """What came of a task, on the days on which it came."""
        town = self.town
        for day, label in work.records:
            town.enter(town.day(day), partial(self._record, key, work, label))
        for aim in work.aims:
            if aim.hand:
                value, day, why = aim.hand
                town.enter(self._day(day, year), partial(self._fill, key, work, aim.what, Decimal(value), why))
        if work.progress:
            town.enter(town.day(work.progress[0]), partial(self._report, key, work, work.progress[1]))
        if work.done:
            day, outcome, cost = work.done
            town.enter(self._day(day, year), partial(self._finish, key, work, outcome, Decimal(cost)))

    def _of(self, key: str, work: Work) -> Task:
        return Task.objects.select_related("plan").get(pk=self.tasks[key, work.text])

    def _record(self, key: str, work: Work, label: str, at: datetime) -> None:
        record_attach(task=self._of(key, work), label=label, on=at.date(), by=self.town.hands[work.owner], at=at)

    def _fill(self, key: str, work: Work, what: str, value: Decimal, why: str, at: datetime) -> None:
        target = Target.objects.select_related("task__plan").get(task=self.tasks[key, work.text], what=what)
        value_fill(target=target, value=value, why=why, on=at.date(), by=self.town.hands[work.owner], at=at)

    def _report(self, key: str, work: Work, progress: str, at: datetime) -> None:
        task_report(task=self._of(key, work), progress=progress, by=self.town.hands[work.owner], at=at)

    def _finish(self, key: str, work: Work, outcome: str, cost: Decimal, at: datetime) -> None:
        task_report(task=self._of(key, work), done_on=at.date(), outcome=outcome, cost=cost or None,
                    by=self.town.hands[work.owner], at=at)  # fmt: skip

    def _file_last(self, at: datetime) -> None:
        plan_close(plan=Plan.objects.get(pk=self.plans["last"].pk), by=self.town.hands["zhoulixin"], at=at)

    def _changes(self) -> None:
        """Two changes of the approved plan, each with its reason."""
        health = next(work for _, _, works in PLAN for work in works if "体检" in work.text)
        town = self.town
        town.enter(town.day("0-04-28"), lambda at: task_change(
            task=self._of("now", health), months=[4, 5, 6, 7], reason="卫生院四月排不开，镇总工会办公会同意顺延到七月",
            by=town.hands["shenyan"], at=at,
        ))  # fmt: skip
        town.enter(town.day("0-06-18"), lambda at: target_change(
            target=Target.objects.select_related("task__plan").get(task=self.tasks["now", COOL]), quantity=Decimal(14),
            reason="新开工两处工地，主席办公会定为14处", by=town.hands["shenyan"], at=at,
        ))  # fmt: skip

    def _grassroots(self, union: str, chair: str, title: str, works: tuple[Work, ...]) -> None:
        town = self.town

        def opened(at: datetime) -> None:
            hand = town.hands[chair]
            plan = plan_open(
                union=town.unions[union], title=title.format(year=town.year), level=Level.GRASSROOTS,
                start_on=town.day("0-01-01"), end_on=town.day("0-12-31"), by=hand, at=at,
            )  # fmt: skip
            self.plans[union] = plan
            for work in works:
                self._task(union, work, town.year, hand, at)
            plan_submit(plan=plan, by=hand, at=at)
            plan_approve(plan=plan, approval="工会委员会会议通过", by=town.hands["zhoulixin"], at=at)

        town.enter(town.day("0-01-20"), opened)
        for work in works:
            self._course(union, work, town.year)

    def _assigned(self) -> None:
        """Two tasks from the county union and one from the party committee, outside the plan."""
        town, root = self.town, self.town.unions
        giver = [
            (
                "0-05-20",
                "报送新就业形态劳动者建会入会情况",
                "云溪县总工会",
                "云工〔{year}〕17号",
                "0-06-25",
                "chenxiulan",
                "0-06-24",
            ),
            (
                "0-06-22",
                "摸底户外劳动者驿站，报送建设计划",
                "云溪县总工会",
                "云工〔{year}〕23号",
                "0-07-15",
                "shenyan",
                "",
            ),
            ("0-06-10", "配合文明城镇创建，组织职工志愿服务", "石桥镇党委", "", "0-06-30", "maxiaodong", ""),
        ]
        for day, text, by, number, due, owner, done in giver:
            key = ("assigned", text)

            def assign(at: datetime, text: str = text, by: str = by, number: str = number, due: str = due,
                       owner: str = owner, key: tuple[str, str] = key) -> None:  # fmt: skip
                task = task_assign(
                    union=root["T"], text=text, assigned_by=by, assigned_on=at.date(), due_on=town.day(due),
                    assigned_number=number.format(year=town.year), lead_unit=by if "党委" in by else "",
                    owner=town.accounts[owner], by=town.hands["zhoulixin"], at=at,
                )  # fmt: skip
                self.tasks[key] = task.pk

            town.enter(town.day(day), assign)
            if done:
                town.enter(town.day(done), partial(self._hand_in, key, owner))

    def _hand_in(self, key: tuple[str, str], owner: str, at: datetime) -> None:
        task_report(task=Task.objects.get(pk=self.tasks[key]), done_on=at.date(), outcome="已报送",
                    by=self.town.hands[owner], at=at)  # fmt: skip


def _kind(aim: Aim) -> TargetKind:
    if aim.code:
        return TargetKind.INDICATOR
    return TargetKind.RECORDS if aim.quantity else TargetKind.MILESTONE
