"""What an office can set from outside, and what the first start leaves on its disk."""

import os
import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from config.settings import mail_server, postgres, secret_key


def test_a_database_url_names_user_password_host_port_and_options() -> None:
    found = postgres("postgres://town:p%40ss@10.0.0.5:5433/union?sslmode=require")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "town", "p@ss", "10.0.0.5", "5433", "union",
    )  # fmt: skip
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_a_database_url_may_name_a_socket_folder() -> None:
    found = postgres("postgresql://postgres:@/postgres?host=/run/pg")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("/run/pg", "", {})


def test_a_mail_server_is_named_with_its_password_and_never_asked_in_clear() -> None:
    sealed = mail_server("smtps://gonghui%40example.cn:p%3Ass@mail.example.cn")
    assert (sealed["EMAIL_HOST"], sealed["EMAIL_PORT"], sealed["EMAIL_USE_SSL"]) == ("mail.example.cn", 465, True)
    assert (sealed["EMAIL_HOST_USER"], sealed["EMAIL_HOST_PASSWORD"]) == ("gonghui@example.cn", "p:ss")
    later = mail_server("smtp://mail.example.cn")
    assert (later["EMAIL_PORT"], later["EMAIL_USE_SSL"], later["EMAIL_USE_TLS"]) == (587, False, True)
    assert mail_server("")["EMAIL_HOST"] == ""
    with pytest.raises(ValueError, match="smtps"):
        mail_server("http://mail.example.cn")


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(ValueError, match="postgres"):
        postgres("mysql://town@localhost/union")


def test_the_secret_is_written_once_and_only_the_owner_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "secret"
    first = secret_key(file)
    assert len(first) >= 50
    assert secret_key(file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [each.name for each in file.parent.iterdir()] == ["secret"]


def test_the_tests_never_touch_the_offices_data() -> None:
    assert "gonghui-test-" in str(settings.HOME)


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_run_stands_on_the_database_it_was_given() -> None:
    expected = "postgresql" if os.environ.get("DATABASE_URL") else "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
    assert connection.vendor == expected
