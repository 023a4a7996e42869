"""One function that sends a text: by e-mail or into a chat group of 企业微信. Tests put their own carriers in."""

import json
from collections.abc import Callable
from http.client import HTTPException
from smtplib import SMTPException
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from gonghui.kernel.notices.models import Channel
from gonghui.kernel.privacy import open_text

SECONDS = 10
BYTES = 2048
"""What a group's robot takes in one text message."""


class NotSent(Exception):
    """A message did not go out; says in Chinese why, without the address."""


Carrier = Callable[[str, str, str], None]
"""carrier(address, subject, text): raises NotSent."""


def by_mail(address: str, subject: str, text: str) -> None:
    """Send an e-mail by the server that the settings name."""
    if not settings.EMAIL_HOST:
        raise NotSent("还没有设置发邮件的服务器，请看手册“提醒”一章。")
    try:
        letter = EmailMessage(subject, text, to=[address], connection=get_connection(timeout=SECONDS))
        letter.send()
    except (OSError, SMTPException) as problem:
        raise NotSent(f"邮件服务器没有收下（{type(problem).__name__}）。") from problem


class _StayThere(HTTPRedirectHandler):
    """A robot's address is a secret: it is never handed on to another host."""

    def redirect_request(self, *args: object, **more: object) -> None:
        return None


def by_wecom(address: str, subject: str, text: str) -> None:
    """Post a text to the robot of a chat group; only by https and only to the hosts that the settings allow."""
    parts = urlsplit(address)
    if parts.scheme != "https" or parts.hostname not in settings.WECOM_HOSTS:
        raise NotSent("群机器人的地址不在允许的服务器上，请重新登记。")
    if len(text.encode()) > BYTES:
        text = text.encode()[: BYTES - 3].decode(errors="ignore") + "…"
    body = json.dumps({"msgtype": "text", "text": {"content": text}}, ensure_ascii=False).encode()
    request = Request(address, body, {"Content-Type": "application/json; charset=utf-8"}, method="POST")
    try:
        with build_opener(_StayThere).open(request, timeout=SECONDS) as answer:
            said = json.loads(answer.read(10_000))
    except (OSError, HTTPException, ValueError) as problem:
        raise NotSent(f"企业微信没有收下（{type(problem).__name__}）。") from problem
    code = said.get("errcode") if isinstance(said, dict) else None
    if code != 0:
        raise NotSent(f"企业微信没有收下（代码{code}）。请在群里核对机器人还在不在。")


CARRIERS: dict[str, Carrier] = {"mail": by_mail, "wecom": by_wecom}


def send(channel: Channel, subject: str, text: str) -> None:
    """Send a text by a channel. Raises NotSent with the reason."""
    try:
        address = open_text(channel.address)
    except (InvalidTag, ValueError) as problem:
        raise NotSent("地址打不开：密钥不是登记时的那一把，请重新登记。") from problem
    CARRIERS[channel.kind](address, subject, text)
