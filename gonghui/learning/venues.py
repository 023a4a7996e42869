"""When a venue stands."""

from datetime import date

from django.db.models import Q


def standing(day: date, path: str = "") -> Q:
    """Condition: a venue stands on `day`. `path` is the lookup path to it, ending in `__`."""
    still = Q(**{f"{path}closed_on": None}) | Q(**{f"{path}closed_on__gt": day})
    return Q(**{f"{path}voided_on": None, f"{path}opened_on__lte": day}) & still
