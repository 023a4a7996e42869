"""The ledger of unions: its list draws on every context, so it stands here."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from gonghui.bargaining.public import Contract, ContractKind
from gonghui.console.ledgers.sub import area_filter, held, number_of
from gonghui.console.ledgers.union_acts import ACTS, KINDS
from gonghui.kernel.dates import add_months, cn_date
from gonghui.kernel.ledger.api import (
    Badge,
    Column,
    Days,
    Due,
    Equality,
    Filter,
    Ledger,
    Preset,
    Reader,
    Share,
    equal_to,
    listed,
)
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import (
    GRASSROOTS,
    UNION,
    BodyKind,
    Certificate,
    Committee,
    Employer,
    HeadCount,
    Seat,
    SisterBody,
    Union,
    UnionEmployer,
    UnionKind,
    exists_on,
    unions_of,
)
from gonghui.people.public import members_on

SHORT = {UnionKind.ENTERPRISE: "企业", UnionKind.INSTITUTION: "事业单位", UnionKind.AGENCY: "机关"}


def kind_word(kind: str | None) -> str:
    return "" if not kind else SHORT.get(UnionKind(kind), UnionKind(kind).label)


def universe(reader: Reader) -> QuerySet[Any]:
    """Every union in scope with its place of today and the last day of its committee's term."""
    terms = Committee.objects.filter(union=OuterRef("pk")).order_by("-term")
    return unions_of(reader.scope).annotate(
        place=held("placements", reader.today),
        kind_now=F("place__kind"),
        term_ends=Subquery(terms.values("expires_on")[:1]),
    )


def dress(rows: QuerySet[Any], reader: Reader) -> QuerySet[Any]:
    today = reader.today
    latest = Committee.objects.filter(union=OuterRef("pk")).order_by("-term")
    chairs = Seat.objects.on(today).filter(committee__union=OuterRef("pk"), title="主席").order_by("-committee__term")
    contract = Contract.objects.filter(union=OuterRef("pk"), kind=ContractKind.COLLECTIVE, ended_on=None)
    paper = Certificate.objects.filter(union=OuterRef("pk")).order_by("-valid_until")
    declared = HeadCount.objects.on(today).filter(union=OuterRef("pk"))
    return rows.annotate(
        parent_name=F("place__parent__name"), area_name=F("place__area__name"),
        employers_n=number_of(UnionEmployer.objects.on(today), "union"),
        members_n=number_of(members_on(today), "union"),
        declared_n=Subquery(declared.values("members")[:1]),
        bodies_n=number_of(SisterBody.objects.on(today), "union"),
        term_n=Subquery(latest.values("term")[:1]),
        chair=Subquery(chairs.values("holder")[:1]),
        contract_ends=Subquery(contract.order_by("-expires_on").values("expires_on")[:1]),
        paper_ends=Subquery(paper.values("valid_until")[:1]),
    )  # fmt: skip


def search(text: str, reader: Reader) -> Q:
    found = Q(name__contains=text) | Q(short_name__contains=text) | Q(code__iexact=text) | Q(uscc=text.upper())
    if text.isascii():
        found |= Q(initials__contains=text.lower())
    chairs = Seat.objects.on(reader.today).filter(committee__union=OuterRef("pk"), holder=text)
    named = Employer.objects.filter(name__contains=text).values("pk")
    covering = UnionEmployer.objects.on(reader.today).filter(union=OuterRef("pk"), employer__in=named)
    return found | Exists(chairs) | Exists(covering)


def standing(reader: Reader) -> Q:
    """Grassroots unions that exist today: the ones the figure counts."""
    return exists_on(reader.today, "") & Q(kind_now__in=GRASSROOTS)


def _lacks(rows: QuerySet[Any]) -> Q:
    return Q(~Exists(rows))


def _no_certificate(reader: Reader) -> Q:
    return _lacks(Certificate.objects.filter(union=OuterRef("pk")))


def _no_committee(reader: Reader) -> Q:
    return _lacks(Committee.objects.filter(union=OuterRef("pk")))


def _no_chair(reader: Reader) -> Q:
    return _lacks(Seat.objects.on(reader.today).filter(committee__union=OuterRef("pk"), title="主席"))


def _term_over(reader: Reader) -> Q:
    return Q(term_ends__lt=reader.today)


def _body_missing(kind: BodyKind) -> Any:
    return lambda reader: _lacks(SisterBody.objects.on(reader.today).filter(union=OuterRef("pk"), kind=kind))


def _some_body_missing(reader: Reader) -> Q:
    found = Q()
    for kind in BodyKind:
        found |= _body_missing(kind)(reader)
    return found


def _state(row: Any, reader: Reader) -> Badge:
    if row.closed_on and row.closed_on <= reader.today:
        return Badge("已并入" if row.merged_into_id else "已撤销", "end")
    return Badge("在册", "done")


