"""Looking after accounts: reset, close, open again, many at once; what the office decided about signing in."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F, Q

from gonghui.kernel.audit import writes
from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.veiling import veil
from gonghui.kernel.privacy.inventory import ERASED
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Seat, Union
from gonghui.people.actions.accounts import account_open
from gonghui.people.actions.offices import office_give
from gonghui.people.actions.signing_in import code_issue
from gonghui.people.choices import Role
from gonghui.people.models import Account, Counter, CounterSeat, OfficeHeld, SignInCode, SignInPolicy

CHAIRS = ("主席", "工会主席")
BOUNDS = {"idle_minutes": (5, 240), "counter_minutes": (1, 15), "slip_days": (1, 60)}
"""Least and most of what an office may set: minutes, minutes, days."""


@dataclass(frozen=True)
class Slip:
    """What one person needs to come in for the first time; the code is nowhere else."""

    account: Account
    code: str
    until: datetime


def _slip(account: Account, days: int, by: writes.Hand, at: datetime) -> Slip:
    return Slip(account, code_issue(account=account, by=by, at=at, days=days), at + timedelta(days=days))


@transaction.atomic
def slips_issue(*, accounts: Sequence[Account], days: int, by: writes.Hand, at: datetime) -> list[Slip]:
    """One-time codes for accounts, to be printed and handed over; the codes printed before stop working.

    Raises Refused when one of the accounts is closed.
    """
    return [_slip(account, days, by, at) for account in accounts]


@transaction.atomic
def account_reset(*, account: Account, days: int, by: writes.Hand, at: datetime) -> Slip:
    """Take an account's password away and end its sessions; what lets its person in again is the slip.

    Raises Refused for a closed account.
    """
    account.set_unusable_password()
    kept = {"password": account.password, "pin": "", "sessions_from": F("sessions_from") + 1}
    writes.change_rows(Account.objects.filter(pk=account.pk), by, **kept)
    account.refresh_from_db()
    writes.log("account_reset", account, f"重设{account.name}的口令，原来的口令作废", by, at)
    return _slip(account, days, by, at)


@transaction.atomic
def account_close(*, account: Account, reason: str, by: writes.Hand, at: datetime) -> None:
    """Let nobody in by an account any more; its records stay under its name.

    Raises Refused without a reason, for a closed account, and for the last one that could look after accounts.
    """
    reason = reason.strip()[:100]
    if len(reason) < 2:
        raise Refused("还没有写停用的原因。", "请写明原因，比如：调离、重复开的。", "reason")
    if not account.is_active:
        raise Refused(f"账号“{account.username}”已经停用。", "不用再办。")
    if by.account_id == account.pk:
        raise Refused("不能停用自己的账号。", "请另一位管账号的人来办。")
    change = {"is_active": False, "sessions_from": F("sessions_from") + 1}
    writes.change_rows(Account.objects.filter(pk=account.pk), by, **change)
    writes.remove_rows(SignInCode.objects.filter(account=account, used_at=None), by)
    account.refresh_from_db()
    writes.log("account_close", account, f"停用账号{account.username}（{account.name}）：{reason}", by, at)


@transaction.atomic
def account_erase(*, account: Account, by: writes.Hand, at: datetime) -> int:
    """Close an account for good and take its person's name, password and codes out of it.

    What was done with it stays done, by nobody's name. Returns in how many events the name was covered.
    """
    words = ((account.name, ERASED), (account.username, ERASED))
    about = Event.objects.filter(Q(entity=account._meta.label_lower, object_id=account.pk) | Q(by_id=account.pk))
    covered = veil(about, lambda said: reduce(lambda text, pair: text.replace(*pair), words, said), actor=account.pk)
    gone = {"name": ERASED, "username": f"gone-{secrets.token_hex(12)}", "password": make_password(None), "pin": "",
            "totp_sealed": "", "is_active": False, "sessions_from": F("sessions_from") + 1}  # fmt: skip
    writes.change_rows(Account.objects.filter(pk=account.pk), by, **gone)
    writes.remove_rows(SignInCode.objects.filter(account=account), by)
    account.refresh_from_db()
    writes.log("account_erase", account, "账号随本人的个人信息清除，不能再登录", by, at)
    return covered


@transaction.atomic
def account_open_again(*, account: Account, by: writes.Hand, at: datetime) -> None:
    """Let a closed account be used again; its person needs a new slip. Raises Refused for one that is open."""
    if account.is_active:
        raise Refused(f"账号“{account.username}”没有停用。", "不用再办。")
    if account.name == ERASED:
        raise Refused("这个账号随本人的个人信息清除了。", "本人重新入会的，请另开账号。")
    account.set_unusable_password()
    writes.change(account, by, is_active=True, password=account.password)
    writes.change_rows(Account.objects.filter(pk=account.pk), by, password=account.password)
    writes.log("account_open_again", account, f"重新启用账号{account.username}（{account.name}）", by, at)


def unions_without_chair_account(unions: Sequence[Union], day: date) -> list[Union]:
    """Those of the unions for which nobody holds the chair's office with an account."""
    held = OfficeHeld.objects.on(day).filter(role=Role.GRASSROOTS_CHAIR, account__is_active=True)
    taken = set(held.values_list("union_id", flat=True))
    return [union for union in unions if union.pk not in taken]


