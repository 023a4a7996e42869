"""Closing a period with a second signature: what is signed, and what then happens."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse

from gonghui.console.asking import Question
from gonghui.kernel.audit import writes
from gonghui.kernel.dates import Period, parse_period
from gonghui.kernel.indicators import Node, Tree, all_indicators, figures
from gonghui.kernel.indicators.closing import closing_ready
from gonghui.kernel.indicators.models import Closing
from gonghui.kernel.signing.acts import Act, register_act
from gonghui.kernel.signing.models import Signature
from gonghui.orgs.public import node_of, tree_on

CLOSE = "period_close"


def _place(payload: dict[str, Any]) -> tuple[Period, Tree, Node]:
    period = parse_period(payload["period"])
    return period, tree_on(period.span.end), node_of(payload["org"] or None)


def _content(payload: dict[str, Any]) -> str:
    """A digest of every figure of the period: what the second person signs is what is kept."""
    period, tree, node = _place(payload)
    found = figures(all_indicators(), tree, node, period.span)
    values = [[each.indicator.code, str(each.numerator), str(each.denominator)] for each in found]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()


def _prepare(payload: dict[str, Any], by: writes.Hand, at: datetime) -> Callable[[], Closing]:
    period, tree, node = _place(payload)
    return closing_ready(period=period.code, tree=tree, node=node, by=by, at=at)


def _url(signature: Signature) -> str:
    payload = signature.payload
    return f"{reverse('console:figures')}?period={payload['period']}&org={payload['org']}"


register_act(Act(key=CLOSE, label="封存数字", content=_content, prepare=_prepare, url=_url))


def matter(question: Question) -> dict[str, Any]:
    """The request that belongs to a question, as the verbs of the second signature take it."""
    kind, key = question.node
    return {
        "act": CLOSE, "subject": f"{question.period.code} {kind} {key}",
        "title": f"封存{question.place}{question.period.title}的数字",
        "payload": {"period": question.period.code, "org": question.org},
        "union_id": key if kind == "union" else None,
    }  # fmt: skip
