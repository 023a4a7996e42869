"""The rules as pages: by topic and place, one rule with everything about it, what changed, what is due for review."""

from collections import Counter
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from gonghui.console.law import reading
from gonghui.console.law.reading import MARKS, TOPICS, Line
from gonghui.console.law.uses import uses_of
from gonghui.console.request import OfficeRequest
from gonghui.kernel.ledger.typed import parse_typed_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import Rule, calendar, due, places, rules
from gonghui.kernel.rules.actions import barred
from gonghui.kernel.rules.edition import current
from gonghui.kernel.rules.model import LENGTHS
from gonghui.kernel.rules.models import RuleOverride
from gonghui.kernel.rules.wording import COMPARE_WORDS, CONFIDENCE_MEANS, CONFIDENCE_WORDS, counted_words
from gonghui.kernel.sheets.cells import BadValue


def index(request: OfficeRequest) -> HttpResponse:
    """Topics with their counts, or the rules that were asked for."""
    today, question = request.moment.today, reading.asked(request)
    found = reading.lines(today, question)
    marks = [(key, title, question.query(mark=key), sum(test(line, today) for line in _of(found, question.topic)))
             for key, (title, test) in MARKS.items()]  # fmt: skip
    shown = [line for line in _of(found, question.topic) if not question.mark or MARKS[question.mark][1](line, today)]
    per_topic = Counter(line.rule.topic for line in found)
    page = {
        "question": question, "marks": [mark for mark in marks if mark[3] or mark[0] == question.mark],
        "all_query": question.query(mark=""), "all_count": len(_of(found, question.topic)),
        "topics": [(key, title, question.query(topic=key), per_topic[key]) for key, title in TOPICS.items()],
        "places": [("national", "全国"), *places().items()], "here": places().get(question.place, "全国"),
        "groups": [(TOPICS[key], list(some)) for key, some in groupby(shown, key=lambda line: line.rule.topic)],
        "count": len(shown), "today": today, "print_query": question.query(print="1"),
        "cards": _cards(found) if question.bare else [], "changed": _recent(today), "may_keep": reading.may_keep(request),
    }  # fmt: skip
    if request.GET.get("print"):
        return render(request, "console/law/print.html", page)
    return render(request, "console/law/index.html", page)


def _of(found: list[Line], topic: str) -> list[Line]:
    return [line for line in found if not topic or line.rule.topic == topic]


def _cards(found: list[Line]) -> list[dict[str, Any]]:
    cards = []
    for key, title in TOPICS.items():
        mine = [line for line in found if line.rule.topic == key]
        counts = Counter(line.confidence for line in mine)
        cards.append({"key": key, "title": title, "count": len(mine), "local": sum(line.local for line in mine),
                      "unverified": counts["unverified"], "verified": counts["verified"]})  # fmt: skip
    return cards


def _recent(today: date) -> list[reading.Change]:
    """The last five values that changed, and what is still to come."""
    return reading.changes(today)[:5]


def known(key: str) -> Rule:
    """The rule of a key. Raises Http404."""
    found = rules().get(key)
    if found is None:
        raise Http404
    return found


def rule_page(request: OfficeRequest, key: str) -> HttpResponse:
    """One rule: what it says, every value by its day, the provinces', the office's, how a day is counted by it."""
    rule, today = known(key), request.moment.today
    question = reading.asked(request)
    line = reading.line_of(rule, today, question.place)
    where = rule.place or question.place
    no = barred(rule, where) and (barred(rule, where) if rule.place else barred(rule, ""))
    page = {
        "rule": rule, "line": line, "question": question, "here": places().get(where, "全国"), "today": today,
        "topic": TOPICS[rule.topic], "compare": COMPARE_WORDS.get(rule.compare or ""),
        "confidence": CONFIDENCE_WORDS[line.confidence], "means": CONFIDENCE_MEANS[line.confidence],
        "history": _history(rule, line.text), "others": _others(rule, today, where),
        "entered": _entered(rule), "may_keep": reading.may_keep(request), "barred": no,
        "uses": uses_of(rule.key), "length": rule.kind in LENGTHS, **_counted(request, rule, where),
    }  # fmt: skip
    return render(request, "console/law/rule.html", page)


