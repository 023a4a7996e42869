"""The cards: one page for any record; four that are daily screens add what their people look for."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gonghui.bargaining.public import Contract, ContractCover, ContractKind, EffectBasis, contract_name, kind_words
from gonghui.console.ledgers.below import add_url, facts_of, hanging
from gonghui.console.ledgers.contract_rows import contract_rows
from gonghui.console.ledgers.doings import doings
from gonghui.console.ledgers.employers import EMPLOYERS, found_state
from gonghui.console.ledgers.flowing import course
from gonghui.console.ledgers.reading import LedgerView, address, reader_of, record_in
from gonghui.console.ledgers.scans import open_scan
from gonghui.console.ledgers.union_card import UnionFacts
from gonghui.console.prints.menu import prints_context
from gonghui.kernel.audit.models import Event
from gonghui.kernel.ledger.api import Due, Ledger, Reader, ledger_of
from gonghui.kernel.ledger.history import of_records
from gonghui.orgs.public import Duty, DutyBasis, DutyKind, EmployerPlacement, HeadCount, UnionEmployer
from gonghui.people.public import Membership, MemberState


class RecordCard(LedgerView):
    """The card of any record: what is recorded, what can be done, what was done."""

    template = "console/ledgers/record.html"

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        reader, ledger = self.reader_of(request), self.ledger
        row = record_in(ledger, reader, ref)
        can, cannot = doings(ledger, row, reader)
        subject = ledger.subject(row)
        looks = inside(
            Event.objects.filter(verb="private_look", entity=subject._meta.label_lower, object_id=subject.pk), reader
        )
        context = {
            "ledger": ledger, "row": row, "reader": reader, "can": can, "cannot": cannot, "name": ledger.caption(row),
            "state": ledger.state(row, reader), "looks": looks.order_by("-at", "-pk")[:5], "back": reverse(f"console:{ledger.key}"),
            "history": [line for line in of_records(subject, row) if known(line.event, reader)],
            "may_look": ledger.may_look(row, reader), **(prints_context(row, reader.today) if reader.prints(ledger.line) else {}),
            **self.more(row, reader), **course(ledger, row, reader, request),
        }  # fmt: skip
        return render(request, self.template, context)

    def more(self, row: Any, reader: Reader) -> dict[str, Any]:
        """What the template shows besides."""
        ledger, private = self.ledger, [one for one in self.ledger.bound if one.private]
        locked = [one.label for one in private if getattr(row, one.key)]
        return {
            "sections": facts_of(ledger, row, reader), "locked": locked, "private": bool(private), "unit": ledger.unit_of(row),
            "look": address(ledger, row, "look") if locked else "", "meta": meta(ledger, row),
            **hanging(ledger, row, reader),
        }  # fmt: skip


def known(event: Event, reader: Reader) -> bool:
    """Whether an event stands in the card's history: no look, and nothing of a union where somebody else answered for
    the person or the firm before."""
    return event.verb != "private_look" and (event.union_id is None or reader.scope.may_open(event.union_id))


def inside(rows: Any, reader: Reader) -> Any:
    """The events that do not come from a union outside the reader's scope."""
    return rows if reader.scope.everything else rows.filter(Q(union_id=None) | Q(union_id__in=reader.scope.unions))


def meta(ledger: Ledger, row: Any) -> list[tuple[str, Any]]:
    """The line under the heading: the first few facts besides the name."""
    rest = [
        one
        for one in ledger.bound
        if one.key != ledger.name and one.kind in ("record", "day", "choice") and not one.private
    ]
    return [(one.label, one.shown(row)) for one in rest[:4]]


class UnionCard(RecordCard):
    template = "console/ledgers/union.html"

    def more(self, row: Any, reader: Reader) -> dict[str, Any]:
        facts = UnionFacts(row, reader)
        parent = facts.place.parent if facts.place else None
        may = parent is not None and reader.scope.may_open(parent.pk)
        return {"facts": facts, "union": row, "gaps": facts.gaps(), "parent_open": may, "history": facts.history,
                **{f"new_{key}": add_url(ledger_of(key), "union", self.ledger, row, reader)
                   for key in ("members", "contracts")}}  # fmt: skip


class EmployerCard(RecordCard):
    template = "console/ledgers/employer.html"

    def more(self, row: Any, reader: Reader) -> dict[str, Any]:
        covers = ContractCover.objects.filter(employer=row).values("contract_id")
        links = UnionEmployer.objects.filter(employer=row).select_related("union").order_by("-start_on")
        return {
            "employer": row, "found": found_state(row, reader), "gaps": employer_gaps(row, row, reader),
            "duties": Duty.objects.filter(employer=row).order_by("duty", "-start_on"),
            "links": [(link, reader.scope.may_open(link.union_id)) for link in links],
            "places": EmployerPlacement.objects.filter(employer=row).select_related("area").order_by("-start_on"),
            "counts": HeadCount.objects.filter(employer=row).order_by("-start_on")[:12],
            "contracts": contract_rows(reader, pk__in=covers), **hanging(self.ledger, row, reader),
        }  # fmt: skip


