"""Another context is entered only through its `public` module; the kernel enters none."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "gonghui"
NOT_CONTEXTS = {"kernel", "cli", "statutes", ""}


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(tree: ast.AST, package: str) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything imported; `from a import b` counts as a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, base] if base else above)
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def context_of(name: str) -> str:
    """The second part of gonghui.X.…; empty for anything else."""
    parts = name.split(".")
    return parts[1] if parts[0] == "gonghui" and len(parts) > 1 else ""


def breaches(source: str, module: str, package: str) -> list[str]:
    own, found = context_of(module), []
    for line, name in imported(ast.parse(source), package):
        other = context_of(name)
        if other in NOT_CONTEXTS or other == own:
            continue
        if own == "kernel" or name.split(".")[2:3] != ["public"]:
            found.append(f"{module}:{line} imports {name}")
    return found


def breaches_in(file: Path) -> list[str]:
    module = module_name(file)
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    return breaches(file.read_text(encoding="utf-8"), module, package)


def test_contexts_are_entered_only_through_public() -> None:
    files = sorted([*HOUSE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")])
    assert files
    found = [breach for file in files for breach in breaches_in(file)]
    assert not found, "Import gonghui.<context>.public instead:\n" + "\n".join(found)


def test_every_public_module_says_what_it_offers() -> None:
    silent = []
    for file in sorted(HOUSE.glob("*/public.py")):
        body = ast.parse(file.read_text(encoding="utf-8")).body
        targets = [target for node in body if isinstance(node, ast.Assign) for target in node.targets]
        if not any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            silent.append(module_name(file))
    assert not silent, "These need an __all__: " + ", ".join(silent)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("gonghui.people.actions", "from gonghui.orgs.models import Union"),
        ("gonghui.people.actions", "import gonghui.orgs.queries"),
        ("gonghui.people.actions", "from gonghui.orgs import actions"),
        ("gonghui.people.actions", "from ..orgs.models import Union"),
        ("gonghui.people.actions", "def f():\n    from gonghui.orgs.actions import union_found"),
        ("gonghui.kernel.audit.log", "from gonghui.people.public import Account"),
        ("gonghui.cli", "from gonghui.demo.town import build"),
        ("tests.journeys.test_half_year", "from gonghui.orgs.models import Union"),
    ],
)
def test_a_side_door_is_noticed(module: str, source: str) -> None:
    assert breaches(source, module, module.rpartition(".")[0])


@pytest.mark.parametrize(
    "source",
    [
        "from gonghui.orgs.public import union_found",
        "from gonghui.orgs import public as orgs",
        "import gonghui.orgs.public",
        "from gonghui.kernel.audit.models import Event",
        "from gonghui.people.models import Worker",
        "from .models import Worker",
        "from ..orgs.public import Union",
        "from django.db import models",
    ],
)
def test_the_front_door_is_open(source: str) -> None:
    assert not breaches(source, "gonghui.people.actions", "gonghui.people")
