"""An office at its command line: runs commands in this process and writes spreadsheets as offices keep them."""

import csv
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.apps import apps

from gonghui.cli import main
from gonghui.kernel.sheets import id_check_digit, uscc_check_digit
from tests.prepared import built_once

TODAY = "2026-07-02"
Lines = Sequence[Any]


class Office:
    """A town's office in its own folder of spreadsheets. `today` is what every command takes as today."""

    def __init__(self, folder: Path, capture: "pytest.CaptureFixture[str]") -> None:
        self.folder, self.capture, self.today = folder, capture, TODAY

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """(exit code, stdout, stderr) of one command."""
        self.capture.readouterr()
        try:
            code = main([*arguments, "--today", self.today])
        except SystemExit as wrong:
            code = int(wrong.code or 0)
        out, err = self.capture.readouterr()
        return code, out, err

    def found(self, town: str, province: str = "jiangsu") -> None:
        def init() -> None:
            code, _, err = self.run("init", "--town", town, "--province", province)
            assert code == 0, err

        built_once(f"{town} {province} {self.today}", init)

    def take(self, ledger: str, file: Path, *more: str) -> dict[str, Any]:
        """The JSON of an import that went through; its rows are all accounted for."""
        code, out, err = self.run("import", ledger, str(file), "--json", *more)
        assert code == 0, err
        result: dict[str, Any] = json.loads(out)
        groups = result["created"] + result["updated"] + result["unchanged"] + len(result["rejected"])
        assert result["rows"] == groups
        return result

    def counts(self, ledger: str, file: Path, *more: str) -> tuple[int, int, int, int]:
        """(created, updated, unchanged, rejected) of an import."""
        found = self.take(ledger, file, *more)
        return found["created"], found["updated"], found["unchanged"], len(found["rejected"])

    def refused(self, *arguments: str) -> str:
        """The sentence on stderr of a command that is refused."""
        code, out, err = self.run(*arguments)
        assert code == 1, (code, out, err)
        assert err.strip().endswith("。") and "Traceback" not in err
        return err.strip()

    def figures(self, period: str = "2026H1", *more: str) -> dict[str, tuple[int, int | None]]:
        """{code: (numerator, denominator)}."""
        code, out, err = self.run("figures", "--period", period, "--json", *more)
        assert code == 0, err
        return {f["code"]: (f["numerator"], f["denominator"]) for f in json.loads(out)}

    def rows(self, code: str, part: str = "numerator", period: str = "2026H1") -> dict[str, Any]:
        status, out, err = self.run("rows", code, "--part", part, "--period", period, "--json")
        assert status == 0, err
        opened: dict[str, Any] = json.loads(out)
        return opened

    def export(self, ledger: str) -> Path:
        file = self.folder / f"导出-{ledger}.xlsx"
        code, _, err = self.run("export", ledger, "--out", str(file))
        assert code == 0, err
        return file

    def xlsx(
        self, name: str, sheets: Mapping[str, Lines] | Lines, merges: Sequence[str] = (), hidden: Sequence[int] = ()
    ) -> Path:
        """An xlsx of these rows; merges ("A1:F1") and hidden rows (from 1) belong to every sheet."""
        file = self.folder / name
        with xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}) as book:
            for tab, lines in (sheets if isinstance(sheets, Mapping) else {"Sheet1": sheets}).items():
                sheet = book.add_worksheet(tab)
                for area in merges:
                    sheet.merge_range(area, "")
                for number, line in enumerate(lines):
                    sheet.write_row(number, 0, line)
                for number in hidden:
                    sheet.set_row(number - 1, None, None, {"hidden": True})
        return file

    def csv(self, name: str, lines: Lines, encoding: str = "utf-8-sig") -> Path:
        file = self.folder / name
        with open(file, "w", encoding=encoding, newline="") as out:
            csv.writer(out).writerows(lines)
        return file


def person(number: int, born: date = date(1985, 3, 1), woman: bool = False) -> str:
    """The identity number of nobody: no such area, a right check digit."""
    first = f"329999{born:%Y%m%d}{number * 2 + (0 if woman else 1):03d}"
    return first + id_check_digit(first)


def credit_code(number: int, registrar: str = "91") -> str:
    """A credit code of no unit: right check digit, no such area."""
    first = f"{registrar}329999GH{number:07d}"
    return first + uscc_check_digit(first)


LEFT_OUT = frozenset({"audit.event", "imports.batch", "imports.batchchange", "imports.savedmapping"})


def dump() -> dict[str, list[dict[str, Any]]]:
    """All data of the office, table by table, without the record of who did what."""
    found = {}
    for app in ("orgs", "people", "bargaining"):
        for model in apps.get_app_config(app).get_models():
            if model._meta.label_lower not in LEFT_OUT:
                columns = [f.attname for f in model._meta.concrete_fields if f.name != "version"]
                found[model._meta.label] = list(model._default_manager.order_by("pk").values(*columns))
    return found
