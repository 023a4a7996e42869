"""Who is looking: the member whom the reader's office names. Every phone page is about this person and nobody else."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gonghui.console.public import OfficeRequest, own_worker
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Union
from gonghui.people.public import Membership, Worker


@dataclass(frozen=True)
class Me:
    """The member and the roll on which he stands today (None for somebody who has left)."""

    worker: Worker
    roll: Membership | None

    @property
    def union(self) -> Union | None:
        return self.roll.union if self.roll else None


def me_of(request: OfficeRequest) -> Me:
    """The member who is signed in. Raises Refused when his account names nobody of the register."""
    worker = own_worker(request)
    if worker is None:
        raise Refused("您的账号还没有和会员名册对上。", "请告诉本工会主席或镇总工会，在“任职和权限”里把会员补上。")
    rolls = Membership.objects.on(request.moment.today).filter(worker=worker)
    return Me(worker, rolls.select_related("union", "employer", "group").first())


def mine(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A phone page: the view is given the request and who looks; what is refused becomes a small page like the others."""

    @wraps(view)
    def page(plain: HttpRequest, **named: object) -> HttpResponse:
        request = cast(OfficeRequest, plain)
        try:
            return view(request, me_of(request), **named)
        except Refused as problem:
            return render(plain, "portal/refused.html", {"problem": problem}, status=422)

    return page
