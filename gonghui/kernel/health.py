"""How the machine stands: one light for each thing that can go wrong, with what to do about it. No personal data."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.proof.state import ProofState, proof_state
from gonghui.kernel.backup.state import backup_state
from gonghui.kernel.dates import cn_date
from gonghui.kernel.holding import held, who
from gonghui.kernel.imports.models import Batch, BatchState
from gonghui.kernel.machine import free_bytes, open_to_others
from gonghui.kernel.notices.models import Dispatch
from gonghui.kernel.ticks import Tick, last_tick

GREEN, AMBER, RED = "green", "amber", "red"
GIB, MIB = 1 << 30, 1 << 20

LITTLE, HARDLY_ANY = 5 * GIB, 1 * GIB
"""Free bytes below which a disk is amber, and red."""

LATE_TICK = timedelta(minutes=10)
LATE_SEAL = timedelta(hours=1)
LATE_CHECK = timedelta(hours=50)
SLOW = 30.0
"""Seconds that all jobs of a tick may take."""

BIG = 2 * GIB
"""Bytes from which a database is better kept by a server."""

JOBS = {"deadlines": "时限", "notices": "提醒", "proof": "存证", "verify": "核对", "backup": "备份", "imports": "旧文件",
        "retention": "到期清理"}  # fmt: skip


@dataclass(frozen=True)
class Light:
    """One thing: `colour` is green, amber or red; `value` says how it is, `todo` what to do unless it is green."""

    key: str
    title: str
    colour: str
    value: str
    todo: str = ""

    def as_json(self) -> dict[str, str]:
        return {"key": self.key, "colour": self.colour, "value": self.value, "todo": self.todo}


def lights(at: datetime) -> list[Light]:
    """All lights at a moment, in the order of the page. One that cannot be looked at is red instead of a fault."""
    return [_looked(key, title, check, at) for key, title, check in CHECKS]


def worst(found: list[Light]) -> str:
    """The worst colour among lights."""
    colours = {light.colour for light in found}
    return next((colour for colour in (RED, AMBER) if colour in colours), GREEN)


Said = tuple[str, str, str]
"""(colour, value, what to do)."""


def _looked(key: str, title: str, check: Callable[[datetime], Said], at: datetime) -> Light:
    try:
        return Light(key, title, *check(at))
    except Exception as problem:  # the page that says what is wrong must not itself go wrong
        return Light(
            key, title, RED, f"看不了（{type(problem).__name__}）。", "请重新启动；还是这样，请把这一页告诉懂电脑的人。"
        )


def size(number: float) -> str:
    """A number of bytes for people."""
    if number >= GIB:
        return f"{number / GIB:.1f} GB"
    return f"{number / MIB:.1f} MB" if number >= MIB else f"{max(number / 1024, 1):.0f} KB"


def moment(at: datetime | None, now: datetime) -> str:
    """A point in time for people; without the date on the same day."""
    if at is None:
        return "还没有过"
    local = at.astimezone(now.tzinfo)
    clock = f"{local:%H:%M}"
    return f"今天{clock}" if local.date() == now.date() else f"{cn_date(local.date())}{clock}"


def disk(at: datetime) -> Said:
    """Room on the drive of the data folder."""
    free, of = free_bytes(Path(settings.HOME))
    value = f"空余{size(free)}，共{size(of)}"
    if free < HARDLY_ANY:
        return RED, value, "盘快满了，存不进东西：请马上清出空间，比如清空回收站、把大文件移走。"
    if free < LITTLE:
        return AMBER, value, "空间不多了，请清一清这块盘。"
    return GREEN, value, ""


def backup(at: datetime) -> Said:
    """The last backup."""
    if connection.vendor != "sqlite":
        return (
            AMBER,
            "数据在PostgreSQL里，这里看不到",
            "请核对pg_dump的定时任务，写法见 docs/howto/backup-on-postgresql.md。",
        )
    state = backup_state(at)
    if state.red:
        return RED, state.red, state.todo
    return GREEN, f"{moment(state.made_at, at)}，{size(state.size)}", ""


def backup_place(at: datetime) -> Said:
    """Where the backups lie."""
    if connection.vendor != "sqlite":
        return GREEN, "由PostgreSQL管", ""
    state = backup_state(at)
    if state.beside:
        return AMBER, f"和数据在同一块盘上：{state.folder}", "这块盘坏了，备份也没了：请在“备份”页换到U盘或另一块盘。"
    return GREEN, str(state.folder), ""


def tick(at: datetime) -> Said:
    """The clock that does what is due."""
    last = last_tick()
    value = f"{moment(last.at, at)}{_took(last)}"
    if last.failed:
        names = "、".join(JOBS.get(key, key) for key in last.failed)
        return (
            RED,
            f"{value}；没有做成的：{names}",
            "过一分钟会自己再试；一直这样，请看数据文件夹里的 logs/gonghui.log。",
        )
    if last.at is None or at - last.at > LATE_TICK:
        return RED, value, "到点的事没有人做：请让系统一直开着，或运行 gonghui tick。"
    if sum(last.seconds.values()) > SLOW:
        return AMBER, value, "做一遍用了半分钟以上，电脑可能太忙，或者盘太慢。"
    return GREEN, value, ""


def _took(last: Tick) -> str:
    if not last.seconds:
        return ""
    key, longest = max(last.seconds.items(), key=lambda each: each[1])
    return f"，用了{sum(last.seconds.values()):.1f}秒，最久的是{JOBS.get(key, key)}{longest:.1f}秒"


def imported(at: datetime) -> Said:
    """The last import."""
    last = Batch.objects.filter(state=BatchState.DONE).order_by("-pk").first()
    return GREEN, moment(last.at, at) if last else "还没有导入过", ""


def sealing(at: datetime) -> Said:
    """What waits to be sealed."""
    state = proof_state()
    value = f"{moment(state.sealed_at, at)}，等着存证的{state.waiting}行"
    if state.red:
        return RED, state.red, state.todo
    if state.sealed_at is None:
        return AMBER, "还没有存过证", "让系统开着，一分钟内会自己做；也可以运行 gonghui tick。"
    if state.waiting and at - state.sealed_at > LATE_SEAL:
        return AMBER, value, "存证停住了一小时以上，请运行 gonghui tick，看它说什么。"
    return GREEN, value, ""


def checked(at: datetime) -> Said:
    """The last comparison of all rows with what was sealed."""
    state: ProofState = proof_state()
    value = moment(state.checked_at, at)
    if state.findings:
        return RED, f"{value}，查出{state.findings}处", state.todo
    if state.checked_at is None or at - state.checked_at > LATE_CHECK:
        return AMBER, value, "两天没有核对了，请运行 gonghui verify。"
    return GREEN, f"{value}，都是系统自己写的", ""


def product(at: datetime) -> Said:
    """The version of the product."""
    try:
        return GREEN, version("gonghui"), ""
    except PackageNotFoundError:
        return AMBER, "不知道", "程序没有装好，请重新安装。"


def database(at: datetime) -> Said:
    """Kind and size of the database."""
    number = _database_bytes()
    value = f"{'SQLite' if connection.vendor == 'sqlite' else 'PostgreSQL'}，{size(number)}"
    if connection.vendor == "sqlite" and number > BIG:
        return AMBER, value, "库很大了，可以搬到PostgreSQL：gonghui move --to postgres://…"
    return GREEN, value, ""


def _database_bytes() -> int:
    if connection.vendor == "sqlite":
        file = Path(str(connection.settings_dict["NAME"]))
        parts = (file, file.with_name(file.name + "-wal"))
        return sum(part.stat().st_size for part in parts if part.exists())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def notices(at: datetime) -> Said:
    """Messages that should have left the house."""
    waiting = Dispatch.objects.filter(sent_at=None, given_up=False).count()
    since = at.date() - timedelta(days=7)
    lost = Dispatch.objects.filter(sent_at=None, given_up=True, day__gte=since).exclude(problem="").count()
    if lost:
        return RED, f"七天里有{lost}份没有发出", "请在“通知方式”里看原因：地址、口令还对不对，网络通不通。"
    if waiting:
        return AMBER, f"{waiting}份等着发", "会自己再试；一直不动，请核对网络。"
    return GREEN, "没有等着发的", ""


def clock(at: datetime) -> Said:
    """The machine's clock: steps between two ticks, and records that are later than now."""
    last = Event.objects.order_by("-pk").values_list("at", flat=True).first()
    if last is not None and last > at + timedelta(minutes=5):
        return (
            RED,
            f"现在是{moment(at, at)}，可最后一条记录是{moment(last, at)}的",
            "电脑的时间比实际慢了：请先把日期和时间对准，再办事。",
        )
    done = last_tick()
    if done.jumped_at is not None and at - done.jumped_at < timedelta(days=1):
        way = "往后跳" if done.jumped_by > 0 else "往回拨"
        minutes = abs(done.jumped_by) / 60
        return (
            AMBER,
            f"{moment(done.jumped_at, at)}时钟{way}了{minutes:.0f}分钟",
            "请核对电脑的日期和时间；不准的话时限会算错。",
        )
    return GREEN, f"{cn_date(at.date())}{at:%H:%M}", ""


