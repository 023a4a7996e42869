"""An office moves to another database: everything arrives, or nothing has happened."""

import os
import shutil
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import DatabaseError, connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState

from config.settings import sqlite
from gonghui.kernel import carrying
from gonghui.kernel.audit.models import Event, Seal
from gonghui.kernel.audit.proof.canonical import canonical_export
from gonghui.kernel.audit.proof.checking import verify
from gonghui.kernel.audit.proof.guards import guard_events, guarded
from gonghui.kernel.audit.proof.sealing import seal
from gonghui.kernel.audit.writes import remove
from gonghui.kernel.carrying import carry, standing_on
from gonghui.kernel.refusal import Refused
from gonghui.people.public import Account, account_open
from tests.by_command import Office
from tests.ledger_town import AT, CLERK, found_ledger_town


@pytest.fixture
def office(transactional_db: None, tmp_path: Path, settings: Any) -> str:
    """A town with records, sealed; its fingerprint."""
    settings.HOME = tmp_path / "office"
    settings.PRIVACY_KEY_FILE = settings.HOME / "keys" / "privacy"
    settings.HOME.mkdir()
    found_ledger_town()
    guard_events()
    seal(AT)
    assert verify().ok
    return canonical_export(None)[0]


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Iterator[Path]:
    """An empty database walked through every version that ever was, made once: `carry` takes it, and tests copy it."""
    file = tmp_path_factory.mktemp("blank") / "blank.sqlite3"
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            _sql("DROP DATABASE IF EXISTS blank", "CREATE DATABASE blank")
        with (
            standing_on(_called("blank") if connection.vendor == "postgresql" else sqlite(file)),
            pytest.MonkeyPatch.context() as way,
        ):
            way.setattr(ProjectState, "add_model", _add_model)
            call_command(Migrate(), verbosity=0, interactive=False)
            connection.close()
        yield file
        if connection.vendor == "postgresql":
            _sql("DROP DATABASE blank WITH (FORCE)")
            connection.close()


def _add_model(versions: ProjectState, model: ModelState) -> None:
    """As Django's own, but of the models on the way only the new one is made, not also all that hang together with it."""
    key = model.app_label, model.name_lower
    versions.models[key] = model
    if versions._relations is not None:
        versions.resolve_model_relations(key)
    if "apps" in vars(versions):
        versions.apps.render_multiple([model])


def _sql(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _called(name: str) -> dict[str, Any]:
    return {**connection.settings_dict, "NAME": name, "TEST": {}, "CONN_MAX_AGE": 0}


@pytest.fixture
def elsewhere(office: str, blank: Path, tmp_path: Path) -> Iterator[dict[str, Any]]:
    """A database without a record: on PostgreSQL another one of the same server, else another file."""
    if connection.vendor == "sqlite":
        shutil.copyfile(blank, tmp_path / "elsewhere.sqlite3")
        yield sqlite(tmp_path / "elsewhere.sqlite3")
        return
    _sql("DROP DATABASE IF EXISTS elsewhere", "CREATE DATABASE elsewhere TEMPLATE blank")
    yield _called("elsewhere")
    _sql("DROP DATABASE elsewhere WITH (FORCE)")


def quietly(done: int, of: int) -> None:
    """Progress that nobody watches."""


def _tables(alike: Container[str] = ()) -> dict[str, Any]:
    """Columns, constraints and indexes of every table but those `alike`, as the database itself tells them."""
    told: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names(cursor)).difference(alike):
            columns = connection.introspection.get_table_description(cursor, table)
            rules = connection.introspection.get_constraints(cursor, table).values()
            told[table] = (
                sorted((one.name, one.type_code, one.display_size, one.null_ok) for one in columns),
                sorted(str(sorted(rule.items(), key=str)) for rule in rules),
            )
    return told


def _statements() -> dict[str, set[str]]:
    """On SQLite, the statements that made each table with its indexes: the same ones make the same table."""
    made: dict[str, set[str]] = {}
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table, statement in cursor.execute("SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"):
                made.setdefault(table, set()).add(statement)
    return made


@pytest.mark.postgres
def test_a_first_start_makes_the_tables_that_walking_through_all_versions_makes(
    blank: Path, transactional_db: None
) -> None:
    there = _called("blank") if connection.vendor == "postgresql" else sqlite(blank)
    applied, statements = MigrationRecorder(connection).applied_migrations().keys(), _statements()
    with standing_on(there):
        alike = {table for table, made in _statements().items() if made == statements.get(table)}
        walked = _tables(alike)
        assert MigrationRecorder(connection).applied_migrations().keys() == applied
        connection.close()
    founded = _tables(alike)
    assert walked.keys() <= founded.keys() and len(walked) + len(alike) > 100
    assert {name: founded[name] for name in walked} == walked


