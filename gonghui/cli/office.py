"""Setting the office up and keeping it running: init, tick, people, code."""

import argparse
import json
import sys

from django.db import transaction

from gonghui.cli.backups import print_code
from gonghui.cli.figures import print_table
from gonghui.cli.who import TERMINAL, account_named, moment
from gonghui.kernel.audit.proof.chain import forget_anchor
from gonghui.kernel.backup.code import issue_code
from gonghui.kernel.dates import half_year_of
from gonghui.kernel.founding import take_stock
from gonghui.kernel.indicators import all_indicators, figures
from gonghui.kernel.refusal import Refused
from gonghui.kernel.ticking import run_jobs
from gonghui.kernel.upgrading import bring_up_to_date
from gonghui.orgs.public import Area, node_of, town_found, tree_on
from gonghui.people.public import Account, OfficeHeld, Role, account_open, code_issue, office_give


def init(options: argparse.Namespace) -> None:
    """Make the database and a town in it: the sample one, or an empty one with its first account."""
    if not options.demo and not options.town:
        raise Refused("还没有说是哪个镇。", "请写 --town 镇名 --province 省份，或者 --demo 装样例镇。")
    bring_up_to_date(moment(options).at)
    if Area.objects.exists():
        raise Refused("这个数据文件夹里已经有一个镇。", "请换一个 GONGHUI_HOME，或直接 gonghui serve。")
    forget_anchor()
    people_made = _sample_town(options) if options.demo else _empty_town(options)
    present = moment(options)
    period = half_year_of(present.today)
    if options.demo and present.today.month > 6:  # the sample half-year report is the first half's
        period = half_year_of(present.today.replace(month=1, day=1))
    span = period.span.cut(present.today)
    print_table(figures(all_indicators(), tree_on(span.end), node_of(None), span), period.title, span.end)
    print("\n一次性登录码（七天内用一次有效，登录后请自己设口令）：")
    for person in people_made:
        print(
            f"  {person['username']:<14}{person['code']}   {person['name']} {person['organisation']}{person['office']}"
        )
    print_code(issue_code(present.today), earlier=False)


def _sample_town(options: argparse.Namespace) -> list[dict[str, str]]:
    from gonghui.demo.public import build_town

    present = moment(options)
    print("正在装样例镇……", file=sys.stderr)
    people = build_town(today=present.today, at=present.at)
    take_stock()
    return people


@transaction.atomic
def _empty_town(options: argparse.Namespace) -> list[dict[str, str]]:
    present = moment(options)
    union = town_found(name=options.town, province=options.province, by=TERMINAL, at=present.at)
    account = account_open(username="zhuxi", name="主席", by=TERMINAL, at=present.at)
    office_give(account=account, union=union, role=Role.TOWN_CHAIR, on=present.today, by=TERMINAL, at=present.at)
    code = code_issue(account=account, by=TERMINAL, at=present.at)
    return [{"username": account.username, "name": account.name, "office": "主席",
             "organisation": union.name, "code": code}]  # fmt: skip


def tick(options: argparse.Namespace) -> None:
    """Do what is due: deadlines, reminders, digests, old files. May run twice or after a long pause."""
    bring_up_to_date(moment(options).at)
    results = run_jobs(moment(options).at)
    for result in results:
        if result.said:
            print(result.said, file=sys.stderr if result.failed else sys.stdout)
    if not any(result.said for result in results):
        print("没有要做的事。")
    if any(result.failed for result in results):
        raise Refused("有的事这次没有做成。", "过一会儿再运行 gonghui tick；还不行就看上面的日志。")


def people(options: argparse.Namespace) -> None:
    """Print accounts with the offices they hold today."""
    offices = OfficeHeld.objects.on(moment(options).today).select_related("account", "union").order_by("pk")
    held: dict[int, list[dict[str, str]]] = {}
    for office in offices:
        held.setdefault(office.account_id, []).append(
            {
                "role": office.role,
                "office": office.get_role_display(),
                "lines": office.lines,
                "organisation": office.union.name,
                "org": office.union.code,
            }
        )
    out = [
        {
            "username": account.username,
            "name": account.name,
            "active": account.is_active,
            "offices": held.get(account.pk, []),
        }
        for account in Account.objects.order_by("pk")
    ]
    json.dump(out, sys.stdout, ensure_ascii=False, indent=1)
    print()


def code(options: argparse.Namespace) -> None:
    """Print a new one-time sign-in code for an account: the way back for a lost password."""
    account = account_named(options.username)
    print(code_issue(account=account, by=TERMINAL, at=moment(options).at))
