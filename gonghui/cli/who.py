"""Whose eyes and hand a command uses."""

import argparse

from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import Moment, now
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import ALL_RIGHTS, Rights, Scope
from gonghui.people.public import Account, rights_of

TERMINAL = Hand(None, "命令行")


def moment(options: argparse.Namespace) -> Moment:
    """The present moment, or that of `--today`."""
    return now(options.today)


def account_named(username: str) -> Account:
    """The account. Raises Refused when there is none."""
    account = Account.objects.filter(username=username).first()
    if account is None:
        raise Refused(f"没有账号“{username}”。", "用 gonghui people 看有哪些账号。")
    return account


def reader(options: argparse.Namespace, *names: str) -> Scope:
    """What the command may open: everything, or what `--as USERNAME` may, in a ledger of that line or key."""
    return _rights(options).read.on(*names)


def writer(options: argparse.Namespace, *names: str) -> Scope:
    """As `reader`, for what the command may enter."""
    return _rights(options).write.on(*names)


def _rights(options: argparse.Namespace) -> Rights:
    if not options.username:
        return ALL_RIGHTS
    return rights_of(account_named(options.username), moment(options).today)


def hand(options: argparse.Namespace) -> Hand:
    """Who writes: the terminal, or `--as USERNAME`. Raises Refused when that account may not write."""
    if not options.username:
        return Hand(None, TERMINAL.name, options.for_whom, options.scan)
    account = account_named(options.username)
    rights = rights_of(account, moment(options).today)
    if rights.write.nothing:
        raise Refused(f"{account.name}的职务不能改台账。", "请换一个账号。")
    return Hand(account.pk, account.name, options.for_whom, options.scan, scope=rights.read)


def eyes(options: argparse.Namespace) -> Hand:
    """Who reads and is registered for it: the terminal, or `--as USERNAME`, whatever that account may write."""
    if not options.username:
        return TERMINAL
    account = account_named(options.username)
    return Hand(account.pk, account.name)
