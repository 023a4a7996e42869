"""A town that was put back is the town that was built."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from gonghui.kernel.audit.models import Event
from gonghui.people.public import Account
from tests import ledger_town, small_town, town
from tests.prepared import KEPT_BY_DJANGO, built_once

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

BUILDERS = {
    "the town of the figures": town.small_town.__wrapped__,
    "the town of the ledgers": ledger_town.found_ledger_town.__wrapped__,
    "the town of the pages": small_town.build.__wrapped__,
}


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables that are there (a test may have declared a model without one)."""
    there = set(connection.introspection.table_names()) - KEPT_BY_DJANGO
    models = [model for model in apps.get_models() if model._meta.db_table in there]
    return {model._meta.db_table: list(model._default_manager.order_by("pk").values()) for model in models}


@pytest.mark.parametrize("name", BUILDERS)
def test_what_is_put_back_is_what_was_built(name: str) -> None:
    build = BUILDERS[name]
    with transaction.atomic():
        built_once(f"compare {name}", build)
        built = everything()
        transaction.set_rollback(True)
    assert not Event.objects.exists()
    built_once(f"compare {name}", build)
    assert everything() == built
    assert len(built["audit_event"]) > 20


def test_work_goes_on_in_a_town_that_was_put_back() -> None:
    with transaction.atomic():
        first = town.small_town()
        first.admit("甲厂", 2, town.TODAY)
        transaction.set_rollback(True)
    second = town.small_town()
    assert len(second.rolls["甲厂"]) == 6, "what one test did to the town's names does not reach the next"
    assert [row.worker.name for row in second.admit("甲厂", 2, town.TODAY)] == ["工友27", "工友28"]


def test_an_office_that_has_begun_is_built_upon() -> None:
    with transaction.atomic():
        small_town.build()
        transaction.set_rollback(True)
    root = town.empty_town().root
    before = Event.objects.count()
    with pytest.raises(Exception, match="已"):
        small_town.build()
    assert Event.objects.count() == before
    assert not Account.objects.exists()
    assert root.pk
