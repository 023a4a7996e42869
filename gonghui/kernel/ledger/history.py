"""What was done to a record, in words; private values never appear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet

from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.trail import LOOKS, events_of, who_changed
from gonghui.kernel.dates import cn_date
from gonghui.kernel.privacy.inventory import private_columns

HIDDEN = ("拼音首字母", "证件号索引")


@dataclass(frozen=True)
class Entry:
    """One line of a history."""

    event: Event
    changes: list[str]


@lru_cache(maxsize=64)
def _fields(entity: str) -> dict[str, models.Field[Any, Any]]:
    try:
        model = apps.get_model(entity)
    except (LookupError, ValueError):
        return {}
    return {str(field.verbose_name): field for field in model._meta.concrete_fields}


def _shown(field: models.Field[Any, Any] | None, value: Any) -> str:
    if value in (None, ""):
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateField) and isinstance(value, str):
        return cn_date(date.fromisoformat(value[:10]))
    return str(value)


def change_words(event: Event) -> list[str]:
    """联系电话：空→0512… for each field that changed; a private one says only that it did."""
    known = _fields(event.entity)
    out = []
    for label, pair in event.changes.items():
        if label in HIDDEN or not isinstance(pair, list) or len(pair) < 2:
            continue
        if pair[0] == pair[1] and pair[1] != "已改":
            continue
        field = known.get(label)
        private = private_columns(field.model) if field is not None else frozenset()
        if pair[1] == "已改" or (field is not None and (field.name in private or field.is_relation)):
            out.append(f"{label}：已改")
        else:
            out.append(f"{label}：{_shown(field, pair[0])}→{_shown(field, pair[1])}")
    return out


def entries(rows: QuerySet[Event], most: int) -> list[Entry]:
    """The newest `most` lines of a history."""
    return [Entry(event, change_words(event)) for event in rows.order_by("-at", "-pk")[:most]]


def of_union(union_id: int, most: int = 20) -> list[Entry]:
    return entries(Event.objects.filter(union_id=union_id).exclude(verb__in=LOOKS), most)


def of_records(*records: models.Model, most: int = 20) -> list[Entry]:
    """The history of these records themselves."""
    return entries(events_of(*records), most)


def last_touch(record: models.Model) -> Event | None:
    """The last act on a record: who to ask after a simultaneous save."""
    return who_changed(record).first()  # the last as written: a computer's clock may jump
