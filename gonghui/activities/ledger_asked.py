"""邀请: which union was asked to what, and whether it has answered; asked on the activity's card, declined here."""

from typing import Any

from django.db.models import Q, QuerySet

from gonghui.activities.actions import invitation_decline
from gonghui.activities.models import Invitation
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import Act, Badge, Column, Days, Done, Field, Ledger, Preset, Reader, register_ledger
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import union_filter

_OPEN = Q(activity__voided_on=None, activity__closed_on=None)


def _dress(rows: QuerySet[Any], reader: Reader) -> QuerySet[Any]:
    return rows.select_related("activity", "union")


def _state(row: Invitation, reader: Reader) -> Badge:
    if row.declined:
        return Badge("不参加", "end")
    if row.answered_on is not None:
        return Badge("参加", "done")
    last = row.activity.sign_up_until or row.activity.on
    return Badge("没有回音", "back") if last < reader.today else Badge("等回音", "wait")


def _settled(row: Invitation) -> Refused | None:
    if row.activity.closed_on is not None or row.activity.voided_on is not None:
        return Refused("这项活动已经归档或作废。", "不用再回。")
    return None


def _answered(row: Invitation, reader: Reader) -> Refused | None:
    return (
        Refused(f"{cn_date(row.answered_on)}已经有回音。", "要改，请先让报了名的人退出。") if row.answered_on else None
    )


def _decline(row: Invitation, values: dict[str, Any], by: Hand, at: Any) -> Done:
    invitation_decline(invitation=row, reason=values["reason"], by=by, at=at)
    return Done(f"{row.union.name}不参加，记下了。")


def _silent(reader: Reader) -> Q:
    return _OPEN & Q(answered_on=None)


INVITATIONS = Ledger(
    key="invitations", title="邀请和回音", one="invitation", model=Invitation, line="宣教", importable=False, place=11, union="union_id",
    unit="家次", icon="envelope", help="请了哪些工会参加哪项活动，谁还没有回音；报了名就算回了，不来的在这里写一句原因。",
    dress=_dress, search=lambda text, reader: Q(activity__name__contains=text) | Q(union__name__contains=text),
    search_hint="活动、工会", order=("-activity__on", "union__code"), sort="-on", state=_state, settled=_settled,
    beside=lambda row: row.union.name, empty="还没有邀请过工会",
    columns=(
        Column("activity", "活动", "activity__name", "="), Column("union", "工会", "union__name", "union__code", line=True),
        Column("on", "活动日期", "activity__on", "=", line=True),
        Column("until", "报名截止", "activity__sign_up_until", "=", line=True), Column("state", "回音", _state),
        Column("answered", "回音日期", "answered_on", "="), Column("declined", "不参加的原因", "declined", default=False),
    ),
    filters=(union_filter(), Days("on", "活动日期", "activity__on")),
    presets=(
        Preset("silent", "没有回音的", _silent), Preset("declined", "不参加的", ~Q(declined="")),
        Preset("all", "全部", Q(activity__voided_on=None)),
    ),
    acts=(Act(key="decline", title="登记不参加", icon="x-circle", do=_decline, locks=True, barred=_answered,
              fields=(Field("reason", "原因", "text", size=120, help="比如赶订单、人都外出了"),)),),
)  # fmt: skip
register_ledger(INVITATIONS)
