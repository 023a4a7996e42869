"""What goes into the log: where and what kind, never what somebody typed, searched for or is called."""

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from gonghui.kernel.privacy.words import scrubbed

OURS = "gonghui"
FRAMES = 6
"""Places of an error that are named, the last ones."""


class PlaceFormatter(logging.Formatter):
    """One line a record. Our own words are kept (numbers covered); of others' only the fixed part, never the values.

    Of a request stands the pattern of its address, not the address: a name can be part of that. Of an error stand its
    kind and the places in the code, not its words: a database quotes the row.
    """

    def format(self, record: logging.LogRecord) -> str:
        own = record.name == OURS or record.name.startswith(f"{OURS}.")
        parts = [
            self.formatTime(record),
            record.levelname,
            f"{record.name}:",
            _own(record) if own else _foreign(record),
        ]
        if record.exc_info and record.exc_info[0] is not None:
            parts.append(places(record.exc_info[1]))
        return scrubbed(" ".join(part for part in parts if part)).replace("\n", " ")


def _own(record: logging.LogRecord) -> str:
    if not isinstance(record.args, tuple):
        return str(record.msg)
    return str(record.msg) % tuple(_kind(one) for one in record.args) if record.args else str(record.msg)


def _kind(argument: object) -> object:
    """An error among the arguments is named by its kind."""
    return type(argument).__name__ if isinstance(argument, BaseException) else argument


def _foreign(record: logging.LogRecord) -> str:
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    status = str(getattr(record, "status_code", ""))
    if status:
        return f"{status} {match.route if match is not None else '(no page)'}"
    return str(record.msg) if record.args else ""  # without arguments the words may have the values in them already


def places(problem: BaseException | None) -> str:
    """Kind and places of an error, the last place first; never its words."""
    found = traceback.extract_tb(problem.__traceback__ if problem else None)[-FRAMES:]
    return f"{type(problem).__name__} " + " < ".join(
        f"{Path(one.filename).name}:{one.lineno}" for one in reversed(found)
    )


class FolderFile(RotatingFileHandler):
    """A log file that makes its folder with the first line, readable by its owner alone; five old ones stay."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename, maxBytes=1_000_000, backupCount=5, encoding="utf-8", delay=True)

    def _open(self) -> Any:
        Path(self.baseFilename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return super()._open()
