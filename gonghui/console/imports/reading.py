"""Which batches of imported rows a person may see: they hold what the file said, good rows and bad."""

from datetime import date, datetime, time

from django.db.models import QuerySet

from gonghui.console.request import OfficeRequest
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.imports.models import Batch
from gonghui.people.public import OfficeHeld, line_of


def batches_of(request: OfficeRequest) -> QuerySet[Batch]:
    """All batches of the ledgers in which this person writes for the whole town; else his own, and of those only what
    he brought in since he last gave up an office: before, he may have brought in rows of others."""
    write = request.rights.write
    keys = Batch.objects.order_by().values_list("ledger", flat=True).distinct()
    whole = [key for key in keys if write.on(key, line_of(key)).everything]
    own = Batch.objects.filter(by_id=request.user.pk)
    lost = _last_loss(request.user.pk, request.moment.today)
    if lost is not None:
        own = own.filter(at__gte=datetime.combine(lost, time(0), OFFICE_TIME))
    rows = own | Batch.objects.filter(ledger__in=whole)
    return Batch.objects.none() if write.nothing else rows


def _last_loss(account_id: int, today: date) -> date | None:
    """The first day without an office that this person had."""
    ended = OfficeHeld.objects.filter(account=account_id, end_on__lte=today).order_by("-end_on")
    return ended.values_list("end_on", flat=True).first()
