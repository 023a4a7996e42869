"""Questions about members and accounts."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from gonghui.kernel.again import asked_again
from gonghui.kernel.indicators import Tree
from gonghui.kernel.ledger.api import all_ledgers
from gonghui.kernel.scope import EVERYTHING, NO_RIGHTS, Reach, Rights, Scope, scope_over, widest
from gonghui.orgs.public import town_key, tree_on
from gonghui.people.choices import Line, MemberState, Role
from gonghui.people.models import Account, Cover, Membership, OfficeHeld, RecordGrant
from gonghui.people.rights import PLACED, Doing, lines_of, rights_of_role


def offices_on(account: Account, day: date) -> QuerySet[OfficeHeld]:
    """The offices an account holds on `day`."""
    return OfficeHeld.objects.on(day).filter(account=account).select_related("union")


def posts_on(account: Account, day: date) -> list[OfficeHeld]:
    """The offices whose rights an account has on `day`: its own, then those it covers, each with `covered` set.

    An office that has ended meanwhile is covered no more: whoever succeeds has it.
    """

    def ask() -> "QuerySet[OfficeHeld, Any]":
        covering = Cover.objects.on(day).filter(account=account, office=OuterRef("pk"))
        rows = OfficeHeld.objects.on(day).alias(lent=Exists(covering)).filter(Q(account=account) | Q(lent=True))
        return rows.order_by("pk").values_list("pk")

    keys = [key or 0 for (key,) in asked_again(("posts", account.pk, day), ask)]
    found = list(OfficeHeld.objects.filter(pk__in=keys).select_related("union", "account").order_by("pk"))
    for row in found:
        row.covered = row.account_id != account.pk
    return sorted(found, key=lambda row: row.covered)


def grants_on(account: Account, day: date) -> QuerySet[RecordGrant]:
    """What an account of the county may read on `day`."""
    return RecordGrant.objects.on(day).filter(account=account).select_related("union").order_by("pk")


def rights_of(
    account: Account, day: date, tree: Tree | None = None, posts: Sequence[OfficeHeld] | None = None
) -> Rights:
    """What an account may do on `day`, from the offices it holds and covers and from what it was granted.

    `tree` and `posts` may be given by a caller who has them. At most six queries, however large the town.
    """
    posts = posts_on(account, day) if posts is None else posts
    if not posts:
        return NO_RIGHTS
    places = _Places(day, tree)
    divided = any(post.role == Role.TOWN_OFFICER and post.lines for post in posts)
    unheld = unheld_lines(day) if divided else ()
    everywhere: dict[str, Reach] = dict.fromkeys(PLACED, frozenset())
    apart: dict[str, list[tuple[str, Reach]]] = {doing: [] for doing in PLACED}
    doings: set[str] = set()
    for post in posts:
        for right in rights_of_role(post.role):
            doings.add(right.doing)
            if right.doing not in PLACED:
                continue
            lines, reach = lines_of(right, post.lines, unheld), places.reach(post.union_id)
            if lines is None:
                everywhere[right.doing] = widest(everywhere[right.doing], reach)
            else:
                apart[right.doing] += [(line, reach) for line in lines]
    if any(post.role == Role.COUNTY for post in posts):
        for grant in grants_on(account, day):
            apart[Doing.READ] += [(key, places.reach(grant.union_id)) for key in grant.ledgers]
    read, write, look, assigned = (scope_over(everywhere[doing], apart[doing]) for doing in PLACED)
    return Rights(read, write, look, assigned, frozenset(doings))


class _Places:
    """The subtrees of unions on a day; the town and the tree are asked for when they are needed, once."""

    def __init__(self, day: date, tree: Tree | None) -> None:
        self.day, self.tree = day, tree
        self.root: int | None = None
        self.found: dict[int, Reach] = {}

    def reach(self, union_id: int) -> Reach:
        if union_id not in self.found:
            self.root = self.root or town_key()
            if union_id == self.root:
                self.found[union_id] = None
            else:
                self.tree = self.tree or tree_on(self.day)
                self.found[union_id] = self.tree.below(("union", union_id))[0] or frozenset()
        return self.found[union_id]


def unheld_lines(day: date) -> tuple[str, ...]:
    """The lines of work that no officer of the town holds on `day`; none where somebody has no division of work."""
    rows = OfficeHeld.objects.on(day).filter(role=Role.TOWN_OFFICER, account__is_active=True)
    held = list(rows.values_list("lines", flat=True))
    if not all(held):
        return ()
    return tuple(line for line in Line.values if not any(line in lines for lines in held))


def officers_of(line: str, day: date) -> list[str]:
    """The names of the town's officers who hold a line of work on `day`."""
    rows = OfficeHeld.objects.on(day).filter(role=Role.TOWN_OFFICER, account__is_active=True).order_by("pk")
    return [name for name, lines in rows.values_list("account__name", "lines") if line in lines]


def line_of(key: str) -> str:
    """The line of work of a ledger; what is imported without a ledger of its own (head counts) belongs to 组织."""
    return next((one.line for one in all_ledgers() if one.key == key), Line.ORGANISATION.value)


def scope_of(account: Account, day: date, tree: Tree | None = None) -> Scope:
    """What an account may open on `day`."""
    return rights_of(account, day, tree).read


def accounts_of(scope: Scope, day: date) -> QuerySet[Account]:
    """The accounts in use of the people who hold an office, on `day`, over unions that a reader may open."""
    held = scope.limit(OfficeHeld.objects.on(day)).values("account")
    return Account.objects.filter(pk__in=held, is_active=True)


def may_write(account: Account, day: date) -> bool:
    """Whether any office of the account lets it change records at all."""
    return not rights_of(account, day).write.nothing


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
