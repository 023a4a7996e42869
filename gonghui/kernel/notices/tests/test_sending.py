"""What goes over the wire, seen without a wire."""

import io
import json
from typing import Any

import pytest
from django.core import mail

from gonghui.kernel.notices import sending
from gonghui.kernel.notices.models import Channel
from gonghui.kernel.notices.sending import NotSent, by_mail, by_wecom, send
from gonghui.kernel.notices.tests.conftest import ROBOT, Post
from gonghui.kernel.privacy import seal_text


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What was posted last, and what the robot answers."""
    seen: dict[str, Any] = {"answer": b'{"errcode": 0, "errmsg": "ok"}'}

    class Opener:
        def open(self, request: Any, timeout: float) -> io.BytesIO:
            seen.update(url=request.full_url, method=request.method, body=json.loads(request.data), timeout=timeout)
            if isinstance(seen["answer"], Exception):
                raise seen["answer"]
            return io.BytesIO(seen["answer"])

    monkeypatch.setattr(sending, "build_opener", lambda *handlers: seen.update(handlers=handlers) or Opener())
    return seen


def test_a_group_gets_a_text_message(wire: dict[str, Any]):
    by_wecom(ROBOT, "提醒", "已超期1件。")
    assert (wire["url"], wire["method"], wire["timeout"]) == (ROBOT, "POST", 10)
    assert wire["body"] == {"msgtype": "text", "text": {"content": "已超期1件。"}}


def test_a_text_that_is_too_long_is_cut_at_a_whole_character(wire: dict[str, Any]):
    by_wecom(ROBOT, "提醒", "工会" * 600)
    content = wire["body"]["text"]["content"]
    assert len(content.encode()) <= 2048
    assert content.endswith("…") and ("工会" * 600).startswith(content[:-1])


@pytest.mark.parametrize(
    "address", ["http://qyapi.weixin.qq.com/x?key=1", "https://127.0.0.1/x?key=1", "https://example.cn/x", ""]
)
def test_nothing_is_posted_to_another_host_or_in_clear(wire: dict[str, Any], address: str):
    with pytest.raises(NotSent, match="不在允许的服务器上"):
        by_wecom(address, "提醒", "一件")
    assert "url" not in wire


def test_a_robot_that_sends_on_elsewhere_is_not_followed(wire: dict[str, Any]):
    by_wecom(ROBOT, "提醒", "一件")
    [handler] = wire["handlers"]
    assert handler().redirect_request(None, None, 302, "", {}, "https://example.cn") is None


@pytest.mark.parametrize(
    "answer", [b'{"errcode": 93000}', b"[]", b"<html>", b"", OSError("no route"), TimeoutError("slow")]
)
def test_what_the_robot_does_not_take_is_said_without_its_address(wire: dict[str, Any], answer: Any):
    wire["answer"] = answer
    with pytest.raises(NotSent) as no:
        by_wecom(ROBOT, "提醒", "一件")
    assert "企业微信没有收下" in str(no.value) and "key" not in str(no.value)


def test_a_letter_goes_out_by_the_server_of_the_settings(settings):
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.example.cn", "gonghui@example.cn"
    by_mail("zhuxi@example.cn", "工会通提醒", "已超期1件。")
    [letter] = mail.outbox
    assert (letter.to, letter.subject, letter.body) == (["zhuxi@example.cn"], "工会通提醒", "已超期1件。")
    assert letter.from_email == "gonghui@example.cn"


def test_without_a_mail_server_the_office_is_told_what_to_set(settings):
    settings.EMAIL_HOST = ""
    with pytest.raises(NotSent, match="还没有设置发邮件的服务器"):
        by_mail("zhuxi@example.cn", "提醒", "一件")


def test_a_mail_server_that_does_not_answer_is_said_without_its_words(settings, monkeypatch: pytest.MonkeyPatch):
    settings.EMAIL_HOST = "mail.example.cn"

    def down(self: Any) -> int:
        raise ConnectionRefusedError("mail.example.cn refused zhuxi@example.cn")

    monkeypatch.setattr(sending.EmailMessage, "send", down)
    with pytest.raises(NotSent) as no:
        by_mail("zhuxi@example.cn", "提醒", "一件")
    assert str(no.value) == "邮件服务器没有收下（ConnectionRefusedError）。"


def test_one_function_stands_before_both(post: Post):
    send(Channel(kind="mail", address=seal_text("a@example.cn")), "提醒", "一件")
    send(Channel(kind="wecom", address=seal_text(ROBOT)), "提醒", "两件")
    assert [address for address, _, _ in post.carried] == ["a@example.cn", ROBOT]


@pytest.mark.parametrize("broken", ["bm90IHNlYWxlZCBieSB0aGlzIGtleSBhdCBhbGw=", "%%%"])
def test_an_address_sealed_with_another_key_is_said(post: Post, broken: str):
    with pytest.raises(NotSent, match="请重新登记"):
        send(Channel(kind="mail", address=broken), "提醒", "一件")
