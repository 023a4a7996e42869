"""What people type into the plan's forms: days, months, money, numbers."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict

from gonghui.console.numbers import keys, number
from gonghui.kernel.ledger.typed import parse_typed_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets.cells import BadValue
from gonghui.orgs.public import Union
from gonghui.people.public import Account, OfficeHeld

NARROW = str.maketrans("０１２３４５６７８９．％，", "0123456789.%,")


def day(data: QueryDict, key: str, today: date, future: bool = False) -> date | None:
    """A day as people type it (0702, 7.2, 今天); None for an empty field. Raises Refused for anything else."""
    text = data.get(key, "").strip()
    if not text:
        return None
    try:
        return parse_typed_date(text, today, future_ok=future)
    except BadValue as bad:
        raise Refused(f"{bad}。".replace("。。", "。"), "请写成0702或2026-07-02这样。", key) from None


def needed_day(data: QueryDict, key: str, today: date, future: bool = False) -> date:
    """As `day`, for a field that must be filled."""
    found = day(data, key, today, future)
    if found is None:
        raise Refused("还没有填日期。", "请写成0702或“今天”。", key)
    return found


def amount(data: QueryDict, key: str, what: str) -> Decimal | None:
    """A number without its unit; None for an empty field. Raises Refused for anything else."""
    text = data.get(key, "").strip().translate(NARROW).replace(",", "").rstrip("%元 ")
    if not text:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise Refused(f"{what}“{text[:20]}”不是一个数。", "请只写数字。", key) from None
    if not found.is_finite():
        raise Refused(f"{what}“{text[:20]}”不是一个数。", "请只写数字。", key)
    return found


def version(data: QueryDict) -> int | None:
    """The version that the person saw, as the form carries it."""
    return number(data.get("version"))


def months(data: QueryDict) -> list[int]:
    """The ticked months, in the order of the year; 12 before 1 when both stand and the middle of the year is free."""
    found = sorted({one for one in keys(data.getlist("months")) if one <= 12})
    if 1 in found and 12 in found and 6 not in found:
        split = next(number for number in range(1, 12) if number not in found)
        return [month for month in found if month > split] + [month for month in found if month < split]
    return found


def people(union: Union, today: date) -> Mapping[str, Account]:
    """The persons who hold an office in a union, {account key as text: account}."""
    held = OfficeHeld.objects.on(today).filter(union=union).select_related("account").order_by("pk")
    return {str(office.account_id): office.account for office in held}


def task_fields(data: QueryDict, union: Union, today: date) -> dict[str, Any]:
    """The fields of a task's form, as the verbs take them."""
    chosen = people(union, today).get(data.get("owner", ""))
    return {
        "text": data.get("text", ""), "measures": data.get("measures", "").strip(), "line": data.get("line", "").strip(),
        "owner": chosen, "owner_name": data.get("owner_name", "").strip() or (chosen.name if chosen else ""),
        "helpers": data.get("helpers", "").strip(), "partners": data.get("partners", "").strip(),
        "months": months(data), "due_on": day(data, "due_on", today, future=True),
        "budget": amount(data, "budget", "经费"), "budget_note": data.get("budget_note", "").strip(),
    }  # fmt: skip
