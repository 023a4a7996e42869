"""A member signs by phone for what he was given, once, and never for anybody else."""

from decimal import Decimal

from gonghui.benefits.public import Benefit, Given, benefit_give
from gonghui.kernel.audit.models import Event
from gonghui.people.public import Person
from tests.ledger_town import TODAY, LedgerTown
from tests.phones import NOW, text


def given(town: LedgerTown, name: str) -> Benefit:
    row = town.members[name]
    item = Given(Person(row.worker.name, row.union_id, row.worker_id), Decimal("60.00"), "大米一袋", 1)
    return benefit_give(item=item, kind="goods", occasion="高温慰问", on=TODAY, **NOW)


def test_a_member_signs_for_what_he_got_and_the_register_says_when(town: LedgerTown) -> None:
    row, phone = given(town, "张三"), town.sign_in("zhang")
    assert "1样没签收" in text(phone, "/my/") and "大米一袋" in text(phone, "/my/benefits")
    said = text(phone, "/my/benefits", {"row": str(row.pk)})
    assert "签收了：高温慰问。" in said and "领到了" not in said
    row.refresh_from_db()
    assert (row.signed_on, row.signed_by) == (TODAY, "")
    assert Event.objects.latest("pk").by_name == "张三"


def test_nobody_signs_for_another(town: LedgerTown) -> None:
    row, phone = given(town, "李四"), town.sign_in("zhang")
    assert "高温慰问" not in text(phone, "/my/benefits")
    for key in (str(row.pk), "", "x"):
        assert phone.post("/my/benefits", {"row": key}).status_code == 404
    row.refresh_from_db()
    assert row.signed_on is None


def test_the_second_signature_is_turned_down_with_the_day_of_the_first(town: LedgerTown) -> None:
    row, phone = given(town, "张三"), town.sign_in("zhang")
    text(phone, "/my/benefits", {"row": str(row.pk)})
    assert "已经签收了" in text(phone, "/my/benefits", {"row": str(row.pk)}, status=422)
