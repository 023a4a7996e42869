"""Who is reminded of a matter: the chair of the union, and the town's officer for that line of work."""

from collections.abc import Collection, Mapping
from datetime import date

from gonghui.kernel.workflow.poller import register_recipients
from gonghui.people.choices import Role
from gonghui.people.models import OfficeHeld


def told(who: str, line: str, unions: Collection[int | None], day: date) -> Mapping[int | None, list[int]]:
    """{union: accounts}; `who` is union, town or both. Without an officer for the line the town's chair is told."""
    offices = OfficeHeld.objects.on(day).filter(account__is_active=True)
    town: list[int] = []
    if who != "union":
        officers = list(offices.filter(role=Role.TOWN_OFFICER, line=line).values_list("account_id", flat=True))
        town = officers or list(offices.filter(role=Role.TOWN_CHAIR).values_list("account_id", flat=True))
    chairs: dict[int, list[int]] = {}
    if who != "town":
        rows = offices.filter(role=Role.GRASSROOTS_CHAIR).values_list("union_id", "account_id")
        for union, account in rows:
            chairs.setdefault(union, []).append(account)
    return {union: [*town, *chairs.get(union or 0, ())] for union in unions}


register_recipients(told)
