"""Questions about reminders."""

from django.db.models import Q, QuerySet

from gonghui.kernel.notices.models import Notice
from gonghui.kernel.scope import Scope


def notices_of(account_id: int, scope: Scope) -> QuerySet[Notice]:
    """What was told to an account, newest first; what belongs to a union that it may no longer open is left out."""
    rows = Notice.objects.filter(account_id=account_id)
    if not scope.everything:
        rows = rows.filter(Q(union_id=None) | Q(union_id__in=scope.unions))
    return rows.order_by("-at", "-pk")


def unread(account_id: int, scope: Scope) -> int:
    """How many reminders wait to be read."""
    return notices_of(account_id, scope).filter(read_at=None).order_by().count()
