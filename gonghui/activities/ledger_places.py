"""报名名单: who has a place and who waits, over all activities; entered on the activity's card, withdrawn here."""

from typing import Any

from django.db.models import Q, QuerySet

from gonghui.activities.actions import sign_up_withdraw
from gonghui.activities.choices import Kind, SignUpState
from gonghui.activities.models import SignUp
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import (
    Act,
    Badge,
    Column,
    Days,
    Done,
    Ledger,
    Preset,
    Reader,
    choice_filter,
    register_ledger,
)
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import union_filter

LOOKS = {SignUpState.IN: "done", SignUpState.WAITING: "wait", SignUpState.WITHDRAWN: "end"}


def _dress(rows: QuerySet[Any], reader: Reader) -> QuerySet[Any]:
    return rows.select_related("activity", "union", "worker")


def _search(text: str, reader: Reader) -> Q:
    return Q(worker__name__contains=text) | Q(activity__name__contains=text) | Q(union__name__contains=text)


def _state(row: SignUp, reader: Reader) -> Badge:
    return Badge(row.get_state_display(), LOOKS[SignUpState(row.state)])  # type: ignore[arg-type]


def _settled(row: SignUp) -> Refused | None:
    if row.state == SignUpState.WITHDRAWN:
        return Refused(f"{row.worker.name}已经退出了。", "要参加请在活动里再报一次名。")
    if row.activity.closed_on is not None or row.activity.voided_on is not None:
        return Refused("这项活动已经归档或作废，报名不再改。", "来没来过看到会名单。")
    return None


def _held(row: SignUp, reader: Reader) -> Refused | None:
    last = row.activity.until or row.activity.on
    if last >= reader.today:
        return None
    return Refused(f"活动{cn_date(last)}已经办完。", "没有来的不用退，到会名单里没有他就行。")


def _withdraw(row: SignUp, values: dict[str, Any], by: Hand, at: Any) -> Done:
    moved = sign_up_withdraw(sign_up=row, by=by, at=at)
    names = "、".join(one.worker.name for one in moved)
    return Done(f"{row.worker.name}退出了。" + (f"{names}候补转正，请通知本人。" if names else ""))


def _coming(*states: SignUpState) -> Any:
    return lambda reader: Q(activity__voided_on=None, activity__on__gte=reader.today, state__in=states)


SIGN_UPS = Ledger(
    key="sign-ups", title="报名名单", one="signup", model=SignUp, line="宣教", importable=False, place=11, union="union_id", unit="人",
    icon="list-check", help="各项活动谁报了名、谁在候补；在活动里报名，这里可以退出，名额按先后递补。",
    dress=_dress, search=_search, search_hint="姓名、活动、工会", order=("-activity__on", "place"), sort="-on",
    state=_state, settled=_settled, beside=lambda row: row.activity.name, empty="还没有人报名",
    columns=(
        Column("name", "姓名", "worker__name", "="), Column("activity", "活动", "activity__name", "=", line=True),
        Column("on", "活动日期", "activity__on", "=", line=True), Column("union", "工会", "union__name", "union__code", line=True),
        Column("state", "报名", _state, "state"), Column("place", "先后", "place", "=", numeric=True, default=False),
    ),
    filters=(union_filter(), choice_filter("kind", "类别", Kind.choices, path="activity__kind"),
             Days("on", "活动日期", "activity__on"), choice_filter("state", "报名", SignUpState.choices)),
    presets=(
        Preset("coming", "要来的", _coming(SignUpState.IN)), Preset("waiting", "候补的", _coming(SignUpState.WAITING)),
        Preset("all", "全部", Q(activity__voided_on=None)), Preset("gone", "退出的", Q(state=SignUpState.WITHDRAWN)),
    ),
    acts=(Act(key="withdraw", title="退出", icon="x-circle", do=_withdraw, locks=True, barred=_held),),
)  # fmt: skip
register_ledger(SIGN_UPS)
