"""Backups at the command line: backup, restore, recovery-code, fingerprint."""

import argparse
import sys
from pathlib import Path

from django.conf import settings

from gonghui.cli.who import moment
from gonghui.kernel.audit.proof.canonical import canonical_export
from gonghui.kernel.backup.code import current_lock, issue_code
from gonghui.kernel.backup.daily import back_up, back_up_today
from gonghui.kernel.backup.making import SUFFIX
from gonghui.kernel.backup.restoring import restore
from gonghui.kernel.files.store import write_whole
from gonghui.kernel.refusal import Refused


def backup(options: argparse.Namespace) -> None:
    """Make a backup now: into the usual folder, or to FILE (a folder gets a file with the date in its name)."""
    at = moment(options).at
    if options.file:
        target = Path(options.file).resolve()
        if target.is_dir():
            target /= f"gonghui-{at:%Y-%m-%d-%H%M%S}{SUFFIX}"
        made = back_up(target, at)
    else:
        made = back_up_today(at)
    lock = current_lock()
    print(f"备份在 {made.file}（{max(made.size // 1024, 1)}千字节），用编号{lock.name if lock else ''}的恢复码打开。")
    if made.anchor:
        print(f"存证号 {made.anchor}")


def bring_back(options: argparse.Namespace) -> None:
    """Bring a backup back into an empty data folder."""
    home = Path(options.into).resolve() if options.into else Path(settings.HOME)
    keys = home / "keys" if options.into else Path(settings.PRIVACY_KEY_FILE).parent
    done = restore(Path(options.file), options.recovery_code, home, keys)
    print(f"{done.made_at[:16].replace('T', ' ')}的备份恢复到了 {home}，带{done.files}个文件。")
    print(
        f"存证号 {done.anchor}。" if done.anchor else "", "下一步：运行 gonghui verify 核对，再 gonghui serve。", sep=""
    )


def recovery_code(options: argparse.Namespace) -> None:
    """Say which recovery code is valid, or make a new one."""
    lock = current_lock()
    if options.new:
        print_code(issue_code(moment(options).today), earlier=lock is not None)
    elif lock is None:
        raise Refused("还没有恢复码。", "请运行 gonghui recovery-code --new。")
    else:
        print(f"现在的恢复码编号{lock.name}，{lock.made_on}发的。系统里不留底；丢了就用 --new 重发。")


def print_code(code: str, earlier: bool) -> None:
    """The recovery code with the words that belong on the same sheet."""
    lock = current_lock()
    print(f"\n恢复码（编号{lock.name if lock else ''}），只显示这一次，系统里不留底：\n\n    {code}\n")
    print("请抄下来或打印，锁进保险柜。电脑坏了、换电脑，凭它和备份文件恢复全部数据；没有它，备份谁也打不开。")
    if earlier:
        print("以前的备份仍用以前的恢复码打开，旧的那张请留着，直到旧备份都不要了。")


def fingerprint(options: argparse.Namespace) -> None:
    """Print one digest over all ledgers; two offices with the same records print the same."""
    if options.out:
        digest, rows = write_whole(Path(options.out).resolve(), canonical_export)
    else:
        digest, rows = canonical_export(None)
    print(f"{digest}  {rows}行", file=sys.stdout)
