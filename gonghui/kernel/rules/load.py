"""Reading the statutes' YAML into rules; a wrong file stops the start and names the file, the key and the mistake."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from gonghui.kernel.rules.checking import ALLOWED, BadStatute, check_rule, require
from gonghui.kernel.rules.model import UNITS, Rule, Source, Step

REGISTERS = ("laws.yaml", "sources.yaml")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def rule(key: str) -> Rule:
    """The rule of a key. Raises KeyError for one that does not exist: a programming error."""
    return rules()[key]


@cache
def rules() -> dict[str, Rule]:
    """All rules by key: national ones, and local ones that stand alone. Raises BadStatute for a wrong file."""
    return load(files("gonghui.statutes"))


@cache
def places() -> dict[str, str]:
    """Province slug → name, of the provinces with a folder of their own."""
    return {slug: about["name"] for slug, about in _provinces(files("gonghui.statutes")).items()}


def load(folder: Traversable) -> dict[str, Rule]:
    """The rules of a statutes folder, checked. Raises BadStatute with file, key and what is wrong."""
    about = _provinces(folder)
    names = {slug: facts["name"] for slug, facts in about.items()}
    register = _Register(folder, names)
    found: dict[str, Rule] = {}
    for path, item, topic in _items(folder, "statutes"):
        _add(found, register.rule(path, item, topic), path)
    for slug, facts in about.items():
        for path, item, topic in _items(folder / "local" / slug, f"statutes/local/{slug}", ("place.yaml",)):
            base = found.get(item.get("overrides", ""))
            require("overrides" not in item or base is not None, path, item, "E101",
                    "overrides a rule that does not exist")  # fmt: skip
            made = register.rule(path, item, topic, slug, base)
            if base is None:
                _add(found, made, path)
            else:
                require(slug not in base.locals, path, item, "E102", "overrides the same rule twice")
                base.locals[slug] = made
        for topic, text in facts.get("unknown", {}).items():
            for each in found.values():
                if each.topic == topic and not each.place:
                    each.unknown[slug] = text
    for each in found.values():
        lonely = each.local_only and not each.locals and not each.entered
        require(not lonely, each.topic, {"key": each.key}, "E103", "has no province although it is local_only")
    return found


def _add(found: dict[str, Rule], made: Rule, path: str) -> None:
    require(made.key not in found, path, {"key": made.key}, "E104", "stands twice")
    found[made.key] = made


def _read(path: Traversable, name: str) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.YAMLError as bad:
        raise BadStatute(f"{name}: not readable as YAML: {bad} (rules.E105)") from bad


def _provinces(folder: Traversable) -> dict[str, dict[str, Any]]:
    local = folder / "local"
    slugs = sorted(entry.name for entry in local.iterdir() if entry.is_dir()) if local.is_dir() else []
    about = {slug: _read(local / slug / "place.yaml", f"statutes/local/{slug}/place.yaml") for slug in slugs}
    for slug, facts in about.items():
        require(bool(facts and facts.get("name")), f"statutes/local/{slug}/place.yaml", {}, "E106", "has no name")
    return about


def _items(
    folder: Traversable, name: str, skipped: tuple[str, ...] = REGISTERS
) -> Iterator[tuple[str, dict[str, Any], str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".yaml") and entry.name not in skipped:
            path = f"{name}/{entry.name}"
            content = _read(entry, path)
            good = isinstance(content, dict) and isinstance(content.get("rules"), list) and content.get("topic")
            require(bool(good), path, {}, "E107", "must hold a topic and a list of rules")
            common = {name: content[name] for name in ("checked_on", "next_review") if name in content}
            for item in content["rules"]:
                require(isinstance(item, dict), path, {}, "E108", f"{item!r} is not a rule")
                yield path, {**common, **item}, content["topic"]


class _Register:
    """The laws and the sources that rules refer to by their short codes."""

    def __init__(self, folder: Traversable, names: dict[str, str]) -> None:
        self.names = names
        self.laws: dict[str, dict[str, Any]] = _read(folder / "laws.yaml", "statutes/laws.yaml")
        self.sources = {
            code: Source(code, text.removeprefix("lost ").strip(), not text.startswith("lost "))
            for code, text in _read(folder / "sources.yaml", "statutes/sources.yaml").items()
        }
        for code, law in self.laws.items():
            require(
                {"law", "short", "source"} <= set(law),
                "statutes/laws.yaml",
                {"key": code},
                "E109",
                "lacks law, short or source",
            )

    def rule(self, path: str, item: dict[str, Any], topic: str, place: str = "", base: Rule | None = None) -> Rule:
        """One checked rule; a local text takes what it does not say itself from the national one."""
        item = self._inherited(item, base)
        require(item.get("law") in self.laws, path, item, "E110", f"law {item.get('law')!r} is not in laws.yaml")
        law = self.laws[item["law"]]
        item = {"source": law["source"], "number": law.get("number", ""), **item}
        require(item["source"] in self.sources, path, item, "E111", f"source {item['source']!r} is not in sources.yaml")
        source = self.sources[item["source"]]
        steps = _steps(path, item, law)
        check_rule(path, item, steps, source, bool(place))
        return Rule(
            key=item["key"], topic=base.topic if base else topic, title=item["title"], kind=item["kind"],
            compare=item.get("compare"), direction=item.get("direction", "after"), starts=item.get("starts", ""),
            unit=item.get("unit", UNITS.get(item["kind"], "")), law=law["law"], short=law["short"],
            number=item["number"], article=item.get("article"), summary=item["summary"], source=source,
            confidence=item["confidence"], values=steps, checked_on=item["checked_on"],
            next_review=item["next_review"], place=place, reason=item.get("reason", ""),
            local_only=bool(item.get("local_only") or item.get("entered")), entered=bool(item.get("entered")),
            reserved=law.get("reserved", ""), place_names=self.names,
        )  # fmt: skip

    @staticmethod
    def _inherited(item: dict[str, Any], base: Rule | None) -> dict[str, Any]:
        if base is None:
            return item
        own = {name: getattr(base, name) for name in ("title", "kind", "compare", "direction", "starts")}
        if item.get("kind", base.kind) == base.kind:
            own["unit"] = base.unit
        given = {name: value for name, value in item.items() if name in ALLOWED}
        return {"key": base.key, **own, **given, "overrides": base.key}


def _steps(path: str, item: dict[str, Any], law: dict[str, Any]) -> tuple[Step, ...]:
    if item.get("local_only") or item.get("entered"):
        return ()
    require(("value" in item) != ("values" in item), path, item, "E112", "needs either value or values")
    raw = item.get("values") or [{"value": item.get("value")}]
    steps = []
    for entry in raw:
        start = entry.get("from", law.get("from"))
        require(type(start) is date, path, item, "E113", "has a value without the day it came into force")
        note = entry.get("from_note", "" if "from" in entry else law.get("from_note", ""))
        steps.append(Step(start, entry.get("value"), note))
    ordered = tuple(sorted(steps, key=lambda step: step.start))
    require(len({step.start for step in ordered}) == len(ordered), path, item, "E114",
            "has two values from the same day")  # fmt: skip
    return ordered