@transaction.atomic
def chair_accounts_open(*, unions: Sequence[Union], days: int, by: writes.Hand, at: datetime) -> list[Slip]:
    """An account with the chair's office, and a slip, for each of these unions that has none.

    The account's name is `gh` and the union's code; the person is the chair on record, else "…主席".
    """
    wanted = unions_without_chair_account(unions, at.date())
    names = _chairs_of(wanted, at.date())
    slips = []
    for union in wanted:
        name = names.get(union.pk) or f"{(union.short_name or union.name)[:55]}主席"
        account = account_open(username=_free_username(f"gh{union.code}"), name=name, by=by, at=at)
        office_give(account=account, union=union, role=Role.GRASSROOTS_CHAIR, on=at.date(), by=by, at=at)
        slips.append(_slip(account, days, by, at))
    return slips


def _chairs_of(unions: Sequence[Union], day: date) -> dict[int, str]:
    seats = Seat.objects.on(day).filter(title__in=CHAIRS, committee__union__in=[union.pk for union in unions])
    return dict(seats.order_by("start_on").values_list("committee__union_id", "holder"))


def _free_username(wanted: str) -> str:
    taken = set(Account.objects.filter(username__istartswith=wanted).values_list("username", flat=True))
    names = [wanted.lower(), *(f"{wanted.lower()}-{number}" for number in range(2, 100))]
    return next(name for name in names if name not in taken)


def policy() -> SignInPolicy:
    """What holds about signing in: the office's decisions, or the usual values."""
    return SignInPolicy.objects.first() or SignInPolicy()


@transaction.atomic
def policy_set(*, values: dict[str, object], by: writes.Hand, at: datetime) -> SignInPolicy:
    """Keep what the office decided about signing in; it holds from everybody's next sign-in.

    Raises Refused for a number outside its bounds, Stale when somebody else changed it meanwhile.
    """
    for key, (least, most) in BOUNDS.items():
        value = values.get(key)
        if value is not None and not (isinstance(value, int) and least <= value <= most):
            raise Refused(f"这个数要在{least}到{most}之间。", "请改一下再保存。", key)
    row = SignInPolicy.objects.first() or writes.create(SignInPolicy(), by)
    changes = writes.change(row, by, **values)
    if changes:
        writes.log("policy_set", row, "改了登录的规定", by, at, changes)
    return row


def counter_digest(token: str) -> str:
    """What is kept of a counter's token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def counter_open(*, name: str, by: writes.Hand, at: datetime) -> tuple[Counter, str]:
    """Make this computer a counter that several people use in turn; its browser has to keep the returned token."""
    name = name.strip()[:40]
    if not name:
        raise Refused("还没有写是哪个窗口。", "请写一个名字，如：服务大厅1号窗口。", "name")
    token = secrets.token_urlsafe(32)
    counter = writes.create(Counter(name=name, digest=counter_digest(token), opened_at=at, opened_by=by.name), by)
    writes.log("counter_open", counter, f"启用窗口电脑“{name}”", by, at)
    return counter, token


@transaction.atomic
def counter_close(*, counter: Counter, by: writes.Hand, at: datetime) -> None:
    """The computer is nobody's counter any more; the short PINs no longer work there."""
    if writes.change_rows(Counter.objects.filter(pk=counter.pk, closed_at=None), by, closed_at=at) != 1:
        raise Refused("这台窗口电脑已经停用。", "请刷新页面再看。")
    CounterSeat.objects.filter(counter=counter).delete()
    writes.log("counter_close", counter, f"停用窗口电脑“{counter.name}”", by, at)


def seat_take(*, counter: Counter, account: Account, until: datetime) -> None:
    """Somebody has signed in fully at a counter; until then the short PIN brings him back there."""
    CounterSeat.objects.update_or_create(counter=counter, account=account, defaults={"until": until})


def seat_leave(*, counter: Counter, account: Account) -> None:
    """Somebody has left a counter for the day."""
    CounterSeat.objects.filter(counter=counter, account=account).delete()


def forget_old_seats(at: datetime) -> int:
    """Take away the seats whose day is over; returns how many."""
    gone, _ = CounterSeat.objects.filter(until__lt=at).delete()
    return gone
