"""One import from file to result: read, check, write in one piece, remember how to undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from gonghui.kernel.audit import writes
from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.proof.marks import mark, runs
from gonghui.kernel.imports.keeping import without_samples
from gonghui.kernel.imports.ledger import Ledger, Progress, Row, Run, no_progress
from gonghui.kernel.imports.models import Batch, BatchChange, BatchState, SavedMapping
from gonghui.kernel.imports.reading import Reading, read_rows
from gonghui.kernel.privacy.words import scrubbed
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import EVERYTHING, Scope
from gonghui.kernel.sheets import BadSheet, UnreadableFile, header_key, read_workbook, write_bad_rows, write_rows
from gonghui.kernel.workflow.settling import settled_at_the_end


@dataclass
class Result:
    """What an import did or, in a dry run, would do. Every row is in exactly one of the four groups."""

    ledger: str
    reading: Reading
    batch: int | None = None
    proposed: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        return sum(row.outcome == outcome for row in self.reading.rows)

    def as_page(self) -> dict[str, Any]:
        """What the import page keeps of a run: counts, columns, the first bad rows, proposals, remarks."""
        name = next((c.header for c in self.reading.columns if c.key == "name"), "")
        return {
            "rows": len(self.reading.rows), "rejected": len(self.rejected), "name_header": name,
            **{key: self.count(key) for key in ("created", "updated", "unchanged")},
            "columns": [[c.header, c.key, c.sure, c.sample] for c in self.reading.columns],
            "skipped": len(self.reading.skipped), "proposed": self.proposed, "remarks": self.remarks[:100],
            "bad": [
                [row.sheet, row.number, masked_name(str(row.get("name") or "")), row.column, row.problem, row.hint]
                for row in self.rejected[:300]
            ],
        }  # fmt: skip

    @property
    def rejected(self) -> list[Row]:
        return [row for row in self.reading.rows if row.outcome is None]

    def as_json(self) -> dict[str, Any]:
        return {
            "ledger": self.ledger,
            "rows": len(self.reading.rows),
            "created": self.count("created"),
            "updated": self.count("updated"),
            "unchanged": self.count("unchanged"),
            "rejected": [
                {"sheet": row.sheet, "row": row.number, "column": row.column, "reason": row.reason}
                for row in self.rejected
            ],
            "mapping": self.reading.mapping,
            "batch": self.batch,
            "proposed": self.proposed,
            "remarks": self.remarks,
            "skipped": [{"sheet": s, "row": n, "reason": why} for s, n, why in self.reading.skipped],
        }


def import_file(
    *, ledger: Ledger, data: bytes, filename: str, by: writes.Hand, at: datetime, dry_run: bool = False,
    scope: Scope = EVERYTHING, chosen: Mapping[str, str] | None = None, batch: Batch | None = None,
    progress: Progress = no_progress,
) -> Result:  # fmt: skip
    """Bring a spreadsheet into a ledger. Good rows go in together or not at all; bad rows come back with reasons.

    `chosen` corrects the column mapping ({header: field key, "" = leave out}) and is remembered. `batch` is a batch
    that was tried before; without it a new one is made. Raises Refused when the file cannot be read at all.
    """
    if not scope.everything and not ledger.grassroots:
        raise Refused(f"{ledger.title}由镇总工会统一导入。", "请把表交给镇总工会。")
    try:
        sheets = read_workbook(data, filename)
    except UnreadableFile as bad:
        raise Refused(str(bad)) from bad
    reading = read_rows(sheets, ledger, at.date(), chosen, progress, filename)
    good = [row for row in reading.rows if not row.problem]
    run = Run(at.date(), at, by, scope, reading.headers, progress)
    result = Result(ledger.key, reading)
    if dry_run:
        ledger.take(good, run, keep=False)
    else:
        result.batch = _keep(ledger, good, run, result, filename, chosen, batch)
    result.proposed = proposals(run)
    result.remarks = [*kept_masked(result.reading), *run.remarks]
    return result


def kept_masked(reading: Reading) -> list[str]:
    """Says that cells which our own export had masked change nothing."""
    return [f"有{reading.masked}格是遮住的（********），原来保存的内容不动。"] if reading.masked else []


def proposals(run: Run) -> list[dict[str, Any]]:
    """Unions and employers that rows name but nobody has registered, with the rows that name them."""
    return [{"kind": kind, "name": name, "rows": rows[:200]} for (kind, name), rows in run.proposed.items()]


def _keep(
    ledger: Ledger, good: Sequence[Row], run: Run, result: Result, filename: str,
    chosen: Mapping[str, str] | None, batch: Batch | None,
) -> int:  # fmt: skip
    """Write the good rows, their events and the way back in one transaction. Returns the batch's key."""
    with transaction.atomic():
        if batch is None:
            batch = Batch(ledger=ledger.key, by_id=run.by.account_id, by_name=run.by.name)
        elif batch.state != BatchState.TRIED:
            raise Refused("这一批已经导入过了。", "再传一次文件即可，重复的行不会再进来。")
        batch.filename, batch.at, batch.state = scrubbed(filename)[-200:], run.at, BatchState.DONE
        batch.for_whom, batch.scan = run.by.for_whom, run.by.scan
        batch.save()
        mark(Batch, [batch.pk])
        journal = writes.Journal(batch.pk)
        run.by = replace(run.by, journal=journal)
        with settled_at_the_end(lambda: run.by, run.at):
            ledger.take(good, run, keep=True)
        for header, key in (chosen or {}).items():
            SavedMapping.objects.update_or_create(
                ledger=ledger.key, header=header_key(header)[:120], defaults={"field": key}
            )
        result.batch = batch.pk
        _settle(batch, journal, ledger, result, run)
    return batch.pk


