"""`gonghui figures` and `gonghui rows`."""

import argparse
import json
import sys
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from gonghui.cli.who import moment, reader
from gonghui.kernel.dates import cn_date, parse_period
from gonghui.kernel.indicators import Figure, Node, Tree, all_indicators, figures, indicator
from gonghui.kernel.indicators.opening import check_readable, open_part
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import node_of, tree_on


def _asked(options: argparse.Namespace) -> tuple[Any, Tree, Node, Any]:
    """(span, tree, node, scope) of a question about figures."""
    span = parse_period(options.period).span.cut(moment(options).today)
    tree = tree_on(span.end)
    node = node_of(options.org)
    scope = reader(options)
    check_readable(tree, node, scope)
    return span, tree, node, scope


def figures_table(options: argparse.Namespace) -> None:
    """Print all figures of a period, as a table or as JSON."""
    span, tree, node, _ = _asked(options)
    found = figures(all_indicators(), tree, node, span)
    if options.json:
        json.dump([figure.as_json() for figure in found], sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        print_table(found, parse_period(options.period).title, span.end)


def print_table(found: Sequence[Figure], title: str, day: date) -> None:
    """The figures for people at a terminal."""
    print(f"{title}（截至{cn_date(day)}）")
    for figure in found:
        base = f"{figure.numerator:,}/{figure.denominator:,}" if figure.denominator is not None else ""
        unit = "" if figure.denominator is not None else figure.indicator.unit
        print(
            f"  {_padded(figure.indicator.title, 30)}{figure.display + unit:>12}  {base:>14}  {figure.indicator.code}"
        )


def _padded(text: str, width: int) -> str:
    wide = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
    return text + " " * max(width - wide, 1)


def rows(options: argparse.Namespace) -> None:
    """Print the records that make one part of a figure."""
    span, tree, node, scope = _asked(options)
    part = indicator(options.code).part(options.part)
    if part is None:
        raise Refused(f"“{indicator(options.code).title}”没有这一部分。", "计数指标只有 numerator。")
    found = open_part(part, tree, node, span, scope)
    out: dict[str, Any] = {"count": found.count, "visible": found.visible, "closed": found.closed}
    if found.total is not None:
        out["sum"] = found.total
    out["rows"] = [_row(part, row) for row in found.rows]
    if options.json:
        json.dump(out, sys.stdout, ensure_ascii=False, indent=1, default=_plain)
        print()
        return
    print(f"{part.label}：共{found.count}，可查看{found.visible}")
    for row in out["rows"]:
        print("  " + "  ".join("—" if v is None else str(v) for k, v in row.items() if k != "kind"))


def _row(part: Any, row: Any) -> dict[str, Any]:
    kind, key = part.key(row)
    return {"id": key, "kind": kind, **{column.title: column.of(row) for column in part.columns}}


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
