"""Every verb leaves its events and no more; private values are in none of them; a journal holds the way back."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from gonghui.bargaining.public import Contract, contract_amend, contract_end
from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.writes import Hand, Journal
from gonghui.orgs.public import (
    BodyKind,
    DutyKind,
    Employer,
    HeadCount,
    Seat,
    Union,
    UnionKind,
    UnionPlacement,
    area_register,
    body_end,
    body_record,
    certificate_record,
    committee_record,
    duty_set,
    employer_amend,
    employer_attach,
    employer_place,
    head_count_record,
    seat_fill,
    union_amend,
    union_place,
)
from gonghui.people.public import (
    Admission,
    LeaveReason,
    Membership,
    MemberState,
    Role,
    Worker,
    account_open,
    code_issue,
    code_use,
    member_amend,
    member_leave,
    member_restate,
    member_transfer,
    members_admit,
    office_end,
    office_give,
    union_merge,
    worker_amend,
)
from tests.numbers import credit_code, id_number
from tests.town import NOW, TODAY, SmallTown, at, verbs_after

PLANTED_ID, PLANTED_PHONE = id_number(77, date(1990, 7, 7)), "15498765432"


def last_event() -> int:
    return Event.objects.order_by("-pk").values_list("pk", flat=True)[0]


@pytest.mark.postgres
@pytest.mark.django_db
def test_every_verb_leaves_exactly_its_events(town: SmallTown) -> None:
    u, e, rolls = town.unions, town.employers, town.rolls
    account = account_open(username="wang", name="王芳", **NOW)
    office = office_give(account=account, union=u["小学"], role=Role.GRASSROOTS_CHAIR, on=TODAY, **NOW)
    code = code_issue(account=account, **NOW)
    newcomer = Admission(name="赵新", id_number=PLANTED_ID, union_id=u["小学"].pk, since=TODAY)
    acts: list[tuple[Any, list[str]]] = [
        (lambda: area_register(name="南村", **NOW), ["area_register"]),
        (lambda: town.firm("戊厂", approved=TODAY), ["employer_register", "union_register", "employer_attach",
                                                     "head_count_record", "body_record"]),
        (lambda: union_amend(union=u["甲厂"], phone="1", **NOW), ["union_amend"]),
        (lambda: union_amend(union=u["甲厂"], phone="1", **NOW), []),
        (lambda: union_place(union=u["甲厂"], kind=UnionKind.JOINT, on=TODAY, **NOW), ["union_place"]),
        (lambda: employer_amend(employer=e["甲厂"], industry="机械", **NOW), ["employer_amend"]),
        (lambda: employer_place(employer=e["甲厂"], ownership="private", on=TODAY, **NOW), ["employer_place"]),
        (lambda: employer_attach(employer=e["新厂"], union=u["甲厂"], on=TODAY, **NOW), ["employer_attach"]),
        (lambda: duty_set(employer=e["甲厂"], duty=DutyKind.UNION, required=False, reason="停产", on=TODAY, **NOW), ["duty_set"]),
        (lambda: head_count_record(employer=e["甲厂"], staff=99, on=TODAY, **NOW), ["head_count_record"]),
        (lambda: body_record(union=u["甲厂"], kind=BodyKind.WOMEN, on=TODAY, **NOW), ["body_record"]),
        (lambda: body_end(union=u["甲厂"], kind=BodyKind.WOMEN, on=TODAY, **NOW), ["body_end"]),
        (lambda: body_end(union=u["甲厂"], kind=BodyKind.WOMEN, on=TODAY, **NOW), []),
        (lambda: committee_record(union=u["甲厂"], term=3, elected_on=TODAY, seats={"主席": "王芳"}, **NOW),
         ["committee_record", "seat_fill"]),
        (lambda: certificate_record(union=u["甲厂"], number="苏工法1", **NOW), ["certificate_record"]),
        (lambda: members_admit(items=[newcomer], **NOW), ["member_admit"]),
        (lambda: member_amend(row=rolls["乙厂"][0], card_number="K1", **NOW), ["member_amend"]),
        (lambda: worker_amend(worker=rolls["乙厂"][0].worker, job="钳工", **NOW), ["worker_amend"]),
        (lambda: member_transfer(row=rolls["乙厂"][1], to=u["甲厂"], on=TODAY, **NOW), ["member_transfer"] * 2),
        (lambda: member_restate(row=rolls["乙厂"][2], state=MemberState.RETAINED, on=TODAY, **NOW), ["member_restate"]),
        (lambda: member_leave(row=rolls["乙厂"][3], on=TODAY, reason=LeaveReason.DIED, **NOW), ["member_leave"]),
        (lambda: contract_amend(contract=town.contracts["区域"], handler="王", **NOW), ["contract_amend"]),
        (lambda: contract_end(contract=town.contracts["区域"], on=TODAY, reason="协商", **NOW), ["contract_end"]),
        (lambda: office_end(office=office, on=TODAY, **NOW), ["office_end"]),
        (lambda: union_merge(union=u["小学"], into=u["education"], on=TODAY, reason="", **NOW),
         ["employer_attach", *["member_transfer"] * 8, "union_close"]),
    ]  # fmt: skip
    for act, verbs in acts:
        last = last_event()
        act()
        assert verbs_after(last) == verbs
    last = last_event()
    assert code_use(username="wang", code=code, at=at()) == account
    assert code_use(username="wang", code=code, at=at()) is None
    assert verbs_after(last) == ["code_use"]


@pytest.mark.postgres
@pytest.mark.django_db
def test_no_event_holds_an_identity_number_or_a_phone(town: SmallTown) -> None:
    item = Admission(
        name="赵新", id_number=PLANTED_ID, phone=PLANTED_PHONE, union_id=town.unions["甲厂"].pk, since=TODAY
    )
    [row] = members_admit(items=[item], **NOW)
    other_id, other_phone = id_number(78, date(1990, 7, 7)), "15491111111"
    changes = worker_amend(worker=row.worker, id_number=other_id, phone=other_phone, **NOW)
    assert changes["证件号"][:2] == changes["手机"][:2] == ["已遮盖", "已改"]
    traces = [changes["证件号"][2], changes["手机"][2]]
    assert all(len(trace) == 16 for trace in traces) and traces[0] != traces[1]
    member_leave(row=row, on=date(2026, 7, 3), reason=LeaveReason.RESIGNED, by=NOW["by"], at=at(date(2026, 7, 3)))
    stored = Worker.objects.get(pk=row.worker_id)
    assert (stored.id_number(), stored.phone()) == (other_id, other_phone)
    secrets = [PLANTED_ID, PLANTED_PHONE, other_id, other_phone, stored.id_sealed, stored.id_index, stored.phone_sealed]
    for model in apps.get_models():
        if model is not Worker and model.__module__.startswith("gonghui.") and ".tests." not in model.__module__:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
                text = repr(cursor.fetchall())
            assert not [secret for secret in secrets if secret in text], model._meta.label
    assert not [s for s in (PLANTED_ID, PLANTED_PHONE, other_id) if s in repr(Worker.objects.values_list())]


@pytest.mark.django_db
def test_an_event_names_what_changed_in_words_that_people_read(town: SmallTown) -> None:
    old = town.unions["小学"]
    union_amend(union=old, merged_into=town.unions["中学"], approved_on=date(2019, 2, 1), phone="0512", **NOW)
    event = Event.objects.order_by("-pk")[0]
    assert event.changes == {"批准成立日期": ["2019-03-01", "2019-02-01"], "工会电话": ["", "0512"]}
    assert (event.by_name, event.union_id, event.object_id) == ("沈燕", old.pk, old.pk)
    contract_amend(contract=town.contracts["区域"], signing="renewal", **NOW)
    assert Event.objects.order_by("-pk")[0].changes == {"签订类型": ["首签", "续订"]}
    head_count_record(employer=town.employers["甲厂"], on=TODAY, staff=131, **NOW)
    assert Event.objects.order_by("-pk")[0].changes == {"职工人数": [130, 131]}


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_journal_puts_every_row_back_exactly(town: SmallTown) -> None:
    models = [Union, UnionPlacement, Employer, HeadCount, Membership, Contract, Seat]

    def rows() -> dict[str, list[dict[str, Any]]]:
        found = {m._meta.label: list(m._base_manager.order_by("pk").values()) for m in models}
        return {
            label: [{k: v for k, v in row.items() if k != "version"} for row in kept] for label, kept in found.items()
        }

    committee = committee_record(
        union=town.unions["甲厂"], term=1, elected_on=date(2024, 1, 5), seats={"主席": "李明"}, **NOW
    )
    before = rows()
    journal = Journal(batch_id=7)
    now: dict[str, Any] = {"by": Hand(None, "沈燕", journal=journal), "at": at()}
    firm, union = town.employers["甲厂"], town.unions["甲厂"]
    union_amend(union=union, approved_on=date(2018, 1, 1), uscc=credit_code(5, "81"), party_led=True, **now)
    union_place(union=union, parent=town.unions["education"], area=town.areas["west"], on=date(2026, 2, 2), **now)
    union_place(union=union, parent=town.root, on=date(2026, 2, 2), **now)
    for day in (date(2019, 1, 1), date(2026, 3, 31), date(2026, 2, 1), TODAY):
        head_count_record(employer=firm, on=day, staff=60, women=40, proof="报表", **now)
    employer_amend(employer=firm, closed_on=TODAY, **now)
    member_transfer(row=town.rolls["乙厂"][0], to=union, on=TODAY, **now)
    member_amend(row=town.rolls["乙厂"][1], joined_on=date(2021, 5, 5), employer_id=firm.pk, **now)
    contract_end(contract=town.contracts["区域"], on=TODAY, reason="协商", **now)
    seat_fill(committee=committee, title="主席", holder="王芳", on=TODAY, **now)
    assert rows() != before
    for label, keys in journal.created.items():
        apps.get_model(label)._base_manager.filter(pk__in=keys).delete()
    for label, key, values in reversed(journal.changed):
        apps.get_model(label)._base_manager.filter(pk=key).update(**values)
    assert rows() == before
    assert set(Event.objects.filter(batch_id=7).values_list("verb", flat=True)) >= {"union_place", "seat_fill"}
