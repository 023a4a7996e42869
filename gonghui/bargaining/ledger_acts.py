"""What is done with a contract: register it (also as a renewal), correct it, end it, name who handles it."""

from datetime import datetime, timedelta
from typing import Any

from gonghui.bargaining.actions import contract_amend, contract_cover_end, contract_end, contract_record
from gonghui.bargaining.choices import ContractKind, ContractLevel, EffectBasis, Signing
from gonghui.bargaining.fields import CONTRACT
from gonghui.bargaining.models import Contract
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import add_months, cn_date
from gonghui.kernel.ledger.api import SAME, Act, Done, Field, Reader
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Employer, UnionEmployer

HEAD = CONTRACT.pick("union", "kind", "level", "covers")
DAYS = CONTRACT.pick("signed_on", "filed_on", "effective_on", "expires_on")
NOTES = CONTRACT.pick("number", "handler", "remarks")


def covered_by(union_id: int, day: Any) -> dict[int, int | None]:
    """The only employer of a union, as what a contract covers; empty for none or several."""
    keys = list(UnionEmployer.objects.on(day).filter(union=union_id).values_list("employer_id", flat=True)[:2])
    return {keys[0]: None} if len(keys) == 1 else {}


def first_contract(row: Any, reader: Reader) -> dict[str, Any]:
    return {"handler": reader.name}


def register(old: Contract | None, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    """Record a contract; with `old` as its renewal."""
    covers = data.pop("covers") or covered_by(data["union"].pk, at.date())
    signing = Signing.RENEWAL if old else data.pop("signing", None) or None
    kind, level = ContractKind(data.pop("kind")), ContractLevel(data.pop("level"))
    made = contract_record(covers=covers, kind=kind, level=level, signing=Signing(signing) if signing else None, renews=old,
                           by=by, at=at, **data)  # fmt: skip
    word = f"{made.union.name}的{kind.label}（{Signing(made.signing).label}）"
    return Done(f"{word}记好了，到{cn_date(made.expires_on)}。", made)


def first_renewal(old: Contract, reader: Reader) -> dict[str, Any]:
    """As the last one, from the day after it and as long."""
    start = old.expires_on + timedelta(days=1)
    first = old.effective_on or old.signed_on
    days = old.expires_on - first if first else timedelta(days=364)
    months = round((days.days + 1) / 30.4375)
    names = Employer.objects.filter(contract_covers__contract=old, contract_covers__end_on=None).order_by("name")
    return {
        "union": old.union, "kind": old.kind, "level": old.level, "effective_on": start,
        "expires_on": add_months(start, months) - timedelta(days=1), "handler": old.handler or reader.name,
        "covers": "\n".join(names.values_list("name", flat=True)),
    }  # fmt: skip


def no_renewal(old: Contract, reader: Reader) -> Refused | None:
    after = Contract.objects.filter(renews=old).first()
    if after is not None:
        return Refused("这份合同已经续订过了。", f"请打开续订的那一份，到{cn_date(after.expires_on)}。")
    if old.union.closed_on:
        return Refused(f"{old.union.name}已经撤销，不能续订。", "请由接手的工会登记一份新合同。")
    return None


def first_amend(row: Contract, reader: Reader) -> dict[str, Any]:
    keys = ("number", "signed_on", "filed_on", "effective_on", "expires_on", "signing", "handler", "remarks")
    return {key: getattr(row, key) for key in keys}


def amend(row: Contract, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    more = data.pop("more") or None
    if data["effective_on"] and data["effective_on"] != row.effective_on:
        data["effect_basis"] = EffectBasis.RECORDED
    changed = contract_amend(contract=row, covers=more, by=by, at=at, **data)
    return Done("这份合同记好了。") if changed else SAME


def no_end(row: Contract, reader: Reader) -> Refused | None:
    if row.ended_on:
        return Refused(f"这份合同已于{cn_date(row.ended_on)}终止。")
    if row.expires_on < reader.today:
        return Refused(f"合同{cn_date(row.expires_on)}已经届满，不用办终止。", "接着签的，请登记续订。")
    return None


def end(row: Contract, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    contract_end(contract=row, by=by, at=at, **data)
    return Done(f"{cn_date(data['on'])}起终止。")


def no_leaving(row: Contract, reader: Reader) -> Refused | None:
    if row.level == ContractLevel.SINGLE:
        return Refused("单个单位的合同只有这一家。", "不再执行的，请登记提前终止。")
    return no_end(row, reader)


def leave(row: Contract, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    contract_cover_end(contract=row, by=by, at=at, **data)
    return Done(f"{cn_date(data['on'])}起{data['employer'].name}不在覆盖名单里。")


def handle(row: Contract, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    return Done("经办人记好了。") if contract_amend(contract=row, by=by, at=at, **data) else SAME


ACTS = (
    Act(key="new", title="登记合同", icon="plus-lg", do=register, first=first_contract,
        fields=(*HEAD, CONTRACT.but("signing", required=False, blank="由系统看有没有上一份"), *DAYS, *NOTES)),
    Act(key="amend", title="更正", button="保存更正", do=amend, first=first_amend, locks=True, fields=(
        CONTRACT["number"], *DAYS, *CONTRACT.pick("signing", "handler"),
        Field("more", "再覆盖的单位", "records", of="单位", required=False, help="一行一家，名称后面可以写职工人数"),
        CONTRACT["remarks"])),
    Act(key="renew", title="登记续订", icon="arrow-repeat", do=register, first=first_renewal, barred=no_renewal,
        note="已按上一份填好：类别、覆盖单位照旧，期限接着上一份，一样长。核对后登记。", fields=(*HEAD, *DAYS, *NOTES)),
    Act(key="end", title="提前终止", button="登记终止", icon="x-circle", do=end, barred=no_end, fields=(
        Field("on", "从哪天起终止", "day", help="这一天起不再有效。可打0702，或“今天”"),
        Field("reason", "原因", "text", size=120))),
    Act(key="leave", title="单位退出", button="登记退出", icon="building-dash", do=leave, barred=no_leaving,
        fits=lambda row: row.level != ContractLevel.SINGLE, fields=(
        Field("employer", "哪家单位", "record", of="单位"),
        Field("on", "从哪天起退出", "day", help="这一天起不在覆盖名单里，此前的数字不变。可打0702，或“今天”"),
        Field("reason", "原因", "text", size=120))),
    Act(key="handler", title="指定经办人", icon="person-check", do=handle, bulk=("handler",), single=False,
        fields=(CONTRACT.but("handler", required=True),)),
)  # fmt: skip
