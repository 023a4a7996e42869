"""评选项目, 评选 and 推荐: what is awarded every year, this year's rounds, and who is put forward."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from gonghui.honours import picking  # noqa: F401  (what fields may name)
from gonghui.honours.actions import allot, round_award, round_publicise, round_recommend
from gonghui.honours.choices import ForWhom, Veto
from gonghui.honours.flow import FLOW
from gonghui.honours.ledger_models import MODEL_WORKERS
from gonghui.honours.ledger_people import NOMINATIONS, OBJECTIONS
from gonghui.honours.ledger_register import HONOURS
from gonghui.honours.models import Nomination, Programme, Round
from gonghui.honours.notice import RULE
from gonghui.honours.places import live
from gonghui.honours.voiding import void_act
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import (
    Act,
    Badge,
    Done,
    Field,
    Ledger,
    Preset,
    Reader,
    entry_void,
    register_ledger,
)
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import rule

LINE = "经济"
WHOLE = 100


def _per_cent(row: Programme, at: datetime) -> Refused | None:
    for key, label in (
        ("frontline_min", "一线职工"),
        ("women_min", "女职工"),
        ("migrants_min", "农民工"),
        ("leaders_max", "单位负责人"),
    ):
        value = getattr(row, key)
        if value is not None and value > WHOLE:
            return Refused(f"{label}的比例是{value}%，大于100%。", "请写0到100的整数。", key)
        if value is not None and row.given_to != ForWhom.PERSON:
            return Refused(f"评给{row.get_given_to_display()}的不看{label}的比例。", "请空着。", key)
    return None


def _shorter_notice(row: Programme, at: datetime) -> Refused | None:
    """The office may want a longer notice than the rule, never a shorter one."""
    least = int(rule(RULE).at(at.date()).value)
    if row.notice_days is None or row.notice_days >= least:
        return None
    return Refused(f"公示{row.notice_days}个工作日，少于通行的{least}个工作日。", f"请写{least}或更多，或者空着按{least}个工作日。",
                   "notice_days")  # fmt: skip


def _both_ways(row: Programme, at: datetime) -> Refused | None:
    both = set(row.hard or ()) & set(row.soft or ())
    if both:
        word = Veto(next(iter(sorted(both)))).label
        return Refused(f"“{word}”既一票否决，又只要说明原因。", "请只留一边。", "soft")
    if Veto.REPEAT in {*(row.hard or ()), *(row.soft or ())} and not row.repeat_years:
        return Refused("没有写几年内不重复评。", "请写几年，比如3。", "repeat_years")
    return None


def _now(reader: Reader) -> Q:
    return Q(voided_on=None, pk__in=Round.objects.valid().filter(year=reader.today.year).values("programme"))


PROGRAMMES = Ledger(
    key="honour-programmes", title="评选项目", model=Programme, line=LINE, place=40, office_only=True, unit="项",
    icon="trophy", importable=True, natural_key=("name",), new_title="登记评选项目",
    help="每年评的一种荣誉登记一条：评给谁、有效几年、几年内不重复、什么情况不能评。上级的荣誉也登记，推荐和表彰都记在它名下。",
    fields=(
        Field("name", also="荣誉 项目名称 奖项"), Field("category", also="荣誉类别"), Field("level", also="授予级别"),
        Field("given_to", also="评选对象 对象"), Field("valid_years", unit="年", also="有效期", help="长期有效的空着"),
        Field("repeat_years", unit="年", help="同一个人、同一家几年内不再评；不限的空着"),
        Field("notice_days", unit="个工作日", help="要比通行的公示天数长才填"),
        Field("hard", choices=Veto.choices, help="打勾的：有这种情况就不能推荐"),
        Field("soft", choices=Veto.choices, help="打勾的：有这种情况，推荐时要写明原因"),
        Field("frontline_min", unit="%", listed=False), Field("women_min", unit="%", listed=False),
        Field("migrants_min", unit="%", listed=False), Field("leaders_max", unit="%", listed=False),
        Field("conditions", also="条件"),
    ),
    sections={
        "项目": ("name", "category", "level", "given_to", "valid_years", "repeat_years", "notice_days", "conditions"),
        "不能评的和要说明的": ("hard", "soft"),
        "名单的结构": ("frontline_min", "women_min", "migrants_min", "leaders_max"),
    },
    presets=(Preset("now", "本年在评", _now),), checks=(_per_cent, _shorter_notice, _both_ways),
)  # fmt: skip


def _quota(row: Round, at: datetime) -> Refused | None:
    if not row.quota:
        return Refused("名额是0。", "请写评几个。", "quota")
    if row.candidates is not None and row.candidates < row.quota:
        return Refused(
            f"可推荐{row.candidates}个，少于名额{row.quota}个。", "差额评选的写多于名额的数，等额的空着。", "candidates"
        )
    taken = live(row).count() if row.pk else 0
    if taken > row.places:
        return Refused(f"已经推荐了{taken}个，多于{row.places}个。", "要减名额，请先撤回推荐。", "quota")
    return None


def _days(row: Round, at: datetime) -> Refused | None:
    if row.nominate_until < row.announced_on:
        return Refused(f"推荐截止早于通知的{cn_date(row.announced_on)}。", "请核对日期。", "nominate_until")
    return None


def _year(row: Round, at: datetime) -> Refused | None:
    if abs(row.year - row.announced_on.year) > 1:
        return Refused(f"年度{row.year}和通知日期{cn_date(row.announced_on)}对不上。", "请核对年度。", "year")
    return None


def _used(row: Round) -> Refused | None:
    if row.voided_on is not None:
        return Refused(
            f"这次评选已于{cn_date(row.voided_on)}作废，原因：{row.void_reason}。", "要用的话，请另登记一条。"
        )
    return None


def _void(row: Round, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    if live(row).exists():
        raise Refused("已经有推荐了。", "请先撤回推荐，再作废。")
    entry_void(ledger=ROUNDS, row=row, reason=values["reason"], by=by, at=at)
    return Done("已作废，原来的内容和原因都留着。")


def _open(reader: Reader) -> Q:
    return Q(voided_on=None, announced_on__lte=reader.today, nominate_until__gte=reader.today)


def _this_year(reader: Reader) -> Q:
    return Q(voided_on=None, year=reader.today.year)


def _with(state: str) -> Q:
    return Q(voided_on=None, pk__in=Nomination.objects.valid().filter(state=state).values("round"))


WAITING = {
    "nominated": Badge("待评审", "todo"), "reviewed": Badge("待公示", "todo"), "noticed": Badge("公示中", "wait"),
    "recommended": Badge("等上级", "wait"), "rechecking": Badge("复核中", "back"),
}  # fmt: skip
"""What a round waits for, by the first of these states that one of its nominations is in."""


def _round_state(row: Round, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    if row.announced_on <= reader.today <= row.nominate_until:
        return Badge("推荐中", "doing")
    states = set(row.nominations.filter(voided_on=None).values_list("state", flat=True))
    for state, badge in WAITING.items():
        if state in states:
            return badge
    return Badge("已表彰", "done") if "awarded" in states else Badge("没有推荐", "end")


def _publicise(row: Round, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    count = round_publicise(round=row, by=by, at=at, **_given(values))
    until = row.nominations.filter(notice_from=values["on"]).values_list("notice_until", flat=True).first()
    return Done(f"{count}个一起公示，到{cn_date(until)}满。")


def _recommend(row: Round, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    return Done(f"{round_recommend(round=row, by=by, at=at, **_given(values))}个一起报上去了。")


def _award(row: Round, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    return Done(f"{round_award(round=row, by=by, at=at, **_given(values))}个表彰记好了，荣誉册里已经有了。")


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {key: "" if value is None else value for key, value in values.items()}


def _allot(row: Round, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    allot(round=row, by=by, at=at, **values)
    return Done(f"{values['union'].name}有{values['places']}个名额。")


def _no(state: str, words: str, todo: str) -> Any:
    def barred(row: Round, reader: Reader) -> Refused | None:
        found = row.nominations.filter(voided_on=None, state=state).exists()
        return None if found else Refused(words, todo)

    return barred


def _award_barred(row: Round, reader: Reader) -> Refused | None:
    state = "recommended" if row.programme.upward else "noticed"
    return _no(state, f"没有“{FLOW.state(state).label}”的推荐。", "公示期满，上级的还要先报上去，再登记表彰。")(
        row, reader
    )


ON = Field("on", "日期", "day")
NUMBER = Field("number", "文号", "text", required=False, size=60)
PAPER = Field("document", "文书名称", "text", required=False, size=120, help="比如表彰决定、公示照片；扫描件在推荐里传")
ROUND_ACTS = (
    Act(key="publicise", title="一起公示", icon="megaphone", do=_publicise, town=True, locks=True,
        barred=_no("reviewed", "没有“评审通过”的推荐。", "请先登记评审。"),
        note="评审通过的一起公示；公示的天数从第二天算起，只算工作日。",
        fields=(Field("on", "公示起始日期", "day"), Field("place", "在哪里公示", "text", size=120),
                Field("share_reason", "比例不够的原因", "text", required=False, size=200, help="结构比例都够的空着"), PAPER)),
    Act(key="recommend", title="一起推荐上报", icon="arrow-up-circle", do=_recommend, town=True, locks=True,
        barred=_no("noticed", "没有“公示中”的推荐。", "公示期满再推荐上报。"), fits=lambda row: row.programme.upward,
        fields=(Field("on", "上报日期", "day"), Field("to", "报给哪里", "text", size=60), NUMBER, PAPER)),
    Act(key="award", title="一起表彰", icon="award", do=_award, town=True, locks=True, barred=_award_barred,
        note="公示期满、没有异议的一起表彰；有一个不能表彰，就一个也不记，并说明是哪一个。",
        fields=(Field("on", "表彰日期", "day"), NUMBER, PAPER)),
    Act(key="allot", title="分配名额", icon="diagram-3", do=_allot, town=True,
        note="和别的工会不一样的才要分配；没有分配的，按“每家工会”的数。",
        fields=(Field("union", "哪家工会", "record", of="工会"), Field("places", "名额", "count", unit="个"))),
    void_act(_void, town=True),
)  # fmt: skip

ROUNDS = Ledger(
    key="honour-rounds", title="评优", model=Round, line=LINE, place=42, office_only=True, unit="次", icon="award",
    help="一年评一次记一条：评哪一项、几个名额、每家工会能推荐几个、推荐到哪天截止。", name="name", new_title="发起评选",
    importable=False, natural_key=("programme", "year"), state=_round_state, settled=_used, empty="还没有评选",
    beside=lambda row: f"{row.year}年，{row.quota}个",
    fields=(
        Field("name", help="比如2026年度镇文明职工"), "programme", Field("year", kind="year"), Field("quota", unit="个"), 
        Field("candidates", unit="个", help="差额评选才填；空着就和名额一样多"),
        Field("each_union", unit="个", help="每家工会最多推荐几个；不限的空着"), "announced_on",
        Field("nominate_until", future=True), Field("number", listed=False), Field("remarks", listed=False),
    ),
    presets=(
        Preset("open", "正在推荐", _open), Preset("year", "本年", _this_year),
        Preset("review", "待评审", _with("nominated")),
        Preset("notice", "公示中", _with("noticed")),
    ),
    checks=(_days, _quota, _year), acts=ROUND_ACTS,
)  # fmt: skip
register_ledger(PROGRAMMES, ROUNDS)
__all__ = ["HONOURS", "MODEL_WORKERS", "NOMINATIONS", "OBJECTIONS", "PROGRAMMES", "ROUNDS"]
