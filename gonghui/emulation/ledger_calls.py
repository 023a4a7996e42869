"""征集 and what came in. Pledges that people sign are activities of their own kind: by name, or declared with proof."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from gonghui.benefits.public import gifts_act
from gonghui.emulation.actions import call_tell, call_untell, entry_choose, entry_unchoose
from gonghui.emulation.models import Call, CallEntry
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import (
    Act,
    Badge,
    Column,
    Done,
    Field,
    Ledger,
    Pickable,
    Preset,
    Reader,
    register_ledger,
    register_pickable,
)
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import town
from gonghui.people.public import person_follows


def _nameable(reader: Reader) -> QuerySet[Call]:
    """One's own calls, and those of the town, which everybody answers."""
    rows: QuerySet[Call] = Call.objects.valid().filter(told_on=None)
    return rows if reader.scope.everything else reader.scope.limit(rows) | rows.filter(union=town())


register_pickable(Call, Pickable("征集", _nameable, few=True))


def _ends_too_early(row: Call, at: datetime) -> Refused | None:
    return Refused("截止日期早于开始日期。", "请核对日期。", "until") if row.until < row.opens_on else None


def _nothing_each(row: Call, at: datetime) -> Refused | None:
    return Refused("每人最多0件。", "不限的空着。", "most") if row.most == 0 else None


def _shorter_than_entries(row: Call, at: datetime) -> Refused | None:
    late = (
        row.entries.filter(voided_on=None, handed_on__gt=row.until).order_by("-handed_on").first() if row.pk else None
    )
    if late is None:
        return None
    return Refused(f"{cn_date(late.handed_on)}还收过一件。", "截止日期不能早于已经收下的。", "until")


