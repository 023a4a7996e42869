"""The office registers and stops its ways out of the house; a person reads reminders."""

from datetime import date

import pytest
from django.db import connection

from gonghui.kernel.audit.models import Event
from gonghui.kernel.notices.actions import channel_end, channel_put, notice_read
from gonghui.kernel.notices.models import Channel, Dispatch, Notice
from gonghui.kernel.notices.queries import notices_of, unread
from gonghui.kernel.notices.tests.conftest import LIN, ROBOT, at
from gonghui.kernel.privacy import open_text
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import EVERYTHING, NOTHING, Scope

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_the_address_of_a_robot_is_sealed_and_stands_in_no_event(group: Channel):
    assert open_text(group.address) == ROBOT
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notices_channel")
        assert "0f1e2d3c" not in repr(cursor.fetchall())
    entry = Event.objects.get(verb="channel_put")
    assert entry.summary == "登记企业微信群“工会干部群”" and "0f1e2d3c" not in repr(entry.changes)


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("wecom", "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"),
        ("wecom", "https://qyapi.weixin.qq.com.example.cn/cgi-bin/webhook/send?key=1"),
        ("wecom", "https://example.cn/?key=1"),
        ("wecom", "https://me@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"),
        ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send"),
        ("wecom", ""),
        ("mail", "gonghui"),
        ("mail", "gonghui@example"),
        ("mail", "a@example.cn,b@example.cn"),
        ("mail", "a@example.cn\nBcc: b@example.cn"),
        ("fax", "0512"),
    ],
)
def test_an_address_that_is_none_is_refused(kind: str, address: str):
    with pytest.raises(Refused) as no:
        channel_put(kind=kind, name="群", address=address, by=LIN, at=at())
    assert no.value.field == ("kind" if kind == "fax" else "address")
    assert not Channel.objects.exists()


def test_an_office_with_its_own_gateway_names_it_in_the_settings(settings):
    settings.WECOM_HOSTS = ["qyapi.weixin.qq.com", "wecom.example.cn"]
    channel_put(kind="wecom", name="群", address="https://wecom.example.cn/send?key=1", by=LIN, at=at())


def test_a_name_is_used_once_and_free_again_after_the_end(group: Channel):
    with pytest.raises(Refused, match="已经有叫“工会干部群”"):
        channel_put(kind="wecom", name=" 工会干部群 ", address=ROBOT, by=LIN, at=at())
    channel_end(channel=group, by=LIN, at=at(10))
    assert channel_put(kind="wecom", name="工会干部群", address=ROBOT, by=LIN, at=at(11)).pk != group.pk


def test_a_channel_without_a_name_is_refused():
    with pytest.raises(Refused, match="还没有写名称"):
        channel_put(kind="mail", name=" ", address="a@example.cn", by=LIN, at=at())


def test_a_stopped_channel_forgets_its_address_and_sends_nothing_more(group: Channel):
    waiting = Dispatch.objects.create(channel=group, day=at().date(), text="三件", next_at=at())
    channel_end(channel=group, by=LIN, at=at(10))
    group.refresh_from_db()
    waiting.refresh_from_db()
    assert group.address == "" and waiting.given_up and waiting.problem
    with pytest.raises(Refused, match="已经停用"):
        channel_end(channel=group, by=LIN, at=at(11))


def notice(account: int, union: int | None = 7, **more: object) -> Notice:
    return Notice.objects.create(account_id=account, at=at(), title="答复要约", union_id=union, **more)


def test_somebody_reads_one_reminder_or_all_of_his_own():
    mine, other = [notice(1), notice(1), notice(1)], notice(2)
    assert notice_read(by=LIN, at=at(), notices=[mine[0].pk, other.pk]) == 1
    assert unread(1, EVERYTHING) == 2
    assert notice_read(by=LIN, at=at(10)) == 2
    assert (unread(1, EVERYTHING), unread(2, EVERYTHING)) == (0, 1)
    assert Notice.objects.get(pk=mine[0].pk).read_at == at()


def test_nobody_reads_the_reminders_of_another():
    other = notice(2)
    assert notice_read(by=LIN, at=at(), notices=[other.pk]) == 0
    assert unread(2, EVERYTHING) == 1


def test_who_lost_an_office_no_longer_sees_what_it_was_told():
    notice(1, 7)
    notice(1, 8)
    notice(1, None)
    assert [each.union_id for each in notices_of(1, Scope(frozenset({8})))] == [None, 8]
    assert unread(1, NOTHING) == 1


def test_the_newest_reminder_comes_first():
    old, new = notice(1), notice(1, due_on=date(2026, 7, 6))
    assert list(notices_of(1, EVERYTHING)) == [new, old]
