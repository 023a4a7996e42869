"""A machine without Node, make or the repository: the wheel, a fresh environment, and what answers there."""

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

CHECKOUT = Path(__file__).resolve().parents[1]
BINARIES = "Scripts" if sys.platform == "win32" else "bin"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as `make wheel` builds it, from a copy of the checkout so that nobody else's build is touched."""
    copy = tmp_path_factory.mktemp("checkout") / "gonghui"
    for name in ("gonghui", "config", "requirements", "scripts", "build/static"):
        shutil.copytree(CHECKOUT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "README.zh-CN.md", "LICENSE"):
        shutil.copyfile(CHECKOUT / name, copy / name)
    subprocess.run([sys.executable, str(copy / "scripts" / "wheel.py")], check=True, capture_output=True, timeout=120)
    (made,) = (copy / "dist").glob("gonghui-*.whl")
    return made


def asked_for(wheel: Path) -> list[Requirement]:
    """The packages that the wheel asks for on this machine."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        metadata = archive.read(name).decode("utf-8")
    found = [Requirement(line) for line in re.findall(r"^Requires-Dist: (.+)$", metadata, re.M)]
    return [one for one in found if one.marker is None or one.marker.evaluate()]


def share_packages(folder: Path, site: Path, wheel: Path) -> None:
    """Exactly what the wheel asks for is there already (no network in a test); nothing else is, nor the checkout."""
    packages = folder / "packages"
    packages.mkdir()
    for one in asked_for(wheel):
        kept = distribution(one.name)
        tops = {file.parts[0] for file in kept.files or () if file.parts[0] not in ("..", "__pycache__")}
        for top in tops:
            target = packages / top
            if not target.exists():
                target.symlink_to(Path(str(kept.locate_file(top))))
    (site / "shared.pth").write_text(packages.as_posix() + "\n", encoding="utf-8")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answering(address: str) -> str:
    for _ in range(300):
        try:
            read(address + "/health")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return address
    raise AssertionError("the installed product does not answer")


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return str(answer.read().decode("utf-8"))
