"""The ledger of employers with their duties and what they have: its list draws on contracts, so it stands here."""

from typing import Any

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from gonghui.bargaining.public import ContractKind
from gonghui.console.ledgers.employer_acts import ACTS
from gonghui.console.ledgers.sub import area_filter, covers_in_force, held
from gonghui.kernel.dated import holds_on
from gonghui.kernel.ledger.api import (
    Badge,
    Column,
    Due,
    Equality,
    Ledger,
    Preset,
    Reader,
    Share,
    choice_filter,
    equal_to,
    listed,
    yes_no_filter,
)
from gonghui.orgs.public import (
    EMPLOYER,
    Duty,
    DutyBasis,
    DutyKind,
    Employer,
    EmployerKind,
    HeadCount,
    Ownership,
    Union,
    employers_of,
)


def _duty(day: Any, kind: DutyKind) -> FilteredRelation:
    return FilteredRelation("duties", condition=holds_on(day, "duties__") & Q(duties__duty=kind))


def universe(reader: Reader) -> QuerySet[Any]:
    """Every employer in scope with its place, union and duties of today."""
    today = reader.today
    return employers_of(reader.scope, today).annotate(
        place=held("placements", today), link=held("union_links", today),
        signs=_duty(today, DutyKind.CONTRACT), founds=_duty(today, DutyKind.UNION),
        kind_now=F("place__kind"), ownership_now=F("place__ownership"), union_now=F("link__union"),
        should_sign=F("signs__required"), should_found=F("founds__required"), sign_reason=F("signs__reason"),
        signed=ExpressionWrapper(Q(pk__in=covers_in_force(today).values("employer")), BooleanField()),
    )  # fmt: skip


def dress(rows: QuerySet[Any], reader: Reader) -> QuerySet[Any]:
    heads = HeadCount.objects.on(reader.today).filter(employer=OuterRef("pk"))
    ends = covers_in_force(reader.today).filter(employer=OuterRef("pk")).order_by("-contract__expires_on")
    wage = covers_in_force(reader.today, ContractKind.WAGE).filter(employer=OuterRef("pk"))
    return rows.annotate(
        area_name=F("place__area__name"), union_name=F("link__union__name"), found_reason=F("founds__reason"),
        staff=Subquery(heads.values("staff")[:1]), women=Subquery(heads.values("women")[:1]),
        migrants=Subquery(heads.values("migrants")[:1]), staff_on=Subquery(heads.values("start_on")[:1]),
        signed_until=Subquery(ends.values("contract__expires_on")[:1]), wage_signed=Exists(wage),
    )  # fmt: skip


def search(text: str, reader: Reader) -> Q:
    found = Q(name__contains=text) | Q(short_name__contains=text) | Q(uscc=text.upper()) | Q(legal_rep=text)
    return found | Q(initials__contains=text.lower()) if text.isascii() else found


def standing(reader: Reader) -> Q:
    return Q(closed_on=None) | Q(closed_on__gt=reader.today)


def unionised(reader: Reader) -> Q:
    """Not closed, under a union that exists: the base that rates count."""
    today = reader.today
    union = Q(link__union__approved_on=None) | Q(link__union__approved_on__lte=today)
    union &= Q(link__union__closed_on=None) | Q(link__union__closed_on__gt=today)
    return standing(reader) & Q(union_now__isnull=False) & union


def base(reader: Reader) -> Q:
    """应签: unionised employers that should have a contract."""
    return unionised(reader) & Q(should_sign=True)


def _no_staff(reader: Reader) -> Q:
    counted = HeadCount.objects.on(reader.today).filter(employer=OuterRef("pk"), staff__isnull=False)
    return Q(~Exists(counted))


def _by_default(reader: Reader) -> Q:
    return Q(Exists(Duty.objects.on(reader.today).filter(employer=OuterRef("pk"), basis=DutyBasis.DEFAULT)))


def sign_state(row: Any, reader: Reader) -> Badge:
    if row.closed_on and row.closed_on <= reader.today:
        return Badge("已注销", "end")
    if row.should_sign is False:
        return Badge("免签", "end")
    if row.signed:
        return Badge("已签", "done")
    return Badge("应签未签", "doing" if row.union_now else "todo")


def found_state(row: Any, reader: Reader) -> Badge:
    if row.union_now:
        return Badge("已建会", "done")
    return Badge("暂缓", "end") if row.should_found is False else Badge("应建未建", "doing")


def _word(words: Any, name: str) -> Any:
    return lambda row, reader: str(words(value).label) if (value := getattr(row, name)) else ""


