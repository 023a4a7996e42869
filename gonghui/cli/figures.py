"""`gonghui figures` and `gonghui rows`."""

import argparse
import json
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from gonghui.cli.who import moment, reader
from gonghui.kernel.dates import Span, cn_date, parse_period
from gonghui.kernel.indicators import Figure, Node, Tree, all_indicators, figures, indicator
from gonghui.kernel.indicators.measure import Counter
from gonghui.kernel.indicators.opening import check_readable, open_part, open_rows
from gonghui.kernel.indicators.slices import dimension_of, split
from gonghui.kernel.indicators.why import Moment, Step, explain, rounded
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope
from gonghui.orgs.public import node_of, tree_on

STEP_WORDS = {
    "entered": "新增", "left": "减少", "moved_in": "转来", "moved_out": "转走", "gained": "达到", "lost": "不再达到",
    "changed": "数量变化",
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A question about figures at the terminal."""

    span: Span
    tree: Tree
    node: Node
    scope: Scope
    title: str


def _asked(options: argparse.Namespace, period: str) -> Asked:
    asked = parse_period(period)
    span = asked.span.cut(moment(options).today)
    tree = tree_on(span.end)
    node = node_of(options.org)
    scope = reader(options)
    check_readable(tree, node, scope)
    return Asked(span, tree, node, scope, asked.title)


def figures_table(options: argparse.Namespace) -> None:
    """Print the figures of a period as a table or as JSON; one of them split (--by) or explained (--why).

    Raises Refused when --by or --why is asked of no single figure.
    """
    if (options.by or options.why) and not options.code:
        raise Refused(
            "分组和“为什么变了”一次只看一个指标。", "请写指标代码，如 gonghui figures orgs.unions --by kind。"
        )
    asked = _asked(options, options.period)
    if options.by:
        _split(options, asked)
    elif options.why:
        _why(options, asked)
    else:
        items = [indicator(options.code)] if options.code else all_indicators()
        found = figures(items, asked.tree, asked.node, asked.span)
        if options.json:
            _json([figure.as_json() for figure in found])
        else:
            print_table(found, asked.title, asked.span.end)


def _split(options: argparse.Namespace, asked: Asked) -> None:
    item = Counter(asked.tree, asked.span).settled(indicator(options.code), asked.node)
    found = split(item, options.by, asked.tree, asked.node, asked.span)
    whole = figures([indicator(options.code)], asked.tree, asked.node, asked.span)[0]
    if options.json:
        _json({**whole.as_json(), "by": options.by, "slices": [
            {"key": each.value, "label": each.label, "numerator": each.figure.numerator,
             "denominator": each.figure.denominator, "value": each.figure.value} for each in found
        ]})  # fmt: skip
        return
    print(f"{item.title}（{asked.title}，按{dimension_of(item.numerator, options.by).title}）")
    for name, figure in [*((each.label, each.figure) for each in found), ("合计", whole)]:
        print(f"  {_padded(name, 30)}{figure.display:>12}  {_fraction(figure):>14}")


def _why(options: argparse.Namespace, asked: Asked) -> None:
    """From the period --from (for a standing figure its last day) to the period asked for."""
    if not options.since:
        raise Refused("没有写和哪个时段比。", "请写 --from 2025H2。")
    item = indicator(options.code)
    before = _asked(options, options.since)
    found = explain(*(
        Moment(Counter(one.tree, one.span).settled(item, one.node), one.tree, one.node, one.span)
        for one in (before, asked)
    ))  # fmt: skip
    digits = 4 if item.is_rate else 0
    effects = [step.effect for step in found.steps]
    known = [each for each in effects if each is not None]
    told: list[Fraction | None] = [*rounded(known, digits)] if len(known) == len(effects) else [None] * len(effects)
    steps = [_step(step, effect, asked.scope) for step, effect in zip(found.steps, told, strict=True)]
    whole = sum((each for each in told if each is not None), Fraction(0)) if found.difference is not None else None
    out = {"code": item.code, "title": item.title, "unit": item.unit, "from": found.before.as_json(),
           "to": found.after.as_json(), "difference": _number(whole), "parts": steps}  # fmt: skip
    if options.json:
        _json(out)
        return
    print(f"{item.title}：{before.title} {found.before.display} → {asked.title} {found.after.display}")
    for step in steps:
        print(f"  {STEP_WORDS[step['key']]:<8}分子{step['numerator']:+}  影响{step['effect']}  明细{step['records']}条")


def _step(step: Step, effect: Fraction | None, scope: Scope) -> dict[str, Any]:
    found = open_rows(step.part, step.opens, scope)
    return {"key": step.key, "numerator": step.numerator, "denominator": step.denominator, "effect": _number(effect),
            "records": found.count, "visible": found.visible,
            "rows": [_row(step.part, row) for row in found.rows]}  # fmt: skip


def _number(value: Fraction | None) -> float | int | None:
    """A rounded fraction as JSON writes it: whole numbers without a point."""
    return None if value is None else int(value) if value.denominator == 1 else float(value)


def print_table(found: Sequence[Figure], title: str, day: date) -> None:
    """The figures for people at a terminal."""
    print(f"{title}（截至{cn_date(day)}）")
    for figure in found:
        base = _fraction(figure)
        unit = "" if figure.denominator is not None else figure.indicator.unit
        print(
            f"  {_padded(figure.indicator.title, 30)}{figure.display + unit:>12}  {base:>14}  {figure.indicator.code}"
        )


def _fraction(figure: Figure) -> str:
    return f"{figure.numerator:,}/{figure.denominator:,}" if figure.denominator is not None else ""


def _json(value: Any) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1, default=_plain)
    print()


def _padded(text: str, width: int) -> str:
    wide = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
    return text + " " * max(width - wide, 1)


def rows(options: argparse.Namespace) -> None:
    """Print the records that make one part of a figure."""
    asked = _asked(options, options.period)
    item = Counter(asked.tree, asked.span).settled(indicator(options.code), asked.node)
    part = item.part(options.part)
    if part is None:
        raise Refused(f"“{item.title}”没有这一部分。", "计数指标只有 numerator。")
    found = open_part(part, asked.tree, asked.node, asked.span, asked.scope)
    out: dict[str, Any] = {"count": found.count, "visible": found.visible, "closed": found.closed}
    if found.total is not None:
        out["sum"] = found.total
    out["rows"] = [_row(part, row) for row in found.rows]
    if options.json:
        _json(out)
        return
    print(f"{part.label}：共{found.count}，可查看{found.visible}")
    for row in out["rows"]:
        print("  " + "  ".join("—" if v is None else str(v) for k, v in row.items() if k != "kind"))


def _row(part: Any, row: Any) -> dict[str, Any]:
    kind, key = part.key(row)
    return {"id": key, "kind": kind, **{column.title: column.of(row) for column in part.columns}}


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
