"""The second signature under a closed period: who may give it, what it carries out, the paper, no way round it."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.files.tests.pictures import pdf
from gonghui.kernel.indicators.models import Closing
from gonghui.kernel.privacy.models import Export
from gonghui.kernel.refusal import Refused
from gonghui.kernel.signing.actions import agree, agreed_once, ask
from gonghui.kernel.signing.models import Signature
from gonghui.people.public import Account, LeaveReason, Membership, Role, SignInPolicy, member_leave
from tests.small_town import HAND, NOW, account, client_of

PERIOD = {"period": "2026H1"}


@pytest.fixture
def office(sides):
    """The small town whose chair (zhou) has two people beside her: chen in the office, liu in the county."""
    account("zhou", "周立新", Role.TOWN_CHAIR, sides["town"])
    account("liu", "刘志远", Role.COUNTY, sides["town"])
    SignInPolicy.objects.create(signed_twice=["period_close"])
    return sides


def asked() -> Signature:
    assert client_of("zhou").post("/figures/close", PERIOD).status_code == 302
    return Signature.objects.get()


def test_where_two_must_sign_the_chair_alone_closes_nothing(office):
    row = asked()
    assert not Closing.objects.exists()
    page = client_of("zhou").get("/figures?period=2026H1").content.decode()
    assert "等第二个人签字" in page and "已封存" not in page
    assert client_of("zhou").post(f"/signatures/{row.pk}/give").status_code == 422
    assert client_of("zhou").post("/figures/close", PERIOD).status_code == 422
    assert not Closing.objects.exists()


def test_the_officers_signature_closes_the_period_in_the_chairs_name(office):
    row = asked()
    home = client_of("chen").get("/").content.decode()
    assert "等我签" in home and row.title in home
    assert client_of("chen").post(f"/signatures/{row.pk}/give").status_code == 302
    closing = Closing.objects.get()
    assert closing.closed_by == "周立新"
    assert "陈秀兰签字" in client_of("dong").get("/figures?period=2026H1").content.decode()
    assert Event.objects.get(verb="signature_agree").by_name == "陈秀兰"
    assert client_of("chen").post(f"/signatures/{row.pk}/give").status_code == 422


def test_the_county_signs_and_it_says_so(office):
    row = asked()
    client_of("liu").post(f"/signatures/{row.pk}/give")
    row.refresh_from_db()
    assert row.way == "county" and Closing.objects.exists()
    assert "县总工会" in client_of("zhou").get(f"/signatures/{row.pk}").content.decode()


@pytest.mark.parametrize("who", ["dong", "nobody"])
def test_whoever_has_no_right_to_sign_neither_signs_nor_refuses(office, who):
    row = asked()
    for act in ("give", "refuse"):
        assert client_of(who).post(f"/signatures/{row.pk}/{act}", {"reason": "不行不行"}).status_code in (403, 404, 422)
    assert Signature.objects.get().state == "asked"


def test_figures_that_changed_after_the_asking_are_not_signed(office):
    row = asked()
    member = Membership.objects.on(date(2026, 6, 30)).first()
    member_leave(row=member, on=date(2026, 6, 20), reason=LeaveReason.RESIGNED, by=HAND, at=NOW)
    answer = client_of("chen").post(f"/signatures/{row.pk}/give")
    assert answer.status_code == 422 and "内容变了" in answer.content.decode()
    assert not Closing.objects.exists()
    assert client_of("zhou").post(f"/signatures/{row.pk}/withdraw").status_code == 302
    asked_again = client_of("zhou").post("/figures/close", PERIOD)
    assert asked_again.status_code == 302


def test_a_no_says_why_and_the_chair_may_ask_again(office):
    row = asked()
    assert client_of("chen").post(f"/signatures/{row.pk}/refuse", {"reason": ""}).status_code == 422
    client_of("chen").post(f"/signatures/{row.pk}/refuse", {"reason": "东桥少了一份合同"})
    assert "东桥少了一份合同" in client_of("zhou").get("/signatures/").content.decode()
    assert not Closing.objects.exists()


def paper(**more) -> dict:
    return {**PERIOD, "way": "paper", "signer": "李建国", "signed_on": "0701",
            "scan": SimpleUploadedFile("a.pdf", pdf(), "application/pdf"), **more}  # fmt: skip


def test_a_signature_on_paper_counts_with_signer_day_and_scan(office):
    chair = client_of("zhou")
    assert chair.post("/figures/close", paper(signer="周立新")).status_code == 422
    assert chair.post("/figures/close", paper(signed_on="")).status_code == 422
    assert chair.post("/figures/close", paper(signed_on="0709")).status_code == 422
    assert (
        chair.post("/figures/close", {key: value for key, value in paper().items() if key != "scan"}).status_code == 422
    )
    assert not Closing.objects.exists() and not Signature.objects.exists()
    assert chair.post("/figures/close", paper()).status_code == 302
    row = Signature.objects.get()
    assert (row.way, row.signed_by, row.signed_on) == ("paper", "李建国", date(2026, 7, 1))
    assert "李建国7月1日在纸上签字" in chair.get("/figures?period=2026H1").content.decode()
    assert chair.get(f"/signatures/{row.pk}/scan").content.startswith(b"%PDF-")


def test_an_office_that_does_not_ask_for_two_may_still_have_two(office):
    SignInPolicy.objects.all().delete()
    assert client_of("zhou").post("/figures/close", {**PERIOD, "way": "ask"}).status_code == 302
    client_of("chen").post(f"/signatures/{Signature.objects.get().pk}/give")
    assert Closing.objects.exists()


@pytest.mark.postgres
def test_the_database_itself_refuses_ones_own_second_signature(office):
    row = asked()
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.filter(pk=row.pk).update(state="agreed", way="person", signed_by_id=row.asked_by_id)


def test_a_signature_for_another_page_is_used_up_once_and_only_by_who_asked(office):
    from gonghui.kernel.signing.acts import ACTS, Act, register_act

    register_act(Act(key="spent_once", label="试"))
    try:
        chair, officer = Account.objects.get(username="zhou"), Account.objects.get(username="chen")
        mine, hers = Hand(chair.pk, chair.name), Hand(officer.pk, officer.name)
        row = ask(act="spent_once", subject="x", title="试一次", payload={}, union_id=None, by=mine, at=NOW)
        matter = {"act": "spent_once", "subject": "x", "at": NOW}
        assert not agreed_once(**matter, by=mine)
        with pytest.raises(Refused):
            agree(signature=row, county=False, by=mine, at=NOW)
        agree(signature=row, county=False, by=hers, at=NOW)
        assert not agreed_once(**matter, by=hers)
        assert agreed_once(**matter, by=mine)
        assert not agreed_once(**matter, by=mine)
    finally:
        ACTS.known.pop("spent_once")


def test_a_list_with_numbers_leaves_the_office_only_after_a_second_signature(office):
    SignInPolicy.objects.update(signed_twice=["private_export"])
    chair = client_of("zhou")
    page = chair.get("/privacy/take-out/members").content.decode()
    first = re.search(r'<select name="reason".*?<option value="([a-z_]+)"', page, re.DOTALL)
    opened = re.search(r'name="opened" value="([^"]+)"', page)
    wanted = {"opened": [opened[1]], "reason": first[1], "purpose": "报县总工会核对会员名册"}
    assert chair.post("/privacy/take-out/members", wanted).status_code == 422
    assert not Export.objects.exists()
    row = Signature.objects.get()
    assert "报县总工会核对会员名册" in row.title
    assert chair.post("/privacy/take-out/members", wanted).status_code == 422
    client_of("chen").post(f"/signatures/{row.pk}/give")
    assert chair.post("/privacy/take-out/members", wanted).status_code == 200
    assert Export.objects.count() == 1
    assert chair.post("/privacy/take-out/members", wanted).status_code == 422
