"""Who may do what with private values: the one place where pages ask."""

from django.db.models import Model

from gonghui.console.request import OfficeRequest
from gonghui.kernel.ledger.api import Ledger, Reader, ledger_of
from gonghui.kernel.privacy.erasing import is_person
from gonghui.kernel.privacy.inventory import Kind, private_of
from gonghui.kernel.refusal import Refused

MEMBERS = "members"


def may_take_out(ledger: Ledger, reader: Reader) -> bool:
    """Whether somebody may export private values in clear: whoever looks at them in the whole town."""
    mine = ledger.reader(reader)
    return mine.town and (mine.looks is None or mine.looks.everything)


def openable(ledger: Ledger) -> list[str]:
    """The labels of the private values that a ledger's rows can show; none for most ledgers."""
    model = _subject(ledger)
    found = [(model._meta.get_field(name), one) for name, one in private_of(model).items()]
    return [str(column.verbose_name) for column, one in found if one.kind != Kind.SECRET]  # type: ignore[union-attr]


def _subject(ledger: Ledger) -> type[Model]:
    """The model whose private values the rows show: their own, or that of the person they are about."""
    links = [column.related_model for column in ledger.model._meta.concrete_fields if column.is_relation]
    shown = [model for model in links if isinstance(model, type) and is_person(model)]
    return ledger.model if private_of(ledger.model) or not shown else shown[0]


def may_decide(reader: Reader) -> bool:
    """Whether somebody decides on erasing and keeping: whoever writes the roll for the whole town."""
    return ledger_of(MEMBERS).reader(reader).town


def may_see_register(request: OfficeRequest) -> bool:
    """Whether somebody sees everybody's exports; others see their own."""
    return request.scope.everything


def refuse_unless(allowed: bool, what: str) -> None:
    """Raise Refused for somebody who may not."""
    if not allowed:
        raise Refused(f"{what}由镇总工会办。", "请把情况告诉镇总工会。")
