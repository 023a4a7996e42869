"""Who looks after which accounts, and how an account stands."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from django.db.models import QuerySet

from gonghui.console.request import OfficeRequest
from gonghui.kernel.refusal import Refused
from gonghui.people.public import GIVES, Account, Doing, Line, OfficeHeld, Role, SignInCode


@dataclass(frozen=True)
class Standing:
    """An account as the list shows it: its offices today, how it stands (a word and its look), when it was last used."""

    account: Account
    offices: list[OfficeHeld]
    word: str
    look: str
    code_until: datetime | None = None
    roles_ever: frozenset[str] = frozenset()

    @property
    def never(self) -> bool:
        return self.account.last_login is None


class Keeper:
    """What one person may do with accounts: all of them, or those of the people whose offices he gives himself."""

    def __init__(self, request: OfficeRequest) -> None:
        self.everybody = request.rights.may(Doing.ACCOUNTS)
        self._posts = request.offices
        self.today = request.moment.today

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles whose people this person looks after, and whose offices he may give with a new account."""
        found: set[str] = set()
        for post in self._posts:
            if post.role != Role.TOWN_OFFICER or not post.lines or Line.ORGANISATION in post.lines:
                found |= set(GIVES.get(Role(post.role), frozenset()))
        return frozenset(found)

    def keeps(self, roles: Iterable[str]) -> bool:
        """Whether an account that holds, held or will hold these roles is his to look after."""
        return self.everybody or (bool(self.roles) and set(roles) <= self.roles)

    @property
    def opens_for_chairs(self) -> bool:
        """Whether he opens the accounts of the chairs on record: who prints everybody's slips may as well print first ones,
        though he gives no office to a person of his choice."""
        return self.everybody or Role.GRASSROOTS_CHAIR in self.roles

    def check(self, account: Account) -> None:
        """Raise Refused for an account that somebody else looks after."""
        if not self.keeps(OfficeHeld.objects.filter(account=account).values_list("role", flat=True)):
            raise Refused(f"{account.name}的账号不归您管。", "请镇总工会主席或系统管理员来办。")


def standings(accounts: Collection[Account], today: date, at: datetime) -> list[Standing]:
    """How these accounts stand; two queries, however many they are."""
    held: dict[int, list[OfficeHeld]] = {}
    ever: dict[int, set[str]] = {}
    for office in OfficeHeld.objects.filter(account__in=accounts).select_related("union").order_by("pk"):
        ever.setdefault(office.account_id, set()).add(office.role)
        if office.start_on <= today and (office.end_on is None or office.end_on > today):
            held.setdefault(office.account_id, []).append(office)
    codes = SignInCode.objects.filter(account__in=accounts, used_at=None).values_list("account_id", "expires_at")
    until: dict[int, datetime] = dict(codes)
    found = (_standing(each, held.get(each.pk, []), until.get(each.pk), at) for each in accounts)
    return [replace(each, roles_ever=frozenset(ever.get(each.account.pk, ()))) for each in found]


def _standing(account: Account, offices: list[OfficeHeld], until: datetime | None, at: datetime) -> Standing:
    if not account.is_active:
        return Standing(account, offices, "停用", "end")
    pending = until if until is not None and until > at else None
    if account.has_usable_password():
        return Standing(account, offices, "在用", "done", pending)
    if pending is not None:
        return Standing(account, offices, "等着用登录码", "wait", pending)
    return Standing(account, offices, "登录码过期" if until else "没有登录码", "back")


def known_accounts(words: str = "") -> QuerySet[Account]:
    """Accounts whose name or account name has these words in it, in the order of their names."""
    rows = Account.objects.order_by("-is_active", "name", "pk")
    if words:
        rows = (rows.filter(name__icontains=words) | rows.filter(username__icontains=words)).distinct()
    return rows
