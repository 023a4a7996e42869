"""What the pages themselves write: looks at private values, forms that were sent."""

from datetime import datetime, timedelta

from django.db import transaction

from gonghui.console.models import FormToken
from gonghui.kernel.audit import writes
from gonghui.kernel.refusal import Refused
from gonghui.people.public import Membership

TOKEN_DAYS = 7


@transaction.atomic
def private_look(*, row: Membership, purpose: str, by: writes.Hand, at: datetime) -> tuple[str, str]:
    """The identity and phone number of a member in clear; the look and its purpose are logged first.

    The caller has checked the right to it. Raises Refused without a purpose.
    """
    if len(purpose.strip()) < 2:
        raise Refused("还没有写查看的用途。", "请写明为什么要看，比如核对入会申请。", "purpose")
    worker = row.worker
    summary = f"查看{worker.name}的证件号和手机，用途：{purpose.strip()[:80]}"
    writes.log("private_look", worker, summary, by, at, union_id=row.union_id)
    return worker.id_number(), worker.phone()


def token_take(*, token: str, at: datetime) -> FormToken:
    """Claim a form that is being sent; raises IntegrityError when it was sent before. Old ones are cleared away."""
    FormToken.objects.filter(at__lt=at - timedelta(days=TOKEN_DAYS)).delete()
    return FormToken.objects.create(token=token, at=at)
