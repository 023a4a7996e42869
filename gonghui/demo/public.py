"""What the command line may use of the sample town."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import transaction

from gonghui.demo.accounts import FOUNDER, enter_chairs, enter_covers, enter_officers, hand_out_codes
from gonghui.demo.activities import Activities
from gonghui.demo.benefits import Benefits
from gonghui.demo.closures import MILL, Mill
from gonghui.demo.codes import Codes
from gonghui.demo.contracts import Signings, enter_areas, enter_expired, enter_firm
from gonghui.demo.deeds import MORNING, Progress, Town
from gonghui.demo.employers import COUNTS, Registrar, enter_places
from gonghui.demo.emulation import Emulation
from gonghui.demo.firms import enterprises
from gonghui.demo.honours import Honours
from gonghui.demo.learning import Learning
from gonghui.demo.phones import Phones
from gonghui.demo.plan import Plans
from gonghui.demo.privacy import enter_privacy
from gonghui.demo.procedures import enter_procedures
from gonghui.demo.rolls import Rolls
from gonghui.demo.seals import Seals
from gonghui.demo.service import Service
from gonghui.demo.standings import Standings
from gonghui.demo.suggestions import Suggestions
from gonghui.demo.unions import Founder
from gonghui.demo.villages import villages
from gonghui.kernel.workflow.settling import settled_at_the_end
from gonghui.orgs.public import town_found

TOWN, PROVINCE = "石桥镇", "jiangsu"

__all__ = ["PROVINCE", "TOWN", "Progress", "build_town"]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the cycle collector: everything written stays referenced, and looking for garbage costs a fifth."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


@transaction.atomic
def build_town(*, today: date, at: datetime, progress: Progress | None = None) -> list[dict[str, str]]:
    """Write the sample town into an empty database as its records stand at the end of `today`.

    Returns the sample persons: username, name, role, office, organisation and a one-time sign-in code, which counts
    from `at`. The same day gives the same records except for nonces and codes. `progress` is told (entries done, all
    entries). Raises Refused when a town is there already.
    """
    town = found_town(today.year)
    carry_on(town, today, at, progress)
    return hand_out_codes(town, at)


def found_town(year: int) -> Town:
    """Found the sample town of a year; its diary waits to be carried out. Raises Refused when a town is there already."""
    town = _diary(year)
    town.unions["T"] = town_found(
        name=TOWN, province=PROVINCE, by=FOUNDER, at=datetime.combine(town.opening, MORNING)
    )  # fmt: skip
    return town


@_uncollected()
def carry_on(town: Town, today: date, at: datetime, progress: Progress | None = None) -> None:
    """Write what its diary holds up to the end of `today`, and its deadlines as they stand then; in a transaction."""
    with settled_at_the_end(lambda: FOUNDER, at):
        town.carry_out(today, progress)


def _diary(year: int) -> Town:
    """Everything that is recorded in the town from the opening to the end of `year`, whatever day it is."""
    town, codes = Town(year), Codes()
    firms, places = enterprises(), villages()
    enter_officers(town)
    enter_places(town, places)
    registrar = Registrar(town, codes)
    for firm in firms:
        registrar.firm(firm)
    registrar.firm(MILL, COUNTS[:2])
    registrar.institutions()
    for place in places:
        registrar.shops(place)
    registrar.without_union()
    founder = Founder(town, codes)
    founder.middle()
    founder.firms(firms)
    founder.institutions()
    founder.villages(places)
    standing = list(founder.units)
    founder.branches()
    founder.october()
    enter_chairs(town)
    enter_covers(town)
    signings = Signings(town)
    for firm in firms:
        enter_firm(signings, firm)
    enter_expired(signings)
    Mill(town, codes).enter(founder, signings)
    enter_areas(signings, places)
    enter_procedures(town, signings.procedures)
    Plans(town).enter()
    Standings(town).enter()
    Seals(town).enter()
    Activities(town).enter()
    Benefits(town).enter()
    Learning(town).enter()
    Phones(town).enter()
    Suggestions(town).enter()
    Emulation(town).enter()
    Service(town).enter()
    Honours(town).enter()
    enter_privacy(town)
    Rolls(town, codes, founder.terms.of).enter(standing, founder.units[len(standing) :])
    return town
