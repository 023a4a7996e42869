"""What is done without anybody asking: jobs that may run twice or after a long pause, each for itself."""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Thread
from time import monotonic

from django.db import close_old_connections, connections

from gonghui.kernel.beside import end_beside
from gonghui.kernel.storage import in_words
from gonghui.kernel.ticks import note_tick

Job = Callable[[datetime], str]
"""job(at): does what is due; returns a sentence about it, "" when there was nothing to do."""

log = logging.getLogger(__name__)
FIRST, AFTER = 5.0, 60.0
"""Seconds until the first tick of a serving process, and between two."""

ENDING = 2.0
"""Seconds that a job has to come to its end when the server stops; longer ones work in a process of their own."""


@dataclass(frozen=True)
class Result:
    """What one job said, or that it failed."""

    key: str
    said: str
    failed: bool = False
    seconds: float = field(default=0.0, compare=False)


_jobs: dict[str, tuple[int, Job]] = {}


def register_job(key: str, job: Job, order: int = 50) -> None:
    """Make a job known; jobs run in the order of `order`. A key that is taken is a programming error."""
    if key in _jobs and _jobs[key][1] is not job:
        raise ValueError(f"job {key} is declared twice")
    _jobs[key] = (order, job)


def run_jobs(at: datetime, ended: Callable[[], bool] = lambda: False) -> list[Result]:
    """Run every job; one that fails is logged and does not stop the others. How it went is kept for the health page.

    Once `ended` says so no further job begins, and nothing is kept of a tick that was cut short.
    """
    results = []
    for key, (_, job) in sorted(_jobs.items(), key=lambda each: (each[1][0], each[0])):
        results.append(_run(key, job, at))
        if ended():
            return results
    note_tick(at, results)
    return results


def _run(key: str, job: Job, at: datetime) -> Result:
    begun = monotonic()
    try:
        said = job(at)
        return Result(key, said, seconds=monotonic() - begun)
    except Exception as problem:  # whatever it is: the other jobs and the server must go on
        last = traceback.extract_tb(problem.__traceback__)[-1]
        # Only the kind and the place: the words of a database error can hold a person's data.
        log.error("job %s failed: %s at %s:%s", key, type(problem).__name__, last.filename, last.lineno)
        known = in_words(problem)
        why = known.what.partition("，")[0] if known else type(problem).__name__
        return Result(key, f"{key}这次没有做成（{why}），下次再试。", failed=True, seconds=monotonic() - begun)


class Ticker:
    """The thread of the serving process that lets the jobs run, one tick after another.

    `now` gives the time stamp of a tick. `stop()` lets the job that runs come to its end.
    """

    def __init__(self, now: Callable[[], datetime], first: float = FIRST, after: float = AFTER) -> None:
        self._now, self._first, self._after = now, first, after
        self._stopped = Event()
        self._thread = Thread(target=self._live, name="gonghui-tick", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, wait: float = ENDING) -> bool:
        """Ask the thread to end and wait at most so many seconds; whether it has ended.

        What this process has done beside it ends too: nothing of that is written by halves.
        """
        self._stopped.set()
        end_beside()
        if self._thread.is_alive():
            self._thread.join(wait)
        return not self._thread.is_alive()

    def _live(self) -> None:
        pause = self._first
        while not self._stopped.wait(pause):
            pause = self._after
            close_old_connections()
            try:
                run_jobs(self._now(), self._stopped.is_set)
            except Exception as problem:  # not even the clock's own trouble ends the thread
                log.error("tick failed: %s", type(problem).__name__)
            finally:
                connections.close_all()  # between ticks the thread holds no file and no place at the server
