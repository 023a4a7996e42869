"""`gonghui plan import` and `gonghui plan show`: what a plan document holds; how a plan stands."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from gonghui.cli.who import hand, moment, reader
from gonghui.kernel.indicators import all_indicators
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Union, node_of, town
from gonghui.planning.public import (
    MAX_BYTES,
    Level,
    Plan,
    PlanDraft,
    ReadPlan,
    ReadTarget,
    ReadTask,
    Sheet,
    accept_all,
    draft_enter,
    month_words,
    plan_import,
    read_plan,
    sheet,
    target_words,
    town_plan,
)

_SIGNS = {"at_least": "≥", "at_most": "≤", "about": "约", "increase": "+", "exactly": ""}


def plan(options: argparse.Namespace) -> None:
    """Read a plan document, or show how a plan stands."""
    if options.year is not None and not 1949 <= options.year <= 2100:
        raise Refused(f"没有{options.year}年的计划。", "年份要写成2026这样。")
    if options.step == "show":
        _show(options)
    else:
        _import(options)


def _import(options: argparse.Namespace) -> None:
    """The outline of a document; with --apply it is kept as a review, with --accept all put into a plan in draft."""
    if options.accept and not options.apply:
        raise Refused("--accept 要和 --apply 一起用。", "只想看读出了什么，请都不写。")
    data, name = _read(options.file), Path(options.file).name
    year = options.year or moment(options).today.year
    found = read_plan(data, name, year=year, known_indicators={indicator.code for indicator in all_indicators()})
    stored = _store(data, name, year, options) if options.apply else []
    if options.json:
        told = found.as_json() | ({"stored": stored} if options.apply else {})
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
        print()
        return
    _tell(found)
    for one in stored:
        print(_told(one))


def _store(data: bytes, name: str, year: int, options: argparse.Namespace) -> list[dict[str, Any]]:
    by, at = hand(options), moment(options).at
    union = _union(options)
    level = Level.TOWN if union.pk == town().pk else Level.GRASSROOTS
    drafts = plan_import(union=union, data=data, filename=name, year=year, level=level, by=by, at=at)
    return [_entered(draft, options, by, at) for draft in drafts]


def _entered(draft: PlanDraft, options: argparse.Namespace, by: Any, at: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "review": draft.pk, "title": draft.title, "year": draft.year,
        "tasks": draft.items.filter(kind="task").count(), "plan": None,
    }  # fmt: skip
    if options.accept == "all":
        accept_all(draft=draft, by=by, at=at)
        told["plan"] = draft_enter(draft=draft, by=by, at=at).pk
    return told


def _told(one: dict[str, Any]) -> str:
    if one["plan"]:
        return f"已写进计划：{one['title']}，{one['tasks']}项，起草状态，还没有送审。"
    return f"已存为待审阅：{one['title']}，{one['tasks']}项。请到“计划→审阅”逐条收下，或者加 --accept all。"


def _union(options: argparse.Namespace) -> Union:
    kind, key = node_of(options.union)
    if kind != "union" or not reader(options).may_open(key):
        raise Refused(
            f"没有工会“{(options.union or '镇总工会')[:40]}”，或者不归您管。", "请用 --union 写工会的编号或全名。"
        )
    return Union.objects.get(pk=key)


def _show(options: argparse.Namespace) -> None:
    """The plan of a union's year with the progress of every target."""
    day = moment(options).today
    year = options.year or day.year
    found = _plan_of(_union(options), year)
    shown = sheet(found, day)
    if options.json:
        json.dump(as_json(shown), sys.stdout, ensure_ascii=False, indent=1)
        print()
        return
    print(f"{found.title}（{found.get_state_display()}）")
    for group in shown.groups:
        print(f"  {group.heading.text if group.heading else '没有标题的任务'}")
        for row in group.rows:
            print(f"    {row.number:>2}. {row.task.short}  {month_words(row.task.months)} {row.task.owner_name}")
            for part in row.parts:
                print(f"        {target_words(part.target)}：{part.display} {part.said}")


def _plan_of(union: Union, year: int) -> Plan:
    found = town_plan(union.pk, year)
    if found is None:
        raise Refused(f"{union.name}没有{year}年的计划。", "先用 gonghui plan import 读入，或者在网页上起草。")
    return found


def as_json(shown: Sheet) -> dict[str, Any]:
    """A plan with its tasks and how far their targets are."""
    plan = shown.plan
    return {
        "title": plan.title, "union": plan.union.name, "year": plan.year, "state": plan.state,
        "approved_on": plan.approved_on.isoformat() if plan.approved_on else None, "today": shown.day.isoformat(),
        "counts": shown.counts, "targets": dict(zip(("met", "total"), shown.met, strict=True)),
        "headings": [
            {
                "heading": group.heading.text if group.heading else None,
                "tasks": [
                    {
                        "number": row.number, "text": row.task.text, "months": row.task.months,
                        "due": row.task.due_on.isoformat() if row.task.due_on else None,
                        "owner": row.task.owner_name or None, "state": row.task.state, "status": row.status.value,
                        "done_on": row.task.done_on.isoformat() if row.task.done_on else None,
                        "targets": [part.as_json() for part in row.parts],
                    }
                    for row in group.rows
                ],
            }
            for group in shown.groups
        ],
    }  # fmt: skip


def _read(path: str) -> bytes:
    file = Path(path)
    try:
        if not file.is_file():
            raise Refused(f"没有文件“{path}”。", "请核对路径。")
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as trouble:
        raise Refused(f"读不了文件“{path}”。", "请核对路径和权限。") from trouble


def _tell(found: ReadPlan) -> None:
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


def _marks(task: ReadTask) -> str:
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


def _target(target: ReadTarget) -> str:
    most = f"-{target.maximum}" if target.maximum is not None else ""
    code = f"〔{target.indicator}〕" if target.indicator else ""
    return f"{target.per}{_SIGNS[target.comparison]}{target.quantity}{most}{target.unit} {target.what}{code}"
