"""The command line: `gonghui COMMAND`; exit 0 done, 1 refused with a reason on stderr, 2 wrong usage."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

from gonghui.kernel.machine import speak_plainly
from gonghui.kernel.refusal import Refused
from gonghui.kernel.storage import in_words

Adder = Callable[[str, str], argparse.ArgumentParser]
"""command(name, help): one more command with its parser."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    speak_plainly((sys.stdout, sys.stderr))
    options = _parser().parse_args(arguments)
    if options.today:
        os.environ["GONGHUI_TODAY"] = options.today.isoformat()
    try:
        if options.command == "serve":
            from gonghui.cli.serving import serve

            return serve(options)
        if options.command == "service":
            from gonghui.cli.service import service

            return service(options)
        return _in_django(options)
    except Refused as no:
        print(no.what + no.todo, file=sys.stderr)
        return 1
    except Exception as problem:
        known = in_words(problem)
        if known is None:
            raise
        print(known.what + known.todo, file=sys.stderr)
        return 1


def _in_django(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from gonghui.cli.commands import COMMANDS, WITHOUT_DATABASE, WRITERS
    from gonghui.cli.who import moment
    from gonghui.kernel.audit.proof.sealing import seal_job
    from gonghui.kernel.rules import look_again
    from gonghui.kernel.upgrading import refuse_newer

    if options.command not in WITHOUT_DATABASE:
        refuse_newer()
    look_again()
    try:
        COMMANDS[options.command](options)
        if options.command in WRITERS and getattr(options, "apply", True):  # a plan that is only read writes nothing
            seal_job(moment(options).at)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as bad:
        raise argparse.ArgumentTypeError(f"日期要写成2026-07-02这样，不是“{text}”") from bad


@cache
def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--today", type=_day, metavar="DATE", help="把这一天当作今天")
    parser = argparse.ArgumentParser(prog="gonghui", description="工会通", parents=[common])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        part = commands.add_parser(name, help=text, description=text, parents=[_again(common)])
        return part

    _office_commands(command)
    _figure_commands(command)
    _exchange_commands(command)
    _plan_commands(command)
    _law_commands(command)
    _proof_commands(command)
    return parser


def _again(common: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """`--today` after the command too, without wiping one given before it."""
    again = argparse.ArgumentParser(add_help=False)
    again.add_argument("--today", type=_day, metavar="DATE", default=argparse.SUPPRESS, help="把这一天当作今天")
    return again


def _office_commands(command: Adder) -> None:
    init = command("init", "建数据文件夹和数据库；--demo 装样例镇")
    init.add_argument("--demo", action="store_true", help="装样例镇")
    init.add_argument("--town", metavar="NAME", help="镇名，如 石桥镇")
    init.add_argument("--province", default="jiangsu", help="省份，如 jiangsu")
    serve = command("serve", "启动网页，只在本机监听")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--lan", action="store_true", help="让局域网里的手机和电脑也能用（监听 0.0.0.0）")
    serve.add_argument("--host", default="127.0.0.1", help="只在这个地址上监听，如反向代理后面的 127.0.0.1")
    start = command("service", "让工会通随电脑启动：install 装上，remove 去掉，status 看看")
    start.add_argument("step", choices=("install", "remove", "status"))
    start.add_argument("--port", type=int, default=8000)
    start.add_argument("--lan", action="store_true", help="让局域网里的手机和电脑也能用")
    start.add_argument("--system", action="store_true", help="Linux：装成系统服务（要管理员权限），没有人登录也开着")
    start.add_argument("--user", default="", metavar="USER", help="用哪个普通用户来跑")
    start.add_argument("--show", nargs="?", const="here", choices=("here", "linux", "windows"),
                       help="只打印要写的内容，不写")  # fmt: skip
    look = command("health", "运行状况：磁盘、备份、存证……；有要处理的就退出码1")
    look.add_argument("--json", action="store_true")
    command("tick", "做到点的日常事务，可以重复运行")
    command("people", "列出账号、职务和工会（JSON）")
    code = command("code", "给一个账号发一次性登录码")
    code.add_argument("username")


def _figure_commands(command: Adder) -> None:
    for name, text in (("figures", "列出一个时段的全部指标"), ("rows", "打开一个指标的明细")):
        part = command(name, text)
        if name == "rows":
            part.add_argument("code", help="指标代码，如 orgs.unions")
            part.add_argument("--part", choices=("numerator", "denominator", "exempt"), default="numerator")
        else:
            part.add_argument("code", nargs="?", help="只看一个指标，如 orgs.unions")
            part.add_argument("--by", metavar="KEY", help="按这一项分组，如 kind、ownership、industry")
            part.add_argument("--why", action="store_true", help="为什么变了：和 --from 的时段比")
            part.add_argument("--from", dest="since", metavar="PERIOD", help="和这个时段比，如 2025H2")
        part.add_argument("--period", "--to", required=True, help="2026、2026H1、2026Q2 或 2026-06")
        part.add_argument("--org", metavar="CODE", help="工会编号、信用代码、名称或片区；不写就是全镇")
        part.add_argument("--as", dest="username", metavar="USERNAME", help="按这个账号的权限看")
        part.add_argument("--json", action="store_true")


def _exchange_commands(command: Adder) -> None:
    take = command("import", "导入电子表格")
    take.add_argument("ledger", help="employers、unions、members、contracts、headcounts")
    take.add_argument("file")
    take.add_argument("--dry-run", action="store_true", help="试导，不写入")
    take.add_argument("--bad-rows", metavar="OUT.xlsx", help="把退回的行写到这个文件")
    take.add_argument("--as", dest="username", metavar="USERNAME", help="按这个账号导入")
    take.add_argument("--for", dest="for_whom", default="", metavar="UNIT", help="代谁录入")
    take.add_argument("--scan", default="", help="扫描件的名称")
    take.add_argument("--json", action="store_true")
    undo = command("undo", "撤回一个导入批次")
    undo.add_argument("batch", type=int)
    give = command("export", "导出台账")
    give.add_argument("ledger")
    give.add_argument("--out", required=True, metavar="F.xlsx")
    give.add_argument("--as", dest="username", metavar="USERNAME")
    report = command("report", "写半年总结")
    report.add_argument("kind", choices=("half-year",))
    report.add_argument("--period", required=True)
    report.add_argument("--out", required=True, metavar="F.docx")
    report.add_argument("--as", dest="username", metavar="USERNAME")


def _plan_commands(command: Adder) -> None:
    plan = command("plan", "年度工作计划")
    steps = plan.add_subparsers(dest="step", required=True, metavar="STEP")
    told = "试读一份计划（Word、文字稿或表格），不写入；--apply 存为待审阅"
    read = steps.add_parser("import", help=told, description=told, parents=[_again(plan)])
    read.add_argument("file")
    read.add_argument("--apply", action="store_true", help="存为待审阅，在网页上逐条收下；什么都不会自己进计划")
    read.add_argument("--accept", choices=("all",), help="和 --apply 一起：全部收下，写成一份起草状态的计划")
    read.add_argument("--for", dest="for_whom", default="", metavar="UNIT", help="代谁录入")
    read.add_argument("--scan", default="", help="扫描件的名称")
    told = "看一份计划做到哪里，数都是算出来的"
    show = steps.add_parser("show", help=told, description=told, parents=[_again(plan)])
    for part in (read, show):
        part.add_argument("--year", type=int, help="计划的年份；文件标题里写明的优先，都没有就是今年")
        part.add_argument("--union", metavar="CODE", help="哪个工会的计划：编号或全名；不写就是镇总工会")
        part.add_argument("--as", dest="username", metavar="USERNAME", help="按这个账号的权限")
        part.add_argument("--json", action="store_true")


def _proof_commands(command: Adder) -> None:
    check = command("verify", "核对有没有人从系统以外动过数据；有就逐条列出，退出码1")
    check.add_argument("--anchor", metavar="CODE", help="报告末尾印的存证号，核对后面有没有被截掉")
    check.add_argument("--accept", metavar="REASON", help="查清以后，写明原因，按现状重新存证")
    check.add_argument("--json", action="store_true")
    keep = command("backup", "马上备份；不写文件就放进每天备份的文件夹")
    keep.add_argument("file", nargs="?", metavar="FILE", help="备份到这个文件或文件夹，如 U 盘")
    back = command("restore", "把备份恢复到空的数据文件夹")
    back.add_argument("file", metavar="FILE")
    back.add_argument("--recovery-code", required=True, metavar="CODE", help="打印的那张恢复码")
    back.add_argument("--into", metavar="HOME", help="恢复到哪个文件夹；不写就是 GONGHUI_HOME")
    paper = command("recovery-code", "恢复码：看编号，或用 --new 重发")
    paper.add_argument("--new", action="store_true", help="发一个新的，从此备份都用它打开")
    move = command("move", "把全部数据搬到另一个数据库（SQLite 搬到 PostgreSQL，或搬回来）")
    move.add_argument(
        "--to", required=True, metavar="URL", help="postgres://用户:口令@主机:端口/库名；搬回来写 sqlite 或一个文件"
    )
    print_ = command("fingerprint", "全部台账的指纹，用来核对两台电脑上的数据是不是一样")
    print_.add_argument("--out", metavar="F.jsonl", help="同时把全部内容写到这个文件")


def _law_commands(command: Adder) -> None:
    count = command("due", "按一条规定从某一天算期限")
    count.add_argument("rule", metavar="RULE", help="规定的代码，如 bargaining.reply")
    count.add_argument("--start", required=True, type=_day, metavar="DATE", help="起算的那一天，如 2026-07-02")
    count.add_argument("--place", metavar="CODE", help="省份（如 jiangsu），或者工会、片区的编号；不写就按全国规定")
    count.add_argument("--json", action="store_true")
