"""The list of collective contracts and special agreements."""

from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from gonghui.bargaining.public import Contract, ContractCover, ContractKind, ContractLevel, EffectBasis, Signing
from gonghui.console.ledgers import employers_list
from gonghui.console.ledgers.listing import (
    Act,
    Badge,
    Column,
    Days,
    Due,
    Equality,
    Filter,
    Listing,
    Preset,
    Reader,
    Share,
    counted,
)
from gonghui.console.ledgers.members_list import union_options
from gonghui.kernel.dates import add_months
from gonghui.kernel.indicators import indicator
from gonghui.orgs.public import HeadCount

STATES = {"valid": Badge("有效", "done"), "waiting": Badge("待生效", "wait"), "renewed": Badge("已续订", "end"),
          "lapsed": Badge("届满未续", "over"), "ended": Badge("已终止", "end")}  # fmt: skip
KIND_WORDS = {ContractKind.COLLECTIVE: "综合", ContractKind.WAGE: "工资", ContractKind.WOMEN: "女职工",
              ContractKind.SAFETY: "安全卫生"}  # fmt: skip
LEVEL_WORDS = {ContractLevel.SINGLE: "", ContractLevel.AREA: "区域", ContractLevel.INDUSTRY: "行业"}


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
    covers = ContractCover.objects.filter(contract=OuterRef("pk")).order_by().values("contract")
    first = ContractCover.objects.filter(contract=OuterRef("pk")).order_by("employer__name")
    declared = HeadCount.objects.on(reader.today).filter(employer__contract_covers__contract=OuterRef("pk"))
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


def _state(*states: str) -> Any:
    return lambda reader: Q(state_now__in=states)


def contract_name(row: Any) -> str:
    """A contract as the office calls it: its only employer, or its union and how many it covers."""
    if row.employers_n == 1:
        return row.first_employer
    return f"{row.union.name}（{row.employers_n}家）"


def kind_words(row: Any) -> str:
    """综合·续订 · 区域·工资·首签."""
    level = LEVEL_WORDS[ContractLevel(row.level)]
    return "·".join(filter(None, (level, KIND_WORDS[ContractKind(row.kind)], Signing(row.signing).label)))


def _ends(row: Any, reader: Reader) -> Due:
    return Due(row.expires_on, reader.today, row.state_now in ("valid", "waiting", "lapsed"))


def _attr(name: str) -> Any:
    return lambda row, reader: getattr(row, name)


def _effect(row: Any, reader: Reader) -> str:
    return "按签订日期推定" if row.effect_basis == EffectBasis.ASSUMED else ""


def _soon(reader: Reader) -> Q:
    last = add_months(reader.today, 6)
    return Q(state_now="valid", expires_on__lte=last, renewed_by=None)


def equality(reader: Reader) -> Equality:
    """Employers that should sign and stand in this list's valid contracts, against the figure of the half-year."""
    item = indicator("bargaining.contract_signing_rate")
    span = reader.half.span.cut(reader.today)
    part, whole = item.numerator, item.denominator
    if whole is None:
        raise ValueError("the signing rate has lost its base")
    over = reader.scope.limit(part.rows(span), part.union).count()
    under = reader.scope.limit(whole.rows(span), whole.union).count()
    valid = universe(reader).filter(state_now="valid", kind=ContractKind.COLLECTIVE)
    covered = employers_list.universe(reader).filter(
        pk__in=ContractCover.objects.filter(contract__in=valid.values("pk")).values("employer")
    )
    free = employers_list.unionised(reader) & Q(should_sign=False)
    found = counted(covered, {"base": employers_list.base(reader), "exempt": free})
    listed = found["base"]
    agrees = listed == over
    words = f"有效{listed:,}家{'＝' if agrees else '≠'}“{item.title}”分子{over:,}/{under:,}"
    beside = f"另覆盖免签单位{found['exempt']:,}家，不计入" if found["exempt"] else ""
    if not agrees:
        beside = f"差{abs(listed - over):,}家：有的单位由范围外的工会签的合同覆盖，或者已经不归这里的工会。"
    return Equality(words, agrees, item.code, beside)


