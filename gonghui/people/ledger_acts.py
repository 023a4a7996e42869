"""What is done on the roll: admit, correct, transfer, keep and restore a membership, leave."""

from datetime import datetime
from typing import Any

from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import SAME, Act, Done, Field, Reader
from gonghui.kernel.privacy import blind_index
from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets import id_birth_and_sex
from gonghui.orgs.public import GRASSROOTS, UnionEmployer, unions_of
from gonghui.people.actions import (
    Admission,
    member_amend,
    member_leave,
    member_restate,
    member_transfer,
    members_admit,
    worker_amend,
)
from gonghui.people.actions.members import group_named
from gonghui.people.choices import LeaveReason, MemberState, Sex
from gonghui.people.fields import MEMBER
from gonghui.people.models import Worker

LEAVES = [(reason.value, str(reason.label)) for reason in
          (LeaveReason.RESIGNED, LeaveReason.LAPSED, LeaveReason.EXPELLED, LeaveReason.DIED)]  # fmt: skip
FROM = Field("on", "从哪天起", "day")
UNCHANGED = "空着就不改；改了只记“已改”"


def first_admission(row: Any, reader: Reader) -> dict[str, Any]:
    """The only grassroots union that this person answers for."""
    unions = unions_of(reader.scope).filter(closed_on=None)
    own = [] if reader.scope.everything else list(unions.filter(placements__kind__in=GRASSROOTS).distinct()[:2])
    return {"union": own[0]} if len(own) == 1 else {}


def only_employer(union_id: int, day: Any) -> int | None:
    """The key of the one employer that a union covers; None for none or several."""
    keys = list(UnionEmployer.objects.on(day).filter(union=union_id).values_list("employer_id", flat=True)[:2])
    return keys[0] if len(keys) == 1 else None


def admit(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    union, number = data["union"], data["id_number"]
    known = Worker.objects.filter(id_index=blind_index(number)).first()
    if known and known.name != data["name"]:
        raise Refused("这个证件号已经登记在别的姓名下。", "请对着身份证原件核对姓名和号码。", "id_number")
    born, sex = id_birth_and_sex(number)
    details = {key: data[key] for key in ("job", "remarks", "migrant")}
    details |= {"born_on": born, "sex": Sex.MALE if sex == "男" else Sex.FEMALE}
    item = Admission(
        name=data["name"], id_number=number, union_id=union.pk, since=data["joined_on"], phone=data["phone"] or "",
        employer_id=data["employer"].pk if data["employer"] else only_employer(union.pk, data["joined_on"]),
        group_id=group_named(union.pk, data["group"], by).pk if data["group"] else None,
        joined_on=data["joined_on"], card_number=data["card_number"], worker=known, details=details,
    )  # fmt: skip
    made = members_admit(items=[item], by=by, at=at)[0]
    return Done(f"{data['name']}已登记在{union.name}的名册上。", made)


def first_amend(row: Any, reader: Reader) -> dict[str, Any]:
    worker = row.worker
    plain = ("name", "sex", "migrant", "household", "nation", "politics", "education", "job", "skill", "remarks")
    return {key: getattr(worker, key) for key in plain} | {"joined_on": row.joined_on, "card_number": row.card_number}


def amend(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    joined, card = data.pop("joined_on"), data.pop("card_number")
    changes = worker_amend(worker=row.worker, union_id=row.union_id, by=by, at=at, **data)
    changes |= member_amend(row=row, joined_on=joined, card_number=card, by=by, at=at)
    return Done(f"{row.worker.name}记好了。") if changes else SAME


def transfer(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    fresh = member_transfer(row=row, by=by, at=at, **data)
    return Done(f"{cn_date(data['on'])}起{row.worker.name}在{data['to'].name}。", fresh)


def leave(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    reason = LeaveReason(data.pop("reason"))
    member_leave(row=row, reason=reason, by=by, at=at, **data)
    return Done(f"{row.worker.name}{cn_date(data['on'])}起{reason.label}，以前的记录都在。")


def retain(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    return _restated(row, MemberState.RETAINED, data, by, at)


def restate(row: Any, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    """保留会籍 and back again, whichever the member is not."""
    other = MemberState.FULL if row.state == MemberState.RETAINED else MemberState.RETAINED
    return _restated(row, other, data, by, at)


def _restated(row: Any, state: MemberState, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    fresh = member_restate(row=row, state=state, by=by, at=at, **data)
    return Done(f"会籍改为{fresh.get_state_display()}。", fresh)


def restate_word(row: Any) -> str:
    return "恢复会籍" if row is not None and row.state == MemberState.RETAINED else "保留会籍"


ACTS = (
    Act(key="new", title="登记入会", icon="plus-lg", do=admit, first=first_admission, fields=(
        *MEMBER.pick("union", "name"), MEMBER.but("id_number", help="只加密保存，列表里不显示"),
        MEMBER.but("joined_on", required=True), MEMBER["phone"], MEMBER.but("employer", help="一个工会只有一家单位的可以空着"),
        *MEMBER.pick("group", "migrant", "job", "card_number", "remarks"))),
    Act(key="amend", title="更正", button="保存更正", do=amend, first=first_amend, locks=True, fields=(
        MEMBER["name"], MEMBER.but("id_number", required=False, help=UNCHANGED), MEMBER.but("phone", help=UNCHANGED),
        *MEMBER.pick("sex", "joined_on", "card_number", "migrant", "household", "nation", "politics", "education", "job",
                     "skill", "remarks"))),
    Act(key="transfer", title="转会", button="登记转会", icon="arrow-left-right", do=transfer, bulk=("to", "on"), fields=(
        Field("to", "转到哪个工会", "record", of="工会"), MEMBER["employer"],
        Field("on", "从哪天起", "day", help="这一天起在新工会的名册上。可打0702，或“今天”"))),
    Act(key="retain", title="保留会籍", icon="bookmark", do=retain, fields=(FROM,), bulk=("on",), single=False),
    Act(key="restate", title=restate_word, button="登记会籍", icon="bookmark", do=restate, fields=(FROM,)),
    Act(key="leave", title="登记离开", icon="box-arrow-right", do=leave, fields=(
        Field("reason", "原因", "choice", choices=LEAVES),
        Field("on", "从哪天起", "day", help="这一天起不在名册上。可打0702，或“今天”"),
        MEMBER["went_to"])),
)  # fmt: skip
