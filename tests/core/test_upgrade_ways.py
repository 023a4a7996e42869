"""Versions and their databases: an older version keeps its hands off, the way back works, and nobody is left unproved."""

import shutil
from pathlib import Path

import pytest

from tests.by_command import Office, code_in


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The files of an empty town, made once, and its recovery code."""
    home = tmp_path_factory.mktemp("founded") / "data"
    made = Office(home).run("init", "--town", "青溪镇")
    assert made.returncode == 0, made.stderr
    return home, code_in(made.stdout)


@pytest.fixture
def office(founded: tuple[Path, str], tmp_path: Path) -> Office:
    shutil.copytree(founded[0], tmp_path / "data")
    return Office(tmp_path / "data")


def later_version(office: Office) -> None:
    """What a newer version leaves in the database: a migration that this one does not have."""
    office.sql("INSERT INTO django_migrations (app, name, applied) VALUES ('orgs', '0999_later', '2026-07-02')")


def test_an_older_version_refuses_a_newer_database_and_says_the_way_back(
    office: Office, founded: tuple[Path, str]
) -> None:
    kept = office.home.with_name("data-backup") / "before-upgrade-2026-07-02-080000.gonghui"
    assert office.run("backup", str(kept)).returncode == 0
    later_version(office)
    refused = office.run("tick")  # all commands come in by the one door that asks
    assert refused.returncode == 1 and "更新的版本" in refused.stderr, refused.stderr
    assert f"gonghui restore {kept}" in refused.stderr
    new = office.home.with_name("back")
    back = office.run("restore", str(kept), "--recovery-code", founded[1], "--into", str(new))
    assert back.returncode == 0, back.stderr
    assert "zhuxi" in Office(new).run("people").stdout
    assert Office(new).run("verify").returncode == 0


def test_a_server_of_an_older_version_ends_with_that_sentence(office: Office) -> None:
    later_version(office)
    served = office.run("serve", "--port", "0")
    assert served.returncode == 1 and "更新的版本" in served.stderr
    assert "Traceback" not in served.stderr, served.stderr


def test_a_developers_own_migrate_leaves_an_office_proved_and_guarded(office: Office) -> None:
    again = office.run("migrate", "--skip-checks", manage=True)
    assert again.returncode == 0 and not list(office.home.with_name("data-backup").glob("before-upgrade-*"))
    office.sql(
        "DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations WHERE app = 'reporting')"
    )
    faked = office.run("migrate", "reporting", "--fake", "--skip-checks", manage=True)
    assert faked.returncode == 0 and "升级前备份了一份" in faked.stderr, faked.stderr
    assert office.run("verify").returncode == 0
    assert list(office.home.with_name("data-backup").glob("before-upgrade-*"))
