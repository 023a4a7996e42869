"""An activity's archive page: 有计划, 有记录, 有成效, each with what is there and what is still missing."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from gonghui.activities.choices import AT_HOME, FEWEST, Answer, Basis, Question
from gonghui.activities.models import Activity
from gonghui.activities.queries import heads_of
from gonghui.benefits.public import Benefit
from gonghui.kernel.audit.models import Event
from gonghui.kernel.dates import cn_date


@dataclass(frozen=True)
class Piece:
    """One thing that belongs to an archive. `have` says what is there, "" when it is missing; `lack` says so in a sentence.

    Without the `needed` ones an activity is not filed; the others are asked for and may stay away.
    """

    title: str
    have: str
    lack: str
    needed: bool = True


@dataclass(frozen=True)
class Part:
    """有计划, 有记录 or 有成效."""

    title: str
    pieces: tuple[Piece, ...]

    @property
    def whole(self) -> bool:
        return all(one.have for one in self.pieces if one.needed)


@dataclass(frozen=True)
class Satisfaction:
    """What people said: {question: {answer: forms}}, {} when they were too few to be shown. `forms` is how many."""

    forms: int
    counts: dict[str, dict[str, int]]

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, int, float]]]]:
        """(question, [(answer, forms, share in per cent)]) in their order."""
        return [
            (Question(question).label, [(Answer(answer).label, found.get(answer, 0), found.get(answer, 0) / self.forms * 100)
                                        for answer in Answer])
            for question, found in self.counts.items()
        ]  # fmt: skip

    @property
    def content(self) -> str:
        """How many were content with it on the whole: 满意 among all answers, in per cent."""
        if not self.counts:
            return ""
        return f"{sum(found.get(Answer.YES, 0) for found in self.counts.values()) / (self.forms * len(Question)):.0%}"


def satisfaction_of(activity: Activity) -> Satisfaction:
    """The answers of one activity; nothing but their number while they are fewer than FEWEST."""
    found: dict[str, dict[str, int]] = {question: {} for question in Question}
    for question, answer, heads in activity.opinions.values_list("question", "answer", "heads"):
        found[question][answer] = heads
    forms = sum(found[Question.USEFUL].values())
    return Satisfaction(forms, found if forms >= FEWEST else {})


def gifts_of(activity: Activity) -> tuple[int, int]:
    """(prizes and gifts given at an activity, those signed for)."""
    rows = Benefit.objects.valid().filter(cause_label=activity._meta.label_lower, cause_id=activity.pk)
    return rows.count(), rows.exclude(signed_on=None).count()


def archive_of(activity: Activity, day: date) -> tuple[Part, ...]:
    """What the archive has and lacks on `day`; before the activity only its plan is asked for."""
    parts: tuple[Part, ...] = (Part("有计划", _plan(activity)),)
    if activity.on > day:
        return parts
    return (*parts, Part("有记录", _record(activity)), Part("有成效", _result(activity)))


def missing_papers(activity: Activity, day: date) -> list[str]:
    """What an archive page still lacks, in the order of the work. Empty when it is whole."""
    return [one.lack for part in archive_of(activity, day) for one in part.pieces if one.needed and not one.have]


def days_of(activity: Activity) -> str:
    """When it is, in words: one day, or from one to another."""
    last = activity.until if activity.until and activity.until > activity.on else None
    return cn_date(activity.on) + (f"至{cn_date(last)}" if last else "")


def _plan(activity: Activity) -> tuple[Piece, ...]:
    ours = activity.run_by in AT_HOME
    asked = activity.invitations.count()
    answered = activity.invitations.exclude(answered_on=None).count()
    who = f"请了{asked}家，{answered}家有回音" if asked else activity.organiser or "都可以参加"
    return (
        Piece("时间", days_of(activity), ""), Piece("地点", activity.place, "还没有写地点。", needed=ours),
        Piece("参加的工会", who, ""), Piece("内容主题", activity.topic, "还没有写内容主题。", needed=False),
    )  # fmt: skip


def _record(activity: Activity) -> tuple[Piece, ...]:
    heads = heads_of(activity)
    words = f"{heads.all:,}人次：有名单{heads.named:,}，申报{heads.declared:,}" if heads.all else ""
    proofs = activity.turnouts.filter(basis=Basis.DECLARED, heads__gt=0).count()
    told = "，".join(
        part for part in (f"名单{heads.named:,}人" if heads.named else "", f"回执{proofs}份" if proofs else "") if part
    )
    scans = Event.objects.filter(entity=activity._meta.label_lower, object_id=activity.pk).exclude(scan="").count()
    return (
        Piece("参加人数", words, "还没有到会名单，也没有申报人数。"),
        Piece("签到表或回执", told, "还没有签到表，也没有回执。", needed=False),
        Piece("照片、扫描件", f"{scans}份" if scans else "", "还没有传照片或扫描件，登记小结时可以一并传。", needed=False),
    )  # fmt: skip


def _result(activity: Activity) -> tuple[Piece, ...]:
    given, signed = gifts_of(activity)
    said = satisfaction_of(activity)
    cost = f"{activity.cost:,.2f}元" if activity.cost is not None else ""
    forms = f"{said.forms}份" + (f"，满意{said.content}" if said.content else "") if said.forms else ""
    gifts = f"{given}份，签收{signed}份" if given else ""
    return (
        Piece("小结", activity.report, "还没有写小结。"),
        Piece("花费", cost, "还没有写花费，没花钱写0。", needed=activity.run_by in AT_HOME),
        Piece("满意度", forms, "还没有问满意不满意。", needed=False),
        Piece("奖品和礼品", gifts, "没有登记奖品、礼品；没有发的不用管。", needed=False),
    )  # fmt: skip


def findings_shown(activity: Activity) -> list[tuple[str, int]]:
    """The lines of a check-up's summary, the most first."""
    return list(activity.findings.order_by("-heads", "what").values_list("what", "heads"))


def declared_and_named(activity: Activity, unions: frozenset[int] | None) -> list[tuple[str, str, int, int, str]]:
    """(union's code, name, by name, declared beyond, proof) of the unions that came; `unions` None for all."""
    rows = activity.turnouts.filter(heads__gt=0).select_related("union").order_by("union__code", "basis")
    rows = rows if unions is None else rows.filter(union_id__in=unions)
    found: dict[int, list[str | int]] = {}
    for row in rows:
        line = found.setdefault(row.union_id, [row.union.code, row.union.name, 0, 0, ""])
        line[2 if row.basis == Basis.NAMED else 3] = row.heads
        line[4] = line[4] or row.proof
    return [tuple(line) for line in found.values()]  # type: ignore[misc]  # five of a kind


def totals_of_year(first: date, last: date, unions: frozenset[int] | None) -> dict[int, int]:
    """{activity: heads} of the activities that began between two days (inclusive), within `unions` (None for all)."""
    rows = Activity.objects.valid().filter(on__range=(first, last))
    mine = None if unions is None else Q(turnouts__union__in=unions)
    return dict(rows.annotate(n=Sum("turnouts__heads", filter=mine, default=0)).values_list("pk", "n"))
