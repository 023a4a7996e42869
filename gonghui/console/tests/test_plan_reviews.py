"""A plan that was read in is reviewed in the browser: nothing enters without a click, and nobody reads another's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gonghui.console.tests.test_plan_pages import HTMX, TEXT, approved, office
from gonghui.planning.public import (
    DraftItem,
    Plan,
    PlanDraft,
    Task,
)
from tests.small_town import client_of

__all__ = ["office"]  # who sits there

pytestmark = pytest.mark.django_db


def upload(client, text=TEXT, name="计划.txt"):
    return client.post("/plans/import", {"file": SimpleUploadedFile(name, text.encode()), "year": "2026"})


def test_an_uploaded_plan_is_reviewed_before_anything_enters(office):
    officer = client_of("chen")
    answer = upload(officer)
    draft = PlanDraft.objects.get()
    assert answer.url == f"/reviews/{draft.pk}"
    page = officer.get(answer.url).text
    assert "一、抓组建" in page and "待定<b>3</b>" in page
    assert not Plan.objects.exists()
    first, second, third = DraftItem.objects.filter(kind="task")
    part = officer.post(f"/reviews/items/{first.pk}", {"answer": "accept", "version": first.version}, headers=HTMX)
    assert "收下<b>1</b>" in part.text and "<html" not in part.text
    officer.post(f"/reviews/items/{third.pk}", {"answer": "drop"}, headers=HTMX)
    assert "改好收下" in officer.get(f"/reviews/items/{second.pk}?mend=1", headers=HTMX).text
    mended = {"answer": "mend", "text": "春节前慰问60户", "months": ["1"], "t0-quantity": "60", "t0-unit": "户",
              "t0-comparison": "at_least", "t0-what": "困难职工"}  # fmt: skip
    officer.post(f"/reviews/items/{second.pk}", mended, headers=HTMX)
    answer = officer.post(f"/reviews/{draft.pk}/enter", {})
    plan = Plan.objects.get()
    assert answer.url == f"/plans/{plan.pk}"
    assert [task.text for task in plan.tasks.all()] == ["全年新建工会6家，发展会员300人", "春节前慰问60户"]
    assert plan.tasks.last().targets.get().quantity == 60


def test_a_mended_item_that_cannot_stand_comes_back_with_what_was_typed(office):
    officer = client_of("chen")
    upload(officer)
    item = DraftItem.objects.filter(kind="task").first()
    no = officer.post(
        f"/reviews/items/{item.pk}", {"answer": "mend", "text": "改过的话", "due_on": "不是日期"}, headers=HTMX
    )
    assert (no.status_code, "改过的话" in no.text) == (422, True)
    item.refresh_from_db()
    assert item.state == "proposed"


def test_a_heading_is_taken_as_a_whole(office):
    officer = client_of("chen")
    upload(officer)
    head = DraftItem.objects.filter(kind="heading").first()
    part = officer.post(f"/reviews/items/{head.pk}", {"answer": "accept"}, headers=HTMX)
    assert "收下<b>2</b>" in part.text
    officer.post(f"/reviews/{head.draft_id}/enter", {"rest": "1"})
    assert Task.objects.count() == 3


def test_the_same_file_and_what_is_no_plan_are_refused(office):
    officer = client_of("chen")
    upload(officer)
    again = upload(officer)
    assert (again.status_code, "已经读入过" in again.text) == (422, True)
    assert upload(officer, "从前有座山。", "故事.txt").status_code == 422
    assert officer.post("/plans/import", {}).status_code == 422
    draft = PlanDraft.objects.get()
    officer.post(f"/reviews/{draft.pk}/discard", {})
    assert upload(officer).status_code == 302


def test_next_years_draft_is_rolled_and_reviewed_on_the_same_page(office):
    plan = approved(office)
    answer = client_of("chen").post(f"/plans/{plan.pk}/roll", {})
    page = client_of("chen").get(answer.url)
    assert "从“清河镇总工会2026年工作计划”推出2027年" in page.text
    assert "比上年下降" in page.text  # the wage agreements ran out on 30 June


def test_a_chair_reads_a_review_of_another_union_never(office):
    upload(client_of("chen"))
    draft = PlanDraft.objects.get()
    item = draft.items.first()
    for address in (f"/reviews/{draft.pk}", f"/reviews/items/{item.pk}"):
        assert client_of("dong").get(address).status_code == 404
    assert client_of("dong").post(f"/reviews/items/{item.pk}", {"answer": "accept"}).status_code == 404
