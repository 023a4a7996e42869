"""What the sample office did with private values: consents given and withdrawn, looks with their purposes."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from gonghui.demo.deeds import Deed, Town
from gonghui.kernel.ledger.api import ledger_of
from gonghui.kernel.ledger.verbs import private_look
from gonghui.kernel.privacy.consents import by_kind, consent_record, consent_withdraw
from gonghui.people.public import Membership

CONSENTS = """
0-02-04|宏达机械|0|general|沈燕当面说明，本人同意|shenyan
0-02-04|宏达机械|0|bank|发放春节慰问金|shenyan
0-02-04|德源五金|1|general||shenyan
0-02-04|德源五金|1|bank|发放春节慰问金|shenyan
0-03-18|德源五金|2|health|申请互助保障住院补助|shenyan
0-05-20|宏达机械|3|general|入会时说明|chenxiulan
0-06-11|万和电子|1|bank|高温慰问物资配送|shenyan
"""
WITHDRAWN = ("0-06-25", "万和电子", 1, "bank", "本人改领现金", "shenyan")
LOOKS = """
0-02-05|宏达机械|0|申请帮扶、互助保障：核对慰问金名单|shenyan
0-03-19|德源五金|2|申请帮扶、互助保障：住院补助要填证件号|shenyan
0-05-21|宏达机械|3|办理入会、转会|chenxiulan
0-06-16|德源五金|1|联系本人：通知领慰问品|shenyan
"""


def enter_privacy(town: Town) -> None:
    """Put the consents and looks into the town's diary."""
    for line in CONSENTS.strip().splitlines():
        day, firm, place, kind, note, who = line.split("|")
        town.enter(town.day(day), _given(town, firm, int(place), kind, note, who))
    for line in LOOKS.strip().splitlines():
        day, firm, place, purpose, who = line.split("|")
        town.enter(town.day(day), _looked(town, firm, int(place), purpose, who))
    day, firm, place_, kind, note, who = WITHDRAWN
    town.enter(town.day(day), _withdrawn(town, firm, place_, kind, note, who))


def _about(town: Town, firm: str, place: int, do: Callable[[Membership, datetime], Any]) -> Deed:
    """Does something about the member at that place of a union's roll; nothing for a shorter roll."""

    def deed(at: datetime) -> None:
        rolls = Membership.objects.on(at.date()).filter(union=town.unions[firm]).select_related("worker")
        found = rolls.order_by("pk")[place : place + 1].first()
        if found is not None:
            do(found, at)

    return deed


def _given(town: Town, firm: str, place: int, kind: str, note: str, who: str) -> Deed:
    return _about(town, firm, place, lambda row, at: consent_record(
        person=row.worker, kind=kind, form="present", given_on=at.date(), union_id=row.union_id, note=note,
        by=town.hands[who], at=at))  # fmt: skip


def _withdrawn(town: Town, firm: str, place: int, kind: str, note: str, who: str) -> Deed:
    def withdraw(row: Membership, at: datetime) -> None:
        consent = by_kind(row.worker).get(kind)
        if consent is not None:
            consent_withdraw(consent=consent, person=row.worker, on=at.date(), note=note, by=town.hands[who], at=at)

    return _about(town, firm, place, withdraw)


def _looked(town: Town, firm: str, place: int, purpose: str, who: str) -> Deed:
    return _about(town, firm, place, lambda row, at: private_look(
        ledger=ledger_of("members"), row=row, purpose=purpose, by=town.hands[who], at=at))  # fmt: skip
