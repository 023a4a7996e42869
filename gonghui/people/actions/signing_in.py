"""Getting in: one-time codes, passwords, codes of the telephone, the short PIN at a counter."""

import hashlib
import secrets
from datetime import datetime, timedelta
from itertools import pairwise

import pyotp
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F

from gonghui.kernel.audit import writes
from gonghui.kernel.privacy import open_text, seal_text
from gonghui.kernel.refusal import Refused
from gonghui.people.actions.tries import plain_username
from gonghui.people.models import Account, SignInCode

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
STEP = 30
"""Seconds that one code of the telephone holds; the one before and the one after are taken too."""


def _digest(code: str) -> str:
    return hashlib.sha256(code.replace("-", "").upper().encode()).hexdigest()


@transaction.atomic
def code_issue(*, account: Account, by: writes.Hand, at: datetime, days: int = 7) -> str:
    """A one-time sign-in code for an account, valid for `days`; earlier unused codes stop working.

    Returns the code; only its digest is stored. Raises Refused for a closed account.
    """
    if not account.is_active:
        raise Refused(f"账号“{account.username}”已经停用。", "要让他再登录，请先在账号页启用。")
    writes.remove_rows(SignInCode.objects.filter(account=account, used_at=None), by)
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(12))
    writes.create(SignInCode(account=account, digest=_digest(code), expires_at=at + timedelta(days=days)), by)
    writes.log("code_issue", account, f"给{account.name}发一次性登录码", by, at)
    return "-".join((code[:4], code[4:8], code[8:]))


@transaction.atomic
def code_use(*, username: str, code: str, at: datetime) -> Account | None:
    """The account that a one-time code lets in, or None. A code works once; its use leaves an event.

    Somebody of the office handed the code over in person, so it also stands for a lost telephone: the codes of the
    telephone are switched off and can be bound anew.
    """
    name = plain_username(username)
    good = SignInCode.objects.filter(
        digest=_digest(code), account__username__iexact=name, account__is_active=True, used_at=None, expires_at__gt=at
    )
    if writes.change_rows(good, writes.Hand(None, name), used_at=at) != 1:
        return None
    account = Account.objects.get(username__iexact=name)
    hand = writes.Hand(account.pk, account.name)
    unbound = "，动态码同时解除" if account.totp_sealed else ""
    if account.totp_sealed:
        writes.change(account, hand, totp_sealed="", totp_step=0)
    writes.log("code_use", account, f"{account.name}用一次性登录码登录{unbound}", hand, at)
    return account


def password_right(*, username: str, password: str) -> Account | None:
    """The account that these open, or None. An unknown or closed account costs as much time as a wrong password."""
    account = Account.objects.filter(username__iexact=plain_username(username)).first()
    if account is None:
        make_password(password)
        return None
    return account if account.check_password(password) and account.is_active else None


@transaction.atomic
def password_set(*, account: Account, password: str, by: writes.Hand, at: datetime) -> None:
    """Give an account its person's own password, already checked by the validators; unused codes stop working.

    Sessions opened with the old password end with the next request.
    """
    account.set_password(password)
    writes.change_rows(Account.objects.filter(pk=account.pk), by, password=account.password)
    writes.remove_rows(SignInCode.objects.filter(account=account, used_at=None), by)
    writes.log("password_set", account, f"{account.name}设了自己的口令", by, at)


@transaction.atomic
def signed_in(*, account: Account, by_code: bool, by: writes.Hand, at: datetime) -> None:
    """Note that somebody signed in, and whether by a one-time code. Attempts that fail are the lock-out's business."""
    Account.objects.filter(pk=account.pk).update(last_login=at)
    writes.log("signed_in", account, f"{account.name}{'用登录码' if by_code else ''}登录", by, at)


@transaction.atomic
def signed_out_everywhere(*, account: Account, by: writes.Hand, at: datetime) -> None:
    """End every session of an account, this one included."""
    writes.change_rows(Account.objects.filter(pk=account.pk), by, sessions_from=F("sessions_from") + 1)
    account.refresh_from_db(fields=["sessions_from"])
    writes.log("signed_out_everywhere", account, f"{account.name}在所有电脑和手机上退出", by, at)


def _own(account: Account) -> Account:
    """The row itself: a page may hand over the lazy stand-in of whoever is signed in."""
    return Account.objects.get(pk=account.pk)


def totp_secret() -> str:
    """A fresh secret for the telephone; nothing is stored before its first code was typed."""
    return pyotp.random_base32()


def totp_address(account: Account, secret: str) -> str:
    """What the QR code says: the telephone's app reads account, office and secret from it."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.username, issuer_name="工会通")


def _step_of(secret: str, typed: str, at: datetime) -> int | None:
    """The time step whose code was typed: the present one, the one before or the one after; None for a wrong code."""
    digits = typed.replace(" ", "")
    if not (len(digits) == 6 and digits.isascii() and digits.isdigit()):
        return None
    now = int(at.timestamp()) // STEP
    made = pyotp.TOTP(secret)
    fits = (step for step in (now, now - 1, now + 1) if secrets.compare_digest(made.generate_otp(step), digits))
    return next(fits, None)


@transaction.atomic
def totp_bind(*, account: Account, secret: str, typed: str, by: writes.Hand, at: datetime) -> None:
    """From now on the account also asks for the telephone's code. Raises Refused when the typed one does not fit."""
    step = _step_of(secret, typed, at)
    if step is None:
        raise Refused("动态码对不上。", "请看手机上现在的六位数，再填一次；还不行就校准手机的时间。", "typed")
    writes.change(_own(account), by, totp_sealed=seal_text(secret), totp_step=step)
    writes.log("totp_bind", account, f"{account.name}绑定了动态码", by, at)


@transaction.atomic
def totp_unbind(*, account: Account, by: writes.Hand, at: datetime) -> None:
    """The account no longer asks for the telephone's code."""
    writes.change(_own(account), by, totp_sealed="", totp_step=0)
    writes.log("totp_unbind", account, f"{account.name}解除了动态码", by, at)


@transaction.atomic
def totp_right(*, account: Account, typed: str, at: datetime) -> bool:
    """Whether this is the telephone's code. Each code lets in once: one that was looked at over a shoulder is spent."""
    step = _step_of(open_text(account.totp_sealed), typed, at)
    if step is None:
        return False
    unspent = Account.objects.filter(pk=account.pk, totp_sealed=account.totp_sealed, totp_step__lt=step)
    return writes.change_rows(unspent, writes.Hand(account.pk, account.name), totp_step=step) == 1


@transaction.atomic
def pin_set(*, account: Account, pin: str, by: writes.Hand, at: datetime) -> None:
    """The short PIN by which a person comes back to a counter. Raises Refused for one that is easily guessed."""
    if not (len(pin) == 6 and pin.isascii() and pin.isdigit()):
        raise Refused("窗口口令是六位数字。", "请填六个数字。", "pin")
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if len(steps) == 1 or len(set(pin)) < 3:
        raise Refused("这个窗口口令太好猜。", "不要用123456、888888这样的数字。", "pin")
    writes.change(_own(account), by, pin=make_password(pin))
    writes.log("pin_set", account, f"{account.name}设了窗口口令", by, at)


def pin_right(account: Account, pin: str) -> bool:
    """Whether this is the account's PIN."""
    return bool(account.pin) and check_password(pin, account.pin)
