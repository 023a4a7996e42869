"""Proof at the command line: verify."""

import argparse
import json
import sys

from gonghui.cli.who import moment
from gonghui.kernel.audit.proof.chain import parse_anchor
from gonghui.kernel.audit.proof.checking import Verdict, verify
from gonghui.kernel.audit.proof.sealing import seal_anew
from gonghui.kernel.audit.proof.state import note_check
from gonghui.kernel.refusal import Refused

SHOWN = 200
"""Findings that are printed; --json has all."""


def verify_all(options: argparse.Namespace) -> None:
    """Name every row that was changed behind the product's back. Raises Refused (exit 1) when there are any."""
    verdict = verify(parse_anchor(options.anchor) if options.anchor else None)
    if not options.anchor:
        note_check(moment(options).at, len(verdict.findings))
    if options.json:
        json.dump(as_json(verdict), sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        _print(verdict)
    if options.accept and not verdict.ok:
        if len(options.accept.strip()) < 4:
            raise Refused("还没有写明查清的原因。", "请写清楚是谁、为什么从系统以外改的，这句话会一直留着。")
        words = f"查出{len(verdict.findings)}处，按现状重新存证：{options.accept.strip()}"
        seal_anew(moment(options).at, words)
        note_check(moment(options).at, 0)
        print("已按现状重新存证，原因记在新的一批里。")
    elif not verdict.ok:
        raise Refused(f"查出{len(verdict.findings)}处不是系统自己写的。",
                      "请先留一份现在的数据文件夹，再逐条核对；以前的样子可以从备份里查。")  # fmt: skip


def as_json(verdict: Verdict) -> dict[str, object]:
    """The verdict for programs."""
    return {
        "ok": verdict.ok, "anchor": str(verdict.anchor) if verdict.anchor else None, "batches": verdict.batches,
        "rows": verdict.rows, "waiting": verdict.waiting,
        "findings": [finding.as_json() for finding in verdict.findings],
    }  # fmt: skip


def _print(verdict: Verdict) -> None:
    for finding in verdict.findings[:SHOWN]:
        print(finding.what)
    if len(verdict.findings) > SHOWN:
        print(f"……还有{len(verdict.findings) - SHOWN}处，用 --json 看全部。")
    waiting = f"，{verdict.waiting}行等着存证" if verdict.waiting else ""
    if verdict.ok:
        print(f"核对了{verdict.rows}行、{verdict.batches}批存证{waiting}：都是系统自己写的，没有别的手动过。")
    if verdict.anchor:
        print(f"存证号 {verdict.anchor}（抄在纸上，以后用 gonghui verify --anchor 核对后面有没有被截掉）。")
