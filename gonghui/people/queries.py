"""Questions about members and accounts."""

from datetime import date, timedelta

from django.db.models import QuerySet

from gonghui.kernel.indicators import Tree
from gonghui.kernel.scope import EVERYTHING, NOTHING, Scope
from gonghui.orgs.public import town, tree_on
from gonghui.people.choices import MemberState, Role
from gonghui.people.models import Account, Membership, OfficeHeld

SEES_SUBTREE = (Role.TOWN_CHAIR, Role.TOWN_OFFICER, Role.GRASSROOTS_CHAIR)
"""Roles whose office opens the records of its union and of all below it."""

WRITES = (Role.TOWN_CHAIR, Role.TOWN_OFFICER, Role.GRASSROOTS_CHAIR)


def offices_on(account: Account, day: date) -> QuerySet[OfficeHeld]:
    """The offices an account holds on `day`."""
    return OfficeHeld.objects.on(day).filter(account=account).select_related("union")


def scope_of(account: Account, day: date, tree: Tree | None = None) -> Scope:
    """What an account may open on `day`: the subtrees of the offices it holds."""
    offices = [office for office in offices_on(account, day) if office.role in SEES_SUBTREE]
    if not offices:
        return NOTHING
    root = town().pk
    if any(office.union_id == root for office in offices):
        return EVERYTHING
    tree = tree or tree_on(day)
    found: set[int] = set()
    for office in offices:
        found |= tree.below(("union", office.union_id))[0] or set()
    return Scope(frozenset(found))


def accounts_of(scope: Scope, day: date) -> QuerySet[Account]:
    """The accounts in use of the people who hold an office, on `day`, over unions that a reader may open."""
    held = scope.limit(OfficeHeld.objects.on(day)).values("account")
    return Account.objects.filter(pk__in=held, is_active=True)


def may_write(account: Account, day: date) -> bool:
    """Whether any office of the account lets it change records at all."""
    return any(office.role in WRITES for office in offices_on(account, day))


def members_on(day: date, scope: Scope = EVERYTHING) -> QuerySet[Membership]:
    """Full members on the rolls on `day`."""
    return scope.limit(Membership.objects.on(day).filter(state=MemberState.FULL))


def movement(union_id: int, first: date, last: date) -> dict[str, int]:
    """How a union's roll moved between two days (inclusive): opening + joined − left = closing, all in people."""
    rolls = Membership.objects.filter(union_id=union_id, state=MemberState.FULL)
    opening = rolls.on(first - timedelta(days=1)).count()
    joined = rolls.filter(start_on__range=(first, last)).count()
    left = rolls.filter(end_on__range=(first, last)).count()
    return {"opening": opening, "joined": joined, "left": left, "closing": rolls.on(last).count()}
