"""What somebody typed and did not save: kept encrypted for its person alone, given back, gone after a week.

Where it stood is kept as a keyed digest only, since an address can hold a name that was searched for.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, QueryDict

from gonghui.console.models import KeptForm
from gonghui.kernel import clock
from gonghui.kernel.privacy import blind_index, open_text, seal_text
from gonghui.people.public import Account

DAYS = 7
MOST = 40
"""Drafts of one person; older ones make way."""

LARGEST = 200_000
"""Characters of one draft."""

KEPT = "gonghui.kept"
"""Mark on a request whose form was kept instead of taken."""

SECRET = frozenset({"secret", "password", "pin", "csrfmiddlewaretoken", "token"})
"""Fields that are never kept, whatever form they stand in."""

NEVER_KEPT = frozenset({"sign-in", "second", "sign-out", "own-password", "totp", "pin", "counter-switch", "draft-keep",
                        "draft-drop", "session-stay", "my-opinion"})  # fmt: skip
"""Pages whose forms hold secrets, nothing, or what must not be kept under a name: no draft is made of them."""


def worth_keeping(request: HttpRequest) -> bool:
    """Whether what was sent is something that a person typed to be saved: no secret, no search."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    return request.method == "POST" and name not in NEVER_KEPT and "q" not in request.POST


def _place(account: Account, page: str) -> str:
    return blind_index(f"draft page\n{account.pk}\n{page}")


def _form(account: Account, page: str, action: str) -> str:
    return blind_index(f"draft form\n{account.pk}\n{page}\n{action}")


def readable(fields: Any) -> dict[str, list[str]]:
    """The fields of a form as they are kept; whatever has another shape, or is a secret, is left out."""
    if not isinstance(fields, dict):
        return {}
    found = {}
    for name, values in list(fields.items())[:2000]:
        if isinstance(values, list) and name not in SECRET:
            found[str(name)[:100]] = [value for value in values if isinstance(value, str)][:500]
    return found


def draft_keep(
    *, account: Account, page: str, action: str, fields: dict[str, list[str]], at: datetime, lapsed: bool = False
) -> bool:
    """Keep what was typed into one form of one page, instead of what was kept before; False when it is too much."""
    text = json.dumps({"action": action, "fields": fields}, ensure_ascii=False)
    if len(text) > LARGEST:
        return False
    KeptForm.objects.update_or_create(
        account_id=account.pk, form=_form(account, page, action),
        defaults={"place": _place(account, page), "sealed": seal_text(text), "at": at, "lapsed": lapsed},
    )  # fmt: skip
    older = KeptForm.objects.filter(account_id=account.pk).order_by("-at").values_list("pk", flat=True)[MOST:]
    if surplus := list(older):
        KeptForm.objects.filter(pk__in=surplus).delete()
    return True


def draft_lapsed(request: HttpRequest, account: Account, page: str) -> bool:
    """Keep a form that arrived and could not be taken: the session had run out, or the page stood open too long.

    False when nothing of it is kept: it was empty, held secrets only, or was too large.
    """
    request.META[KEPT] = True
    fields = readable({name: values for name, values in _lists(request.POST)})
    if not fields:
        return False
    at = clock.now().at
    return draft_keep(account=account, page=page, action=request.path, fields=fields, at=at, lapsed=True)


def _lists(sent: QueryDict) -> list[tuple[str, list[Any]]]:
    return [(str(name), list(values)) for name, values in sent.lists()]


def drafts_of(account: Account, page: str, at: datetime) -> list[dict[str, Any]]:
    """What is kept for a page: action, fields, moment, and whether the session had run out while it was sent."""
    since = at - timedelta(days=DAYS)
    rows = list(
        KeptForm.objects.filter(account_id=account.pk, place=_place(account, page), at__gt=since).order_by("-at")
    )
    found = []
    for row in rows:
        kept = json.loads(open_text(row.sealed))
        found.append({**kept, "at": row.at.astimezone(clock.OFFICE_TIME), "lapsed": row.lapsed})
    # filled in once by itself, afterwards only when asked
    KeptForm.objects.filter(pk__in=[row.pk for row in rows if row.lapsed]).update(lapsed=False)
    return found


def draft_drop(*, account: Account, page: str, action: str) -> None:
    """Forget what was kept of one form."""
    KeptForm.objects.filter(account_id=account.pk, form=_form(account, page, action)).delete()


def draft_arrived(*, account: Account, page: str, action: str) -> None:
    """A form arrived and was taken: what was kept of it goes. Most forms have no draft and write nothing here."""
    if KeptForm.objects.filter(account_id=account.pk, form=_form(account, page, action)).exists():
        draft_drop(account=account, page=page, action=action)


def forget_drafts(at: datetime) -> int:
    """Take away drafts older than a week and those of people whose account was closed; returns how many."""
    closed = Account.objects.filter(is_active=False).values("pk")
    old, _ = KeptForm.objects.filter(at__lt=at - timedelta(days=DAYS)).delete()
    orphaned, _ = KeptForm.objects.filter(account_id__in=closed).delete()
    return old + orphaned
