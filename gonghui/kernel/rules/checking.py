"""What a rule in the statutes must look like."""

from datetime import date
from typing import Any

from gonghui.kernel.rules.model import COMPARES, CONFIDENCES, KINDS, LENGTHS, Source, Step, number

NEEDED = ("key", "title", "kind", "law", "summary", "confidence", "checked_on", "next_review")
ALLOWED = {
    *NEEDED, "compare", "direction", "starts", "unit", "value", "values", "article", "number", "source", "overrides",
    "reason", "local_only",
}  # fmt: skip


class BadStatute(ValueError):
    """A statutes file is wrong; the message names the file, the key and the mistake."""


def require(good: bool, path: str, item: dict[str, Any], mistake: str) -> None:
    """Raise BadStatute unless `good`."""
    if not good:
        raise BadStatute(f"{path}: {item.get('key') or item.get('overrides') or '?'}: {mistake}")


def check_rule(path: str, item: dict[str, Any], steps: tuple[Step, ...], source: Source, local: bool) -> None:
    """Raise BadStatute for a rule that lacks something, says something unknown or claims more than was checked."""
    for name in NEEDED:
        require(bool(item.get(name)), path, item, f"lacks {name}")
    for name in item:
        require(name in ALLOWED, path, item, f"has an unknown field {name}")
    require(item["kind"] in KINDS, path, item, f"kind must be one of {', '.join(KINDS)}")
    require(item.get("compare") in (None, *COMPARES), path, item, f"compare must be one of {', '.join(COMPARES)}")
    require(item["confidence"] in CONFIDENCES, path, item, f"confidence must be one of {', '.join(CONFIDENCES)}")
    require(item.get("direction", "after") in ("after", "before"), path, item, "direction must be after or before")
    require(item["summary"].endswith("。"), path, item, "summary must end with a full stop")
    for name in ("checked_on", "next_review"):
        require(type(item[name]) is date, path, item, f"{name} must be a date")
    article = item.get("article")
    require(article is None or (type(article) is int and article > 0), path, item, "article must be a number")
    if item["kind"] in LENGTHS:
        require(bool(item.get("starts")), path, item, "a length needs starts: the event it is counted from")
    if local and item.get("overrides"):
        require(bool(item.get("reason")), path, item, "an override needs the reason why the province may differ")
    for step in steps:
        mistake = _wrong_value(item["kind"], step.value)
        require(not mistake, path, item, mistake)
    dated = all(not step.note for step in steps)
    good = item["confidence"] != "verified" or (source.reopens and dated and article is not None)
    require(good, path, item, "verified needs an article, the day of effect and a source that can be opened again")


def _wrong_value(kind: str, value: Any) -> str:
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