def _term(row: Any, reader: Reader) -> Any:
    return Due(row.term_ends, reader.today, not row.closed_on) if row.term_ends else None


def _day(name: str) -> Any:
    return lambda row, reader: Due(day, reader.today, not row.closed_on) if (day := getattr(row, name)) else None


def _where_bodies(values: Any, reader: Reader) -> Q:
    found = Q()
    for value in values:
        found |= _body_missing(BodyKind(value))(reader)
    return found


def equality(reader: Reader) -> Equality:
    """The list's standing grassroots unions against the figure, both inside the reader's scope."""
    count = listed("unions", reader, lambda: universe(reader).filter(standing(reader)))
    reason = "名册上和统计里的类型或撤销日期对不上，请看类型一列。"
    return equal_to("orgs.unions", reader, count, "在册{:,}家", reason=reason)


def settled(row: Any) -> Refused | None:
    if not row.closed_on:
        return None
    return Refused(
        f"{row.name}已于{cn_date(row.closed_on)}撤销，不能再改。",
        "以前的记录都在，可以查；要更正撤销前的，请找镇总工会。",
    )


UNIONS = Ledger(
    key="unions", title="基层工会", unit="家", icon="diagram-3",
    line="组织", place=10, one="union", ref="code", model=Union, union="pk", universe=universe, dress=dress, search=search,
    search_hint="名称、编号、主席、单位", sort="code", order=("code",), state=_state, settled=settled, never=(),
    beside=lambda row: f"{row.code}{'，已撤销' if row.closed_on else ''}", unit_of=lambda row: "" if row.code == "T" else row.name,
    columns=(
        Column("name", "工会", sort="="),
        Column("code", "编号", sort="=", digits=True),
        UNION["kind"].listed_as(lambda row, reader: kind_word(row.kind_now), "kind_now", line=True),
        Column("state", "状态", _state, default=False),
        UNION["area"].listed_as("area_name", "place__area__code", line=True),
        UNION["chair"].listed_as(line=True),
        Column("employers", "单位", "employers_n", "=", numeric=True, dressed=True),
        Column("members", "会员", "members_n", "=", numeric=True, dressed=True, line=True, unit="人"),
        Column("declared", "申报会员", "declared_n", "=", numeric=True, dressed=True, default=False),
        UNION["expires_on"].listed_as(_term, "term_ends", key="term"),
        Column("contract", "集体合同到", _day("contract_ends"), "contract_ends", dressed=True),
        Column("bodies", "同步组织", lambda row, reader: f"{row.bodies_n}/{len(BodyKind)}", "bodies_n", dressed=True),
        Column("paper", "法人证书到", _day("paper_ends"), "paper_ends", dressed=True, default=False),
        Column("approved", "批准日期", "approved_on", "=", default=False),
        UNION["parent"].listed_as("parent_name", default=False),
        Column("uscc", "统一社会信用代码", sort="=", default=False, digits=True),
        UNION["phone"].listed_as(default=False),
        UNION["party_led"].listed_as(default=False, key="party"),
        UNION["remarks"].listed_as(default=False),
    ),
    filters=(
        UNION["kind"].chip(choices=KINDS),
        area_filter(),
        Filter("missing", "还缺组织", _where_bodies, lambda reader: [(kind.value, str(kind.label)) for kind in BodyKind]),
        UNION["expires_on"].chip(key="term", path="term_ends"),
        Days("approved", "批准日期", "approved_on"),
    ),
    presets=(
        Preset("all", "在册", standing),
        Preset("ending", "半年内届满", lambda reader: standing(reader) & Q(
            term_ends__range=(reader.today, add_months(reader.today, 6)))),
        Preset("over", "任期已满", lambda reader: standing(reader) & _term_over(reader), alarm=True),
        Preset("bodies", "还缺组织", lambda reader: standing(reader) & _some_body_missing(reader)),
        Preset("founded", "本半年新建", lambda reader: standing(reader) & Q(
            approved_on__range=(reader.half.span.start, reader.today))),
        Preset("middle", "其他层级", lambda reader: exists_on(reader.today, "")
               & ~Q(kind_now__in=[*GRASSROOTS, UnionKind.TOWN])),
        Preset("closed", "已撤并", lambda reader: Q(closed_on__lte=reader.today)),
    ),
    shares=tuple(
        Share(kind_word(kind), lambda reader, kind=kind: Q(kind_now=kind), f"kind={kind.value}")  # type: ignore[misc]
        for kind in UnionKind if kind != UnionKind.TOWN
    ),
    gaps={
        "no-certificate": ("法人证书", _no_certificate), "no-committee": ("委员会", _no_committee),
        "no-chair": ("主席", _no_chair), "term-over": ("新一届委员会（任期已满）", _term_over),
    },
    acts=ACTS, equality=equality, new_title="登记工会", empty="还没有基层工会",
)  # fmt: skip