def _state(row: Call, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    if row.told_on is not None:
        return Badge("已公布", "done")
    return Badge("待公布", "todo") if row.until < reader.today else Badge("征集中", "doing")


def _not_told(row: Call, reader: Reader) -> Refused | None:
    return None if row.told_on else Refused("还没有公布。", "可以直接更正。")


def _not_chosen(row: CallEntry, reader: Reader) -> Refused | None:
    return None if row.chosen_on else Refused(f"“{row.title}”没有入选。", "不用取消。")


def _call_settled(row: Call) -> Refused | None:
    if row.voided_on is not None:
        return Refused(
            f"这次征集已于{cn_date(row.voided_on)}作废，原因：{row.void_reason}。", "要用的话，请另登记一条。"
        )
    if row.told_on is not None:
        return Refused(f"{cn_date(row.told_on)}已经公布结果。", "要改，请先撤销公布。")
    return None


def _tell(row: Call, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    chosen = call_tell(call=row, on=values["on"], by=by, at=at)
    return Done(f"“{row.name}”公布了，入选{chosen}件。")


def _untell(row: Call, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    call_untell(call=row, reason=values["reason"], by=by, at=at)
    return Done("公布撤销了，可以改入选的作品。")


CALLS = Ledger(
    key="calls", title="征集", model=Call, line="宣教", place=40, union="union_id", unit="次", icon="megaphone", one="call",
    help="征集格言、事例、标语、漫画，一次记一条：征集什么、哪天截止；收到的作品记进征集作品。",
    fields=(
        "name", Field("union", also="主办工会 工会"), Field("about", also="内容 要求"), Field("opens_on", future=True, also="开始"),
        Field("until", future=True, also="截止"), Field("most", unit="件", listed=False, help="不限的空着"),
    ),
    beyond=lambda reader: Q(union=town(), voided_on=None), natural_key=("union", "name", "opens_on"), state=_state, settled=_call_settled,
    given=(Column("entries", "收到", lambda row, reader: row.entries.filter(voided_on=None).count(), numeric=True, unit="件"),
           Column("chosen", "入选", lambda row, reader: row.entries.filter(voided_on=None).exclude(chosen_on=None).count(), numeric=True,
                  unit="件")),
    presets=(
        Preset("choose", "截止了没公布的", lambda reader: Q(voided_on=None, told_on=None, until__lt=reader.today)),
        Preset("open", "征集中", lambda reader: Q(voided_on=None, opens_on__lte=reader.today, until__gte=reader.today)),
    ),
    checks=(_ends_too_early, _nothing_each, _shorter_than_entries),
    acts=(
        Act(key="tell", title="公布结果", icon="megaphone", do=_tell, locks=True, first=lambda row, reader: {"on": reader.today},
            fields=(Field("on", "公布日期", "day"),)),
        Act(key="untell", title="撤销公布", icon="unlock", do=_untell, barred=_not_told, locks=True, opens=True,
            fits=lambda row: row.told_on is not None,
            fields=(Field("reason", "为什么撤销", "text", size=120),)),
    ),
)  # fmt: skip


def _too_late(row: CallEntry, at: datetime) -> Refused | None:
    if row.handed_on <= row.call.until:
        return None
    return Refused(
        f"征集{cn_date(row.call.until)}截止了。", "过期的不收；要延长，请先更正征集的截止日期。", "handed_on"
    )


def _too_early(row: CallEntry, at: datetime) -> Refused | None:
    if row.handed_on >= row.call.opens_on:
        return None
    return Refused(f"征集{cn_date(row.call.opens_on)}才开始。", "请核对交来日期。", "handed_on")


def _one_too_many(row: CallEntry, at: datetime) -> Refused | None:
    most = row.call.most
    if most is None:
        return None
    same = CallEntry.objects.valid().filter(call_id=row.call_id, person=row.person).exclude(pk=row.pk).count()
    if same < most:
        return None
    return Refused(f"{row.name}已经交了{same}件，每人最多{most}件。", "请本人挑出要交的。", "name")


def _of_a_closed_call(row: CallEntry, at: datetime) -> Refused | None:
    return _call_settled(row.call)


def _entry_state(row: CallEntry, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    if row.chosen_on:
        return Badge(f"入选{row.place}", "done")
    return Badge("没有入选", "end") if row.call.told_on else Badge("收下了", "wait")


def _entry_settled(row: CallEntry) -> Refused | None:
    if row.voided_on is not None:
        return Refused(
            f"这件作品已于{cn_date(row.voided_on)}作废，原因：{row.void_reason}。", "要用的话，请另登记一条。"
        )
    if row.chosen_on is not None:
        return Refused(f"“{row.title}”已经入选。", "要改，请先取消入选。")
    return None


def _choose(row: CallEntry, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    entry_choose(entry=row, place=values["place"] or "", on=values["on"], by=by, at=at)
    return Done(f"“{row.title}”入选，记好了。")


def _unchoose(row: CallEntry, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    entry_unchoose(entry=row, reason=values["reason"], by=by, at=at)
    return Done(f"“{row.title}”取消入选。")


ENTRIES = Ledger(
    key="call-entries", title="征集作品", model=CallEntry, line="宣教", place=41, union="union_id", unit="件", icon="file-earmark-text",
    one="callentry", help="交来一件记一件：谁的、叫什么；评选以后登记入选。", name="title",
    fields=(
        Field("call", of="征集", also="征集名称 活动"), Field("title", also="作品 题目"), 
        Field("name", "作者", kind="text", also="作者姓名"),
        Field("union", also="工会 单位"), Field("text", also="作品内容 正文"), Field("handed_on", also="日期"),
    ),
    natural_key=("call", "union", "name", "title"), follows=person_follows("handed_on"), state=_entry_state, settled=_entry_settled,
    presets=(Preset("chosen", "入选的", Q(voided_on=None, chosen_on__isnull=False)),),
    checks=(_of_a_closed_call, _too_early, _too_late, _one_too_many),
    acts=(
        Act(key="choose", title="登记入选", icon="trophy", do=_choose, locks=True, bulk=("on", "place"),
            first=lambda row, reader: {"on": reader.today},
            fields=(Field("on", "评选日期", "day"), Field("place", "等次", "text", size=40, required=False, help="比如一等、优秀"))),
        Act(key="unchoose", title="取消入选", icon="eraser", do=_unchoose, barred=_not_chosen, locks=True, opens=True,
            fits=lambda row: row.chosen_on is not None, fields=(Field("reason", "为什么取消", "text", size=120),)),
        gifts_act(since=lambda row: row.chosen_on or row.handed_on, cause=lambda row: row.call, barred=_not_chosen, opens=True,
                  first=lambda row: {"union": row.union, "names": row.name}, fits=lambda row: row.chosen_on is not None),
    ),
)  # fmt: skip
register_ledger(CALLS, ENTRIES)
