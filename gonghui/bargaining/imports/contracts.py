"""The contract register from and to spreadsheets."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch

from gonghui.bargaining.actions import contract_amend, contract_end, contract_record
from gonghui.bargaining.choices import ContractKind, ContractLevel, EffectBasis
from gonghui.bargaining.fields import CONTRACT
from gonghui.bargaining.imports.contract_book import Book
from gonghui.bargaining.imports.words import kind_of_heading
from gonghui.bargaining.models import Contract, ContractCover
from gonghui.bargaining.queries import contracts_of
from gonghui.kernel.dates import add_months
from gonghui.kernel.imports.ledger import Outcome, Row, RowByRow, Run, drop_line_numbers
from gonghui.kernel.imports.memory import Memory
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope


class ContractLedger(RowByRow):
    key, title, declared = "contracts", "集体合同", CONTRACT.values()
    required = ()
    grassroots = True
    not_ours = (
        "会员人数 会员数 女职工人数 女职工数 农民工人数 法定代表人 首席代表 职工首席代表 企业首席代表 单位地址 是否续签 "
        "单位性质 企业性质 企业类型 经济类型 统一社会信用代码 信用代码 职代会日期 职代会通过日期 公示日期 审查日期 覆盖单位数 "
        "覆盖企业数 涵盖单位数"
    )

    def complete(self, keys: frozenset[str]) -> bool:
        """A contract has a party and a last day."""
        return bool({"unit", "union"} & keys) and bool({"expires_on", "running"} & keys)

    def arranged(self, rows: Sequence[Row], run: Run) -> Sequence[Row]:
        """Oldest first, so that a renewal finds what it renews; numbers that only count lines are no numbers."""
        drop_line_numbers(rows, "number")
        self._levels(rows)
        return sorted(rows, key=_begin)

    def _levels(self, rows: Sequence[Row]) -> None:
        """One number on rows of several units is one contract for all of them."""
        units: dict[tuple[str, Any], set[str]] = {}
        for row in rows:
            if row.get("number"):
                units.setdefault((row.values["number"], row.get("kind")), set()).add(row.get("unit") or "")
        for row in rows:
            spot = (row.get("number") or "", row.get("kind"))
            if row.get("level") is None and len(units.get(spot, ())) > 1:
                row.values["level"] = ContractLevel.AREA

    def start(self, run: Run, memory: Memory) -> "Book":
        return Book(run, memory)

    def put(self, row: Row, run: Run, book: "Book") -> Outcome:
        kind = row.get("kind") or kind_of_heading((*row.heading, row.sheet)) or ContractKind.COLLECTIVE
        union, covers, level = book.parties(row, run)
        days = self._days(row, run)
        known = book.match(row.get("number"), union, kind, days["signed_on"] or days["effective_on"], covers, level)
        details = {k: row.get(k) for k in ("number", "filed_on", "handler", "remarks") if row.get(k) is not None}
        if known is None:
            contract = contract_record(
                union=union, kind=kind, covers=covers, level=level, by=run.by, at=run.at,
                signing=row.get("signing"), assume_effect="effective_on" not in run.columns, **days, **details,
            )  # fmt: skip
            book.learn(contract, list(covers))
            outcome: Outcome = "created"
        else:
            given = {k: v for k, v in {**days, **details, "signing": row.get("signing")}.items() if v is not None}
            if given.get("effective_on") not in (None, known.effective_on):
                given["effect_basis"] = EffectBasis.RECORDED
            listed = known.covers.all()
            covers = {key: n for key, n in covers.items() if key not in {c.employer_id for c in listed if c.end_on}}
            fresh = not set(covers) <= {c.employer_id for c in listed}
            changed = contract_amend(contract=known, covers=covers, by=run.by, at=run.at, **given)
            outcome = ("created" if fresh and known.pk in book.made else "updated") if changed else "unchanged"
            contract = known
        if row.get("ended_on") and not contract.ended_on:
            reason = row.get("end_reason") or "台账标明提前终止"
            contract_end(contract=contract, on=row.values["ended_on"], reason=reason, by=run.by, at=run.at)
            outcome = "updated" if outcome == "unchanged" else outcome
        return outcome

    def _days(self, row: Row, run: Run) -> dict[str, Any]:
        first, last, months = row.get("running") or (None, None, None)
        signed, effective, expires = (
            row.get("signed_on"),
            row.get("effective_on") or first,
            row.get("expires_on") or last,
        )
        begin = effective or signed
        if expires is None and months and begin:
            expires = add_months(begin, months) - timedelta(days=1)
        if expires is None:
            raise Refused("没有届满日期，也没有期限。", "请补上届满日期，或写期限（如3年）。", "expires_on")
        if signed is None and effective is None:
            raise Refused("签订日期和生效日期都没有写。", "请至少写一个。", "signed_on")
        return {"signed_on": signed, "effective_on": effective, "expires_on": expires}

    def records(self, scope: Scope, day: date) -> Iterable[Contract]:
        covers = Prefetch("covers", ContractCover.objects.open().select_related("employer").order_by("employer__name"))
        rows = contracts_of(scope).prefetch_related(covers)
        return map(_with_covers, rows.order_by("union__code", "kind", "signed_on", "pk"))


def _with_covers(contract: Any) -> Contract:
    """A contract with what its row says of the units: the only one with its workers, or the names of all."""
    listed = list(contract.covers.all())
    if contract.level == ContractLevel.SINGLE:
        contract.unit = listed[0].employer.name if listed else ""
        contract.workers = next((cover.workers for cover in listed if cover.workers is not None), None)
    else:
        contract.names = "、".join(cover.employer.name for cover in listed)
    return contract


def _begin(row: Row) -> date:
    running = row.get("running") or (None, None, None)
    day: date = row.get("signed_on") or row.get("effective_on") or running[0] or date.max
    return day