def _settle(batch: Batch, journal: writes.Journal, ledger: Ledger, result: Result, run: Run) -> None:
    counts = {key: result.count(key) for key in ("created", "updated", "unchanged")}
    done = f"新增{counts['created']}、更新{counts['updated']}、没变{counts['unchanged']}、退回{len(result.rejected)}"
    writes.log("batch_import", batch, f"导入{ledger.title}：{done}", run.by, run.at)
    result.proposed = proposals(run)
    result.remarks = [*kept_masked(result.reading), *run.remarks]
    batch.result = without_samples(result.as_page()) | {"waiting": run.waiting}
    batch.created = {label: [list(run) for run in runs(keys)] for label, keys in journal.created.items()}
    batch.last_event = Event.objects.aggregate(last=Max("pk"))["last"] or 0
    batch.save()
    changed = [BatchChange(batch=batch, entity=e, object_id=key, before=old) for e, key, old in journal.changed]
    writes.create_many(changed, replace(run.by, journal=None))


def masked_name(name: str) -> str:
    """王小强 → 王*强, 王强 → 王*; names of units (over four characters) stay."""
    if not 2 <= len(name) <= 4:
        return name
    return name[0] + "*" * max(len(name) - 2, 1) + (name[-1] if len(name) > 2 else "")


def bad_rows_workbook(result: Result, out: Any) -> int:
    """Write the rejected rows under their own header with a reason column; returns how many."""
    reasons = {(row.sheet, row.number): row.reason for row in result.rejected}
    sheets = [
        BadSheet(
            sheet.name,
            table.title,
            table.header_rows,
            [
                (cells, reasons[sheet.name, number])
                for number, cells in enumerate(sheet.rows, 1)
                if (sheet.name, number) in reasons
            ],
        )
        for sheet, table in result.reading.tables
    ]
    return write_bad_rows(out, [sheet for sheet in sheets if sheet.rows])


def export_rows(ledger: Ledger, out: Any, scope: Scope, day: date) -> int:
    """Write a ledger's records as a spreadsheet that can be imported again; returns the number of rows."""
    rows = list(ledger.export(scope, day))
    codes = [at for at, one in enumerate(ledger.declared) if one.digits]
    write_rows(out, None, [one.heading for one in ledger.declared], rows, text_columns=codes)
    return len(rows)
