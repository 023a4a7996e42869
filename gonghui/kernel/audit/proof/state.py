"""How the proof stands: the daily check, what waits to be sealed, and the red line for the home and health pages."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from gonghui.kernel.audit.proof.chain import kept_lists, last_seal, root_of
from gonghui.kernel.audit.proof.checking import verify
from gonghui.kernel.audit.proof.marks import pending
from gonghui.kernel.beside import beside
from gonghui.kernel.files.store import write_whole

TODO = "请先留一份现在的数据文件夹，再运行 gonghui verify 看是哪些。"


@dataclass(frozen=True)
class ProofState:
    """`sealed_at` is the last sealing, `waiting` the rows since; `red` is the line for the home page, empty if all is well."""

    sealed_at: datetime | None
    waiting: int
    checked_at: datetime | None
    findings: int
    red: str = ""
    todo: str = ""


def verify_job(at: datetime) -> str:
    """Verify once a day, as a job of the clock; says what was found, if anything."""
    if last_seal() is None:
        return ""
    checked_at, _ = _last_check()
    if checked_at is not None and checked_at.date() == at.date():
        return ""
    found = beside(_findings)
    note_check(at, found)
    return f"查出{found}处不是系统自己写的。{TODO}" if found else ""


def _findings() -> int:
    return len(verify().findings)


def note_check(at: datetime, findings: int) -> None:
    """Write down what a check found, for the pages."""
    content = json.dumps({"at": at.isoformat(), "findings": findings}).encode()
    write_whole(_file(), lambda out: out.write(content))


def proof_state() -> ProofState:
    """How the proof stands now. Cheap: the rows themselves are compared once a day."""
    last = last_seal()
    checked_at, findings = _last_check()
    if last is None:
        return ProofState(None, 0, checked_at, findings)
    state = (last.at, pending(last.marks_through).count, checked_at, findings)
    if findings:
        return ProofState(*state, f"最近一次核验查出{findings}处不是系统自己写的。", TODO)
    if root_of(kept_lists()) != last.root:
        return ProofState(*state, "存证清单被系统以外的手改过，存证停住了。", TODO)
    return ProofState(*state)


def _file() -> Path:
    return Path(settings.HOME) / "verified.json"


def _last_check() -> tuple[datetime | None, int]:
    with suppress(OSError, ValueError, KeyError, TypeError):
        found: dict[str, Any] = json.loads(_file().read_text("utf-8"))
        return datetime.fromisoformat(found["at"]), int(found["findings"])
    return None, 0