def _history(rule: Rule, text: Rule) -> list[tuple[str, Rule, list[tuple[Any, str]]]]:
    """The steps of the place's own text and of the national one, newest first."""
    texts = [text] if text is rule else [text, rule]
    return [(places().get(each.place, "全国"), each,
             [(step, reading.step_words(each, step)) for step in reversed(each.values)]) for each in texts]  # fmt: skip


def _others(rule: Rule, today: date, mine: str) -> list[tuple[str, Rule, str, bool]]:
    """The provinces' own texts, the reader's own province first: name, text, value, whether already in force."""
    texts = sorted(rule.locals.items(), key=lambda item: (item[0] != mine, places()[item[0]]))
    return [(places()[slug], text, reading.step_words(text, reading.in_force(text, today) or text.values[-1]),
             text.values[0].start <= today) for slug, text in texts]  # fmt: skip


def _entered(rule: Rule) -> list[tuple[RuleOverride, str, str]]:
    """What the office entered for the rule, the running ones first: row, value, place."""
    rows = RuleOverride.objects.filter(rule=rule.key).order_by("retired_at", "-start_on")
    held = {own.pk: own for own in current().every(rule.key)}
    return [(row, reading.row_words(rule, row), places().get(row.place, "没有另行规定的地方")) for row in rows
            if row.pk in held or row.retired_at]  # fmt: skip


def _counted(request: OfficeRequest, rule: Rule, place: str) -> dict[str, Any]:
    """The little calculator: the day typed, the day it gives and how, or why it gives none."""
    typed = request.GET.get("from", "").strip()[:20]
    today = request.moment.today
    if rule.kind not in LENGTHS:
        return {}
    try:
        start = parse_typed_date(typed, today, future_ok=True) if typed else today
        value = rule.at(start, None if rule.place else place or None)
        reached = due(start, value)
    except BadValue as bad:
        return {"typed": typed, "wrong": f"{bad}。"}
    except Refused as no:
        return {"typed": typed, "wrong": str(no)}
    steps = [value.fallback_note] if value.fallback_note else []
    steps += counted_words(start, value, reached, calendar())
    return {"typed": typed, "start": start, "reached": reached, "steps": steps, "counted_by": value}


def changes_page(request: OfficeRequest) -> HttpResponse:
    """What changed when: values that took the place of others, and laws by the day from which they are read."""
    today = request.moment.today
    found = reading.changes(today)
    page = {
        "ahead": [change for change in found if change.on > today], "today": today,
        "past": [change for change in found if change.on <= today], "laws": reading.laws_by_day(),
    }  # fmt: skip
    return render(request, "console/law/changes.html", page)


SOON = 90
"""Days before the day of review from which a text is listed as due."""


def review_page(request: OfficeRequest) -> HttpResponse:
    """What should be read again: texts past or near their day, texts nobody checked, years without a notice."""
    today = request.moment.today
    reviews = reading.due_for_review(today)
    near = [each for each in reviews if each[0] <= today + timedelta(days=SOON)]
    years = calendar().years
    unknown = [year for year in (today.year, today.year + 1)
               if year not in years or years[year].provisional]  # fmt: skip
    loose = [(rule, uses_of(rule.key)) for rule in rules().values() if rule.confidence == "unverified"]
    home = reading.own_province()
    texts = sorted({rule.unknown[home] for rule in rules().values() if home in rule.unknown})
    page = {
        "near": near, "next": reviews[0] if reviews else None, "unknown": unknown, "today": today, "soon": SOON,
        "loose": sorted(loose, key=lambda item: (not item[1], list(TOPICS).index(item[0].topic))),
        "texts": [text.rstrip("，") for text in texts], "here": places().get(home, ""), "may_keep": reading.may_keep(request),
    }  # fmt: skip
    return render(request, "console/law/review.html", page)