def employer_gaps(row: Any, employer: Any, reader: Reader) -> list[tuple[str, str, str]]:
    """(what is missing, where to fill it in, the act's word) of one employer."""

    def to(name: str) -> str:
        return reverse(f"console:employer-{name}", args=[employer.pk])

    out = []
    if not row.ownership_now:
        out.append(("没有经济类型", to("place"), "登记"))
    if row.staff is None:
        out.append(("没有职工人数，算不进职工覆盖率", to("count"), "申报人数"))
    for duty in Duty.objects.on(reader.today).filter(employer=employer, basis=DutyBasis.DEFAULT).order_by("duty"):
        where = {DutyKind.CONTRACT: "duty", DutyKind.UNION: "found-duty"}[DutyKind(duty.duty)]
        words = f"{duty.get_duty_display()}是按单位性质默认的，没有人核对过"
        out.append((words, to(where) if reader.town else "", "核对"))
    if row.union_now is None:
        out.append(("没有归到工会", to("union") if reader.town else "", "归到工会"))
    return out


class MemberCard(RecordCard):
    template = "console/ledgers/member.html"

    def more(self, row: Any, reader: Reader) -> dict[str, Any]:
        others = Membership.objects.filter(worker=row.worker).select_related("union", "employer")
        return {
            "worker": row.worker, "locked": ["证件号"] + (["手机"] if row.worker.phone_sealed else []),
            "past": [(other, reader.scope.may_open(other.union_id)) for other in others.order_by("-start_on", "-pk")],
            "gone": row.end_on and row.end_on <= reader.today, "retained": row.state == MemberState.RETAINED,
        }  # fmt: skip


class ContractCard(RecordCard):
    template = "console/ledgers/contract.html"

    def more(self, row: Any, reader: Reader) -> dict[str, Any]:
        covers = list(
            ContractCover.objects.filter(contract=row).select_related("employer").order_by("employer__initials")
        )
        keys = [cover.employer_id for cover in covers]
        counted = HeadCount.objects.on(reader.today).filter(employer__in=keys)
        staff = dict(counted.values_list("employer_id", "staff"))
        open_keys = set(EMPLOYERS.universe(reader).filter(pk__in=keys).values_list("pk", flat=True))
        return {
            "kind": kind_words(row), "name": contract_name(row), "steps": steps(row, reader), "chain": chain(row),
            "covers": [(cover, staff.get(cover.employer_id), cover.employer_id in open_keys) for cover in covers],
            "due": Due(row.expires_on, reader.today, row.state_now in ("valid", "lapsed")), "figures": figures(row),
            "assumed": row.effect_basis == EffectBasis.ASSUMED, "days_left": (row.expires_on - reader.today).days,
        }  # fmt: skip


def steps(row: Any, reader: Reader) -> list[tuple[str, Any, str]]:
    """(name, day, state) of the recorded dates in their order: ok, now, todo."""
    last = row.ended_on or row.expires_on
    found: list[tuple[str, Any, str]] = [
        (name, day, "ok" if day and day <= reader.today else "todo")
        for name, day in (("签订", row.signed_on), ("报送", row.filed_on), ("生效", row.effective_on),
                          ("终止" if row.ended_on else "届满", last))
    ]  # fmt: skip
    if row.state_now == "valid":
        found.insert(3, ("有效", None, "now"))
    return found


def chain(row: Contract) -> list[Contract]:
    """The renewals before and after this contract, oldest first; at most five each way."""
    before: list[Contract] = []
    step: Contract | None = row.renews
    while step is not None and len(before) < 5:
        before.append(step)
        step = step.renews
    after: list[Contract] = []
    step = Contract.objects.filter(renews=row).first()
    while step is not None and len(after) < 5:
        after.append(step)
        step = Contract.objects.filter(renews=step).first()
    return [*reversed(before), row, *after] if before or after else []


def figures(row: Any) -> list[tuple[str, str, str]]:
    """(code, title, how it counts) of the figures that this contract stands in."""
    if row.kind == ContractKind.COLLECTIVE:
        signed = ("bargaining.contracts_renewed", "续订集体合同") if row.signing == "renewal" else \
            ("bargaining.contracts_first_signed", "首次签订集体合同")  # fmt: skip
        return [
            ("bargaining.contract_signing_rate", "集体合同签订率",
             "有效期内，覆盖的应签单位计入分子" if row.state_now == "valid" else "现在不在有效期内，不计入"),
            ("bargaining.contract_coverage_rate", "集体合同职工覆盖率", "覆盖单位的职工，每人只计一次"),
            (*signed, "签订日期所在的时段计一份"),
        ]  # fmt: skip
    one = {ContractKind.WAGE: ("bargaining.wage_agreements", "工资集体协商协议单位"),
           ContractKind.WOMEN: ("bargaining.womens_agreements", "女职工专项合同单位"),
           ContractKind.SAFETY: ("bargaining.safety_agreements", "劳动安全卫生专项合同单位")}[ContractKind(row.kind)]  # fmt: skip
    return [(*one, "有效期内，覆盖的单位一家计一次" if row.state_now == "valid" else "现在不在有效期内，不计入")]


def scan(request: HttpRequest, name: str) -> HttpResponse:
    """A scan of an entry, for readers who may open the union it belongs to."""
    reader = reader_of(request)
    event = Event.objects.filter(scan=name).exclude(scan="").first()
    if event is None or not (reader.scope.everything or reader.scope.may_open(event.union_id)):
        raise Http404
    found = open_scan(name)
    if found is None:
        raise Http404
    response = HttpResponse(found[0], content_type=found[1])
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
