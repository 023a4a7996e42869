"""A nomination under notice with an objection, an honour, a model worker and a visit, for a side of the two-sided town."""

from datetime import date
from typing import Any

from gonghui.honours.public import Vote, nomination_open, objection_record, round_publicise, round_review
from gonghui.kernel.ledger.api import entry_record, ledger_of
from gonghui.orgs.public import Union
from gonghui.people.public import Membership
from tests.small_town import TODAY


def plant_honours(union: Union, member: Membership, mark: str, stamp: dict[str, Any]) -> dict[str, Any]:
    """{what a record is called in addresses: the record}; the programme and its round are the town's own."""
    programme = _once("honour-programmes", {"name": "镇文明职工", "category": "civilised", "given_to": "person"}, stamp)
    round = _once("honour-rounds", {"name": "年度镇文明职工", "programme": programme, "year": 2026, "quota": 5,
                                    "announced_on": date(2026, 6, 1), "nominate_until": date(2026, 6, 20)}, stamp)  # fmt: skip
    row = nomination_open(round=round, union=union, worker=member.worker, on=date(2026, 6, 10), post=f"{mark}岗位",
                          deeds=f"{mark}事迹", **stamp)  # fmt: skip
    round_review(round=round, on=date(2026, 6, 22), body="常委会", present=5, votes={row.pk: Vote(5)}, **stamp)
    round_publicise(round=round, on=date(2026, 6, 23), place="公告栏", **stamp)
    row.refresh_from_db()
    objection = objection_record(values={"nomination": row, "received_on": date(2026, 6, 25), "source": "letter",
                                         "objector": "", "matter": f"{mark}反映"}, **stamp)  # fmt: skip
    honour = entry_record(ledger=ledger_of("honours"), values={
        "programme": programme, "year": 2025, "union": union, "name": f"{mark}先进", "awarded_on": date(2025, 5, 1),
        "number": f"{mark}号", "basis": "opening"}, **stamp)  # fmt: skip
    worker = entry_record(ledger=ledger_of("model-workers"), values={
        "name": f"{mark}劳模", "union": union, "level": "city", "title": f"{mark}称号", "honoured_on": date(1998, 4, 28),
        "standing": "retired"}, **stamp)  # fmt: skip
    care = entry_record(ledger=ledger_of("model-cares"), values={
        "model_worker": worker, "kind": "visit", "on": TODAY, "done_by": f"{mark}慰问人"}, **stamp)  # fmt: skip
    return {"programme": programme, "round": round, "nomination": row, "objection": objection, "honour": honour,
            "modelworker": worker, "modelcare": care}  # fmt: skip


def _once(key: str, values: dict[str, Any], stamp: dict[str, Any]) -> Any:
    ledger = ledger_of(key)
    found = ledger.model._default_manager.filter(name=values["name"]).first()
    return found or entry_record(ledger=ledger, values=values, **stamp)
