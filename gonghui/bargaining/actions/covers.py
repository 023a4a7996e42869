"""An employer leaves the list of a contract that goes on for the others."""

from datetime import date, datetime

from django.db import transaction

from gonghui.bargaining.actions.touch import settle_contracts
from gonghui.bargaining.choices import ContractLevel
from gonghui.bargaining.models import Contract, ContractCover
from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Employer


@transaction.atomic
def contract_cover_end(
    *, contract: Contract, employer: Employer, on: date, reason: str, by: writes.Hand, at: datetime
) -> None:
    """Say that from `on` (the first day without) a contract no longer covers an employer; figures of earlier days keep it.

    Raises Refused for an employer that is not on the list, the last one, a contract of one employer, a day ahead,
    before the contract or after its end, and without a reason.
    """
    refuse_future(on, at)
    cover = ContractCover.objects.open().filter(contract=contract, employer=employer).first()
    if cover is None:
        raise Refused(f"{employer.name}不在这份合同的覆盖名单里。", "请看覆盖单位，选名单里的一家。", "employer")
    others = ContractCover.objects.open().filter(contract=contract).exclude(pk=cover.pk)
    if contract.level == ContractLevel.SINGLE or not others.exists():
        raise Refused(f"这份合同只覆盖{employer.name}一家。", "不再执行的，请登记提前终止。", "employer")
    start = max(filter(None, (contract.effective_on or contract.signed_on, cover.start_on)))
    last = contract.ended_on or contract.expires_on
    if not start <= on <= last:
        raise Refused(f"这家单位在名单里是{cn_date(start)}到{cn_date(last)}。", "请核对退出日期。", "on")
    if len(reason.strip()) < 2:
        raise Refused("还没有写退出的原因。", "请写一句为什么，比如单位注销。", "reason")
    writes.change(cover, by, end_on=on, end_reason=reason.strip())
    words = f"{employer.name}{cn_date(on)}起退出{contract.union.name}{contract.get_kind_display()}：{reason.strip()}"
    writes.log("contract_cover_end", contract, words, by, at, union_id=contract.union_id)
    settle_contracts(contract, by)
