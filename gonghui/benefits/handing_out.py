"""The form by which prizes and gifts of one occasion are entered: one for activities, competitions and calls."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import models

from gonghui.benefits.actions import Given, benefits_give
from gonghui.benefits.choices import Kind, Source
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.ledger.api import Act, Done, Field, Reader
from gonghui.kernel.refusal import Refused
from gonghui.people.public import person_named

GOODS = tuple((kind.value, kind.label) for kind in (Kind.PRIZE, Kind.KEEPSAKE, Kind.BOOK, Kind.BONUS, Kind.OTHER))
NAMES = re.compile(r"[\n、,，;；]+")
FIELDS = (
    Field("kind", "发什么", "choice", choices=GOODS, blank="请选"),
    Field("what", "名称", "text", size=60, required=False, help="奖金可以空着"),
    Field("amount", "每人金额或价值", "money", required=False), Field("on", "发放日期", "day"),
    Field("names", "发给谁", "long", size=4000, help="一行一个，同名的后面写证件号后四位"),
    Field("union", "所属工会", "record", of="工会"),
)  # fmt: skip


def gifts_act(
    *, since: Callable[[Any], date], first: Callable[[Any], Mapping[str, Any]] = lambda row: {},
    cause: Callable[[Any], models.Model] = lambda row: row, **more: Any,
) -> Act:  # fmt: skip
    """The act 登记奖品礼品 of a ledger. `since` is the day on whose rolls the names are looked up, and what stands in the
    fresh form as the day of giving; `first` fills in more of it; `cause` is the record that it is given for, by its
    `name`. `more` are further parts of the Act."""

    def do(row: Any, values: dict[str, Any], by: Hand, at: datetime) -> Done:
        why, union = cause(row), values["union"]
        names = [name.strip() for name in NAMES.split(values["names"]) if name.strip()]
        if not names:
            raise Refused("还没有写姓名。", "请一行写一个。", "names")
        items = [
            Given(person_named(name, union.pk, since(row)), values["amount"], values["what"] or "") for name in names
        ]
        benefits_give(items=items, kind=values["kind"], occasion=str(why)[:120], on=values["on"], source=Source.DUES,
                      cause=why, given_by=by.name, by=by, at=at)  # fmt: skip
        return Done(f"{len(items)}人的记好了，请到“实惠发放”里登记签收。")

    def fresh(row: Any, reader: Reader) -> dict[str, Any]:
        return {"on": since(row), **first(row)}

    return Act(key="gifts", title="登记奖品礼品", icon="gift", do=do, fields=FIELDS, first=fresh, **more)
