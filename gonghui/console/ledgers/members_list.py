"""The list of members: rows of the roll, one a membership."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from gonghui.console.ledgers.listing import (
    Act,
    Badge,
    Column,
    Days,
    Equality,
    Filter,
    Listing,
    Preset,
    Reader,
    Share,
)
from gonghui.kernel.dated import holds_on
from gonghui.kernel.indicators import indicator
from gonghui.kernel.privacy import MASK
from gonghui.orgs.public import UnionPlacement, unions_of
from gonghui.people.public import LeaveReason, Membership, MemberState, Sex


def universe(reader: Reader) -> QuerySet[Any]:
    return reader.scope.limit(Membership.objects.all())


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


def left(reader: Reader) -> Q:
    gone = (LeaveReason.RESIGNED, LeaveReason.LAPSED, LeaveReason.EXPELLED, LeaveReason.DIED)
    return Q(end_on__range=(reader.half.span.start, reader.today), end_reason__in=gone)


def _state(row: Any, reader: Reader) -> Badge:
    if row.end_on and row.end_on <= reader.today:
        return Badge(row.get_end_reason_display(), "end")
    return Badge(row.get_state_display(), "done" if row.state == MemberState.FULL else "wait")


def _worker(name: str) -> Any:
    return lambda row, reader: getattr(row.worker, name)


def _yes(value: bool | None) -> str:
    return {True: "是", False: "否", None: ""}[value]


def equality(reader: Reader) -> Equality:
    """The full members listed against the figure, both inside the reader's scope."""
    item = indicator("people.members")
    span = reader.half.span.cut(reader.today)
    figure = reader.scope.limit(item.numerator.rows(span), item.numerator.union).count()
    listed = universe(reader).filter(full(reader)).count()
    sign = "＝" if listed == figure else "≠"
    reason = "" if listed == figure else "会籍的起止日期对不上，请看会籍一列。"
    return Equality(f"正式{listed:,}人{sign}“{item.title}”{figure:,}", listed == figure, item.code, reason)


def union_options(reader: Reader) -> list[tuple[str, str]]:
    """The unions of a chip; a town with very many unions picks by search instead."""
    rows = unions_of(reader.scope).filter(closed_on=None).exclude(placements__kind="town")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")[:300]]


MEMBERS = Listing(
    key="members", title="会员", unit="人", icon="people",
    universe=universe, dress=dress, search=search, search_hint="姓名、拼音首字母、证号、工会",
    sort="union", order=("union__code", "worker__initials", "worker__name"),
    columns=(
        Column("name", "姓名", _worker("name"), "worker__initials"),
        Column("sex", "性别", lambda row, reader: row.worker.get_sex_display(), "worker__sex", line=True),
        Column("union", "工会", lambda row, reader: row.union.name, "union__code", line=True),
        Column("employer", "工作单位", lambda row, reader: row.employer.name if row.employer else "", "employer__name"),
        Column("group", "小组", lambda row, reader: row.group.name if row.group else "", "group__name", default=False),
        Column("state", "会籍", _state, "state"),
        Column("joined", "入会日期", lambda row, reader: row.joined_on, "joined_on", line=True),
        Column("migrant", "农民工", lambda row, reader: _yes(row.worker.migrant), "worker__migrant"),
        Column("job", "岗位", _worker("job"), "worker__job"),
        Column("education", "学历", _worker("education"), "worker__education", default=False),
        Column("politics", "政治面貌", _worker("politics"), "worker__politics", default=False),
        Column("nation", "民族", _worker("nation"), default=False),
        Column("skill", "技能等级", _worker("skill"), "worker__skill", default=False),
        Column("household", "户籍类型", lambda row, reader: row.worker.get_household_display(), default=False),
        Column("card", "会员证号", lambda row, reader: row.card_number, "card_number", default=False),
        Column("area", "片区村居", lambda row, reader: row.area_name, default=False),
        Column("id", "证件号", lambda row, reader: MASK if row.worker.id_sealed else "", default=False),
        Column("phone", "手机", lambda row, reader: MASK if row.worker.phone_sealed else "", default=False),
        Column("ended", "离开日期", lambda row, reader: row.end_on, "end_on", default=False),
        Column("went", "去向", lambda row, reader: row.went_to, default=False),
    ),
    filters=(
        Filter("union", "工会", lambda values, reader: Q(union__in=values), union_options),
        Filter("sex", "性别", lambda values, reader: Q(worker__sex__in=values),
               lambda reader: [(value, str(label)) for value, label in Sex.choices]),
        Filter("state", "会籍", lambda values, reader: Q(state__in=values),
               lambda reader: [(value, str(label)) for value, label in MemberState.choices]),
        Filter("migrant", "农民工", lambda values, reader: Q(worker__migrant__in=[value == "1" for value in values]),
               lambda reader: [("1", "是"), ("0", "否")]),
        Days("joined", "入会日期", "joined_on"),
    ),
    presets=(
        Preset("all", "在册", on_roll),
        Preset("women", "女会员", lambda reader: full(reader) & Q(worker__sex=Sex.FEMALE)),
        Preset("migrants", "农民工", lambda reader: full(reader) & Q(worker__migrant=True)),
        Preset("retained", "保留会籍", lambda reader: on_roll(reader) & Q(state=MemberState.RETAINED)),
        Preset("joined", "本半年入会", lambda reader: on_roll(reader) & Q(
            joined_on__range=(reader.half.span.start, reader.today))),
        Preset("left", "本半年离开", left),
    ),
    shares=(
        Share("正式", full, "state=full"),
        Share("保留会籍", lambda reader: on_roll(reader) & Q(state=MemberState.RETAINED), "state=retained"),
        Share("已离开", lambda reader: ~Q(pk__in=[]) & Q(end_on__lte=reader.today), "view=left"),
    ),
    gaps={
        "no-joined-on": ("入会日期", lambda reader: Q(joined_on=None)),
        "no-id": ("证件号", lambda reader: Q(worker__id_sealed="")),
    },
    acts=(
        Act("transfer", "转会", "arrow-left-right"),
        Act("retain", "保留会籍", "bookmark"),
    ),
    equality=equality, new_title="登记入会", empty="名册上还没有人",
)  # fmt: skip
