"""Rows about one person each, also about somebody who stands on no roll."""

from typing import ClassVar

from django.db import models

from gonghui.kernel.ledger.entry import Entry, EntryQuerySet


class PersonEntry(Entry):
    """Abstract: an entry about one person. Who is on no roll is known by name and union alone (`worker` empty).

    `person` is what makes people distinct, the worker's key or a negative number for a name within a union
    (`Person.mark`). A ledger of such rows says `follows=person_follows()`; `worker` and `person` are then found from
    the name.
    """

    PERSONAL: ClassVar[dict[str, str]] = {"name": "台账和签收要写姓名"}

    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="所属工会")
    worker = models.ForeignKey(
        "people.Worker", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="职工", editable=False
    )
    name = models.CharField("姓名", max_length=60)
    person = models.BigIntegerField("同一人标记", editable=False)

    objects = EntryQuerySet.as_manager()  # type: ignore[misc]  # without it the stubs take a child for this class

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
