"""`gonghui due`: the day a rule of law gives, with its article."""

import argparse
import difflib
import json

from django.db import OperationalError

from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import Rule, due, places, rules
from gonghui.orgs.public import Area, node_of


def due_day(options: argparse.Namespace) -> None:
    """Print the last day by a rule from a day on, as JSON or as a sentence.

    Raises Refused for an unknown rule or place, a rule that is no length, and a day before the rule was in force.
    """
    found = _rule(options.rule)
    value = found.at(options.start, _province(options.place))
    reached = due(options.start, value)
    note = "".join([value.fallback_note, reached.note])
    if not options.json:
        print(f"{reached.on.isoformat()} {found.title}：{value.value}{value.unit}，{value.citation}。{note}")
        return
    shifted = reached.shifted_from.isoformat() if reached.shifted_from else None
    answer = {
        "due_on": reached.on.isoformat(), "kind": value.kind, "value": value.value, "law": value.law,
        "article": value.article, "confidence": value.confidence, "citation": value.citation, "local": value.local,
        "note": note, "provisional": reached.provisional, "shifted_from": shifted,
    }  # fmt: skip
    print(json.dumps(answer, ensure_ascii=False))


def _rule(key: str) -> Rule:
    found = rules().get(key)
    if found is None:
        near = difflib.get_close_matches(key, rules(), n=5, cutoff=0.5)
        todo = f"相近的有：{'、'.join(near)}。" if near else "规定的代码见规定页，如 bargaining.reply。"
        raise Refused(f"没有代码是“{key[:60]}”的规定。", todo)
    return found


def _province(place: str | None) -> str | None:
    """A province's slug as it stands, or the province of the town that the union or area belongs to."""
    if not place or place in places():
        return place or None
    try:
        node_of(place)
    except OperationalError as unready:
        raise Refused(
            f"没有省份“{place[:20]}”，这里也还没有建镇。", f"可以写：{'、'.join(sorted(places()))}。"
        ) from unready
    province = Area.objects.filter(parent=None).values_list("province", flat=True).first() or ""
    if province not in places():
        raise Refused("这个镇没有登记省份，或者还没有收录这个省。", f"可以写：{'、'.join(sorted(places()))}。")
    return province
