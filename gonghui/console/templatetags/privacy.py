"""The link to who saw and who changed a record."""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()


@register.inclusion_tag("console/privacy/_who.html")
def who_touched(*records: Any) -> dict[str, Any]:
    """The link for the first of these that is a record; nothing when none is."""
    record = next((each for each in records if getattr(each, "pk", None) and hasattr(each, "_meta")), None)
    return {"url": reverse("console:trail", args=[record._meta.label_lower, record.pk]) if record is not None else ""}


@register.filter
def verbose(model: Any) -> str:
    """What the records of a model are called."""
    return str(model._meta.verbose_name)
