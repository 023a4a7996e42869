"""`gonghui plan import`: what a plan document holds, without writing anything."""

import argparse
import json
import sys
from pathlib import Path

from gonghui.cli.who import moment
from gonghui.kernel.indicators import all_indicators
from gonghui.kernel.refusal import Refused
from gonghui.planning.public import MAX_BYTES, Plan, Target, Task, read_plan

_SIGNS = {"at_least": "≥", "at_most": "≤", "about": "约", "increase": "+", "exactly": ""}


def plan(options: argparse.Namespace) -> None:
    """Read a plan and show its outline, as JSON or for people."""
    if options.year is not None and not 1949 <= options.year <= 2100:
        raise Refused(f"没有{options.year}年的计划。", "年份要写成2026这样。")
    found = read_plan(
        _read(options.file), Path(options.file).name, year=options.year or moment(options).today.year,
        known_indicators={indicator.code for indicator in all_indicators()},
    )  # fmt: skip
    if options.json:
        json.dump(found.as_json(), sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        _tell(found)


def _read(path: str) -> bytes:
    file = Path(path)
    try:
        if not file.is_file():
            raise Refused(f"没有文件“{path}”。", "请核对路径。")
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as trouble:
        raise Refused(f"读不了文件“{path}”。", "请核对路径和权限。") from trouble


def _tell(found: Plan) -> None:
    for one in found.plans:
        print(f"{one.title or '（没有标题）'}（{one.year}年）")
        for section in one.sections:
            print(f"  {section.heading or '（没有标题）'}〔{section.line_of_work}〕")
            for task in section.tasks:
                print(f"    · {task.text}")
                if marks := _marks(task):
                    print(f"      → {marks}")
        for heading, line in one.left_out:
            print(f"  没有收：第{line}行起“{heading}”，回顾过去的工作，不是计划")


def _marks(task: Task) -> str:
    said = [_target(target) for target in task.targets]
    if task.months:
        said.append("全年" if len(task.months) == 12 else "、".join(str(month) for month in task.months) + "月")
    if task.due:
        said.append(f"{task.due.isoformat()}前")
    if task.owner:
        said.append("、".join([task.owner, *task.helpers]))
    if task.partners:
        said.append("配合：" + "、".join(task.partners))
    return "；".join(said)


def _target(target: Target) -> str:
    most = f"-{target.maximum}" if target.maximum is not None else ""
    code = f"〔{target.indicator}〕" if target.indicator else ""
    return f"{target.per}{_SIGNS[target.comparison]}{target.quantity}{most}{target.unit} {target.what}{code}"
