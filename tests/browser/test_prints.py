"""An office lays out its own letter, is told what is wrong with it, prints it; a chair hands in a photographed paper."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from docx import Document
from playwright.sync_api import expect

from gonghui.kernel.audit.models import Event
from gonghui.kernel.files.tests.pictures import photo
from gonghui.orgs.public import union_amend
from gonghui.people.public import Role, account_open, office_give
from tests.browser.screen import Screen
from tests.town import NOW, OFFICER, TODAY, SmallTown, small_town

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(screen: Screen, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> SmallTown:
    """A small town in whose browser the officer has signed in; one entry was made for a union without its paper."""
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())
    town = small_town()
    account = account_open(username="shenyan", name="沈燕", **NOW)
    office_give(account=account, union=town.root, role=Role.TOWN_OFFICER, on=TODAY, **NOW)
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    screen.come_in(client)
    union = town.unions["甲厂"]
    union_amend(union=union, phone="0000-6100007", by=replace(OFFICER, for_whom=union.name), at=NOW["at"])
    return town


def typed(folder: Path, words: str) -> Path:
    document = Document()
    document.add_paragraph(words)
    path = folder / "自己的模板.docx"
    document.save(str(path))
    return path


def test_the_pages_fit_the_screen_and_can_be_read_by_everybody(screen: Screen, town: SmallTown) -> None:
    entry = Event.objects.exclude(for_whom="").get()
    screen.all_fit("/prints", "/prints/people.roll", "/prints/orgs.found_union/records", "/scans-missing",
                    f"/scans-missing/event/{entry.pk}")  # fmt: skip


def test_an_officer_lays_out_a_letter_and_prints_it(screen: Screen, town: SmallTown, tmp_path: Path) -> None:
    page = screen.page
    screen.open("/prints/orgs.found_union")
    page.get_by_label("改好的模板").set_input_files(typed(tmp_path, "致{{单位名}}"))
    page.get_by_role("button", name="换上这份模板").click()
    expect(page.get_by_role("alert")).to_contain_text("是不是“{{单位名称}}”")

    page.get_by_label("改好的模板").set_input_files(typed(tmp_path, "致{{单位名称}}"))
    page.get_by_role("button", name="换上这份模板").click()
    expect(page.locator("main")).to_contain_text("改用您的模板了")

    page.get_by_role("link", name="选单位打印").click()
    page.get_by_label("全选").check()
    expect(page.locator("[data-count]")).to_have_text("选了2份")
    with page.expect_download() as download:
        page.get_by_role("button", name="印成一个文件").click()
    content = Path(download.value.path()).read_bytes()
    words = [paragraph.text for paragraph in Document(BytesIO(content)).paragraphs if paragraph.text]
    assert sorted(words) == ["致散户", "致新厂"]


def test_an_officer_hands_in_two_photos_of_a_paper(screen: Screen, town: SmallTown) -> None:
    page = screen.page
    screen.on_a_phone()
    screen.open("/scans-missing")
    page.get_by_role("link", name="补传").click()
    shots = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": photo()} for n in range(2)]
    page.get_by_label("扫描件").set_input_files(shots)  # type: ignore[arg-type]
    page.get_by_role("button", name="收好扫描件").click()
    expect(page.locator("main")).to_contain_text("该有扫描件的都有了")
