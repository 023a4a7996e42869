"""One digest a day for each channel: written down first, sent once, tried again, and never said twice."""

from datetime import date, timedelta

import pytest

from gonghui.kernel.notices import outbox as box
from gonghui.kernel.notices.actions import channel_end, channel_put
from gonghui.kernel.notices.digest import BYTES, compose
from gonghui.kernel.notices.models import Channel, Dispatch, Notice
from gonghui.kernel.notices.outbox import LOST, outbox
from gonghui.kernel.notices.sending import NotSent
from gonghui.kernel.notices.tests.conftest import LIN, ROBOT, TODAY, Post, at, owes

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def fails() -> None:
    raise NotSent("企业微信没有收下（代码93000）。")


def test_the_group_gets_one_digest_a_day_however_often_the_clock_ticks(group: Channel, post: Post):
    owes("答复协商要约", TODAY)
    assert outbox(at(9)) == "外发提醒1条。"
    assert outbox(at(9, 1)) == outbox(at(15)) == ""
    assert [(address, subject) for address, subject, _ in post.carried] == [(ROBOT, "工会通提醒 2026年7月2日")]
    assert outbox(at(9, day=date(2026, 7, 3))) == "外发提醒1条。"
    assert len(post.carried) == 2


def test_a_digest_counts_by_urgency_and_names_union_matter_and_day(group: Channel, post: Post):
    owes("委员会换届", date(2026, 6, 30))
    owes("答复协商要约", date(2026, 7, 5), 8)
    owes("报送集体合同", date(2026, 7, 9))
    owes("法人资格证书换领", date(2026, 7, 10))
    outbox(at())
    assert post.carried[0][2] == (
        "工会通 7月2日：已超期1件，三日内到期1件，七日内到期1件。\n"
        "【已超期】\n恒泰包装工会 委员会换届（6月30日）\n"
        "【三日内到期】\n顺捷物流工会 答复协商要约（7月5日）\n"
        "【七日内到期】\n恒泰包装工会 报送集体合同（7月9日）\n"
        "请登录工会通办理。"
    )


def test_a_digest_says_nothing_delicate_and_no_subject(group: Channel, post: Post):
    owes("困难职工复核", TODAY, subject="王芳")
    owes("委员会换届", TODAY, subject="第三届王芳")
    owes("劳动争议调解", TODAY)
    outbox(at())
    said = post.carried[0][2]
    assert "困难" not in said and "争议" not in said and "王芳" not in said
    assert "三日内到期3件" in said and "另有2件，登录后查看。" in said


def test_a_long_digest_fits_into_one_message():
    rows = [owes("报送" * 30, TODAY + timedelta(days=n % 8 - 1)) for n in range(60)]
    said = compose(rows, TODAY)
    assert len(said.encode()) <= BYTES
    assert said.endswith("请登录工会通办理。")


def test_a_person_gets_what_he_was_reminded_of_and_what_still_runs(post: Post):
    channel_put(kind="mail", name="主席", address="zhuxi@example.cn", by=LIN, at=at(8), account_id=11)
    mine, done, _ = owes("答复要约", TODAY), owes("已答复的", TODAY, closed_on=TODAY), owes("别人的", TODAY)
    for each in (mine, done):
        Notice.objects.create(account_id=11, at=at(8), title="提醒", deadline_id=each.pk, stage="in3")
    outbox(at())
    said = post.carried[0][2]
    assert "答复要约" in said and "别人的" not in said and "已答复的" not in said


def test_on_a_day_without_matters_nothing_is_sent_and_a_matter_of_the_afternoon_waits(group: Channel, post: Post):
    assert outbox(at(9)) == ""
    owes("答复要约", TODAY)
    assert outbox(at(15)) == "" and not post.carried
    assert Dispatch.objects.get().given_up


@pytest.mark.parametrize("hour", [0, 7, 20, 23])
def test_nobody_is_woken_at_night(group: Channel, post: Post, hour: int):
    owes("答复要约", TODAY)
    assert outbox(at(hour)) == "" and not Dispatch.objects.exists()


def test_what_did_not_go_out_is_tried_again_after_growing_pauses_and_then_given_up(group: Channel, post: Post):
    owes("答复要约", TODAY)
    post.meets = fails
    minute, pauses = at(8), []
    while not Dispatch.objects.filter(given_up=True).exists():
        if outbox(minute):
            pauses.append(int((minute - at(8)).total_seconds() // 60))
        minute += timedelta(minutes=1)
    assert pauses == [0, 5, 20, 80, 320]
    kept = Dispatch.objects.get()
    assert (kept.tries, kept.problem, kept.sent_at) == (5, "企业微信没有收下（代码93000）。", None)
    post.meets = lambda: None
    assert outbox(at(19)) == ""


def test_the_second_try_that_goes_through_is_the_last(group: Channel, post: Post):
    owes("答复要约", TODAY)
    post.meets = fails
    assert outbox(at(9)) == "1条没有发出。"
    post.meets = lambda: None
    assert outbox(at(9, 4)) == ""
    assert outbox(at(9, 5)) == "外发提醒1条。"
    assert outbox(at(10)) == ""
    assert (len(post.carried), Dispatch.objects.get().problem) == (1, "")


def test_a_computer_that_goes_off_while_sending_says_so_and_nothing_goes_out_twice(group: Channel, post: Post):
    owes("答复要约", TODAY)

    def goes_off() -> None:
        raise KeyboardInterrupt

    post.meets = goes_off
    with pytest.raises(KeyboardInterrupt):
        outbox(at(9))
    post.meets = lambda: None
    assert outbox(at(9, 1)) == ""
    assert Dispatch.objects.get().started_at == at(9)
    assert outbox(at(9, 11)) == ""
    kept = Dispatch.objects.get()
    assert (kept.given_up, kept.problem, post.carried) == (True, LOST, [])


def test_the_row_is_there_before_anything_is_sent(group: Channel, post: Post):
    owes("答复要约", TODAY)
    seen: list[tuple[int, bool]] = []
    post.meets = lambda: seen.extend(Dispatch.objects.values_list("tries", "sent_at"))
    outbox(at())
    assert seen == [(1, None)]


def test_two_processes_at_once_send_one_message(group: Channel, post: Post, monkeypatch: pytest.MonkeyPatch):
    owes("答复要约", TODAY)
    plain = box._claimed

    def both(dispatch: Dispatch, moment: object) -> bool:
        other = Dispatch.objects.select_related("channel").get(pk=dispatch.pk)
        if plain(other, moment):
            box._sent(other, moment)
        return plain(dispatch, moment)

    monkeypatch.setattr(box, "_claimed", both)
    outbox(at())
    assert len(post.carried) == 1


def test_yesterdays_digest_is_not_sent_today(group: Channel, post: Post):
    owes("答复要约", TODAY)
    post.meets = fails
    outbox(at(19, 59))
    post.meets = lambda: None
    outbox(at(9, day=date(2026, 7, 3)))
    assert len(post.carried) == 1 and "7月3日" in post.carried[0][2]
    assert Dispatch.objects.get(day=TODAY).given_up


def test_a_stopped_channel_gets_no_digest(group: Channel, post: Post):
    owes("答复要约", TODAY)
    channel_end(channel=group, by=LIN, at=at(8))
    assert outbox(at()) == "" and not post.carried
