"""Every table is either sealed or says why not, and nobody writes to a sealed one past the one write path."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from gonghui.kernel.audit.proof.ledgers import apart, is_sealed, sealed_models, why_not

HOUSE = Path(__file__).resolve().parents[2] / "gonghui"

SEALED = """
audit.Event
bargaining.Bargaining bargaining.BargainingCover bargaining.CheckItem bargaining.Clause bargaining.ComplianceCheck
bargaining.Contract bargaining.ContractCover bargaining.Delegate bargaining.QualityWeight bargaining.WageStandard
emulation.Competition emulation.Entrant emulation.MatchScore emulation.MonthResult emulation.ScoringTable
emulation.Call emulation.CallEntry emulation.Mentoring emulation.MentoringCheck emulation.Showcase emulation.ShowcaseYear
emulation.Suggestion
files.Scan
honours.Allotment honours.Care honours.Honour honours.ModelWorker honours.Nomination honours.Objection honours.Programme
honours.Recheck honours.Round
activities.Activity activities.Attendance activities.Finding activities.Invitation activities.Opinion
activities.SignUp activities.Turnout
benefits.Benefit
imports.Batch imports.BatchChange
indicators.Closing indicators.Frozen indicators.FrozenPart indicators.FrozenRow
learning.Attempt learning.Course learning.LearningGroup learning.Loan learning.Question learning.Round learning.Skill
learning.Stock learning.Venue learning.VenueUse
notices.Channel
office.SealUse
orgs.Area orgs.Certificate orgs.Committee orgs.Duty orgs.Employer orgs.EmployerPlacement orgs.HeadCount orgs.Seat
orgs.SisterBody orgs.Standing orgs.Union orgs.UnionEmployer orgs.UnionPlacement
people.Account people.MemberGroup people.Membership people.OfficeHeld people.SignInCode people.Worker
people.Counter people.SignInPolicy
planning.Change planning.DraftItem planning.Heading planning.Plan planning.PlanDraft planning.Target planning.Task
planning.TaskRecord
printing.OfficeTemplate
service.Appointment service.Appraisal service.ContactPoint service.ContactVisit service.Deed
privacy.Consent privacy.Disposal privacy.Export
reporting.Draft reporting.HandValue reporting.Passage
rules.HolidayNotice rules.RuleOverride
workflow.Deadline workflow.Step
people.Cover
people.RecordGrant
signing.Signature
"""

MARKED = {
    "kernel/audit": "the write path and the proof themselves",
    "kernel/carrying.py": "fills a fresh database whole and seals it anew",
    "kernel/imports/running.py": "marks the batch that it saves",
    "kernel/imports/undoing.py": "marks the rows that it takes back",
}
"""Places that write for themselves and mark what they write."""

HOLDS_UNSEALED = {
    ("kernel/workflow/poller.py", "mark"): "a ClockMark",
    ("kernel/notices/outbox.py", "open_rows"): "rows of Dispatch",
    ("kernel/notices/actions.py", "channel.dispatch_set"): "rows of Dispatch",
}
"""Names that stand for rows of unsealed tables."""

ALWAYS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "_raw_delete"}
QUERY = re.compile(r"\bobjects\b|_manager\b|\.(filter|exclude|all)\(")
TABLES = [model for model in apps.get_models(include_auto_created=True) if ".tests." not in model.__module__]
UNSEALED = {model.__name__ for model in TABLES if not is_sealed(model)}


def test_a_new_table_is_sealed_or_says_why_not() -> None:
    """A new model: add it here, or give it `UNSEALED = "reason"`; then make sure that it is written by writes.*."""
    assert {model._meta.label for model in TABLES if is_sealed(model)} == set(SEALED.split())
    unjudged = [model._meta.label for model in TABLES if why_not(model) == "?"]
    assert not unjudged, "a library's table without a reason in kernel/audit/proof/ledgers.py"


def test_reasons_are_sentences_and_columns_kept_apart_exist() -> None:
    for model in TABLES:
        if not is_sealed(model):
            assert len(why_not(model)) >= 8, model._meta.label
        apart(model)


def raw_writes(source: str) -> Iterator[tuple[int, str]]:
    """Calls that write to the database without kernel.audit.writes; unsealed tables and columns kept apart are free."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name, chain = node.func.attr, ast.unparse(node.func)
        plain = not node.args and {word.arg for word in node.keywords} <= {"force_insert", "update_fields"}
        writes = name in ALWAYS or (name in ("update", "create", "delete") and QUERY.search(chain))
        writes = writes or (name in ("delete", "save") and plain)
        model = chain.split(".")[0]
        if writes and model not in UNSEALED and not _only_apart(model, node):
            yield node.lineno, chain


def _only_apart(model: str, call: ast.Call) -> bool:
    given = {word.arg for word in call.keywords}
    found = next((each for each in sealed_models() if each.__name__ == model), None)
    return bool(given) and found is not None and given <= apart(found)


@pytest.mark.parametrize("line", [
    "Worker.objects.filter(pk=1).update(name='x')", "row.delete()", "row.save()", "x.bulk_create(rows)",
    "Deadline.objects.filter(pk=1).update(told='x', void=True)", "row.save(update_fields=['name'])",
])  # fmt: skip
def test_a_raw_write_is_recognised(line: str) -> None:
    assert list(raw_writes(line))


@pytest.mark.parametrize("line", [
    "found.update(more)", "FormToken.objects.create(token='x')", "Deadline.objects.filter(pk=1).update(told='x')",
    "document.save(out)", "Seal.objects.filter(number=1).delete()",
])  # fmt: skip
def test_other_calls_are_left_alone(line: str) -> None:
    assert not list(raw_writes(line))


def test_nobody_writes_past_the_write_path() -> None:
    found = []
    for file in sorted(HOUSE.rglob("*.py")):
        place = file.relative_to(HOUSE).as_posix()
        if "/tests/" in place or "/migrations/" in place or place.startswith(tuple(MARKED)):
            continue
        free = tuple(f"{name}." for at, name in HOLDS_UNSEALED if at == place)
        for line, chain in raw_writes(file.read_text(encoding="utf-8")):
            if not chain.startswith(free):
                found.append(f"{place}:{line} {chain}")
    assert not found, "Write through kernel.audit.writes (create, change, change_rows, remove …):\n" + "\n".join(found)
