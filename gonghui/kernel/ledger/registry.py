"""Every ledger by its key."""

from django.db.models import Model

from gonghui.kernel.ledger.declared import Ledger
from gonghui.kernel.refusal import Refused
from gonghui.kernel.registry import Registry

LEDGERS = Registry[Ledger]("ledger")
register_ledger = LEDGERS.register


def all_ledgers() -> list[Ledger]:
    """Every ledger in the order of its place on the line of work."""
    return sorted(LEDGERS.all(), key=lambda ledger: ledger.place)


def ledger_of(key: str) -> Ledger:
    """The ledger of a key. Raises Refused for one that nobody declared."""
    found = LEDGERS.get(key)
    if found is None:
        raise Refused(f"没有台账“{key[:30]}”。", "可以用的有：" + "、".join(LEDGERS.known) + "。")
    return found


def ledger_about(entity: str) -> Ledger | None:
    """The ledger whose records are of the model `entity` (app.model); None when there is none."""
    return next((ledger for ledger in LEDGERS.all() if ledger.model._meta.label_lower == entity), None)


def hanging_on(ledger: Ledger) -> list[tuple[Ledger, str]]:
    """The ledgers whose rows name a row of this one, each with the column that does; a row's own union does not count."""
    return [(other, column.name) for other in all_ledgers() for column in other.model._meta.concrete_fields
            if column.related_model is ledger.model is not other.model and column.attname != other.union]  # fmt: skip


def names_for(model: type[Model]) -> tuple[str, ...]:
    """The names under which a scope may reach further for records of a model: their ledger, and the line of work of
    the context that they belong to when all its ledgers stand on the same one."""
    keys = [one.key for one in LEDGERS.all() if one.model is model]
    lines = {one.line for one in LEDGERS.all() if one.model._meta.app_label == model._meta.app_label}
    return (*keys, *(lines if len(lines) == 1 else ()))
