"""Every ledger by its key."""

from django.db.models import Model

from gonghui.kernel.ledger.declare import Ledger
from gonghui.kernel.refusal import Refused

_known: dict[str, Ledger] = {}
_twice: list[str] = []


def register_ledger(*ledgers: Ledger) -> None:
    """Make ledgers known; menu, addresses, import, export, print and search follow."""
    for ledger in ledgers:
        if ledger.key in _known and _known[ledger.key] is not ledger:
            _twice.append(ledger.key)
        _known[ledger.key] = ledger


def all_ledgers() -> list[Ledger]:
    """Every ledger in the order of its place on the line of work."""
    return sorted(_known.values(), key=lambda ledger: ledger.place)


def ledger_of(key: str) -> Ledger:
    """The ledger of a key. Raises Refused for one that nobody declared."""
    if key not in _known:
        raise Refused(f"没有台账“{key[:30]}”。", "可以用的有：" + "、".join(_known) + "。")
    return _known[key]


def ledger_about(entity: str) -> Ledger | None:
    """The ledger whose records are of the model `entity` (app.model); None when there is none."""
    return next((ledger for ledger in _known.values() if ledger.model._meta.label_lower == entity), None)


def hanging_on(ledger: Ledger) -> list[tuple[Ledger, str]]:
    """The ledgers whose rows name a row of this one, each with the column that does; a row's own union does not count."""
    return [(other, column.name) for other in all_ledgers() for column in other.model._meta.concrete_fields
            if column.related_model is ledger.model is not other.model and column.attname != other.union]  # fmt: skip


def names_for(model: type[Model]) -> tuple[str, ...]:
    """The names under which a scope may reach further for records of a model: their ledger, and the line of work of
    the context that they belong to when all its ledgers stand on the same one."""
    keys = [one.key for one in _known.values() if one.model is model]
    lines = {one.line for one in _known.values() if one.model._meta.app_label == model._meta.app_label}
    return (*keys, *(lines if len(lines) == 1 else ()))


def declared_twice() -> list[str]:
    """Keys that more than one declaration uses."""
    return list(_twice)