def rights(at: datetime) -> Said:
    """Who may look into the folders."""
    open_ = [str(folder) for folder in _folders() if folder.exists() and open_to_others(folder)]
    if open_:
        return (
            RED,
            f"这台电脑上别的用户也能进：{'、'.join(open_)}",
            "请把这些文件夹改成只有本人能打开（Linux：chmod -R go-rwx 文件夹）。",
        )
    return GREEN, "只有本人能打开", ""


def _folders() -> Iterator[Path]:
    home, keys = Path(settings.HOME), Path(settings.PRIVACY_KEY_FILE).parent
    yield home
    yield keys
    for name in ("secret", "privacy"):
        yield keys / name


def processes(at: datetime) -> Said:
    """Who serves the data folder."""
    home = Path(settings.HOME)
    if not held(home):
        if os.environ.get("GONGHUI_SERVING"):
            return AMBER, "网页开着，可没有占住数据文件夹", "请用 gonghui serve 启动，别的办法防不住两个程序同时写。"
        return AMBER, "网页没有开着", "要用的时候运行 gonghui serve，或让它随电脑启动：gonghui service install。"
    other: dict[str, Any] = who(home)
    if os.environ.get("GONGHUI_SERVING") and other.get("process") not in (os.getpid(), os.getppid()):
        return (
            RED,
            f"另一个程序（进程号{other.get('process', '不明')}）占着数据文件夹",
            "两个程序同时写会弄乱数据：请停下其中一个。",
        )
    return GREEN, f"一个程序在用，进程号{other.get('process', '')}", ""


CHECKS: tuple[tuple[str, str, Callable[[datetime], Said]], ...] = (
    ("backup", "最近一次备份", backup),
    ("backup_place", "备份放在哪里", backup_place),
    ("disk", "磁盘空间", disk),
    ("tick", "到点的事", tick),
    ("sealing", "存证", sealing),
    ("checked", "有没有人从系统以外动过", checked),
    ("clock", "电脑的时间", clock),
    ("rights", "文件夹的权限", rights),
    ("processes", "程序", processes),
    ("notices", "发不出去的提醒", notices),
    ("imported", "最近一次导入", imported),
    ("database", "数据库", database),
    ("version", "版本", product),
)
