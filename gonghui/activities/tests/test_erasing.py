"""Somebody whose data are erased is named nowhere in activities any more, and every number stays what it was."""

from datetime import date

import pytest

from gonghui.activities.public import Attendance, attend, comer_of, heads_of, sign_up, sign_up_withdraw
from gonghui.activities.tests.hall import COMING, NOW, activity, worker
from gonghui.kernel.audit.models import Event
from gonghui.kernel.indicators.closing import period_close
from gonghui.kernel.indicators.models import FrozenRow
from gonghui.kernel.privacy.erasing import person_erase
from gonghui.orgs.public import tree_on
from gonghui.people.public import LeaveReason, member_leave
from tests.ledger_town import found_ledger_town


@pytest.mark.django_db
def test_the_name_goes_from_lists_and_events_and_the_heads_stay() -> None:
    town = found_ledger_town()
    course, coming = activity(town), activity(town, name="下一期", on=COMING)
    who, east = worker(town, "张三"), town.unions["宏达机械工会"].pk
    attend(activity=course, comers=[comer_of(who, east, "第一名"), comer_of(worker(town, "李四"), east)], **NOW)
    sign_up_withdraw(sign_up=sign_up(activity=coming, worker=who, **NOW), **NOW)
    member_leave(row=town.members["张三"], on=date(2026, 7, 1), reason=LeaveReason.RESIGNED, **NOW)
    tree = tree_on(date(2026, 6, 30))
    period_close(period="2026H1", tree=tree, node=("union", tree.root), **NOW)
    assert any("张三" in row.cells for row in FrozenRow.objects.filter(kind="activity"))
    person_erase(person=who, reason="本人要求删除", **NOW)
    row = Attendance.objects.get(worker_id=who.pk)
    assert "张三" not in row.name and row.result == ""
    assert heads_of(course).named == 2
    assert not any("张三" in str(row.cells) for row in FrozenRow.objects.all())
    told = [f"{event.summary}{event.changes}" for event in Event.objects.filter(entity__startswith="activities.")]
    assert told and not any("张三" in text or "第一名" in text for text in told)
