"""The product made ready once: a process from which commands are forked, each as new as one that a person starts.

Getting ready costs a second of the processor, a command a tenth. Only what depends on nobody's office is shared: the
modules, and the models and declarations in them. Each command reads the settings anew from surroundings of its own.
"""

import atexit
import importlib
import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from functools import cache, partial
from logging.config import dictConfig
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]


class Ready:
    """The process, as the tests reach it."""

    def __init__(self) -> None:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("GONGHUI_", "DATABASE_URL"))}
        self._nobodys = tempfile.TemporaryDirectory(prefix="gonghui-ready-")
        self._process = subprocess.Popen([sys.executable, "-m", "tests.ready"], stdin=subprocess.PIPE, cwd=CHECKOUT,
                                         stdout=subprocess.PIPE, encoding="utf-8",
                                         env={**kept, "GONGHUI_HOME": self._nobodys.name})  # fmt: skip
        atexit.register(self.close)

    def run(self, program: str, words: list[str], surroundings: dict[str, str]) -> "subprocess.CompletedProcess[str]":
        """One run of a module as a program (or of "manage.py"), and how it ended."""
        assert self._process.stdin is not None and self._process.stdout is not None
        with tempfile.TemporaryDirectory(dir=self._nobodys.name) as folder:
            order = {"program": program, "words": words, "surroundings": surroundings, "folder": folder}
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            code = int(self._process.stdout.readline())
            out, err = (Path(folder, name).read_text("utf-8") for name in ("out", "err"))
        return subprocess.CompletedProcess(words, code, out, err)

    def close(self) -> None:
        """Let the process end."""
        self._process.communicate()
        self._nobodys.cleanup()


@cache
def ready() -> Ready:
    """The one process of this run of tests, started when it is first asked for."""
    return Ready()


# --- in the process itself ---------------------------------------------------------------------------


def get_ready() -> None:
    """Read everything that a command may need."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    importlib.import_module("gonghui.cli.commands")


def stand_in(surroundings: dict[str, str]) -> None:
    """In a child: the environment and the settings as a process reads them that starts there."""
    os.environ.clear()
    os.environ.update(surroundings)
    from django.conf import settings
    from django.db import connections

    import config.settings as read

    importlib.reload(read)
    for name in dir(read):
        if name.isupper():
            setattr(settings, name, getattr(read, name))
    for one in connections.all(initialized_only=True):
        if one.connection is not None:
            raise RuntimeError("getting ready has opened a database, which is nobody's")
        del connections[one.alias]
    vars(connections).pop("settings", None)
    connections._settings = None
    dictConfig(settings.LOGGING)


def in_a_child(work: Callable[[], int]) -> int:
    """Do `work` in a child of this process; how it ended (its exit code, or minus the signal)."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 1
    try:
        code = work()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _command(order: dict[str, object]) -> int:
    signal.alarm(300)  # seconds: what serves by mistake does not serve for ever
    words, folder = [str(word) for word in order["words"]], str(order["folder"])
    for number, name, flags in ((0, os.devnull, os.O_RDONLY), (1, "out", os.O_RDWR), (2, "err", os.O_RDWR)):
        os.dup2(os.open(os.path.join(folder, name), flags | os.O_CREAT, 0o600), number)
    stand_in(dict(order["surroundings"]))
    if order["program"] == "manage.py":
        from django.core.management import execute_from_command_line

        execute_from_command_line(["manage.py", *words])
    else:
        sys.argv = [str(order["program"]), *words]
        runpy.run_module(str(order["program"]), run_name="__main__")
    return 0


def serve() -> None:
    """Take orders, one a line of JSON, until there are no more."""
    get_ready()
    said = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        order = json.loads(line)
        print(in_a_child(partial(_command, order)), file=said, flush=True)


if __name__ == "__main__":
    serve()
