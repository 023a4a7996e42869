"""What followed the activities of the sample town: forms that came back, prizes signed for, a check-up's summary."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from gonghui.activities.public import Activity, Answer, Kind, Question, findings_set, heads_of, opinions_enter
from gonghui.benefits.public import Given, benefit_sign, benefits_give
from gonghui.benefits.public import Kind as Goods
from gonghui.demo.activity_tables import FINDINGS, FORMS, PRIZES
from gonghui.demo.deeds import Town
from gonghui.people.public import Person


class Afterwards:
    """Enters what an activity brought, on the day on which it is filed."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def enter(self, row: Activity, at: datetime) -> None:
        by = self.town.hands["shenyan"]
        if row.kind == Kind.CHECKUP:
            findings_set(activity=row, findings=FINDINGS, by=by, at=at)
        if row.kind in FORMS:
            self._forms(row, FORMS[row.kind], by, at)
        if (row.name, row.on.year) == (PRIZES[0], self.town.year):
            self._prizes(row, by, at)

    def _forms(self, row: Activity, forms: tuple[int, int, int], by: Any, at: datetime) -> None:
        """As many forms as came back, never more than people came; the questions are answered alike but for a few."""
        yes, so_so, no = forms
        yes = min(yes, heads_of(row).all - so_so - no)
        counts: dict[tuple[str, str], int] = {}
        for at_question, question in enumerate(Question):
            fewer = min(at_question, yes)
            numbers = (yes - fewer, so_so + fewer, no)
            counts |= {(question, answer): number for answer, number in zip(Answer, numbers, strict=True)}
        if yes > 0:
            opinions_enter(activity=row, counts=counts, by=by, at=at)

    def _prizes(self, row: Activity, by: Any, at: datetime) -> None:
        _, count, what, value, signed = PRIZES
        comers = row.attendances.filter(voided_on=None).order_by("pk")[:count]
        items = [Given(Person(one.name, one.union_id, one.worker_id), Decimal(value), what, 1) for one in comers]
        given = benefits_give(items=items, kind=Goods.PRIZE, occasion=row.name, on=row.on, cause=row, given_by=by.name,
                              by=by, at=at)  # fmt: skip
        for one in given[:signed]:
            benefit_sign(row=one, on=row.on + timedelta(days=1), by=by, at=at)
