"""Files in and out: import, undo, export, report."""

import argparse
import json
import sys
from io import BytesIO
from pathlib import Path

from gonghui.cli.who import TERMINAL, eyes, hand, moment, reader, writer
from gonghui.kernel.files import write_whole
from gonghui.kernel.imports.apps import load_ledgers
from gonghui.kernel.imports.ledger import Progress, ledger_named, no_progress
from gonghui.kernel.imports.models import Batch
from gonghui.kernel.imports.running import Result, bad_rows_workbook, export_rows, import_file
from gonghui.kernel.imports.undoing import batch_undo
from gonghui.kernel.privacy.exports import export_make
from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets.facts import MAX_BYTES
from gonghui.people.public import line_of


def _bar() -> Progress:
    """A progress line on a terminal; nothing when the output goes elsewhere."""
    if not sys.stderr.isatty():
        return no_progress

    def show(stage: str, done: int, of: int) -> None:
        share = done * 30 // of if of else 30
        print(f"\r{stage} [{'█' * share}{'·' * (30 - share)}] {done}/{of}   ", end="", file=sys.stderr, flush=True)

    return show


def take(options: argparse.Namespace) -> None:
    """Import a spreadsheet, or try it."""
    load_ledgers()
    present, ledger = moment(options), ledger_named(options.ledger)
    if options.bad_rows and not Path(options.bad_rows).absolute().parent.is_dir():
        raise Refused(f"没有放“{options.bad_rows}”的文件夹。", "请先建好文件夹。")
    result = import_file(
        ledger=ledger, data=_read(options.file), filename=Path(options.file).name, by=hand(options), at=present.at,
        dry_run=options.dry_run, scope=writer(options, ledger.key, line_of(ledger.key)), progress=_bar(),
    )  # fmt: skip
    if options.bad_rows and result.rejected:
        write_whole(Path(options.bad_rows), lambda out: bad_rows_workbook(result, out))
    if options.json:
        json.dump(result.as_json(), sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        _tell(result, options.dry_run)


def _read(path: str) -> bytes:
    file = Path(path)
    try:
        if not file.is_file():
            raise Refused(f"没有文件“{path}”。", "请核对路径。")
        size = file.stat().st_size
        if size > MAX_BYTES:
            limit = MAX_BYTES // 1024**2
            raise Refused(f"文件有{size // 1024**2}MB，最大{limit}MB。", "请删掉图片和多余的表，或拆成几个文件再导入。")
        return file.read_bytes()
    except (OSError, ValueError) as trouble:
        raise Refused(f"读不了文件“{path}”。", "请核对路径和权限。") from trouble


def _tell(result: Result, tried: bool) -> None:
    counts = [result.count(key) for key in ("created", "updated", "unchanged")]
    head = "试导（没有写入）" if tried else f"第{result.batch}批"
    print(f"{head}：共{len(result.reading.rows)}行，新增{counts[0]}，更新{counts[1]}，没变{counts[2]}，"
          f"退回{len(result.rejected)}。")  # fmt: skip
    for row in result.rejected[:50]:
        print(f"  {row.sheet} 第{row.number}行 {row.column}：{row.reason}")
    for thing in result.proposed:
        kind = {"union": "工会", "employer": "用人单位"}[thing["kind"]]
        print(f"  还没有登记的{kind}：{thing['name']}（{len(thing['rows'])}行提到）")
    for remark in result.remarks[:50]:
        print(f"  {remark}")


def undo(options: argparse.Namespace) -> None:
    """Take a batch back."""
    batch = Batch.objects.filter(pk=options.batch).first()
    if batch is None:
        raise Refused(f"没有第{options.batch}批。", "请在导入记录里核对批次号。")
    batch_undo(batch=batch, by=TERMINAL, at=moment(options).at)
    print(f"已撤回第{batch.pk}批。")


def export(options: argparse.Namespace) -> None:
    """Write a ledger as a spreadsheet that can be imported again; private values are masked."""
    load_ledgers()
    ledger, day = ledger_named(options.ledger), moment(options).today
    scope = reader(options, ledger.key, line_of(ledger.key))
    held = BytesIO()
    count = export_rows(ledger, held, scope, day)
    row, data = export_make(what=ledger.key, title=ledger.title, words="命令行", rows=count, by=eyes(options),
                            at=moment(options).at, build=lambda row: held.getvalue())  # fmt: skip
    write_whole(Path(options.out), lambda out: out.write(data))
    print(f"导出{ledger.title}{count}行到{options.out}，登记第{row.pk}号。")


def report(options: argparse.Namespace) -> None:
    """Write the half-year summary."""
    from gonghui.reporting.public import half_year_report

    data = half_year_report(options.period, today=moment(options).today, scope=reader(options))
    write_whole(Path(options.out), lambda out: out.write(data))
    print(f"已写到{options.out}。")
