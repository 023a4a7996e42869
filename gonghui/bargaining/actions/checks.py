"""Recording checks of whether a contract is kept, and what was put right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from gonghui.bargaining.choices import Kept
from gonghui.bargaining.models import CheckItem, ComplianceCheck, Contract, QualityWeight
from gonghui.bargaining.quality import weights
from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.settling import settle_quietly


@dataclass(frozen=True)
class Checked:
    """One clause at a check."""

    item: str
    kept: Kept
    finding: str = ""


@transaction.atomic
def check_record(
    *, contract: Contract, on: date, checkers: str, items: Sequence[Checked], by: writes.Hand, at: datetime,
    joint: bool = False, findings: str = "", rectify_by: date | None = None,
) -> ComplianceCheck:  # fmt: skip
    """Record a check of a contract on a day on which it was in force.

    A clause that was not kept needs its finding, and the check a day by which it is put right (inclusive). Raises
    Refused for a day outside the contract's term or still to come, no checker, no clause, a second check that day.
    """
    writes.hold(contract)
    refuse_future(on, at)
    _refuse_outside(contract, on)
    if not checkers.strip():
        raise Refused("没有写检查人。", "请写上参加检查的人。", "checkers")
    if not items:
        raise Refused("没有写检查了哪几条。", "请至少核对一条。", "items")
    if contract.checks.filter(on=on).exists():
        raise Refused(f"{cn_date(on)}已经登记过一次检查。", "请打开那一次更正。", "on")
    broken = _refuse_items(items)
    if broken and rectify_by is None:
        raise Refused(f"有{len(broken)}条没有履行，没有写整改期限。", "请写上要求整改完成的日期。", "rectify_by")
    if rectify_by is not None and (not broken or rectify_by < on):
        what = "没有问题，不用写整改期限。" if not broken else f"整改期限{cn_date(rectify_by)}早于检查日期。"
        raise Refused(what, "请核对。", "rectify_by")
    check = writes.create(
        ComplianceCheck(contract=contract, union_id=contract.union_id, on=on, checkers=checkers.strip(), joint=joint,
                        findings=findings.strip(), rectify_by=rectify_by), by,
    )  # fmt: skip
    rows = [CheckItem(check_of=check, item=each.item, position=position, kept=each.kept, finding=each.finding.strip())
            for position, each in enumerate(items, 1)]  # fmt: skip
    writes.create_many(rows, by)
    kept = sum(each.kept == Kept.KEPT for each in items)
    said = f"{cn_date(on)}检查{len(items)}条，履行{kept}条" + (f"，没有履行{len(broken)}条" if broken else "")
    writes.log("check_record", contract, said, by, at, union_id=contract.union_id)
    settle_quietly([check], by, at)
    return check


def _refuse_outside(contract: Contract, on: date) -> None:
    start = contract.effective_on
    if start is None or on < start:
        raise Refused("合同那天还没有生效。", "请核对检查日期，或先登记生效日期。", "on")
    if on > contract.expires_on or (contract.ended_on and on >= contract.ended_on):
        raise Refused(f"合同在{cn_date(on)}已经不再有效。", "请核对检查日期，或选现在有效的那一份。", "on")


def _refuse_items(items: Sequence[Checked]) -> list[Checked]:
    names = [each.item for each in items]
    if len(set(names)) != len(names):
        raise Refused("同一条写了两次。", "每条只核对一次。", "items")
    broken = [each for each in items if each.kept == Kept.BROKEN]
    silent = next((each for each in broken if not each.finding.strip()), None)
    if silent:
        raise Refused(f"“{silent.item}”没有履行，没有写明情况。", "请写上是什么情况。", "finding")
    return broken


@transaction.atomic
def check_rectified(*, check: ComplianceCheck, on: date, note: str, by: writes.Hand, at: datetime) -> None:
    """What was not kept was put right on `on`. Raises Refused when nothing was wrong or it is recorded, and Stale."""
    if check.rectify_by is None:
        raise Refused("这次检查没有发现问题。", "不用登记整改。")
    if check.rectified_on is not None:
        raise Refused(f"{cn_date(check.rectified_on)}已经登记过整改。", "不用再登记一次。")
    refuse_future(on, at)
    if on < check.on:
        raise Refused(f"{cn_date(on)}早于检查的{cn_date(check.on)}。", "请核对日期。", "on")
    if not note.strip():
        raise Refused("没有写怎么整改的。", "请写明整改情况。", "note")
    changes = writes.change(check, by, rectified_on=on, rectify_note=note.strip())
    said = f"{cn_date(on)}整改完成：{note.strip()}"
    writes.log("check_rectified", check.contract, said, by, at, changes, check.union_id)
    settle_quietly([check], by, at)


@transaction.atomic
def quality_weight_set(*, code: str, points: Decimal, start_on: date, by: writes.Hand, at: datetime) -> bool:
    """Give a point of the quality score so many points from `start_on` (inclusive) on; scores of earlier days keep.

    Returns whether anything changed. Raises Refused for a point that does not exist or a negative number.
    """
    if code not in weights(start_on):
        raise Refused(f"没有“{code[:20]}”这个评分点。", "请从列出的评分点里选。", "code")
    if points < 0:
        raise Refused("分值不能小于0。", "请核对。", "points")
    row = QualityWeight.objects.filter(code=code, start_on=start_on).first()
    if row is None:
        row = writes.create(QualityWeight(code=code, start_on=start_on, points=points), by)
    elif not writes.change(row, by, points=points):
        return False
    writes.log("quality_weight_set", row, f"协商质量评价：{code}从{cn_date(start_on)}起{points}分", by, at)
    return True
