"""The ledger of collective contracts and special agreements."""

from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from gonghui.bargaining.choices import ContractKind, EffectBasis
from gonghui.bargaining.fields import CONTRACT
from gonghui.bargaining.ledger_acts import ACTS
from gonghui.bargaining.ledger_wages import WAGE_STANDARDS
from gonghui.bargaining.ledger_words import CONTRACT_STATES, contract_name, kind_words
from gonghui.bargaining.models import Contract, ContractCover
from gonghui.kernel.dated import holds_on
from gonghui.kernel.dates import add_months
from gonghui.kernel.ledger.api import (
    Badge,
    Column,
    Due,
    Equality,
    Ledger,
    Never,
    Preset,
    Reader,
    Share,
    choice_filter,
    equal_to,
    listed,
    register_ledger,
)
from gonghui.orgs.public import (
    Duty,
    DutyKind,
    Employer,
    HeadCount,
    UnionEmployer,
    employers_of,
    exists_on,
    union_filter,
)


def universe(reader: Reader) -> QuerySet[Any]:
    """Every contract in scope with its state of today."""
    today = reader.today
    newer = Contract.objects.filter(
        kind=OuterRef("kind"), union=OuterRef("union"), expires_on__gt=OuterRef("expires_on")
    )
    followed = Q(renewed_by__isnull=False) | Q(Exists(newer))
    state = Case(
        When(ended_on__lte=today, then=Value("ended")),
        When(expires_on__lt=today, union__closed_on__lte=today, then=Value("ended")),
        When(expires_on__lt=today, then=Case(When(followed, then=Value("renewed")), default=Value("lapsed"))),
        When(effective_on__lte=today, then=Value("valid")),
        default=Value("waiting"),
        output_field=CharField(),
    )
    rank = Case(When(state_now__in=("lapsed", "valid", "waiting"), then=Value(0)), default=Value(1))
    rows: QuerySet[Any] = reader.scope.limit(Contract.objects.all()).annotate(state_now=state)
    return rows.annotate(rank=rank)


def dress(rows: QuerySet[Any], reader: Reader) -> QuerySet[Any]:
    listed = ContractCover.objects.on(reader.today).filter(contract=OuterRef("pk"))
    covers, first = listed.order_by().values("contract"), listed.order_by("employer__name")
    path = "employer__contract_covers__"
    declared = HeadCount.objects.on(reader.today).filter(
        holds_on(reader.today, path), **{f"{path}contract": OuterRef("pk")}
    )
    staff = declared.order_by().annotate(one=Value(1)).values("one").annotate(n=Sum("staff")).values("n")
    return rows.select_related("union").annotate(
        employers_n=Coalesce(Subquery(covers.annotate(n=Count("pk")).values("n")), 0),
        workers_n=Subquery(covers.annotate(n=Sum("workers")).values("n")),
        staff_n=Subquery(staff),
        first_employer=Subquery(first.values("employer__name")[:1]),
    )


def search(text: str, reader: Reader) -> Q:
    named = Q(employer__name__contains=text)
    if text.isascii():
        named |= Q(employer__initials__contains=text.lower())
    covers = ContractCover.objects.filter(named, contract=OuterRef("pk"))
    found = Q(union__name__contains=text) | Q(number__iexact=text) | Q(union__code__iexact=text) | Q(handler=text)
    return found | Q(Exists(covers))


def state(row: Any, reader: Reader) -> Badge:
    return CONTRACT_STATES[row.state_now]


def ends(row: Any, reader: Reader) -> Due:
    return Due(row.expires_on, reader.today, row.state_now in ("valid", "waiting", "lapsed"))


def soon(reader: Reader) -> Q:
    return Q(state_now="valid", expires_on__lte=add_months(reader.today, 6), renewed_by=None)


def bound_to_sign(reader: Reader, required: bool = True) -> QuerySet[Employer]:
    """The unionised employers of the reader's scope that should (or need not) sign: the base of the signing rate."""
    today = reader.today
    duties = Duty.objects.on(today).filter(duty=DutyKind.CONTRACT, required=required)
    links = UnionEmployer.objects.on(today).filter(exists_on(today))
    standing = Q(closed_on=None) | Q(closed_on__gt=today)
    rows = employers_of(reader.scope, today).filter(standing, pk__in=duties.values("employer"))
    return rows.filter(pk__in=links.values("employer"))


