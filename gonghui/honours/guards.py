"""What stands against a step of a nomination. Each says what to do next."""

from datetime import date

from gonghui.honours.against import Candidate, facts_against
from gonghui.honours.choices import ForWhom, Outcome
from gonghui.honours.models import Nomination
from gonghui.honours.places import live
from gonghui.honours.roll import refuse_off_roll
from gonghui.honours.shares import shares
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.flow import Asked

LISTED = ("reviewed", "noticed", "recommended", "awarded", "rechecking")
"""States in which a nomination stands on the list whose make-up is measured."""


def candidate_of(record: Nomination) -> Candidate:
    """Whom a nomination is about."""
    return Candidate(record.union, record.name, record.worker, record.employer)


def nothing_bars(record: Nomination, asked: Asked) -> None:
    """What bars a nomination may have come up since."""
    if asked.on is not None:
        refuse_barred(record, asked.on)


def refuse_barred(record: Nomination, day: date) -> None:
    """Raise Refused for the first hard fact of a day."""
    bad = next((one for one in facts_against(record.round.programme, candidate_of(record), day) if one.hard), None)
    if bad is not None:
        raise Refused(bad.words, bad.todo, "on")


def vote_carries(record: Nomination, asked: Asked) -> None:
    """More than half of those present are in favour."""
    present, yes = _votes(asked)
    if 2 * yes <= present:
        raise Refused(
            f"到会{present}人，同意{yes}票，没有过半数。", "请登记“评审没有通过”，或者核对票数。", "in_favour"
        )


def vote_fails(record: Nomination, asked: Asked) -> None:
    """A vote that carried cannot be recorded as lost."""
    present, yes = _votes(asked)
    if 2 * yes > present:
        raise Refused(f"到会{present}人，同意{yes}票，已经过半数。", "请登记“评审通过”；另有原因的，通过以后登记没有评上。",
                      "in_favour")  # fmt: skip


def _votes(asked: Asked) -> tuple[int, int]:
    present, yes = int(asked.facts["present"]), int(asked.facts["in_favour"])
    told = yes + int(asked.facts.get("against") or 0)
    if not present:
        raise Refused("到会人数是0。", "请写到会评审的人数。", "present")
    if told > present:
        raise Refused(f"票数加起来{told}，比到会的{present}人多。", "请核对票数。", "in_favour")
    return present, yes


def on_roll(record: Nomination, asked: Asked) -> None:
    """A person who left or died meanwhile is not put up any more."""
    if record.round.programme.given_to == ForWhom.PERSON and record.worker is not None and asked.on is not None:
        refuse_off_roll(record.worker, record.union, asked.on)


def list_in_proportion(record: Nomination, asked: Asked) -> None:
    """The list of the round has the make-up that its programme wants, or the step says why not."""
    if asked.facts.get("share_reason"):
        return
    rows = list(live(record.round).filter(state__in=LISTED).select_related("worker"))
    bad = [one.words for one in shares(record.round.programme, rows) if not one.met]
    if bad:
        raise Refused("；".join(bad) + "。", "请调整名单；调整不了的，写明原因。", "share_reason")


def no_open_objection(record: Nomination, asked: Asked) -> None:
    """An objection is answered first."""
    row = record.objections.valid().filter(handled_on=None).order_by("received_on").first()
    if row is not None:
        raise Refused(f"{cn_date(row.received_on)}收到的异议还没有核查。", "请先登记核查结论。")


def notice_over(record: Nomination, asked: Asked) -> None:
    """The last day of the notice has passed, and what was objected to was found to be nothing."""
    no_open_objection(record, asked)
    if record.objections.valid().filter(outcome=Outcome.UPHELD).exists():
        raise Refused("公示期间的异议成立。", "请登记没有评上，写明原因。")
    until = record.notice_until
    if until is not None and asked.on is not None and asked.on <= until:
        raise Refused(f"公示到{cn_date(until)}才满。", "公示期满的第二天起再登记。", "on")


def may_recommend(record: Nomination, asked: Asked) -> None:
    """Only what is decided above the town is recommended."""
    if not record.round.programme.upward:
        raise Refused(f"{record.round.programme.name}由本会决定，不用推荐上报。", "公示期满直接登记表彰。")
    notice_over(record, asked)


def may_award(record: Nomination, asked: Asked) -> None:
    """After the notice, within the quota, and for an honour from above only when it was recommended."""
    programme = record.round.programme
    if programme.upward and record.state != "recommended":
        raise Refused(
            f"{programme.name}由{programme.get_level_display()}里决定。", "请先登记推荐上报，批下来再登记表彰。"
        )
    notice_over(record, asked)
    on_roll(record, asked)
    done = record.round.nominations.filter(voided_on=None, state__in=("awarded", "rechecking")).count()
    if done >= record.round.quota:
        raise Refused(f"{record.round.quota}个名额已经表彰满了。", "请登记没有评上；名额加了的，先更正评选的名额。")