def unit_of(row: Any) -> str:
    """The union that answers for an employer today."""
    return Union.objects.filter(pk=row.union_now).values_list("name", flat=True).first() or ""


def equality(reader: Reader) -> Equality:
    """The unionised employers that should sign, listed against the base of the signing rate."""
    count = listed("employers", reader, lambda: universe(reader).filter(base(reader)))
    reason = "应签标记或归属工会的起止日期对不上，请看应签一列。"
    return equal_to("bargaining.contract_signing_rate", reader, count, "已建会应签{:,}家", side="分母", reason=reason)


EMPLOYERS = Ledger(
    key="employers", title="用人单位", unit="家", icon="building",
    line="组织", place=30, one="employer", model=Employer, union="union_links__union_id", universe=universe, dress=dress,
    search=search, search_hint="名称、代码、法定代表人", sort="name", order=("initials", "name"), state=sign_state, never=(),
    beside=lambda row: row.uscc or "没有信用代码", unit_of=unit_of,
    columns=(
        Column("name", "单位", "name", "initials"),
        Column("kind", "性质", _word(EmployerKind, "kind_now"), "kind_now", line=True),
        EMPLOYER["ownership"].listed_as(_word(Ownership, "ownership_now"), "ownership_now"),
        EMPLOYER["area"].listed_as("area_name", "place__area__code", line=True),
        Column("union", "工会", "union_name", "link__union__code"),
        Column("found", "建会", found_state, default=False),
        Column("sign", "签合同", sign_state, "should_sign"),
        Column("until", "合同到", lambda row, reader: Due(row.signed_until, reader.today) if row.signed_until else None,
               "signed_until", dressed=True),
        Column("staff", "职工", sort="=", numeric=True, dressed=True, line=True, unit="人"),
        Column("women", "女职工", sort="=", numeric=True, dressed=True, default=False),
        Column("migrants", "农民工", sort="=", numeric=True, dressed=True, default=False),
        Column("staff_on", "人数申报日", sort="=", dressed=True, default=False),
        Column("wage", "工资协议", lambda row, reader: "有" if row.wage_signed else "", default=False),
        EMPLOYER["sign_reason"].listed_as(default=False, key="reason"),
        EMPLOYER["industry"].listed_as(sort="=", default=False),
        EMPLOYER["legal_rep"].listed_as(default=False, key="rep"),
        *(EMPLOYER[key].listed_as(default=False) for key in ("phone", "address")),
        EMPLOYER["uscc"].listed_as(sort="=", default=False),
        EMPLOYER["remarks"].listed_as(default=False),
    ),
    filters=(
        choice_filter("kind", "性质", EmployerKind.choices, "kind_now"),
        EMPLOYER["ownership"].chip(path="ownership_now"),
        area_filter(),
        yes_no_filter("sign", "应签", "should_sign", "应签", "免签"),
        yes_no_filter("signed", "合同", yes="有效合同覆盖", no="没有有效合同"),
    ),
    presets=(
        Preset("all", "在册", standing),
        Preset("unsigned", "应签未签", lambda reader: base(reader) & Q(signed=False)),
        Preset("base", "已建会应签", base),
        Preset("exempt", "免签", lambda reader: unionised(reader) & Q(should_sign=False)),
        Preset("unfounded", "应建未建", lambda reader: standing(reader) & Q(union_now=None, should_found=True)),
        Preset("closed", "已注销", lambda reader: Q(closed_on__lte=reader.today)),
    ),
    shares=(
        Share("应签已签", lambda reader: base(reader) & Q(signed=True), "view=base&signed=1"),
        Share("应签未签", lambda reader: base(reader) & Q(signed=False), "view=unsigned"),
        Share("免签", lambda reader: unionised(reader) & Q(should_sign=False), "view=exempt"),
        Share("应建未建", lambda reader: standing(reader) & Q(union_now=None, should_found=True), "view=unfounded"),
        Share("暂缓建会", lambda reader: standing(reader) & Q(union_now=None, should_found=False), ""),
        Share("已注销", lambda reader: Q(closed_on__lte=reader.today), "view=closed"),
    ),
    gaps={
        "no-ownership": ("经济类型", lambda reader: Q(ownership_now="") | Q(ownership_now=None)),
        "no-staff": ("职工人数", _no_staff), "default-duty": ("应签免签的核对", _by_default),
        "no-union": ("工会", lambda reader: Q(union_now=None)),
    },
    acts=ACTS, equality=equality, new_title="登记单位", empty="还没有用人单位",
)  # fmt: skip
