"""The settings page."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render

from gonghui.console.door.counter import counter_here
from gonghui.console.offices.own import own_worker
from gonghui.console.request import OfficeRequest, only_a_member
from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.trail import who_changed
from gonghui.orgs.public import Employer

OF_THE_ACCOUNT = ("signed_in", "code_use", "code_issue", "account_reset", "password_set", "totp_bind", "totp_unbind",
                  "pin_set", "signed_out_everywhere")  # fmt: skip


def settings_page(request: OfficeRequest) -> HttpResponse:
    """The person's own account: offices, how he signs in, who did what about the account, text size.

    A member has a small page of his own for it among the phone pages.
    """
    if only_a_member(request) and own_worker(request) is not None:
        return redirect(f"{settings.MEMBER_HOME}account")
    page = {"sample": _is_sample(), "done": account_events(request), "counter": counter_here(request)}
    return render(request, "console/settings.html", page)


def account_events(request: OfficeRequest) -> list[Event]:
    """What was done with the reader's own account lately, newest first."""
    return list(who_changed(request.user).filter(verb__in=OF_THE_ACCOUNT)[:8])


def _is_sample() -> bool:
    """Whether this is the sample town: its codes carry 329999, a county that does not exist."""
    return Employer.objects.filter(uscc__startswith="91329999").exists()
