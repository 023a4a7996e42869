"""A field is said once: whoever renames it in one place finds the new word in form, list, import and export."""

import json
import os
import subprocess
import sys
from pathlib import Path

from gonghui.kernel.imports.apps import load_ledgers
from gonghui.kernel.imports.ledger import ledgers
from gonghui.kernel.ledger.api import all_ledgers

ROOT = Path(__file__).parents[2]
RENAMED = {
    "unions": "Union.phone", "employers": "Employer.industry", "members": "Worker.job", "contracts": "Contract.handler",
    "seal-uses": "SealUse.applicant",
}  # fmt: skip
"""One column of each ledger: its only name stands at the model."""

SCRIPT = """
import io, json, sys
from datetime import date
from django.db import models

renamed, keep = json.loads(sys.argv[1]), models.Field.contribute_to_class
def take_the_new_name(self, cls, name, *more, **options):
    if f"{cls.__name__}.{name}" in renamed.values():
        self.verbose_name = "换过的名称"
    keep(self, cls, name, *more, **options)
models.Field.contribute_to_class = take_the_new_name

import django
django.setup()
import python_calamine
from gonghui.kernel.imports.apps import load_ledgers
from gonghui.kernel.imports.ledger import ledger_named
from gonghui.kernel.imports.running import export_rows
from gonghui.kernel.ledger.api import ledger_of
from gonghui.kernel.scope import EVERYTHING

load_ledgers()
found = {}
for key, place in renamed.items():
    field, sheet, out = place.partition(".")[2], ledger_named(key), io.BytesIO()
    type(sheet).records = lambda *whatever: ()
    export_rows(sheet, out, EVERYTHING, date(2026, 7, 2))
    out.seek(0)
    found[key] = {
        "form": [one.label for one in ledger_of(key).act("amend").fields if one.key == field],
        "list": [one.title for one in ledger_of(key).columns if one.key == field],
        "import": [one.title for one in sheet.fields(date(2026, 7, 2)) if one.key == field],
        "export": [cell for cell in python_calamine.load_workbook(out).get_sheet_by_index(0).to_python()[0]
                   if cell == "换过的名称"],
    }
print(json.dumps(found))
"""


def test_an_officer_who_renames_a_column_in_one_place_sees_the_new_word_everywhere() -> None:
    asked = [sys.executable, "-c", SCRIPT, json.dumps(RENAMED)]
    done = subprocess.run(asked, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    everywhere = {part: ["换过的名称"] for part in ("form", "list", "import", "export")}
    assert json.loads(done.stdout) == dict.fromkeys(RENAMED, everywhere)


def test_somebody_who_imports_into_a_list_finds_it_under_the_name_of_the_list() -> None:
    load_ledgers()
    titles = {ledger.key: ledger.title for ledger in all_ledgers()}
    wrong = {sheet.key: sheet.title for sheet in ledgers() if titles.get(sheet.key, sheet.title) != sheet.title}
    assert not wrong
