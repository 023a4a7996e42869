"""Build dist/gonghui-*.whl: the product with its collected static files, for machines without Node, make or a checkout.

The wheel asks for exactly the packages that the tests ran with (requirements/base.txt), not for ranges. Run by
`make wheel`, after the static files have been collected.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "build" / "static"
STAGE = ROOT / "build" / "wheel"
DIST = ROOT / "dist"
LEFT_OUT = ("tests", "testing", "static", "__pycache__", "built")
"""Folders that no office needs; the static files are there as collected."""

PIN = re.compile(r"^(?P<name>[a-z0-9-]+)(?P<extra>\[[a-z,]+\])?==(?P<version>[^ ;\\]+)(?P<marker> ; [^\\]+)?")


def pins(text: str) -> list[str]:
    """The packages of a compiled requirements file as a wheel asks for them: name==version ; marker."""
    found = [match for line in text.splitlines() if (match := PIN.match(line))]
    return [
        f"{pin['name']}{pin['extra'] or ''}=={pin['version']}{(pin['marker'] or '').rstrip()}"
        for pin in found
        if pin["name"] != "setuptools"
    ]


def project(text: str, asked: list[str]) -> str:
    """pyproject.toml with `asked` in the place of the ranges. Raises ValueError when it has no such place."""
    lines = "".join(f"    {_quoted(one)},\n" for one in asked)
    out, count = re.subn(r"^dependencies = \[\n.*?^\]\n", f"dependencies = [\n{lines}]\n", text, flags=re.S | re.M)
    if count != 1:
        raise ValueError("pyproject.toml has no list of dependencies")
    tomllib.loads(out)
    return out


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def stage() -> None:
    """Lay out what goes into the wheel."""
    shutil.rmtree(STAGE, ignore_errors=True)
    for package in ("gonghui", "config"):
        shutil.copytree(ROOT / package, STAGE / package, ignore=shutil.ignore_patterns(*LEFT_OUT, "*.pyc"))
    shutil.copytree(STATIC, STAGE / "gonghui" / "built")
    for name in ("README.md", "README.zh-CN.md", "LICENSE"):
        shutil.copyfile(ROOT / name, STAGE / name)
    asked = pins((ROOT / "requirements" / "base.txt").read_text(encoding="utf-8"))
    text = project((ROOT / "pyproject.toml").read_text(encoding="utf-8"), asked)
    (STAGE / "pyproject.toml").write_text(text, encoding="utf-8")


def main() -> int:
    if not (STATIC / "staticfiles.json").is_file():
        print("The static files are not collected yet: make setup", file=sys.stderr)
        return 1
    stage()
    DIST.mkdir(exist_ok=True)
    for old in DIST.glob("gonghui-*.whl"):
        old.unlink()
    # What pip would call, without pip around it and three processes more.
    build = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", build, str(DIST)], cwd=STAGE, check=True, stdout=subprocess.DEVNULL
    )
    shutil.rmtree(STAGE)
    for made in DIST.glob("gonghui-*.whl"):
        print(f"{made.relative_to(ROOT)}  {made.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
