"""What an older office brings along, and what it may have lost: tables of a library given up, the key file."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from gonghui.kernel.audit.proof.guards import release_events
from gonghui.kernel.audit.proof.sealing import seal
from gonghui.kernel.refusal import Refused
from gonghui.kernel.upgrading import bring_up_to_date
from gonghui.people.public import account_open
from tests.small_town import HAND, NOW


@pytest.mark.django_db
def test_an_office_that_lost_its_key_is_told_instead_of_given_a_new_one(tmp_path: Path, settings: Any) -> None:
    settings.PRIVACY_KEY_FILE = tmp_path / "keys" / "privacy"
    bring_up_to_date(NOW)
    account_open(username="li", name="李燕", by=HAND, at=NOW)
    seal(NOW)
    settings.PRIVACY_KEY_FILE.rename(tmp_path / "elsewhere")
    with pytest.raises(Refused) as told:
        bring_up_to_date(NOW)
    assert "找不到加密的密钥文件" in told.value.what and "恢复码" in told.value.todo
    assert not settings.PRIVACY_KEY_FILE.exists()
    (tmp_path / "elsewhere").rename(settings.PRIVACY_KEY_FILE)
    bring_up_to_date(NOW)
    release_events()


@pytest.mark.postgres
@pytest.mark.django_db
def test_an_office_of_the_version_with_axes_is_upgraded_and_its_typed_names_and_addresses_are_gone() -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_applied("axes", "0010_accessattemptexpiration")
    try:
        bring_up_to_date(NOW)
    finally:
        recorder.record_unapplied("axes", "0010_accessattemptexpiration")
        release_events()
    assert not [name for name in connection.introspection.table_names() if name.startswith("axes_")]
