"""The ★ panel: places and what stands against a nomination, each fact with the way to its record."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gonghui.console.places import act_url, record_url
from gonghui.honours.public import (
    BY_HAND,
    Fact,
    Places,
    Programme,
    Round,
    candidate_for,
    facts_against,
    places,
    places_of,
    vetoes_asked,
)
from gonghui.kernel.ledger.api import Reader
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Union


@dataclass(frozen=True)
class Against:
    """One fact in words, whether it bars, and where its record is (empty where the reader may not open it)."""

    words: str
    hard: bool
    url: str


@dataclass(frozen=True)
class Searched:
    """Which things were looked up for a programme, and which no ledger holds, so that a person has to look; in words."""

    here: str
    by_hand: str


def searched(programme: Programme) -> Searched:
    """What the pages of a nomination say about how far they looked."""
    return Searched("、".join(one.label for one in vetoes_asked(programme)), "、".join(BY_HAND))


@dataclass(frozen=True)
class Panel:
    """What an officer looks at before somebody is put forward."""

    round: Round
    union: Union
    whole: Places
    mine: Places
    facts: list[Against]
    unknown: Refused | None
    """Why the facts are about nobody yet: what is missing or found twice; None when they are about somebody."""
    searched: Searched


def shown(facts: Iterable[Fact], union: Union, reader: Reader) -> list[Against]:
    """Facts as the page says them."""
    out = []
    for one in facts:
        url = act_url(one.clock, one.entity, one.object_id, union.code) if one.clock else ""
        url = url or record_url(one.entity, one.object_id, union.code)
        mine = one.entity != "honours.honour" or reader.scope.everything
        out.append(Against(one.words, one.hard, url if mine else ""))
    return out


def panel(given: dict[str, Any], reader: Reader) -> Panel | None:
    """The panel for what a form holds so far; None without a round and a union."""
    round, union = given.get("round"), given.get("union")
    if not isinstance(round, Round) or not isinstance(union, Union):
        return None
    day = given.get("on") or reader.today
    facts: list[Against] = []
    unknown = None
    try:
        one = candidate_for(round.programme, union, day, given.get("name") or "", employer=given.get("employer"))
        facts = shown(facts_against(round.programme, one, day), union, reader)
    except Refused as refused:
        unknown = refused
    return Panel(round, union, places(round), places_of(round, union), facts, unknown, searched(round.programme))
