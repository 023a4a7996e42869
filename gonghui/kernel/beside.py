"""Long work in a process of its own: the pages do not wait for it, and it ends with the server."""

import os
import signal
from collections.abc import Callable
from multiprocessing import active_children, get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from gonghui.kernel import machine
from gonghui.kernel.holding import end_with_parent

T = TypeVar("T")
SERVING = "GONGHUI_SERVING"


class Ended(RuntimeError):
    """What was done beside did not come to its end: the words name kind and place, or that the server was stopped."""


def beside(work: Callable[..., T], *given: object) -> T:
    """What `work(*given)` gives: done in a process apart where pages are served, else here.

    `work` is a function of a module; what it takes and gives goes from process to process. Raises what it refuses,
    and Ended for every other failure there. Killed at whatever moment, it leaves what a power cut leaves: the database
    as it was before.
    """
    if not os.environ.get(SERVING):
        return work(*given)
    method = get_context("spawn")  # a process with threads cannot be copied
    here, there = method.Pipe()
    child = method.Process(target=_alone, args=(there,), daemon=True)
    child.start()
    there.close()
    try:
        here.send((work, given))
        found, refused = here.recv()
    except (EOFError, OSError) as gone:
        raise Ended("stopped") from gone
    finally:
        here.close()
        child.join()
    if refused is not None:
        raise refused
    result: T = found
    return result


def end_beside() -> None:
    """End what this process has others do: the server is told to stop."""
    for child in active_children():
        child.terminate()


def _alone(orders: Connection) -> None:
    """The other process: makes Django ready, does what it is told and answers (what was found, why not)."""
    os.environ.pop(SERVING)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches both; the server ends this one
    machine.give_way()
    end_with_parent(lambda: None)
    import django

    django.setup()
    orders.send(_answer(*orders.recv()))


def _answer(work: Callable[..., object], given: tuple[object, ...]) -> tuple[Any, Exception | None]:
    from django.db import connections

    from gonghui.kernel.logs import places
    from gonghui.kernel.refusal import Refused
    from gonghui.kernel.storage import in_words

    try:
        return work(*given), None
    except Refused as no:
        return None, no
    except Exception as problem:
        return None, in_words(problem) or Ended(places(problem))
    finally:
        connections.close_all()
