"""运行状况: a light for each thing that can go wrong on this machine, and what to do about it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gonghui.console.proxy import FORWARDED
from gonghui.console.request import OfficeRequest
from gonghui.kernel import clock
from gonghui.kernel.health import AMBER, GREEN, RED, lights, worst

HERE = ("127.0.0.1", "::1")
LOOKS = {
    GREEN: ("done", "check-circle-fill", "正常"),
    AMBER: ("wait", "exclamation-circle-fill", "要留意"),
    RED: ("over", "exclamation-triangle-fill", "要处理"),
}


@require_safe
def running(request: OfficeRequest) -> HttpResponse:
    """All lights, red ones first."""
    found = lights(request.moment.at)
    order = {RED: 0, AMBER: 1, GREEN: 2}
    rows = [(light, *LOOKS[light.colour]) for light in sorted(found, key=lambda light: order[light.colour])]
    counts = {colour: sum(light.colour == colour for light in found) for colour in order}
    page = {"rows": rows, "red": counts[RED], "amber": counts[AMBER], "at": request.moment.at}
    return render(request, "console/running/health.html", page)


@login_not_required
@require_safe
def for_programs(request: HttpRequest) -> HttpResponse:
    """The lights for a program on this machine; for everybody else the page does not exist. No personal data."""
    if request.META.get("REMOTE_ADDR") not in HERE or request.META.get(FORWARDED):
        raise Http404
    found = lights(clock.now().at)
    answer = {"status": worst(found), "lights": [light.as_json() for light in found]}
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
