"""What is done with an employer: register, correct, place, mark its duties, attach to a union, count heads."""

from datetime import datetime
from typing import Any

from gonghui.console.ledgers.union_acts import COUNT_FIELDS, FROM, counts, no_numbers
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import SINCE_EVER, cn_date
from gonghui.kernel.ledger.api import SAME, Act, Done, Field, Reader
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import (
    EMPLOYER,
    Duty,
    DutyKind,
    EmployerKind,
    EmployerPlacement,
    Ownership,
    duty_set,
    employer_amend,
    employer_attach,
    employer_place,
    employer_register,
)

AMENDED = ("name", "short_name", "uscc", "industry", "legal_rep", "phone", "address", "closed_on", "remarks")


def texts(data: dict[str, Any]) -> dict[str, Any]:
    """Nothing typed is an empty text for the verbs."""
    return data | {key: data[key] or "" for key in ("legal_rep", "phone", "ownership") if key in data}


def register(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    union, since = data.pop("union"), data.pop("since") or SINCE_EVER
    made = employer_register(kind=EmployerKind(data.pop("kind")), since=since, by=by, at=at, **texts(data))
    if union:
        employer_attach(employer=made, union=union, on=since, by=by, at=at)
    return Done(f"已登记{made.name}。", made)


def amend(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    return Done(f"{row.name}记好了。") if employer_amend(employer=row, by=by, at=at, **texts(data)) else SAME


def first_place(row: Any, reader: Reader) -> dict[str, Any]:
    now = EmployerPlacement.objects.on(reader.today).filter(employer=row).first()
    return {"area": now.area, "kind": now.kind, "ownership": now.ownership} if now else {}


def place(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    ownership = Ownership(data["ownership"]) if data["ownership"] else ""
    given = data | {"kind": EmployerKind(data["kind"]), "ownership": ownership}
    changed = employer_place(employer=row, by=by, at=at, **given)
    return Done(f"{cn_date(data['on'])}起按新的登记统计。") if changed else SAME


def attach(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    if not employer_attach(employer=row, by=by, at=at, **data):
        return Done("它本来就在这个工会。", changed=False)
    return Done(f"{cn_date(data['on'])}起归{data['union'].name}。")


def no_reason(data: dict[str, Any]) -> Refused | None:
    if data.get("required") == "0" and not data.get("reason"):
        return Refused("免签或暂缓要写原因，", "统计时要附在口径后面。", "reason")
    return None


def duty_act(key: str, kind: DutyKind, yes: str, no: str) -> Act:
    """应签 or 免签, 应建 or 暂缓: sets what the rates count on, so the town's officers do it."""

    def first(row: Any, reader: Reader) -> dict[str, Any]:
        now = Duty.objects.on(reader.today).filter(employer=row, duty=kind).first()
        return {"required": "1" if now.required else "0", "reason": now.reason} if now else {}

    def do(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
        must = data["required"] == "1"
        changed = duty_set(employer=row, duty=kind, required=must, reason=data["reason"], on=data["on"], by=by, at=at)
        return Done(f"{cn_date(data['on'])}起标为{yes if must else no}。") if changed else SAME

    return Act(key=key, title=f"标{yes}或{no}", button="登记", icon="check2-square", town=True, do=do, first=first,
               check=no_reason, bulk=("required", "reason", "on"), fields=(
                   Field("required", "标为", "choice", choices=[("1", yes), ("0", no)]),
                   Field("reason", "原因", "text", required=False, size=120, help="免签或暂缓要写，统计时附在口径后面"),
                   FROM))  # fmt: skip


FIRST_COUNT, COUNT = counts("employer")
ACTS = (
    Act(key="new", title="登记单位", icon="plus-lg", town=True, do=register,
        note="企业先标为应建、应签，机关和事业单位先标为免签，都写明是默认的，请登记后核对。", fields=(
            *EMPLOYER.pick("name", "kind", "ownership", "area"),
            Field("union", "归到哪个工会", "record", of="工会", required=False), EMPLOYER["uscc"],
            Field("since", "从哪天起", "day", required=False, help="开业或迁入的日子；一直就有的空着。可打0702，或“今天”"),
            *EMPLOYER.pick("industry", "legal_rep", "phone", "address", "remarks"))),
    Act(key="amend", title="更正", button="保存更正", locks=True, fields=EMPLOYER.pick(*AMENDED), do=amend,
        first=lambda row, reader: {key: getattr(row, key) for key in AMENDED}),
    Act(key="count", title="申报人数", button="登记人数", icon="123", do=COUNT, first=FIRST_COUNT, fields=COUNT_FIELDS,
        check=no_numbers),
    Act(key="place", title="调整性质或片区", button="登记调整", icon="geo-alt", do=place, first=first_place,
        fields=(*EMPLOYER.pick("area", "kind", "ownership"), FROM)),
    duty_act("duty", DutyKind.CONTRACT, "应签", "免签"),
    duty_act("found-duty", DutyKind.UNION, "应建", "暂缓"),
    Act(key="union", title="归到工会", button="登记归属", icon="diagram-2", town=True, do=attach, bulk=("union", "on"),
        fields=(Field("union", "归到哪个工会", "record", of="工会"), FROM)),
)  # fmt: skip
