"""From which day on a head count holds that comes without a date."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from gonghui.kernel.dates import SINCE_EVER
from gonghui.orgs.models import HeadCount

Owner = tuple[Literal["employer", "union"], int]
NUMBERS = ("staff", "women", "migrants", "members")


class Counts:
    """The head counts on record before an import."""

    def __init__(self, today: date) -> None:
        self._today = today
        self.known: dict[tuple[Owner, date], HeadCount] = {}
        self._counted: set[Owner] = set()
        for count in HeadCount.objects.all():
            owner: Owner = ("employer", count.employer_id) if count.employer_id else ("union", count.union_id or 0)
            self.known[owner, count.start_on] = count
            self._counted.add(owner)

    def undated(self, owner: Owner, numbers: Mapping[str, int]) -> date:
        """An undated first count is an opening balance, and so is one that repeats it; any other holds from today."""
        opening = self.known.get((owner, SINCE_EVER))
        repeated = opening and all(getattr(opening, key) == number for key, number in numbers.items())
        return self._today if owner in self._counted and not repeated else SINCE_EVER

    def has_staff(self, owner: Owner) -> bool:
        """Whether a number of workers was ever declared."""
        return any(count.staff is not None for (known, _), count in self.known.items() if known == owner)
