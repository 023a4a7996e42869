"""What is held on one person, and how a person is erased while every past figure stays what it was.

Both follow the declarations: every row that leads to the person is held; its private and personal columns are what goes.
The rows themselves stay, so that they are counted in closed and past periods as before.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import ForeignObjectRel, Q, QuerySet

from gonghui.kernel.audit import writes
from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.trail import LOOKS
from gonghui.kernel.audit.veiling import leave_no_trace_in_file, veil
from gonghui.kernel.files.models import Scan
from gonghui.kernel.files.scans import drop_scan, is_scan
from gonghui.kernel.imports.models import BatchChange
from gonghui.kernel.indicators.models import FrozenRow
from gonghui.kernel.privacy.inventory import ERASED, column_named, personal_of, private_columns, private_of
from gonghui.kernel.privacy.models import Consent
from gonghui.kernel.refusal import Refused
from gonghui.kernel.registry import Registry


@dataclass(frozen=True)
class PersonKind:
    """A model whose rows are persons. `barred(person)` says why one cannot be erased now, if so.

    `stays` are personal columns that figures of past periods count by, which alone tell nobody apart. `frozen(person)`
    are the rows of closed figures that show him. `parting(person, by, at)` lets go what is his beside his rows (an
    account), before his values go; it returns in how many further events his name was covered.
    """

    model: type[models.Model]
    barred: Callable[[Any], Refused | None] = lambda person: None
    stays: frozenset[str] = frozenset()
    frozen: Callable[[Any], "QuerySet[FrozenRow]"] = lambda person: FrozenRow.objects.none()
    parting: Callable[[Any, writes.Hand, datetime], int] = lambda person, by, at: 0


PERSONS = Registry[PersonKind]("person", lambda kind: kind.model._meta.label_lower)
register_person = PERSONS.add


def is_person(model: type[models.Model]) -> bool:
    """Whether the rows of a model are persons."""
    return model._meta.label_lower in PERSONS.known


def person_kind(person: models.Model) -> PersonKind:
    """How persons of this model are held."""
    return PERSONS.known[person._meta.label_lower]


@dataclass
class Holding:
    """The rows of one table that belong to a person."""

    model: type[models.Model]
    rows: list[models.Model]

    @property
    def title(self) -> str:
        return str(self.model._meta.verbose_name)


@dataclass
class Held:
    """All that is held on one person. `files` counts scans, `looks` and `changes` events, `kept` rows of closed figures."""

    person: models.Model
    holdings: list[Holding] = field(default_factory=list)
    files: int = 0
    looks: int = 0
    changes: int = 0
    frozen: int = 0


def holdings_of(person: models.Model) -> list[Holding]:
    """The person's own row, then every table with a link to it, then consents and scans handed in later."""
    found = [Holding(type(person), [person])]
    for model, name in _links_to(type(person)):
        rows = list(model._default_manager.filter(**{name: person}).order_by("pk"))
        if rows:
            found.append(Holding(model, rows))
    records = _records(found)
    for extra, where in ((Consent, _about(records, "object_id")), (Scan, _about(records, "record_id"))):
        rows = list(extra._default_manager.filter(where).order_by("pk"))
        if rows:
            found.append(Holding(extra, rows))
    return found


