"""Questions about second signatures."""

from django.db.models import QuerySet

from gonghui.kernel.signing.models import Signature, State


def open_ones() -> QuerySet[Signature]:
    """What waits for a second signature, oldest first."""
    return Signature.objects.filter(state=State.ASKED).order_by("pk")


def open_one(act: str, subject: str) -> Signature | None:
    """The request about this very matter that waits, if any."""
    return open_ones().filter(act=act, subject=subject).first()


def signature_of(act: str, result_id: int) -> Signature | None:
    """The second signature under a record, if it has one."""
    return Signature.objects.filter(act=act, result_id=result_id, state=State.AGREED).order_by("-pk").first()
