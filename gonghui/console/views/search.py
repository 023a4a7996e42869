"""Search: the drop-down under the box, and the same on a page of its own."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gonghui.console.finding import found_page
from gonghui.console.ledgers.reading import reader_of
from gonghui.console.request import OfficeRequest
from gonghui.kernel.privacy.words import sought_number


@require_http_methods(["GET", "POST"])
def search(request: OfficeRequest) -> HttpResponse:
    """Records of every kind that carry the words in `q`, within the reader's scope.

    What is typed is sent as a form, so that a person's number stands in no address, history or log; other words then
    go into the address, which can be kept.
    """
    home = reverse("console:search")
    if request.method == "POST":
        text = request.POST.get("q", "").strip()[:60]
        if request.htmx or sought_number(text):
            return found_page(request, text, reader_of(request))
        return redirect(f"{home}?{urlencode({'q': text})}" if text else home)
    text = request.GET.get("q", "").strip()[:60]
    if sought_number(text):
        messages.info(request, "证件号、手机、卡号请在查找框里查，不要写进网址：网址会留在浏览器里。")
        return redirect(home)
    return found_page(request, text, reader_of(request))
