"""The cards: one page for a union, an employer, a member, a contract; and the scans that belong to their history."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from gonghui.bargaining.public import Contract, ContractCover, ContractKind, EffectBasis
from gonghui.console.ledgers import contracts_list, employers_list
from gonghui.console.ledgers.history import of_records
from gonghui.console.ledgers.listing import Due, Reader
from gonghui.console.ledgers.reading import contract_in, employer_in, membership_in, reader_of, union_in
from gonghui.console.ledgers.scans import open_scan
from gonghui.console.ledgers.union_card import Doing, UnionFacts
from gonghui.kernel.audit.models import Event
from gonghui.kernel.dates import cn_date
from gonghui.orgs.public import Duty, DutyBasis, DutyKind, EmployerPlacement, HeadCount, UnionEmployer
from gonghui.people.public import Membership, MemberState


class UnionCard(View):
    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        reader = reader_of(request)
        facts = UnionFacts(union_in(reader, code), reader)
        can, cannot = facts.doings()
        parent = facts.place.parent if facts.place else None
        context = {
            "facts": facts, "union": facts.union, "can": can, "cannot": cannot, "gaps": facts.gaps(), "reader": reader,
            "parent_open": parent is not None and reader.scope.may_open(parent.pk),
        }  # fmt: skip
        return render(request, "console/ledgers/union.html", context)


class EmployerCard(View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        reader = reader_of(request)
        employer = employer_in(reader, pk)
        row = employers_list.dress(employers_list.universe(reader).filter(pk=pk), reader).get()
        covers = ContractCover.objects.filter(employer=employer).values("contract_id")
        deals = contracts_list.dress(contracts_list.universe(reader).filter(pk__in=covers), reader)
        links = UnionEmployer.objects.filter(employer=employer).select_related("union").order_by("-start_on")
        can, cannot = employer_doings(employer, reader)
        context = {
            "employer": employer, "row": row, "reader": reader, "can": can, "cannot": cannot,
            "state": employers_list.sign_state(row, reader), "found": employers_list.found_state(row, reader),
            "duties": Duty.objects.filter(employer=employer).order_by("duty", "-start_on"),
            "links": [(link, reader.scope.may_open(link.union_id)) for link in links],
            "places": EmployerPlacement.objects.filter(employer=employer).select_related("area").order_by("-start_on"),
            "counts": HeadCount.objects.filter(employer=employer).order_by("-start_on")[:12],
            "contracts": [
                (deal, contracts_list.STATES[deal.state_now], contracts_list.kind_words(deal),
                 Due(deal.expires_on, reader.today, deal.state_now in ("valid", "lapsed")))
                for deal in deals.order_by("rank", "-expires_on", "pk")[:30]
            ],
            "history": of_records(employer), "gaps": employer_gaps(row, employer, reader),
        }  # fmt: skip
        return render(request, "console/ledgers/employer.html", context)


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
        out.append(("没有归到工会", to("attach") if reader.town else "", "归到工会"))
    return out


def employer_doings(employer: Any, reader: Reader) -> tuple[list[Doing], list[Doing]]:
    if not reader.may_write:
        return [], [Doing("登记和更正", why="您的职务只能查看。", way="请找镇总工会。")]

    def to(name: str) -> str:
        return reverse(f"console:employer-{name}", args=[employer.pk])

    can = [Doing("更正", to("amend"), "pencil"), Doing("申报人数", to("count"), "123"),
           Doing("调整性质或片区", to("place"), "geo-alt")]  # fmt: skip
    if not reader.town:
        return can, [Doing("标应签免签、归工会", why="由镇总工会办，统计口径以此为准。", way="请把情况告诉镇总工会。")]
    can += [Doing("标应签或免签", to("duty"), "check2-square"), Doing("标应建或暂缓", to("found-duty"), "check2-circle"),
            Doing("归到工会", to("attach"), "diagram-2")]  # fmt: skip
    return can, []


class MemberCard(View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        reader = reader_of(request)
        row = membership_in(reader, pk)
        others = (
            Membership.objects.filter(worker=row.worker)
            .select_related("union", "employer")
            .order_by("-start_on", "-pk")
        )
        looks = Event.objects.filter(verb="private_look", entity="people.worker", object_id=row.worker_id)
        can, cannot = member_doings(row, reader)
        context = {
            "row": row, "worker": row.worker, "reader": reader, "can": can, "cannot": cannot,
            "past": [(other, reader.scope.may_open(other.union_id)) for other in others],
            "looks": looks.order_by("-at", "-pk")[:5], "may_look": reader.may_write and (not row.end_on or reader.town),
            "locked": ["证件号"] + (["手机"] if row.worker.phone_sealed else []),
            "history": [line for line in of_records(row.worker, row) if line.event.verb != "private_look"],
            "gone": row.end_on and row.end_on <= reader.today, "retained": row.state == MemberState.RETAINED,
        }  # fmt: skip
        return render(request, "console/ledgers/member.html", context)


def member_doings(row: Membership, reader: Reader) -> tuple[list[Doing], list[Doing]]:
    if not reader.may_write:
        return [], [Doing("登记和更正", why="您的职务只能查看。", way="请找镇总工会。")]
    if row.end_on:
        return [], [Doing("更正、转会", why=f"这一段会籍已于{cn_date(row.end_on)}结束。", way="请打开他现在的那一条。")]

    def to(name: str) -> str:
        return reverse(f"console:member-{name}", args=[row.pk])

    word = "恢复会籍" if row.state == MemberState.RETAINED else "保留会籍"
    return [Doing("更正", to("amend"), "pencil"), Doing("转会", to("transfer"), "arrow-left-right"),
            Doing(word, to("restate"), "bookmark"), Doing("登记离开", to("leave"), "box-arrow-right")], []  # fmt: skip


class ContractCard(View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        reader = reader_of(request)
        contract_in(reader, pk)
        row = contracts_list.dress(contracts_list.universe(reader).filter(pk=pk), reader).select_related("renews").get()
        can, cannot = contract_doings(row, reader)
        counted = HeadCount.objects.on(reader.today).values_list("employer_id", "staff")
        covers = list(
            ContractCover.objects.filter(contract=row).select_related("employer").order_by("employer__initials")
        )
        staff = dict(counted.filter(employer__in=[cover.employer_id for cover in covers]))
        open_keys = set(employers_list.universe(reader).filter(
            pk__in=[cover.employer_id for cover in covers]).values_list("pk", flat=True))  # fmt: skip
        context = {
            "row": row, "reader": reader, "can": can, "cannot": cannot, "state": contracts_list.STATES[row.state_now],
            "kind": contracts_list.kind_words(row), "name": contracts_list.contract_name(row), "steps": steps(row, reader),
            "covers": [(cover, staff.get(cover.employer_id), cover.employer_id in open_keys) for cover in covers],
            "due": Due(row.expires_on, reader.today, row.state_now in ("valid", "lapsed")), "chain": chain(row),
            "figures": figures(row), "assumed": row.effect_basis == EffectBasis.ASSUMED, "history": of_records(row),
            "reported": sum(number for number in staff.values() if number), "days_left": (row.expires_on - reader.today).days,
        }  # fmt: skip
        return render(request, "console/ledgers/contract.html", context)


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


def contract_doings(row: Any, reader: Reader) -> tuple[list[Doing], list[Doing]]:
    if not reader.may_write:
        return [], [Doing("登记和更正", why="您的职务只能查看。", way="请找镇总工会。")]

    def to(name: str) -> str:
        return reverse(f"console:contract-{name}", args=[row.pk])

    can, cannot = [Doing("更正", to("amend"), "pencil")], []
    after = Contract.objects.filter(renews=row).first()
    if after is None:
        can.append(Doing("登记续订", to("renew"), "arrow-repeat"))
    else:
        cannot.append(
            Doing("登记续订", why="这份合同已经续订过了。", way=f"请打开续订的那一份，到{cn_date(after.expires_on)}。")
        )
    if row.ended_on:
        cannot.append(Doing("提前终止", why=f"已于{cn_date(row.ended_on)}终止。", way=""))
    elif row.expires_on < reader.today:
        cannot.append(
            Doing("提前终止", why=f"{cn_date(row.expires_on)}已经届满，不用办终止。", way="接着签的，请登记续订。")
        )
    else:
        can.append(Doing("提前终止", to("end"), "x-circle"))
    cannot.append(
        Doing("删除", why="已经记入办理记录，不能删。", way="日期写错的，可以更正；不再执行的，可以提前终止。")
    )
    return can, cannot


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
