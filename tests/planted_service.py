"""One record of each ledger of service, for a side of the two-sided town."""

from datetime import date
from typing import Any

from gonghui.kernel.ledger.api import entry_record, ledger_of
from gonghui.orgs.public import Union
from tests.small_town import TODAY


def plant_service(union: Union, mark: str, stamp: dict[str, Any]) -> dict[str, Any]:
    """{what a record is called in addresses: the record}; every text carries the side's mark."""

    def entered(ledger: str, **values: Any) -> Any:
        return entry_record(ledger=ledger_of(ledger), values=values, **stamp)

    past = date(2026, 3, 2)
    point = entered(
        "contact-points", name=f"{mark}车间", union=union, cadre=f"{mark}干部", start_on=past, every_months=3
    )
    visit = entered("contact-visits", point=point, on=TODAY, heads=4, found=f"{mark}没有热饭")
    deed = entered(
        "deeds", title=f"{mark}热水器", union=union, origin="asked", on=past, until=TODAY, leader=f"{mark}责任人"
    )
    hour = entered(
        "appointments", on=TODAY, hour="14:00", counsellor=f"{mark}医生", way="face", place=mark, union=union
    )
    rated = entered("appraisals", term=f"{mark}学期", union=union, rater="parents", on=TODAY, issued=20, returned=20, best=20,
                    good=0, fair=0, poor=0)  # fmt: skip
    return {"contactpoint": point, "contactvisit": visit, "deed": deed, "appointment": hour, "appraisal": rated}
