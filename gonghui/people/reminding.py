"""Who is reminded of a matter: the chair of the union, and the town's officer for that line of work."""

from collections.abc import Collection, Mapping
from datetime import date

from gonghui.kernel.workflow.poller import register_recipients
from gonghui.people.choices import Role
from gonghui.people.models import OfficeHeld


def told(who: str, line: str, unions: Collection[int | None], day: date) -> Mapping[int | None, list[int]]:
    """{union: accounts}; `who` is union, town or both.

    In the town the officer for the line is told, else one who has no line of his own, else the chair.
    """
    offices = OfficeHeld.objects.on(day).filter(account__is_active=True)
    town: list[int] = []
    if who != "union":
        rows = offices.filter(role__in=(Role.TOWN_OFFICER, Role.TOWN_CHAIR)).values_list("role", "lines", "account_id")
        found = list(rows)
        town = (
            [account for role, own, account in found if role == Role.TOWN_OFFICER and line in own]
            or [account for role, own, account in found if role == Role.TOWN_OFFICER and not own]
            or [account for role, own, account in found if role == Role.TOWN_CHAIR]
        )
    chairs: dict[int, list[int]] = {}
    if who != "town":
        held = offices.filter(role=Role.GRASSROOTS_CHAIR).values_list("union_id", "account_id")
        for union, account in held:
            chairs.setdefault(union, []).append(account)
    return {union: [*town, *chairs.get(union or 0, ())] for union in unions}


register_recipients(told)
