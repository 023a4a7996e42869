"""The cards of a round and of a nomination."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from gonghui.console.honours.against import searched, shown
from gonghui.console.ledgers.cards import RecordCard
from gonghui.honours.public import (
    LISTED,
    Nomination,
    Places,
    Round,
    candidate_of,
    facts_against,
    live,
    places,
    places_of,
    shares,
)
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import Reader

OPEN = ("nominated", "reviewed")


@dataclass(frozen=True)
class Block:
    """What stands in the way of the next step of a round."""

    words: str
    url: str = ""


class RoundCard(RecordCard):
    """A round: places, the list by steps, its make-up, what stands in the way."""

    template = "console/honours/round.html"

    def more(self, row: Round, reader: Reader) -> dict[str, Any]:
        rows = list(row.nominations.filter(voided_on=None).select_related("union", "worker").order_by("on", "pk"))
        listed = [each for each in rows if each.state in LISTED] or [each for each in rows if each.state == "nominated"]
        made_up = shares(row.programme, listed)
        whole = places(row)
        page = super().more(row, reader)
        runs = row.voided_on is None and row.announced_on <= reader.today <= row.nominate_until and not whole.full
        open_still = any(each.state in OPEN for each in rows)
        if not runs:  # a place that cannot be taken is not offered
            page["hanging"] = [replace(part, new="") for part in page["hanging"]]
        return page | {
            "places": whole, "taken_part": _part(whole), "shares": made_up, "unions": _unions(row),
            "blocks": blocks(row, rows, reader) + [Block(each.words) for each in made_up if open_still and not each.met],
            "awarded": sum(each.state in ("awarded", "rechecking") for each in rows),
            "waiting": any(each.state == "nominated" for each in rows),
            "beginning": [], "beginning_now": runs and not rows,
        }  # fmt: skip


def _part(one: Places) -> int:
    return min(100, one.taken * 100 // one.total) if one.total else 0


def _unions(row: Round) -> list[tuple[str, Places]]:
    """The unions that have an allotment of their own or stand on the list, with their places."""
    unions = {each.union.pk: each.union for each in row.allotments.select_related("union")}
    unions |= {each.union.pk: each.union for each in live(row).select_related("union")}
    return [(union.name, places_of(row, union)) for union in sorted(unions.values(), key=lambda union: union.code)]


def blocks(row: Round, rows: list[Nomination], reader: Reader) -> list[Block]:
    """What the list waits for: facts that bar, open objections, a notice that runs."""
    out = []
    for each in rows:
        url = reverse("console:nomination", args=[each.pk])
        if each.state in OPEN:
            out += [Block(f"{each.name}：{fact.words}", url)
                    for fact in facts_against(row.programme, candidate_of(each), reader.today) if fact.hard]  # fmt: skip
        until = each.notice_until
        if each.state == "noticed" and until is not None and reader.today <= until:
            out.append(Block(f"{each.name}：公示到{cn_date(until, reader.today.year)}才满。", url))
    open_ones = Q(objections__voided_on=None, objections__handled_on=None)
    found = (
        Nomination.objects.valid().filter(round=row).annotate(n=Count("objections", filter=open_ones)).filter(n__gt=0)
    )
    out += [Block(f"{each.name}：有{each.n}件异议还没有核查。", reverse("console:nomination", args=[each.pk]))
            for each in found]  # fmt: skip
    runs = [each for each in out if "才满" in each.words]
    if len(runs) > 2:  # one day for the whole list says it once
        out = [each for each in out if each not in runs] + [Block(f"{len(runs)}个还在公示。", runs[0].url)]
    return out


class NominationCard(RecordCard):
    """A nomination: its steps, what stands against it, objections, the honour it became."""

    template = "console/honours/nomination.html"

    def more(self, row: Nomination, reader: Reader) -> dict[str, Any]:
        open_still = row.state in OPEN and row.voided_on is None
        facts = facts_against(row.round.programme, candidate_of(row), reader.today) if open_still else []
        return super().more(row, reader) | {
            "facts": shown(facts, row.union, reader), "open_still": open_still,
            "searched": searched(row.round.programme),
        }  # fmt: skip
