"""The machine at the command line: health, move."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from gonghui.cli.who import moment
from gonghui.kernel.carrying import carry
from gonghui.kernel.health import AMBER, GREEN, RED, lights, worst
from gonghui.kernel.holding import hold
from gonghui.kernel.refusal import Refused
from gonghui.kernel.upgrading import bring_up_to_date

SIGNS = {GREEN: "正常　", AMBER: "要留意", RED: "要处理"}


def health(options: argparse.Namespace) -> None:
    """Print the lights; raises Refused (exit 1) when one is red."""
    found = lights(moment(options).at)
    if options.json:
        answer = {"status": worst(found), "lights": [light.as_json() for light in found]}
        json.dump(answer, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        for light in found:
            print(f"{SIGNS[light.colour]}  {light.title}：{light.value}")
            if light.todo:
                print(f"        {light.todo}")
    red = [light.title for light in found if light.colour == RED]
    if red:
        raise Refused(f"有{len(red)}项要处理：{'、'.join(red)}。", "照上面写的办。")


def move(options: argparse.Namespace) -> None:
    """Carry everything to another database. Raises Refused, with the one so far as it was, when it does not arrive whole."""
    target = _database(options.to)
    at = moment(options).at
    kept = hold(Path(settings.HOME), doing="搬数据")
    try:
        bring_up_to_date(at)
        done = carry(target, at, _told)
    finally:
        kept.release()
        print(file=sys.stderr)
    print(f"搬了{done.rows}行，两边的指纹一样：{done.fingerprint}")
    if target["ENGINE"].endswith("postgresql"):
        print("下一步：每次启动前设好环境变量 DATABASE_URL（就是 --to 后面那一串），再 gonghui verify、gonghui serve。")
        print(
            "每天的备份从此由PostgreSQL做：docs/howto/backup-on-postgresql.md。扫描件和密钥还在数据文件夹里，一起备份。"
        )
    else:
        print(f"下一步：去掉环境变量 DATABASE_URL，数据库文件是 {target['NAME']}。")
    where = connection.settings_dict["NAME"]
    print(f"原来的数据库（{where}）留着没有动，从现在起不要再往里记；核对无误以后再收起来。")


def _told(done: int, of: int) -> None:
    print(f"\r搬好了{done}/{of}张表", end="", file=sys.stderr, flush=True)


def _database(url: str) -> dict[str, Any]:
    from config.settings import postgres, sqlite

    if url.startswith(("postgres://", "postgresql://")):
        return postgres(url)
    if "://" in url:
        raise Refused("只能搬到PostgreSQL或SQLite。", "请写 postgres://用户:口令@主机:端口/库名，或者 sqlite。")
    file = Path(settings.HOME) / "gonghui.sqlite3" if url == "sqlite" else Path(url).resolve()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return sqlite(file)
