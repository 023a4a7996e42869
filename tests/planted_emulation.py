"""One record of each ledger of emulation, for a side of the two-sided town."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from gonghui.emulation.public import Suggestion, suggestion_hand_in, suggestion_register
from gonghui.kernel.ledger.api import entry_record, ledger_of
from gonghui.orgs.public import Union
from gonghui.people.public import Membership
from tests.small_town import TODAY


def _suggestion(union: Union, member: Membership, mark: str, stamp: dict[str, Any]) -> Suggestion:
    """One that has its number."""
    made = suggestion_hand_in(union=union, name=member.worker.name, title=f"{mark}灯改声控", matter="saving",
                              content=f"{mark}楼道的灯改成声控的。", on=TODAY, **stamp)  # fmt: skip
    suggestion_register(suggestion=made, on=TODAY, **stamp)
    return made


def plant_emulation(union: Union, member: Membership, mark: str, stamp: dict[str, Any]) -> dict[str, Any]:
    """{what a record is called in addresses: the record}: a suggestion, a pair with a check, a studio with a year, a call with an
    entry; every text carries the side's mark."""

    def entered(ledger: str, **values: Any) -> Any:
        return entry_record(ledger=ledger_of(ledger), values=values, **stamp)

    name, past = member.worker.name, date(2026, 3, 2)
    pair = entered("mentorings", name=name, mentor=f"{mark}师傅", union=union, trade=f"{mark}车工", goals=f"{mark}目标", start_on=past,
                   end_on=date(2027, 3, 1), check_months=3)  # fmt: skip
    check = entered(
        "mentoring-checks", mentoring=pair, on=TODAY, reached="yes", findings=f"{mark}会了", checker=f"{mark}检查"
    )
    show = entered(
        "showcases", kind="studio", name=f"{mark}工作室", union=union, level="town", named_on=past, leader=f"{mark}带头"
    )
    year = entered("showcase-years", showcase=show, year="2026", on=TODAY, result="kept", work=f"{mark}攻关")
    run = entered(
        "activities",
        name=f"{mark}竞赛活动",
        kind="compete",
        run_by="union",
        union=union,
        on=past,
        until=TODAY,
        place=mark,
    )
    match = entered(
        "competitions", activity=run, theme="six", compared=f"{mark}质量", measured_in=f"{mark}件", report_day=5
    )
    team = entered(
        "entrants", competition=match, name=f"{mark}一班", union=union, heads=9, goal=f"{mark}产量", target=Decimal(90)
    )
    month = entered("competition-months", entrant=team, month="2026-05", value=Decimal(3), on=TODAY, note=f"{mark}五月")
    drill = entered(
        "activities", name=f"{mark}比武", kind="match", run_by="union", union=union, on=past, until=TODAY, place=mark
    )
    score = entered("match-scores", activity=drill, name=name, union=union, judge=f"{mark}裁判", item=f"{mark}精度", weight=60,
                    points=Decimal(90), on=TODAY)  # fmt: skip
    call = entered("calls", name=f"{mark}格言征集", union=union, about=f"{mark}格言", opens_on=past, until=TODAY)
    entry = entered("call-entries", call=call, title=f"{mark}一句", name=name, union=union, handed_on=TODAY)
    table = entered(  # the whole town judges by its items, so they carry no mark
        "scoring-tables", name=f"{mark}评分表", start_on=past + timedelta(days=union.pk), items="新不新 100"
    )
    return {
        "scoringtable": table,
        "suggestion": _suggestion(union, member, mark, stamp),
        "mentoring": pair,
        "competition": match,
        "matchscore": score,
        "entrant": team,
        "monthresult": month,
        "mentoringcheck": check,
        "showcase": show,
        "showcaseyear": year,
        "call": call,
        "callentry": entry,
    }
