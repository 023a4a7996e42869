"""The product starts on Windows and Linux alike: what only one of them has stands in one module, with both branches."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BOTH_BRANCHES = "gonghui/kernel/machine.py"

MODULES = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "posix", "crypt", "spwd", "nis",
           "msvcrt", "winreg", "winsound", "_winapi", "nt"}  # fmt: skip
"""Modules of one system."""

OF_OS = {"fork", "forkpty", "getuid", "geteuid", "getgid", "getegid", "setuid", "setgid", "getpgid", "setsid", "killpg",
         "sync", "mkfifo", "mknod", "chown", "lchown", "fchown", "fchmod", "chroot", "nice", "uname", "getloadavg",
         "statvfs", "fstatvfs", "sched_getaffinity", "wait", "waitpid", "O_NOFOLLOW", "O_DIRECTORY", "O_SYNC",
         "startfile", "rename", "link", "symlink", "chmod", "umask"}  # fmt: skip
"""Names of `os` that one system lacks, or that mean something else there (`rename` refuses over a file on Windows)."""

OF_SIGNAL = {"SIGKILL", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGCHLD", "SIGPIPE", "SIGQUIT", "alarm", "setitimer",
             "pthread_kill", "sigwait", "pause"}  # fmt: skip
OF_PATH = {"chmod", "rename", "hardlink_to", "symlink_to", "owner", "group", "is_mount", "lchmod"}
"""Methods of a path that differ; `replace` and `unlink` do what is meant everywhere."""

FIXED = ("/tmp/", "/etc/", "/var/", "/proc/", "/dev/", "/usr/", "/home/", "C:\\")
"""Beginnings of paths that another machine does not have."""

ALLOWED = {
    ("gonghui/cli/service.py", "/etc/systemd/system"): "where a Linux service has to lie",
}


def machine_bound(source: str) -> Iterator[tuple[int, str]]:
    """(line, what) of everything in a module that works on one kind of machine only."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, each.name) for each in node.names if each.name.split(".")[0] in MODULES)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in MODULES:
            yield node.lineno, str(node.module)
        elif isinstance(node, ast.ImportFrom) and node.module in ("os", "signal"):
            yield from ((node.lineno, each.name) for each in node.names if each.name in OF_OS | OF_SIGNAL)
        elif isinstance(node, ast.Attribute):
            whose = node.value.id if isinstance(node.value, ast.Name) else ""
            if (whose == "os" and node.attr in OF_OS) or (whose == "signal" and node.attr in OF_SIGNAL):
                yield node.lineno, f"{whose}.{node.attr}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(FIXED):
            yield node.lineno, node.value[:40]
        if isinstance(node, ast.Call) and _changes_a_path(node.func):
            yield node.lineno, ast.unparse(node.func)


def _changes_a_path(called: ast.expr) -> bool:
    if not isinstance(called, ast.Attribute) or called.attr not in OF_PATH:
        return False
    return not (isinstance(called.value, ast.Name) and called.value.id in ("os", "self"))


def _text_mode(call: ast.Call, at: int) -> bool:
    """Whether the mode of an `open`, the argument at that place, is one of text."""
    given = call.args[at] if len(call.args) > at else next((k.value for k in call.keywords if k.arg == "mode"), None)
    return not (isinstance(given, ast.Constant) and "b" in str(given.value))


def unsaid_encodings(source: str) -> Iterator[tuple[int, str]]:
    """Texts read or written in whatever alphabet the machine happens to have: cp936 on an office PC."""
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        said = {word.arg for word in call.keywords}
        name = ast.unparse(call.func)
        if "encoding" in said:
            continue
        if name in ("open", "os.fdopen") and _text_mode(call, 1):
            yield call.lineno, name
        if isinstance(call.func, ast.Attribute):
            least = {"read_text": 1, "write_text": 2}.get(call.func.attr)
            if (least and len(call.args) < least) or (
                call.func.attr == "open" and name.startswith("Path(") and _text_mode(call, 0)
            ):
                yield call.lineno, name
        if name.startswith("subprocess.") and said & {"text", "universal_newlines"}:
            yield call.lineno, name


def product_files() -> list[Path]:
    """What runs in an office: no tests, nothing of the build."""
    files = [*(ROOT / "gonghui").rglob("*.py"), *(ROOT / "config").rglob("*.py"), ROOT / "manage.py"]
    return sorted(file for file in files if not {"tests", "migrations"} & set(file.relative_to(ROOT).parts))


def test_nothing_but_one_module_knows_which_machine_it_runs_on() -> None:
    found = []
    for file in product_files():
        place = file.relative_to(ROOT).as_posix()
        if place == BOTH_BRANCHES:
            continue
        for line, what in machine_bound(file.read_text(encoding="utf-8")):
            if (place, what) not in ALLOWED:
                found.append(f"{place}:{line} {what}")
    assert not found, (
        f"Works on one kind of machine only; put it into {BOTH_BRANCHES} with both branches:\n" + "\n".join(found)
    )


def test_every_text_says_its_encoding() -> None:
    found = [f"{file.relative_to(ROOT)}:{line} {what}" for file in product_files()
             for line, what in unsaid_encodings(file.read_text(encoding="utf-8"))]  # fmt: skip
    assert not found, "Say encoding=…: on an office PC the default is cp936.\n" + "\n".join(found)


@pytest.mark.parametrize("line", [
    "import fcntl", "from resource import getrusage", "os.fork()", "os.kill(1, signal.SIGKILL)", "from os import getuid",
    "os.rename(a, b)", "file.chmod(0o600)", "a.rename(b)", "import msvcrt", "x = '/tmp/gonghui'", "os.sync()",
])  # fmt: skip
def test_a_call_that_one_system_lacks_is_noticed(line: str) -> None:
    assert list(machine_bound(line))


@pytest.mark.parametrize("line", [
    "open(f)", "open(f, 'w')", "f.read_text()", "f.write_text('x')", "subprocess.run(c, text=True)", "Path(x).open()",
    "os.fdopen(h, 'w')",
])  # fmt: skip
def test_a_text_in_the_machines_own_alphabet_is_noticed(line: str) -> None:
    assert list(unsaid_encodings(line))


@pytest.mark.parametrize("line", [
    "open(f, 'rb')", "open(f, encoding='utf-8')", "f.read_text('utf-8')", "f.write_text('x', 'utf-8')", "tarfile.open(f)",
    "os.replace(a, b)", "self.rename(x)", "signal.SIGTERM", "os.open(f, 1)", "subprocess.run(c, encoding='utf-8')",
])  # fmt: skip
def test_what_works_everywhere_is_left_alone(line: str) -> None:
    assert not list(machine_bound(line)) and not list(unsaid_encodings(line))


def test_the_one_module_has_both_branches() -> None:
    source = (ROOT / BOTH_BRANCHES).read_text(encoding="utf-8")
    assert "msvcrt" in source and "fcntl" in source
    names = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    assert "WINDOWS" in names
