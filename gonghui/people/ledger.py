"""The ledger of members: rows of the roll, one a membership."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from gonghui.kernel.dated import holds_on
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import (
    Badge,
    Column,
    Equality,
    Ledger,
    Pickable,
    Preset,
    Reader,
    Share,
    equal_to,
    listed,
    register_ledger,
    register_pickable,
)
from gonghui.kernel.privacy import MASK
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import UnionPlacement, union_filter
from gonghui.people.choices import LeaveReason, MemberState, Sex
from gonghui.people.fields import MEMBER
from gonghui.people.ledger_acts import ACTS
from gonghui.people.models import Account, Membership
from gonghui.people.queries import accounts_of

register_pickable(Account, Pickable("账号", lambda reader: accounts_of(reader.scope, reader.today)))


def dress(rows: QuerySet[Any], reader: Reader) -> QuerySet[Any]:
    place = UnionPlacement.objects.on(reader.today).filter(union=OuterRef("union_id"))
    return rows.select_related("worker", "union", "employer", "group").annotate(
        area_name=Subquery(place.values("area__name")[:1])
    )


def search(text: str, reader: Reader) -> Q:
    found = Q(worker__name__contains=text) | Q(card_number=text) | Q(union__name__contains=text)
    return found | Q(worker__initials__startswith=text.lower()) if text.isascii() else found


def on_roll(reader: Reader) -> Q:
    return holds_on(reader.today)


def full(reader: Reader) -> Q:
    return on_roll(reader) & Q(state=MemberState.FULL)


def retained(reader: Reader) -> Q:
    return on_roll(reader) & Q(state=MemberState.RETAINED)


def left(reader: Reader) -> Q:
    gone = (LeaveReason.RESIGNED, LeaveReason.LAPSED, LeaveReason.EXPELLED, LeaveReason.DIED)
    return Q(end_on__range=(reader.half.span.start, reader.today), end_reason__in=gone)


def state(row: Any, reader: Reader) -> Badge:
    if row.end_on and row.end_on <= reader.today:
        return Badge(row.get_end_reason_display(), "end")
    return Badge(row.get_state_display(), "done" if row.state == MemberState.FULL else "wait")


def settled(row: Any) -> Refused | None:
    if not row.end_on:
        return None
    what = f"{row.worker.name}在{row.union.name}的会籍已于{cn_date(row.end_on)}结束。"
    return Refused(what, "要改现在的会籍，请打开他现在的那一条。")


def secrets(row: Any) -> list[tuple[str, str]]:
    """The numbers of a member in clear; callers log the look first."""
    return [("证件号", row.worker.id_number()), ("手机", row.worker.phone() or "没有登记")]


def equality(reader: Reader) -> Equality:
    """The full members listed against the figure, both inside the reader's scope."""
    count = listed("members", reader, lambda: MEMBERS.universe(reader).filter(full(reader)))
    return equal_to("people.members", reader, count, "正式{:,}人", reason="会籍的起止日期对不上，请看会籍一列。")


MEMBERS = Ledger(
    key="members", title="会员", unit="人", icon="people", line="组织", place=20, one="member", model=Membership, union="union_id",
    dress=dress, search=search, search_hint="姓名、拼音首字母、证号、工会", sort="union",
    order=("union__code", "worker__initials", "worker__name"), state=state, settled=settled, secrets=secrets, never=(),
    subject=lambda row: row.worker, may_look=lambda row, reader: reader.may_look(row.union_id) and (not row.end_on or reader.town),
    beside=lambda row: row.union.name,
    columns=(
        MEMBER["name"].listed_as(sort="worker__initials"),
        MEMBER["sex"].listed_as(sort="=", line=True),
        MEMBER["union"].listed_as("union__name", "union__code", line=True),
        MEMBER["employer"].listed_as("employer__name", "="),
        MEMBER["group"].listed_as("group__name", "=", default=False),
        MEMBER["state"].listed_as(state, "state"),
        MEMBER["joined_on"].listed_as(sort="=", line=True, key="joined"),
        *(MEMBER[key].listed_as(sort="=") for key in ("migrant", "job")),
        *(MEMBER[key].listed_as(sort="=", default=False) for key in ("education", "politics")),
        MEMBER["nation"].listed_as(default=False),
        MEMBER["skill"].listed_as(sort="=", default=False),
        MEMBER["household"].listed_as(default=False),
        MEMBER["card_number"].listed_as(sort="=", default=False, key="card"),
        Column("area", "片区村居", "area_name", default=False),
        Column("id", "证件号", lambda row, reader: MASK if row.worker.id_sealed else "", default=False),
        MEMBER["phone"].listed_as(default=False),
        Column("ended", "离开日期", "end_on", "=", default=False),
        MEMBER["went_to"].listed_as("went_to", default=False, key="went"),
    ),
    filters=(
        union_filter(),
        MEMBER["sex"].chip(),
        MEMBER["state"].chip(choices=MemberState.choices),
        MEMBER["migrant"].chip(),
        MEMBER["joined_on"].chip(key="joined"),
    ),
    presets=(
        Preset("all", "在册", on_roll),
        Preset("women", "女会员", lambda reader: full(reader) & Q(worker__sex=Sex.FEMALE)),
        Preset("migrants", "农民工", lambda reader: full(reader) & Q(worker__migrant=True)),
        Preset("retained", "保留会籍", retained),
        Preset("joined", "本半年入会", lambda reader: on_roll(reader) & Q(
            joined_on__range=(reader.half.span.start, reader.today))),
        Preset("left", "本半年离开", left),
    ),
    shares=(
        Share("正式", full, "state=full"),
        Share("保留会籍", retained, "state=retained"),
        Share("已离开", lambda reader: Q(end_on__lte=reader.today), "view=left"),
    ),
    gaps={"no-joined-on": ("入会日期", Q(joined_on=None)), "no-id": ("证件号", Q(worker__id_sealed=""))},
    acts=ACTS, equality=equality, new_title="登记入会", empty="名册上还没有人",
)  # fmt: skip
register_ledger(MEMBERS)
