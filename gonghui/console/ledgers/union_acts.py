"""What is done with a union: register, correct, move, close, merge; its committee, bodies, certificate, employers, counts."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import add_months, cn_date
from gonghui.kernel.ledger.api import SAME, Act, Done, Field, Reader
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import (
    HEAD_COUNT,
    UNION,
    BodyKind,
    Certificate,
    Committee,
    HeadCount,
    SisterBody,
    UnionEmployer,
    UnionKind,
    UnionPlacement,
    body_end,
    body_record,
    certificate_record,
    committee_record,
    employer_attach,
    head_count_record,
    seat_fill,
    town,
    union_amend,
    union_place,
    union_register,
)
from gonghui.people.public import Membership, union_dissolve, union_merge

KINDS = [(kind.value, str(kind.label)) for kind in UnionKind if kind != UnionKind.TOWN]
SEATS = ("主席", "副主席", "经审主任", "女工主任", "委员")
FROM_HELP = "此前的数字不变。可打0702，或“今天”"
FROM = Field("on", "从哪天起", "day", help=FROM_HELP)
REASON = Field("reason", "原因", "text", size=120)
BODY = Field("kind", "组织", "choice", choices=BodyKind.choices)
NUMBERS = ("staff", "women", "migrants", "members")
COUNT_FIELDS = (Field("on", "哪一天的数", "day"), *HEAD_COUNT.pick(*NUMBERS),
                HEAD_COUNT.but("proof", help="比如6月工资表、盖章报表"))  # fmt: skip

Do = Callable[[Any, dict[str, Any], Hand, datetime], Done]


def person(key: str, label: str, required: bool = False) -> Field:
    return Field(key, label, "person", required=required)


def no_numbers(data: dict[str, Any]) -> Refused | None:
    """Head counts need a number at least."""
    if all(data.get(key) is None for key in NUMBERS):
        return Refused("四个数都没有填，", "请至少填一个。", "staff")
    return None


def counts(owner: str) -> tuple[Callable[[Any, Reader], dict[str, Any]], Do]:
    """(first, do) of the declared head counts of an `owner`, union or employer."""

    def first(row: Any, reader: Reader) -> dict[str, Any]:
        known = HeadCount.objects.on(reader.today).filter(**{owner: row.pk}).first()
        return {name: getattr(known, name) for name in NUMBERS} if known else {}

    def do(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
        unit: dict[str, Any] = {owner: row}
        changed = head_count_record(by=by, at=at, **unit, **data)
        return Done(f"{cn_date(data['on'])}的人数记好了。") if changed else SAME

    return first, do


def register(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    made = union_register(by=by, at=at, **data)
    return Done(f"已登记{made.name}，编号{made.code}。", made)


AMENDED = ("name", "short_name", "uscc", "approved_on", "approval_number", "phone", "party_led", "remarks")


def amend(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    return Done(f"{row.name}记好了。") if union_amend(union=row, by=by, at=at, **data) else SAME


def first_place(row: Any, reader: Reader) -> dict[str, Any]:
    now = UnionPlacement.objects.on(reader.today).filter(union=row).first()
    return {"parent": now.parent, "area": now.area, "kind": now.kind} if now else {}


def no_place(data: dict[str, Any]) -> Refused | None:
    if not any(data.get(key) for key in ("parent", "area", "kind")):
        return Refused("上级工会和片区都没有填，", "请至少填一个。", "parent")
    return None


def place(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    changed = union_place(union=row, by=by, at=at, **data)
    return Done(f"{cn_date(data['on'])}起按新的归属统计。") if changed else SAME


def close(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    union_dissolve(union=row, by=by, at=at, **data)
    return Done(f"{row.name}已于{cn_date(data['on'])}撤销。")


def not_empty(row: Any, reader: Reader) -> Refused | None:
    """What still belongs to a union that is to be closed."""
    members = Membership.objects.on(reader.today).filter(union=row).count()
    firms = UnionEmployer.objects.on(reader.today).filter(union=row).count()
    below = UnionPlacement.objects.on(reader.today).filter(parent=row, union__closed_on=None).count()
    parts = [f"名册上还有{members}人" if members else "", f"还有{firms}家单位" if firms else "",
             f"下面还有{below}个工会" if below else ""]  # fmt: skip
    words = "，".join(filter(None, parts))
    return Refused(f"{words}。", "请先转走，或者整个并入别的工会。") if words else town_itself(row, reader)


def town_itself(row: Any, reader: Reader) -> Refused | None:
    return Refused("镇总工会是全镇的根。") if row.pk == town().pk else None


def merge(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    moved = union_merge(union=row, by=by, at=at, **data)
    return Done(f"{row.name}并入{data['into'].name}，转了{moved}名会员。", data["into"])


def latest(row: Any) -> Committee | None:
    return Committee.objects.filter(union=row).order_by("-term").first()


def committee(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    elected = data["elected_on"]
    ends = add_months(elected, int(data["years"]) * 12) - timedelta(days=1)
    named = {
        title: data[key] for title, key in zip(SEATS, ("chair", "vice", "audit", "women"), strict=False) if data[key]
    }
    made = committee_record(
        union=row, term=data["term"], elected_on=elected, expires_on=ends, seats=named, by=by, at=at
    )
    for name in filter(None, (part.strip() for part in data["others"].replace("，", "、").split("、"))):
        seat_fill(committee=made, title="委员", holder=name, on=elected, by=by, at=at)
    return Done(f"第{made.term}届委员会记好了，任期到{cn_date(ends)}。")


def next_term(row: Any, reader: Reader) -> dict[str, Any]:
    last = latest(row)
    return {"term": last.term + 1 if last else 1, "years": "3"}


def no_term(data: dict[str, Any]) -> Refused | None:
    return None if 1 <= data["term"] <= 99 else Refused("届次从第1届到第99届。", "请核对。", "term")


def no_committee(row: Any, reader: Reader) -> Refused | None:
    return None if latest(row) else Refused("还没有登记委员会。", "请先登记这一届委员会。", "title")


def seat(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    last = latest(row)
    changed = last is not None and seat_fill(committee=last, by=by, at=at, **data)
    return Done(f"{data['title']}{data['holder']}，{cn_date(data['on'])}起。") if changed else SAME


def body(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    kind = BodyKind(data.pop("kind"))
    changed = body_record(union=row, kind=kind, by=by, at=at, **{**data, "head": data["head"] or ""})
    return Done(f"{kind.label}记好了。") if changed else SAME


def bodies(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    changed = [body_record(union=row, kind=BodyKind(kind), on=data["on"], proof=data["proof"], by=by, at=at)
               for kind in data["kinds"]]  # fmt: skip
    return Done("同步组织记好了。") if any(changed) else SAME


def no_body(row: Any, reader: Reader) -> Refused | None:
    there = SisterBody.objects.on(reader.today).filter(union=row).exists()
    return None if there else Refused("还没有登记同步组织。", "没有的不用登记撤销。")


def end_body(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    kind = BodyKind(data["kind"])
    if not body_end(union=row, kind=kind, on=data["on"], by=by, at=at):
        raise Refused(f"{row.name}本来就没有登记{kind.label}。", "请另选。", "kind")
    return Done(f"{cn_date(data['on'])}起没有{kind.label}。")


def first_certificate(row: Any, reader: Reader) -> dict[str, Any]:
    last = Certificate.objects.filter(union=row).order_by("-valid_until").first()
    return {"number": last.number, "issued_on": last.issued_on, "valid_until": last.valid_until} if last else {}


def certificate(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    return Done("法人证书记好了。") if certificate_record(union=row, by=by, at=at, **data) else SAME


def attach(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    if not employer_attach(union=row, by=by, at=at, **data):
        return Done("它本来就在这个工会。", changed=False)
    return Done(f"{cn_date(data['on'])}起{data['employer'].name}归{row.name}。")


FIRST_COUNT, COUNT = counts("union")
ACTS = (
    Act(key="new", title="登记工会", icon="plus-lg", town=True, do=register, first=lambda row, reader: {"parent": town()}, fields=(
        UNION["name"], UNION.but("kind", choices=KINDS),
        UNION.but("parent", required=True, help="写名称、编号或拼音首字母；直属镇总工会的不用改"), UNION["area"],
        UNION.but("approved_on", help="记录之前就有的可以空着。可打0702，或“今天”"), UNION["approval_number"],
        UNION.but("code", required=False, help="空着就自动往下编"),
        *UNION.pick("uscc", "short_name", "phone", "party_led", "remarks"))),
    Act(key="amend", title="更正", button="保存更正", locks=True, fields=UNION.pick(*AMENDED), do=amend,
        first=lambda row, reader: {key: getattr(row, key) for key in AMENDED}),
    Act(key="committee", title="登记一届委员会", button="登记委员会", icon="people", do=committee, first=next_term,
        check=no_term, note="任期从选举日起算，任期最后一天自动算出，可以在卡片上核对。", fields=(
            Field("term", "第几届", "count"), UNION.but("elected_on", required=True),
            Field("years", "任期", "choice", choices=[("3", "3年"), ("5", "5年")]),
            UNION["chair"], person("vice", "副主席"), person("audit", "经审主任"), person("women", "女工主任"),
            Field("others", "委员", "text", required=False, size=300, help="几个人用顿号隔开"))),
    Act(key="seat", title="登记任职", icon="person-badge", do=seat, barred=no_committee,
        note="换主席、经审主任、女工主任时，前一位的任职到这一天为止。", fields=(
            Field("title", "职务", "choice", choices=[(one, one) for one in SEATS]), person("holder", "姓名", required=True),
            Field("on", "从哪天起", "day"))),
    Act(key="body", title="登记同步组织", button="登记组织", icon="diagram-3", do=body, fields=(
        BODY, Field("on", "建立日期", "day"), person("head", "负责人"), HEAD_COUNT["proof"])),
    Act(key="bodies", title="登记同步组织", icon="people", do=bodies, single=False, bulk=("kinds", "on", "proof"), fields=(
        Field("kinds", "组织", "several", choices=BodyKind.choices), Field("on", "建立日期", "day"),
        HEAD_COUNT.but("proof", help="比如批复文号，所选的各家都写这一句"))),
    Act(key="body-end", title="登记撤销组织", icon="diagram-3", do=end_body, barred=no_body,
        fields=(BODY, Field("on", "从哪天起没有", "day"))),
    Act(key="certificate", title="登记法人证书", button="登记证书", icon="award", do=certificate, first=first_certificate,
        fields=(UNION.but("certificate", key="number"), Field("issued_on", "发证日期", "day", required=False),
                Field("valid_until", "有效期至", "day", required=False, future=True))),
    Act(key="count", title="申报人数", button="登记人数", icon="123", do=COUNT, first=FIRST_COUNT, fields=COUNT_FIELDS,
        check=no_numbers, note="申报数和名册各记各的，不一致会在卡片上写明。"),
    Act(key="employer", title="归入单位", button="归到这个工会", icon="building-add", town=True, do=attach,
        fields=(Field("employer", "单位", "record", of="单位"), Field("on", "从哪天起", "day"))),
    Act(key="place", title="调整上级或类型", button="登记调整", icon="diagram-2", town=True, do=place, first=first_place,
        check=no_place, bulk=("parent", "area", "on"), note="从这一天起按新的归属统计，以前各时段的数字不变。", fields=(
            *UNION.pick("parent", "area"), UNION.but("kind", choices=KINDS, required=False), FROM)),
    Act(key="merge", title="并入别的工会", button="登记合并", icon="sign-merge-right", town=True, do=merge, barred=town_itself,
        fields=(Field("into", "并入哪个工会", "record", of="工会"),
                Field("on", "从哪天起", "day", help="会员、单位和下级工会从这一天起跟过去，此前的数字不变"), REASON)),
    Act(key="close", title="撤销", button="登记撤销", icon="x-circle", town=True, do=close, barred=not_empty, fields=(
        Field("on", "从哪天起撤销", "day", help="这一天起不再统计。可打0702，或“今天”"),
        Field("reason", "原因", "text", size=120, help="比如单位注销"))),
)  # fmt: skip
