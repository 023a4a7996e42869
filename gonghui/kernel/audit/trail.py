"""Who saw a record and who changed it: its events, newest first."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

from gonghui.kernel.audit.models import Event

LOOKS = frozenset({"private_look", "private_export"})
"""Verbs of acts that show private values and change nothing."""


def events_of(*records: models.Model) -> "models.QuerySet[Event]":
    """Every event of these records, newest first; none for no record."""
    if not records:
        return Event.objects.none()
    where = [Q(entity=record._meta.label_lower, object_id=record.pk) for record in records]
    return Event.objects.filter(reduce(or_, where)).order_by("-pk")


def who_saw(*records: models.Model) -> "models.QuerySet[Event]":
    """Looks at the private values of these records, newest first: `at`, `by_name`, and the purpose in `summary`."""
    return events_of(*records).filter(verb__in=LOOKS)


def who_changed(*records: models.Model) -> "models.QuerySet[Event]":
    """Acts that changed these records, newest first: `at`, `by_name`, `for_whom`, `summary`, `changes`."""
    return events_of(*records).exclude(verb__in=LOOKS)