CONTRACTS = Listing(
    key="contracts", title="集体合同", unit="份", icon="shield-check",
    universe=universe, dress=dress, search=search, search_hint="单位、工会、编号", sort="expires", order=("rank", "expires_on"),
    columns=(
        Column("name", "单位", lambda row, reader: contract_name(row), "first_employer", dressed=True),
        Column("kind", "类别", lambda row, reader: kind_words(row), "kind", line=True),
        Column("state", "状态", lambda row, reader: STATES[row.state_now], "state_now"),
        Column("expires", "届满日期", _ends, "expires_on"),
        Column("staff", "覆盖职工", _attr("staff_n"), "staff_n", numeric=True, dressed=True, line=True, unit="人"),
        Column("signed", "签订日期", _attr("signed_on"), "signed_on"),
        Column("effective", "生效日期", _attr("effective_on"), "effective_on"),
        Column("handler", "经办人", _attr("handler"), "handler"),
        Column("workers", "合同写明职工", _attr("workers_n"), "workers_n", numeric=True, dressed=True, default=False),
        Column("union", "签订工会", lambda row, reader: row.union.name, "union__code", default=False),
        Column("level", "级别", lambda row, reader: row.get_level_display(), "level", default=False),
        Column("employers", "覆盖单位", _attr("employers_n"), "employers_n", numeric=True, dressed=True, default=False),
        Column("number", "合同编号", _attr("number"), "number", default=False),
        Column("filed", "报送日期", _attr("filed_on"), "filed_on", default=False),
        Column("basis", "生效依据", _effect, default=False),
        Column("ended", "提前终止", _attr("ended_on"), "ended_on", default=False),
        Column("reason", "终止原因", _attr("end_reason"), default=False),
        Column("remarks", "备注", _attr("remarks"), default=False),
    ),
    filters=(
        Filter("kind", "类别", lambda values, reader: Q(kind__in=values),
               lambda reader: [(value, str(label)) for value, label in ContractKind.choices]),
        Filter("state", "状态", lambda values, reader: Q(state_now__in=values),
               lambda reader: [(key, badge.word) for key, badge in STATES.items()]),
        Filter("level", "级别", lambda values, reader: Q(level__in=values),
               lambda reader: [(value, str(label)) for value, label in ContractLevel.choices]),
        Filter("signing", "签订类型", lambda values, reader: Q(signing__in=values),
               lambda reader: [(value, str(label)) for value, label in Signing.choices]),
        Days("expires", "届满日期", "expires_on"),
        Days("signed", "签订日期", "signed_on"),
        Filter("union", "工会", lambda values, reader: Q(union__in=values), union_options),
    ),
    presets=(
        Preset("all", "全部", lambda reader: ~Q(state_now="renewed")),
        Preset("mine", "我经办的", lambda reader: Q(handler=reader.name) & ~Q(state_now="renewed") & ~Q(handler="")),
        Preset("valid", "有效", _state("valid")),
        Preset("soon", "半年内届满", _soon),
        Preset("lapsed", "届满未续", _state("lapsed"), alarm=True),
        Preset("waiting", "待生效", _state("waiting")),
        Preset("signed", "新签", lambda reader: Q(signed_on__range=(reader.half.span.start, reader.today))),
        Preset("past", "旧合同", _state("renewed")),
    ),
    shares=tuple(
        Share(badge.word, _state(key), f"state={key}" if key != "renewed" else "view=past")
        for key, badge in STATES.items()
    ),
    gaps={
        "no-effective-on": ("生效日期（按签订日期推定）",
                            lambda reader: Q(effect_basis=EffectBasis.ASSUMED) | Q(effective_on=None)),
    },
    acts=(Act("handler", "指定经办人", "person-check"),),
    equality=equality, new_title="登记合同", empty="还没有集体合同",
)  # fmt: skip
