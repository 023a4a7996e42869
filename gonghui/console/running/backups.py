"""备份: the list of backups, where they go, and one now with its progress."""

import json
import logging
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from gonghui.console.request import OfficeRequest
from gonghui.kernel import files
from gonghui.kernel.audit.writes import log as note
from gonghui.kernel.backup.box import read_header
from gonghui.kernel.backup.code import Lock, current_lock, lock_of
from gonghui.kernel.backup.daily import back_up_today
from gonghui.kernel.backup.making import SUFFIX
from gonghui.kernel.backup.state import backup_folder, backup_state, choose_folder, chosen_folder
from gonghui.kernel.beside import beside
from gonghui.kernel.health import size
from gonghui.kernel.machine import remove
from gonghui.kernel.refusal import Refused

log = logging.getLogger(__name__)
MOST = 60
"""Backups that are listed."""


@dataclass(frozen=True)
class Kept:
    """One backup file: when it was made, by which version, how far its proof went, which code opens it."""

    name: str
    made_at: str
    size: str
    version: str
    anchor: str
    code: str
    mine: bool


@require_safe
def backups(request: OfficeRequest) -> HttpResponse:
    """The page."""
    return _page(request)


def _page(request: OfficeRequest, problem: Refused | None = None, given: str = "") -> HttpResponse:
    lock = current_lock()
    page = {
        "state": backup_state(request.moment.at), "kept": _listed(lock), "lock": lock, "progress": _progress(),
        "fixed": settings.BACKUP_FOLDER_FIXED, "chosen": chosen_folder() or "", "problem": problem, "given": given,
        "sqlite": connection.vendor == "sqlite", "home": settings.HOME,
    }  # fmt: skip
    return render(request, "console/running/backups.html", page, status=422 if problem else 200)


def _listed(lock: Lock | None) -> list[Kept]:
    folder = backup_folder()
    found = sorted(folder.glob(f"*{SUFFIX}"), key=lambda file: file.name, reverse=True) if folder.is_dir() else []
    return [kept for file in found[:MOST] if (kept := _kept(file, lock))]


def _kept(file: Path, lock: Lock | None) -> Kept | None:
    try:
        with open(file, "rb") as source:
            header = read_header(source)[0]
        of = lock_of(header["lock"])
        made = datetime.fromisoformat(header["made_at"])
        return Kept(file.name, f"{made:%Y-%m-%d %H:%M}", size(file.stat().st_size), str(header.get("version", "")),
                    str(header.get("anchor", "")), of.name, lock is not None and of.name == lock.name)  # fmt: skip
    except (OSError, Refused, KeyError, ValueError, TypeError):
        return Kept(file.name, "", "", "", "", "", False)


# --- one now ----------------------------------------------------------------------------------------

_under_way = threading.Lock()


def _file() -> Path:
    return Path(settings.FILE_UPLOAD_TEMP_DIR) / "backup-progress.json"


def _progress() -> dict[str, Any]:
    """{"stage", "done", "of"} of the backup under way; {"error"} once, when it failed; empty when there is none."""
    try:
        found = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if "error" in found:
        remove(_file())
        return dict(found)
    return dict(found) if _under_way.locked() else {}  # the process that wrote it may be gone


def _tell(stage: str, done: int = 0, of: int = 0, **more: Any) -> None:
    content = json.dumps({"stage": stage, "done": done, "of": of, **more}).encode()
    files.write_whole(_file(), lambda out: out.write(content))


@require_POST
def now(request: OfficeRequest) -> HttpResponse:
    """Begin a backup beside the request; in tests within it."""
    if not _under_way.acquire(blocking=False):
        messages.info(request, "已经在备份了，等它做完。")
        return redirect("console:backups")
    try:
        _tell("准备")
        note("backup_now", request.user, "马上备份", request.hand, request.moment.at)
        if settings.TEST:
            _run(request.moment.at)
        else:
            threading.Thread(target=_run_alone, args=(request.moment.at,), daemon=True).start()
    except BaseException:
        remove(_file())
        _under_way.release()
        raise
    return redirect("console:backups")


def _run_alone(at: datetime) -> None:
    try:
        _run(at)
    finally:
        connection.close()


def _run(at: datetime) -> None:
    try:
        beside(back_up_today, at, _tell)
        remove(_file())
    except Refused as no:
        _tell("", error=no.what + no.todo)
    except Exception as problem:
        log.error("backup failed: %s", type(problem).__name__)
        _tell("", error="备份没有做成，原来的备份都还在。请看“运行状况”。")
    finally:
        _under_way.release()


@require_safe
def progress(request: OfficeRequest) -> HttpResponse:
    """The bar; loads the page anew when it is over."""
    state = _progress()
    if not state and request.htmx:
        return HttpResponseClientRefresh()
    return render(request, "console/running/_progress.html", {"progress": state})


# --- where ------------------------------------------------------------------------------------------


@require_POST
def folder(request: OfficeRequest) -> HttpResponse:
    """Let the backups go to another folder."""
    given = request.POST.get("folder", "")[:500]
    try:
        chosen = choose_folder(given)
    except Refused as no:
        return _page(request, no, given)
    note("backup_folder", request.user, f"备份改放到{chosen}", request.hand, request.moment.at)
    messages.success(request, f"从下一次起，备份放在{chosen}。原来的备份还在原来的地方。")
    return redirect("console:backups")
