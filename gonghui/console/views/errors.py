"""Pages for what went wrong: not found, closed, a stale form, a fault of ours. None of them needs the database."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def _page(request: HttpRequest, status: int, what: str, todo: str) -> HttpResponse:
    return render(request, "console/error.html", {"what": what, "todo": todo}, status=status)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(request, 400, "这个请求看不懂。", "请回到上一页再试一次。")


def closed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _page(request, 403, "这一页不在您的工作范围内。", "需要的话，请镇总工会按任职开通。")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: also for records outside the reader's scope, which for him do not exist."""
    return _page(
        request, 404, "没有找到这一页。", "可能是地址写错了，或者这条记录不归您管。可以用名称或拼音首字母查找。"
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the form token: the page stood open too long, or sign-in changed in another window."""
    return _page(request, 403, "没有保存：这一页打开得太久了。", "请回到上一页，刷新后再办；您填的内容先抄一下。")


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page(request, 500, "程序出错了，这一步没有保存。", "请稍后再试；还是不行，请把时间和做的事告诉镇总工会。")
