"""Pages for what went wrong: not found, closed, a stale form, a fault of ours. None of them needs the database."""

import sys

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from gonghui.console.door.drafts import draft_lapsed, worth_keeping
from gonghui.console.door.session import from_own_page, own_path, page_of
from gonghui.kernel.storage import in_words
from gonghui.people.public import Account


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
    """403 of the form token: the page stood open too long, or sign-in changed in another window.

    What a person typed on our own page (the browser says so, and no other site can make it) is kept and filled in.
    """
    account = getattr(request, "user", None)
    if isinstance(account, Account) and from_own_page(request) and worth_keeping(request):
        page = page_of(request)
        if draft_lapsed(request, account, page):
            messages.warning(request, "没有保存：这一页打开得太久了。您填的内容已经填回，请看一遍再保存。")
            return redirect(own_path(request, page))
    return _page(request, 403, "没有保存：这一页打开得太久了。", "请回到上一页，刷新后再办；您填的内容先抄一下。")


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than any page takes in one piece."""
    return _page(request, 413, "传的文件太大了，没有收下。", "一次最多传100兆；请分几次传，或把照片的像素调低。")


def wrong_method(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """405: a page that only reads was written to, or one that only takes forms was opened by its address."""
    # Its words go onto the refusal itself, which has its line in the log already.
    refused.content = _page(request, 405, "这个地址不能这样打开。", "请从菜单进入，再按页面上的按钮办。").content
    return refused


def broken(request: HttpRequest) -> HttpResponse:
    """500, or 503 with what to do when the disk or the database cannot. Asks the database nothing: it may be what failed."""
    known = in_words(sys.exc_info()[1])
    what = known.what if known else "程序出错了，这一步没有保存。"
    todo = known.todo if known else "请稍后再试；还是不行，请把时间和做的事告诉镇总工会。"
    page = render_to_string("console/error.html", {"what": what, "todo": todo})
    return HttpResponse(page, status=503 if known else 500)
