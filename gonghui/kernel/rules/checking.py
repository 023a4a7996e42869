"""What a rule in the statutes must look like."""

from datetime import date
from typing import Any

from gonghui.kernel.rules.model import COMPARES, CONFIDENCES, KINDS, LENGTHS, Source, Step, number

NEEDED = ("key", "title", "kind", "law", "summary", "confidence", "checked_on", "next_review")
ALLOWED = {
    *NEEDED, "compare", "direction", "starts", "unit", "value", "values", "article", "number", "source", "overrides",
    "reason", "local_only", "entered",
}  # fmt: skip


class BadStatute(ValueError):
    """A statutes file is wrong; the message names the file, the key and the mistake."""


def require(good: bool, path: str, item: dict[str, Any], code: str, mistake: str) -> None:
    """Raise BadStatute unless `good`. `code` is the mistake's lasting number (docs/howto/add-a-rule.md)."""
    if not good:
        raise BadStatute(f"{path}: {item.get('key') or item.get('overrides') or '?'}: {mistake} (rules.{code})")


def check_rule(path: str, item: dict[str, Any], steps: tuple[Step, ...], source: Source, local: bool) -> None:
    """Raise BadStatute for a rule that lacks something, says something unknown or claims more than was checked."""
    for name in NEEDED:
        require(bool(item.get(name)), path, item, "E001", f"lacks {name}")
    for name in item:
        require(name in ALLOWED, path, item, "E002", f"has an unknown field {name}")
    _known(path, item, "kind", KINDS, "E003")
    _known(path, item, "compare", (None, *COMPARES), "E004")
    _known(path, item, "confidence", CONFIDENCES, "E005")
    require(item.get("direction", "after") in ("after", "before"), path, item, "E006",
            "direction must be after or before")  # fmt: skip
    require(item["summary"].endswith("。"), path, item, "E007", "summary must end with a full stop")
    for name in ("checked_on", "next_review"):
        require(type(item[name]) is date, path, item, "E008", f"{name} must be a date")
    require(item["checked_on"] < item["next_review"], path, item, "E009", "next_review must come after checked_on")
    article = item.get("article")
    require(article is None or (type(article) is int and article > 0), path, item, "E010", "article must be a number")
    if item["kind"] in LENGTHS:
        require(bool(item.get("starts")), path, item, "E011", "a length needs starts: the event it is counted from")
    if local and item.get("overrides"):
        require(
            bool(item.get("reason")), path, item, "E012", "an override needs the reason why the province may differ"
        )
    for step in steps:
        mistake = wrong_value(item["kind"], step.value)
        require(not mistake, path, item, "E013", mistake)
    dated = all(not step.note for step in steps)
    good = item["confidence"] != "verified" or (source.reopens and dated and article is not None)
    require(good, path, item, "E014",
            "verified needs an article, the day of effect and a source that can be opened again")  # fmt: skip


def _known(path: str, item: dict[str, Any], name: str, choices: tuple[Any, ...], code: str) -> None:
    known = ", ".join(choice for choice in choices if choice)
    require(item.get(name) in choices, path, item, code, f"{name} must be one of {known}")


def wrong_value(kind: str, value: Any) -> str:
    """Why `value` cannot be a rule's value of this kind; "" when it can. None (repealed) always can."""
    if value is None:
        return ""
    if kind == "flag":
        return "" if isinstance(value, bool) else "a flag is true or false"
    if kind == "list":
        texts = isinstance(value, list) and value and all(isinstance(text, str) for text in value)
        return "" if texts else "a list holds texts"
    if isinstance(value, dict):
        if set(value) != {"min", "max"}:
            return "a range has min and max"
        values = [value["min"], value["max"]]
    else:
        values = value if isinstance(value, list) else [value]
    try:
        numbers = [number(each) for each in values]
    except (TypeError, ValueError):
        return f"{value!r} is no number"
    if any(each < 0 for each in numbers) or not numbers:
        return f"{value!r} is below nothing"
    if kind in LENGTHS and any(each.denominator != 1 or each == 0 for each in numbers):
        return f"{value!r} is no whole length"
    if isinstance(value, dict) and numbers[0] > numbers[1]:
        return f"{value!r} runs backwards"
    return ""