@pytest.mark.postgres
def test_everything_arrives_with_its_history_and_proof_and_work_goes_on(
    office: str, elsewhere: dict[str, Any], tmp_path: Path
) -> None:
    steps: list[int] = []
    done = carry(elsewhere, AT, lambda number, of: steps.append(of - number))
    assert done.fingerprint == office and steps[-1] == 0
    accounts, events = Account.objects.count(), Event.objects.count()
    with standing_on(elsewhere):
        assert canonical_export(None)[0] == office and verify().ok and guarded()
        assert (Account.objects.count(), Event.objects.count()) == (accounts, events)
        assert "搬以前核对无误" in Seal.objects.latest("number").note
        account_open(username="new", name="新来的", by=CLERK, at=AT)
        seal(AT)
        assert verify().ok
    assert not Account.objects.filter(username="new").exists()


@pytest.mark.postgres
def test_from_a_server_back_to_one_file_and_back_again_changes_nothing(
    office: str, elsewhere: dict[str, Any], blank: Path, tmp_path: Path
) -> None:
    file = sqlite(tmp_path / "one.sqlite3")
    if connection.vendor == "sqlite":
        shutil.copyfile(blank, tmp_path / "one.sqlite3")
    assert carry(file, AT, quietly).fingerprint == office
    with standing_on(file):
        assert verify().ok
        assert carry(elsewhere, AT, quietly).fingerprint == office
    with standing_on(elsewhere):
        assert verify().ok


@pytest.mark.postgres
def test_a_key_that_was_once_given_is_never_given_again(office: str, elsewhere: dict[str, Any]) -> None:
    gone = account_open(username="gone", name="走了的", by=CLERK, at=AT)
    key = gone.pk
    remove(gone, CLERK)
    carry(elsewhere, AT, quietly)
    with standing_on(elsewhere):
        assert account_open(username="next", name="后来的", by=CLERK, at=AT).pk == key + 1


@pytest.mark.postgres
def test_a_move_that_breaks_off_leaves_the_office_as_it_was_and_the_other_side_empty(
    office: str, elsewhere: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, done = carrying._copy, []

    def pulled(model: Any) -> int:
        if len(done) == 20:
            raise DatabaseError("the line is gone")
        done.append(model)
        return copy(model)

    monkeypatch.setattr(carrying, "_copy", pulled)
    with pytest.raises(Refused, match="原来的数据库没有动"):
        carry(elsewhere, AT, quietly)
    assert canonical_export(None)[0] == office and verify().ok
    with standing_on(elsewhere):
        assert not Account.objects.exists() and not Event.objects.exists() and not Seal.objects.exists()
    monkeypatch.setattr(carrying, "_copy", copy)
    assert carry(elsewhere, AT, quietly).fingerprint == office


@pytest.mark.postgres
def test_what_does_not_arrive_as_it_was_does_not_arrive(
    office: str, elsewhere: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    number = carrying._carry_number

    def slip(model: Any) -> None:
        if model is Account:
            Account._base_manager.update(is_active=False)
        number(model)

    monkeypatch.setattr(carrying, "_carry_number", slip)
    with pytest.raises(Refused, match="对不上"):
        carry(elsewhere, AT, quietly)
    with standing_on(elsewhere):
        assert not Account.objects.exists()


@pytest.mark.postgres
def test_a_database_with_records_is_not_written_over(office: str, elsewhere: dict[str, Any]) -> None:
    with standing_on(elsewhere):
        account_open(username="other", name="别的镇", by=CLERK, at=AT)
    with pytest.raises(Refused, match="已经有记录"):
        carry(elsewhere, AT, quietly)
    with standing_on(elsewhere):
        assert Account.objects.get().name == "别的镇"


@pytest.mark.postgres
def test_an_office_whose_records_somebody_meddled_with_is_not_moved(office: str, elsewhere: dict[str, Any]) -> None:
    Account._base_manager.update(is_active=False)
    with pytest.raises(Refused, match="不是系统自己写的"):
        carry(elsewhere, AT, quietly)


def test_a_server_that_nobody_reaches_is_named_in_a_sentence_and_the_own_database_stands_again(
    office: str, elsewhere: dict[str, Any], tmp_path: Path
) -> None:
    here = connections["default"]
    with pytest.raises(Refused, match="连不上"):
        carry(sqlite(tmp_path / "no folder" / "x.sqlite3"), AT, quietly)
    assert connections["default"] is here and os.path.basename(str(connection.settings_dict["NAME"])) != "x.sqlite3"


def test_by_command_the_office_stands_in_the_other_database_and_the_old_one_knows_that_it_is_old(
    tmp_path: Path,
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the commands begin with a file")
    here = Office(tmp_path / "data")
    assert here.run("init", "--town", "青溪镇").returncode == 0
    before, other = here.run("fingerprint").stdout, tmp_path / "other.sqlite3"
    moved = here.run("move", "--to", str(other))
    assert moved.returncode == 0 and before.split()[0] in moved.stdout, moved.stderr
    old = here.run("verify")
    assert old.returncode == 1 and "这是搬以前的那一个" in old.stdout  # the anchor beside the keys went along
    refused = here.run("move", "--to", "mysql://somewhere")
    assert refused.returncode == 1 and "PostgreSQL" in refused.stderr
    for rest in here.home.glob("gonghui.sqlite3*"):
        rest.unlink()
    other.replace(here.home / "gonghui.sqlite3")
    assert here.run("fingerprint").stdout == before and here.run("verify").returncode == 0
