"""A person without Node, make or the repository installs one file, and with the README, a backup and a sheet of paper has
the office again."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distribution, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.by_command import Office, code_in
from tests.installing import BINARIES, CHECKOUT, answering, free_port, read, share_packages, wheel

__all__ = ["wheel"]

READMES = {"README.md": "## Restore the office on a new PC", "README.zh-CN.md": "## 电脑坏了，在新电脑上恢复"}


def commands_under(readme: str, heading: str) -> list[str]:
    """The lines of the first block of commands under a heading."""
    text = (CHECKOUT / readme).read_text(encoding="utf-8")
    section = text.split(heading + "\n", 1)[1].split("\n## ", 1)[0]
    found = re.search(r"^```\n(.*?)^```$", section, re.S | re.M)
    assert found, f"{readme} has no commands under {heading}"
    return found[1].splitlines()


class NewComputer:
    """A folder with the installation file and a backup, and a user who types what the README says."""

    def __init__(self, folder: Path, wheel: Path, backup: Path, code: str) -> None:
        self.folder, self.wheel = folder, wheel
        (folder / "desk").mkdir()
        self.desk = folder / "desk"
        shutil.copy(wheel, self.desk)
        shutil.copy(backup, self.desk)
        self.given = {"XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX": code, "gonghui-2026-07-06-080000.gonghui": backup.name}

    @property
    def surroundings(self) -> dict[str, str]:
        """A new user's, on whose way there is Python and little else; pip asks no network in a test."""
        (self.folder / "path").mkdir(exist_ok=True)
        python = self.folder / "path" / "python3"
        if not python.exists():
            python.symlink_to(sys.executable)
        path = os.pathsep.join([str(self.folder / "path"), os.defpath])
        return {"HOME": str(self.folder), "PATH": path, "LANG": "C.UTF-8", "PIP_NO_DEPS": "1", "PIP_NO_INDEX": "1",
                "PIP_COMPILE": "0"}  # fmt: skip

    def typed(self, line: str) -> str:
        """A line of the README with this office's own file name and code."""
        for standing, own in self.given.items():
            line = line.replace(standing, own)
        return line

    def enter(self, line: str) -> str:
        if " venv " in line:
            line += " --without-pip"
        done = subprocess.run(["bash", "-c", self.typed(line)], cwd=self.desk, env=self.surroundings,
                              capture_output=True, encoding="utf-8", check=False, timeout=300)  # fmt: skip
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        if " venv " in line:
            share_packages(self.folder, next((self.desk / "gonghui").rglob("site-packages")), self.wheel)
            self._lend_pip(self.desk / "gonghui" / BINARIES)
        return done.stdout

    def _lend_pip(self, binaries: Path) -> None:
        """The one of these tests, working for the new environment: to unpack Python's own takes longer than the rest."""
        alone, pip = self.folder / "pip", binaries / "pip"
        alone.mkdir()
        (alone / "pip").symlink_to(Path(str(distribution("pip").locate_file("pip"))))
        call = f'PYTHONPATH="{alone}" exec "{binaries / "python"}" -m pip "$@"'
        pip.write_text(f"#!/bin/sh\n{call}\n", encoding="utf-8")
        pip.chmod(0o755)


@pytest.fixture(scope="module")
def lost(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """An office that was: its last backup, its recovery code, its fingerprint."""
    home = tmp_path_factory.mktemp("old") / "data"
    old = Office(home)
    made = old.run("init", "--town", "青溪镇", "--province", "jiangsu")
    assert made.returncode == 0, made.stderr
    assert old.run("backup").returncode == 0
    (backup,) = home.with_name("data-backup").iterdir()
    return backup, code_in(made.stdout), old.run("fingerprint").stdout


def has_its_look(address: str) -> None:
    """The first page comes with its style sheets and scripts, from the wheel alone."""
    page = read(address + "/sign-in")
    assert "工会通" in page
    sheets = re.findall(r'href="(/static/[^"]+\.css)"', page)
    assert len(sheets) >= 3
    looks = "".join(read(address + sheet) for sheet in sheets)
    assert "--gh-paper" in looks
    for script in re.findall(r'src="(/static/[^"]+\.js)"', page):
        assert read(address + script)


def test_the_commands_of_the_readme_bring_the_office_back_with_its_look(
    lost: tuple[Path, str, str], wheel: Path, tmp_path: Path
) -> None:
    backup, code, fingerprint = lost
    computer = NewComputer(tmp_path, wheel, backup, code)
    *steps, last = commands_under(*next(iter(READMES.items())))
    said = [computer.enter(step) for step in steps]
    assert "恢复到了" in said[-2] and "都是系统自己写的" in said[-1]
    assert last == "gonghui/bin/gonghui serve"
    port = free_port()
    server = subprocess.Popen([str(computer.desk / "gonghui" / BINARIES / "gonghui"), "serve", "--port", str(port)],
                              cwd=computer.desk, env=computer.surroundings, stdout=subprocess.DEVNULL)  # fmt: skip
    try:
        has_its_look(answering(f"http://127.0.0.1:{port}"))
        assert computer.enter("gonghui/bin/gonghui fingerprint") == fingerprint
    finally:
        server.terminate()
        server.wait(30)
    assert (
        computer.folder / ".local/share/gonghui/data/gonghui.sqlite3"
    ).is_file()  # this user's own, nobody said which
    computer.enter("GONGHUI_HOME=another gonghui/bin/gonghui init --town 东河镇")


def test_both_readmes_tell_the_same_commands() -> None:
    first, second = (commands_under(readme, heading) for readme, heading in READMES.items())
    assert first == second


def test_the_wheel_holds_everything_but_the_tests(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        file.relative_to(CHECKOUT).as_posix()
        for file in (CHECKOUT / "gonghui").rglob("*")
        if file.is_file()
        and not {"tests", "testing", "static", "built", "__pycache__"} & set(file.relative_to(CHECKOUT).parts)
    }
    assert wanted <= inside, sorted(wanted - inside)[:10]
    assert not [name for name in inside if "/tests/" in name or name.startswith("tests/")]
    assert "gonghui/built/staticfiles.json" in inside
    assert any(re.search(r"built/.*tabler.*\.css$", name) for name in inside)


def test_the_wheel_asks_for_exactly_what_was_tested(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith("METADATA"))
        metadata = archive.read(name).decode("utf-8")
    asked = re.findall(r"^Requires-Dist: (\S+)", metadata, re.M)
    assert len(asked) > 20 and all("==" in one for one in asked)
    compiled = (CHECKOUT / "requirements" / "base.txt").read_text(encoding="utf-8")
    assert all(one.rstrip(";") in compiled for one in asked)
    windows = [line for line in metadata.splitlines() if "tzdata" in line]
    assert windows and "win32" in windows[0]  # Windows brings no time zones of its own


def test_the_packages_of_the_project_are_those_that_are_compiled() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    listed = (CHECKOUT / "requirements" / "base.in").read_text(encoding="utf-8").splitlines()
    plain = re.compile(r"^[A-Za-z0-9-]+")
    names = {found[0].lower() for line in listed if (found := plain.match(line))} - {"setuptools"}
    assert {plain.match(one)[0].lower() for one in project} == names
    for one in map(Requirement, project):
        assert one.specifier.contains(version(one.name)), one