def _links_to(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """(table, column) of every link to persons of a model, hidden ones too."""
    for link in model._meta.get_fields(include_hidden=True):
        if isinstance(link, ForeignObjectRel) and (link.one_to_many or link.one_to_one):
            yield link.related_model, link.field.name


def held_on(person: models.Model) -> Held:
    """Everything that is held on a person, for the person who asks (个人信息保护法 45)."""
    found = Held(person, holdings_of(person))
    events = _events(found.holdings)
    found.looks = events.filter(verb__in=LOOKS).count()
    found.changes = events.exclude(verb__in=LOOKS).count()
    found.files = len(_files(found.holdings, events))
    found.frozen = person_kind(person).frozen(person).count()
    return found


def values_of(row: models.Model, clear: bool = False) -> Iterator[tuple[str, Any]]:
    """(label, value) of a row's columns; private ones masked, or in clear for a look that was logged before."""
    from gonghui.kernel.privacy.seal import open_text

    private, hidden = private_of(type(row)), private_columns(type(row))
    for column in row._meta.concrete_fields:
        name = column.name
        if name in ("id", "version") or (name in hidden and name not in private):
            continue
        value = getattr(row, name if column.is_relation else column.attname)
        if name in private:
            value = open_text(str(value)) if clear else private[name].masked(str(value))
        elif column.choices:
            value = dict(column.flatchoices).get(value, value)
        if isinstance(value, bool):
            value = "是" if value else "否"
        if value not in (None, ""):
            yield str(column.verbose_name), value


@transaction.atomic
def person_erase(*, person: models.Model, reason: str, by: writes.Hand, at: datetime) -> int:
    """Erase a person: private and personal values, his own scans, the name in events and in the rows of closed figures.

    The rows stay and are counted as before. Returns how many events were covered. Raises Refused without a reason, and
    for somebody who cannot be erased now.
    """
    kind, name = person_kind(person), str(person)
    if len(reason.strip()) < 4:
        raise Refused("还没有写为什么清除。", "请写一句，比如：本人要求删除，已离会。", "reason")
    no = kind.barred(person)
    if no:
        raise no
    further = kind.parting(person, by, at)
    holdings = holdings_of(person)
    events = _events(holdings)
    files = _files(holdings, events)
    covered = further + veil(events, lambda words: words.replace(name, ERASED))
    for holding in holdings:
        for row in holding.rows:
            _clear(row, by, kind.stays)
    for model in (Event, Consent):  # one sheet proves what others signed, too
        files -= set(model._default_manager.filter(scan__in=files).values_list("scan", flat=True))
    for file in files:
        transaction.on_commit(lambda file=file: drop_scan(file))  # type: ignore[misc]  # bound now, run at the end
    for kept in kind.frozen(person):
        cells = [_covered(cell, name) for cell in kept.cells]
        writes.change_rows(FrozenRow.objects.filter(pk=kept.pk), by, cells=cells)
    _forget_way_back(holdings, by)
    said = f"清除一个人的个人信息，理由：{reason.strip()[:120]}。{covered}条办理记录里的姓名一并遮去，数字不变"
    writes.log("person_erase", person, said, by, at)
    for holding in holdings[1:]:
        writes.log_many(writes.event("person_erase", row, "随本人清除个人信息", by, at) for row in holding.rows)
    leave_no_trace_in_file()
    return covered


def _clear(row: models.Model, by: writes.Hand, stays: frozenset[str]) -> None:
    """Empty the private and personal columns of a row."""
    if isinstance(row, Scan):
        writes.change(row, by, file="", note="随个人信息清除")
        return
    values: dict[str, Any] = {}
    for name in (*private_columns(type(row)), *personal_of(type(row))):
        if name not in stays:
            values[name] = _nothing(row, name)
    if isinstance(row, Consent):
        values |= {"scan": "", "note": "同意书随个人信息清除", "guardian": ERASED if row.guardian else ""}
    if values:
        writes.change(row, by, **values)


def _nothing(row: models.Model, name: str) -> Any:
    column = column_named(type(row), name)
    if name == "name":
        return ERASED
    if column.unique:
        return f"gone-{secrets.token_hex(12)}"[: column.max_length]
    if column.null:
        return None
    return column.get_default() if column.has_default() else ""


def _about(records: list[tuple[str, int]], key: str) -> Q:
    """Condition: rows about one of these (entity, key) records."""
    where = Q(pk__in=[])
    for entity in {entity for entity, _ in records}:
        where |= Q(entity=entity, **{f"{key}__in": [pk for each, pk in records if each == entity]})
    return where


def _records(holdings: list[Holding]) -> list[tuple[str, int]]:
    return [(row._meta.label_lower, row.pk) for holding in holdings for row in holding.rows]


def _events(holdings: list[Holding]) -> QuerySet[Event]:
    return Event.objects.filter(_about(_records(holdings), "object_id"))


def _files(holdings: list[Holding], events: QuerySet[Event]) -> set[str]:
    names = set(events.exclude(scan="").values_list("scan", flat=True))
    for holding in holdings:
        if issubclass(holding.model, Consent | Scan):
            names |= {getattr(row, "scan", "") or getattr(row, "file", "") for row in holding.rows}
    return {name for name in names if is_scan(name)}


def _covered(cell: Any, name: str) -> Any:
    return cell.replace(name, ERASED) if isinstance(cell, str) else cell


def _forget_way_back(holdings: list[Holding], by: writes.Hand) -> None:
    """What imports remember to take themselves back holds earlier values."""
    for holding in holdings:
        keys = [row.pk for row in holding.rows]
        writes.remove_rows(BatchChange.objects.filter(entity=holding.model._meta.label, object_id__in=keys), by)
