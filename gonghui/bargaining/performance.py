"""Which contracts were checked, and which of them are kept."""

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from gonghui.bargaining.choices import Kept
from gonghui.bargaining.models import CheckItem, ComplianceCheck, Contract
from gonghui.kernel.dates import Span


def checks_in(span: Span) -> QuerySet[ComplianceCheck]:
    """The checks made in the span."""
    rows = ComplianceCheck.objects.filter(on__range=(span.start, span.end))
    return rows.select_related("contract__union", "union").order_by("on", "pk")


def checked_in(span: Span) -> QuerySet[Contract]:
    """Contracts checked in the span, each once, with its latest check of the span as `latest`."""
    mine = ComplianceCheck.objects.filter(contract=OuterRef("pk"), on__range=(span.start, span.end))
    rows = Contract.objects.annotate(latest=Subquery(mine.order_by("-on", "-pk").values("pk")[:1]))
    return rows.filter(latest__isnull=False).select_related("union").order_by("expires_on", "pk")


def kept_in(span: Span) -> QuerySet[Contract]:
    """Those whose latest check found every clause kept, or what was not kept put right by the end of the span."""
    broken = CheckItem.objects.filter(check_of=OuterRef("latest"), kept=Kept.BROKEN)
    mended = ComplianceCheck.objects.filter(pk=OuterRef("latest"), rectified_on__lte=span.end)
    return checked_in(span).filter(~Exists(broken) | Exists(mended))
