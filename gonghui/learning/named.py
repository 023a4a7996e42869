"""When something named is in force."""

from datetime import date

from django.db.models import Q


def named_in_force(day: date) -> Q:
    """Condition: named, not ended and still valid on `day`."""
    ended = Q(ended_on=None) | Q(ended_on__gt=day)
    return Q(voided_on=None, named_on__lte=day) & (Q(valid_until=None) | Q(valid_until__gte=day)) & ended
