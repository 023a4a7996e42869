"""People who hand in a stamped paper later: what is missing, in whose scope, from photos or a PDF."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gonghui.kernel.audit.models import Event
from gonghui.kernel.files.models import Scan
from gonghui.kernel.files.tests.pictures import pages_of, pdf, photo
from gonghui.orgs.public import union_amend
from gonghui.people.public import RIGHTS, Doing
from tests.small_town import HAND, NOW, client_of


@pytest.fixture
def entry(sides) -> Event:
    """The town changed the east union's telephone for it and had no paper at hand."""
    by = replace(HAND, for_whom=sides["east"].name)
    union_amend(union=sides["east"], phone="0000-6100007", by=by, at=NOW)
    return Event.objects.latest("pk")


def files(*contents: bytes) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"IMG_{number}.jpg", content) for number, content in enumerate(contents)]


def text(who: str, address: str) -> str:
    return client_of(who).get(address).content.decode()


def test_nothing_missing_is_said(sides):
    assert "该有扫描件的都有了" in text("chen", "/scans-missing")


def test_the_entry_is_listed_with_its_record_and_the_way_to_hand_it_in(entry, sides):
    shown = text("chen", "/scans-missing")
    assert "代录的登记" in shown and "缺1件" in shown and "东桥纺织厂工会" in shown
    assert f'href="/unions/{sides["east"].code}"' in shown and f'href="/scans-missing/event/{entry.pk}"' in shown


def test_the_first_page_says_how_many_are_missing(entry):
    assert 'href="/scans-missing">1</a>件' in text("chen", "/") and 'href="/scans-missing">1</a>件' in text("dong", "/")
    assert 'href="/scans-missing">1</a>件' not in text("xi", "/")


def test_the_own_chair_sees_it_another_does_not(entry):
    assert "缺1件" in text("dong", "/scans-missing")
    assert "该有扫描件的都有了" in text("xi", "/scans-missing")
    assert client_of("xi").get(f"/scans-missing/event/{entry.pk}").status_code == 404


def test_two_photos_are_kept_as_one_paper_that_opens_from_the_history(entry, sides):
    client = client_of("dong")
    answer = client.post(
        f"/scans-missing/event/{entry.pk}", {"scan": files(photo((60, 80)), photo((50, 80)))}, follow=True
    )
    assert "扫描件收好了" in answer.content.decode() and "该有扫描件的都有了" in answer.content.decode()
    name = Scan.objects.get().file
    opened = client.get(f"/scans/{name}")
    assert opened["Content-Type"] == "application/pdf" and [p.size for p in pages_of(opened.content)] == [
        (60, 80),
        (50, 80),
    ]
    assert f'href="/scans/{name}"' in text("dong", f"/unions/{sides['east'].code}")
    assert client_of("xi").get(f"/scans/{name}").status_code == 404


def test_a_second_hand_finds_it_done(entry):
    client = client_of("chen")
    client.post(f"/scans-missing/event/{entry.pk}", {"scan": files(pdf())})
    assert client.post(f"/scans-missing/event/{entry.pk}", {"scan": files(pdf())}).status_code == 404
    assert Scan.objects.count() == 1


def test_a_wrong_file_is_refused_and_what_was_typed_stays(entry):
    answer = client_of("chen").post(f"/scans-missing/event/{entry.pk}", {"scan": files(b"hello"), "note": "原件在柜里"})
    shown = answer.content.decode()
    assert answer.status_code == 422 and "不是照片，也不是PDF" in shown and 'value="原件在柜里"' in shown
    nothing = client_of("chen").post(f"/scans-missing/event/{entry.pk}", {})
    assert nothing.status_code == 422 and "还没有选文件" in nothing.content.decode()


def test_where_there_is_no_paper_the_reason_is_asked(entry):
    client = client_of("chen")
    answer = client.post(f"/scans-missing/event/{entry.pk}", {"waive": "1", "reason": ""})
    assert answer.status_code == 422 and "请写明原因" in answer.content.decode()
    client.post(f"/scans-missing/event/{entry.pk}", {"waive": "1", "reason": "主席在场，当面改的"})
    assert Scan.objects.get().note == "主席在场，当面改的" and not Scan.objects.get().file


def test_who_may_only_read_may_not_hand_in(entry, monkeypatch):
    readers = [right for right in RIGHTS if right.doing != Doing.WRITE]
    monkeypatch.setattr("gonghui.people.rights.RIGHTS", tuple(readers))
    answer = client_of("dong").post(f"/scans-missing/event/{entry.pk}", {"scan": files(pdf())})
    assert answer.status_code == 422 and "只能查看" in answer.content.decode() and not Scan.objects.exists()
    assert "缺1件" in text("dong", "/scans-missing") and "补传</a>" not in text("dong", "/scans-missing")


def test_an_unknown_kind_is_not_found(entry):
    assert client_of("chen").get(f"/scans-missing/other/{entry.pk}").status_code == 404
