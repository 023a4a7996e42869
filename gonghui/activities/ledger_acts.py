"""What is done to an activity on its card: asking unions, signing up, entering who came, filing and opening again."""

from typing import Any

from gonghui.activities.actions import (
    activity_close,
    activity_reopen,
    attend,
    quota_set,
    sign_up,
    turnout_declare,
    unions_invite,
)
from gonghui.activities.actions.attending import Comer
from gonghui.activities.choices import SignUpState, Source
from gonghui.activities.ledger_after import AFTER, not_begun
from gonghui.activities.models import Activity
from gonghui.activities.queries import people_named
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import Act, Done, Field, Reader
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Union
from gonghui.people.public import Worker

NAMES = Field("names", "姓名", "long", size=4000, help="一行一个，也可以用顿号隔开")
OF_UNION = Field("union", "所属工会", "record", of="工会")


def _invite(row: Activity, values: dict[str, Any], by: Hand, at: Any) -> Done:
    asked = unions_invite(
        activity=row, unions=Union.objects.filter(pk__in=values["unions"]).order_by("pk"), by=by, at=at
    )
    return Done(f"邀请了{asked}家，没有回音的列在活动页上。") if asked else Done("这些工会都邀请过了。", changed=False)


def _sign_up(row: Activity, values: dict[str, Any], by: Hand, at: Any) -> Done:
    people = people_named(values["names"], values["union"], at.date())
    for one in people:
        if one.worker_id is None:
            raise Refused(
                f"{one.name}不在{values['union'].name}的名册上。", "请先办入会，或者核对是哪家工会的。", "names"
            )
    workers = Worker.objects.in_bulk([one.worker_id for one in people if one.worker_id is not None])
    made = [sign_up(activity=row, worker=workers[one.worker_id], by=by, at=at) for one in people if one.worker_id]
    waits = "、".join(one.worker.name for one in made if one.state == SignUpState.WAITING)
    return Done(f"{len(made)}人报好了。" + (f"名额满了，{waits}在候补，有人退出会按先后递补。" if waits else ""))


def _came(row: Activity, values: dict[str, Any], by: Hand, at: Any) -> Done:
    people = people_named(values["names"], values["union"], row.on)
    comers = [Comer(one.name, one.union_id, one.worker_id, values["result"] or "") for one in people]
    attend(activity=row, comers=comers, source=Source.DESK, by=by, at=at)
    guests = "、".join(one.name for one in people if one.worker_id is None)
    return Done(f"{len(comers)}人记上了。" + (f"{guests}不在名册上，按姓名和工会记。" if guests else ""))


def _declare(row: Activity, values: dict[str, Any], by: Hand, at: Any) -> Done:
    turnout_declare(activity=row, union=values["union"], heads=values["heads"], proof=values["proof"], by=by, at=at)
    return Done(f"{values['union'].name}申报的{values['heads']}人记好了。")


def _quota(row: Activity, values: dict[str, Any], by: Hand, at: Any) -> Done:
    moved = quota_set(activity=row, quota=values["quota"], by=by, at=at)
    return Done("名额改好了。" + (f"候补{moved}人转正，请通知他们。" if moved else ""))


def _file(row: Activity, values: dict[str, Any], by: Hand, at: Any) -> Done:
    activity_close(activity=row, by=by, at=at)
    return Done(f"“{row.name}”归档了。")


def _reopen(row: Activity, values: dict[str, Any], by: Hand, at: Any) -> Done:
    activity_reopen(activity=row, reason=values["reason"], by=by, at=at)
    return Done(f"“{row.name}”可以改了，改完请再归档。")


def _sign_up_over(row: Activity, reader: Reader) -> Refused | None:
    last = row.sign_up_until or row.on
    if last < reader.today:
        return Refused(f"报名{cn_date(last)}截止了。", "还要加人，请先更正报名截止日期。")
    return None


def _over(row: Activity, reader: Reader) -> Refused | None:
    return Refused("活动已经办完。", "没有参加的不用再邀请。") if (row.until or row.on) < reader.today else None


def _not_over(row: Activity, reader: Reader) -> Refused | None:
    last = row.until or row.on
    return Refused(f"{cn_date(last)}才办完。", "办完以后，人数、小结齐了再归档。") if last > reader.today else None


def _not_filed(row: Activity, reader: Reader) -> Refused | None:
    return None if row.closed_on is not None else Refused("还没有归档。", "可以直接更正。")


ACTS = (
    Act(key="came", title="登记到会的人", icon="person-check", do=_came, barred=not_begun, shared=True, fields=(
        NAMES, OF_UNION, Field("result", "成绩或名次", "text", size=40, required=False)),
        note="在名册上的自动认出来；不在名册上的按姓名和工会记。人多请用“导入”，一张签到表一次进。"),
    Act(key="declare", title="登记申报人数", icon="people", do=_declare, barred=not_begun, shared=True, fields=(
        Field("union", "哪家工会", "record", of="工会"), Field("heads", "多少人", "count", unit="人"),
        Field("proof", "证明材料", "text", size=120, help="比如盖章的参赛证明，扫描件一并传上来"))),
    Act(key="sign-up", title="报名", icon="list-check", do=_sign_up, barred=_sign_up_over, shared=True, fields=(NAMES, OF_UNION),
        note="名额满了进候补，有人退出按先后递补。"),
    Act(key="invite", title="邀请工会", icon="envelope", do=_invite, barred=_over, fields=(
        Field("unions", "请哪些工会", "records", of="工会", help="一行一家；一家都不请，就是都可以报名"),)),
    Act(key="quota", title="改名额", icon="123", do=_quota, barred=_over, fields=(
        Field("quota", "名额", "count", unit="人", required=False, help="空着就是不限"),),
        first=lambda row, reader: {"quota": row.quota}),
    *AFTER,
    Act(key="file", title="归档", icon="archive", do=_file, barred=_not_over, locks=True),
    Act(key="reopen", title="撤销归档", icon="unlock", do=_reopen, barred=_not_filed, town=True, opens=True,
        fields=(Field("reason", "为什么要改", "text", size=120),), fits=lambda row: row.closed_on is not None),
)  # fmt: skip