def equality(reader: Reader) -> Equality:
    """Employers that should sign and stand in this list's valid contracts, against the figure of the half-year."""

    def covered(required: bool) -> QuerySet[Employer]:
        valid = universe(reader).filter(state_now="valid", kind=ContractKind.COLLECTIVE)
        links = ContractCover.objects.on(reader.today).filter(contract__in=valid.values("pk")).values("employer")
        return bound_to_sign(reader, required).filter(pk__in=links)

    exempt = listed("contracts exempt", reader, lambda: covered(False))
    return equal_to(
        "bargaining.contract_signing_rate", reader, listed("contracts", reader, lambda: covered(True)), "有效{:,}家",
        side="分子", reason="两边不一样：有的单位由范围外的工会签的合同覆盖，或者已经不归这里的工会。",
        beside=f"另覆盖免签单位{exempt:,}家，不计入" if exempt else "",
    )  # fmt: skip


CONTRACTS = Ledger(
    key="contracts", title="集体合同", unit="份", icon="shield-check", line="权益", place=10, one="contract", model=Contract,
    union="union_id", universe=universe, dress=dress, search=search, search_hint="单位、工会、编号", sort="expires",
    order=("rank", "expires_on"), state=state, beside=lambda row: f"{row.get_kind_display()}，{row.expires_on:%Y-%m-%d}届满",
    caption=lambda row: f"{row.union.name}{row.get_kind_display()}",
    columns=(
        Column("name", "单位", lambda row, reader: contract_name(row), "first_employer", dressed=True),
        CONTRACT["kind"].listed_as(lambda row, reader: kind_words(row), "kind", line=True),
        Column("state", "状态", state, "state_now"),
        CONTRACT["expires_on"].listed_as(ends, "expires_on", key="expires"),
        Column("staff", "覆盖职工", "staff_n", "=", numeric=True, dressed=True, line=True, unit="人"),
        CONTRACT["signed_on"].listed_as(sort="=", key="signed"),
        CONTRACT["effective_on"].listed_as(sort="=", key="effective"),
        CONTRACT["handler"].listed_as(sort="="),
        Column("workers", "合同写明职工", "workers_n", "=", numeric=True, dressed=True, default=False),
        CONTRACT["union"].listed_as("union__name", "union__code", default=False),
        CONTRACT["level"].listed_as(sort="=", default=False),
        Column("employers", "覆盖单位", "employers_n", "=", numeric=True, dressed=True, default=False),
        CONTRACT["number"].listed_as(sort="=", default=False),
        CONTRACT["filed_on"].listed_as(sort="=", default=False, key="filed"),
        Column("basis", "生效依据", lambda row, reader: "按签订日期推定" if row.effect_basis == EffectBasis.ASSUMED else "",
               default=False),
        Column("ended", "提前终止", "ended_on", "=", default=False),
        CONTRACT["end_reason"].listed_as(default=False, key="reason"),
        CONTRACT["remarks"].listed_as(default=False),
    ),
    filters=(
        CONTRACT["kind"].chip(),
        choice_filter("state", "状态", [(key, badge.word) for key, badge in CONTRACT_STATES.items()], "state_now"),
        *(CONTRACT[key].chip() for key in ("level", "signing")),
        CONTRACT["expires_on"].chip(key="expires"),
        CONTRACT["signed_on"].chip(key="signed"),
        union_filter(),
    ),
    presets=(
        Preset("all", "全部", ~Q(state_now="renewed")),
        Preset("mine", "我经办的", lambda reader: Q(handler=reader.name) & ~Q(state_now="renewed") & ~Q(handler="")),
        Preset("valid", "有效", Q(state_now="valid")),
        Preset("soon", "半年内届满", soon),
        Preset("lapsed", "届满未续", Q(state_now="lapsed"), alarm=True),
        Preset("waiting", "待生效", Q(state_now="waiting")),
        Preset("signed", "新签", lambda reader: Q(signed_on__range=(reader.half.span.start, reader.today))),
        Preset("past", "旧合同", Q(state_now="renewed")),
    ),
    shares=tuple(Share(badge.word, Q(state_now=key), f"state={key}" if key != "renewed" else "view=past")
                 for key, badge in CONTRACT_STATES.items()),
    gaps={"no-effective-on": ("生效日期（按签订日期推定）", Q(effect_basis=EffectBasis.ASSUMED) | Q(effective_on=None))},
    acts=ACTS, equality=equality, new_title="登记合同", empty="还没有集体合同",
    never=(Never("删除", "已经记入办理记录，不能删。", "日期写错的，可以更正；不再执行的，可以提前终止。"),),
)  # fmt: skip
register_ledger(CONTRACTS, WAGE_STANDARDS)
