"""A person without Node, make or the repository installs one file and has the office running."""

import re
import subprocess
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.installing import CHECKOUT, Installed, answering, free_port, read, wheel

__all__ = ["wheel"]


@pytest.fixture
def installed(wheel: Path, tmp_path: Path) -> Installed:
    return Installed(tmp_path, wheel)


@pytest.fixture
def served(installed: Installed) -> Iterator[str]:
    """The address of the installed product, serving."""
    installed.run("init", "--town", "青溪镇")
    port = free_port()
    process = subprocess.Popen([str(installed.command), "serve", "--port", str(port)], env=installed.surroundings,
                               cwd=installed.folder, stdout=subprocess.DEVNULL)  # fmt: skip
    try:
        yield answering(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(30)


def test_the_installed_product_founds_a_town_serves_its_pages_with_their_look_and_ticks(
    served: str, installed: Installed
) -> None:
    page = read(served + "/sign-in")
    assert "工会通" in page
    sheets = re.findall(r'href="(/static/[^"]+\.css)"', page)
    assert len(sheets) >= 3
    looks = "".join(read(served + sheet) for sheet in sheets)
    assert "--gh-paper" in looks
    for script in re.findall(r'src="(/static/[^"]+\.js)"', page):
        assert read(served + script)
    assert (installed.home / "gonghui.sqlite3").is_file()  # a folder of this user's own, nobody said which
    installed.run("tick")
    assert "都是系统自己写的" in installed.run("verify")
    assert installed.run("due", "bargaining.reply", "--start", "2026-07-02")


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
