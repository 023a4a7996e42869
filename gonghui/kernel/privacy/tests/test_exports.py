"""The register of exports: what leaves is written down first, in clear only for a reason."""

import hashlib
from datetime import datetime

import pytest

from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.privacy.exports import export_make, watermark
from gonghui.kernel.privacy.models import Export
from gonghui.kernel.refusal import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
AT = datetime(2026, 7, 2, 9, 30, tzinfo=OFFICE_TIME)
GIVEN = {"what": "members", "title": "会员", "words": "在册", "rows": 3, "by": Hand(None, "沈燕"), "at": AT}


def test_a_masked_file_is_registered_with_its_digest_and_no_reason() -> None:
    row, data = export_make(build=lambda row: b"sheet", **GIVEN)  # type: ignore[arg-type]
    assert (data, row.digest) == (b"sheet", hashlib.sha256(b"sheet").hexdigest())
    assert Event.objects.get().summary == f"导出会员3条，遮住个人信息（登记第{row.pk}号）"


def test_a_file_in_clear_bears_its_number_and_is_refused_without_a_reason() -> None:
    with pytest.raises(Refused, match="还没有写导出的用途"):
        export_make(build=lambda row: b"", opened=["证件号"], **GIVEN)  # type: ignore[arg-type]
    assert not Export.objects.exists()
    row, data = export_make(build=lambda row: watermark(row).encode(), opened=["证件号"], reason="县总核对", **GIVEN)  # type: ignore[arg-type]
    assert data.decode() == f"含个人信息，只供县总核对使用，用完删除 · 沈燕 2026-07-02 09:30 · 导出登记第{row.pk}号"


def test_a_look_is_written_down_even_when_the_file_does_not_come_about() -> None:
    def broken(row: Export) -> bytes:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        export_make(build=broken, opened=["证件号"], reason="县总核对", **GIVEN)  # type: ignore[arg-type]
    assert Export.objects.get().digest == ""
    with pytest.raises(OSError, match="disk full"):
        export_make(build=broken, **GIVEN)  # type: ignore[arg-type]
    assert Export.objects.count() == 1
