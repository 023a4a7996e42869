"""What a figures page asks: which period, which part of the tree, and what a reader may choose there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Q

from gonghui.console.reports.sheet import usual_period
from gonghui.console.request import OfficeRequest, own_office
from gonghui.kernel.dates import Period, Span, add_months, half_year_of, parse_period
from gonghui.kernel.indicators import Indicator, Node, Tree
from gonghui.kernel.indicators.measure import Counter, counters
from gonghui.kernel.indicators.opening import check_readable
from gonghui.kernel.scope import EVERYTHING
from gonghui.orgs.public import GRASSROOTS, Area, Union, UnionKind, UnionPlacement, exists_on, node_of, town, tree_on
from gonghui.people.public import Doing


@dataclass(frozen=True)
class Choice:
    """One entry of a switch."""

    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """One question about figures: `span` is the part of the period that has happened, `node` the place asked for."""

    period: Period
    span: Span
    tree: Tree
    node: Node
    org: str
    place: str

    @property
    def query(self) -> str:
        """The question as an address's query, to be carried from page to page."""
        return urlencode({"period": self.period.code, **({"org": self.org} if self.org else {})})

    def for_org(self, code: str) -> str:
        """The same question for another place."""
        return urlencode({"period": self.period.code, **({"org": code} if code else {})})

    def begin(self) -> Span:
        """The last day before the period, for standing figures."""
        day = self.period.before()
        return Span(day, day)

    def year_ago(self) -> Span:
        """The same stretch of days one year earlier."""
        return Span(add_months(self.span.start, -12), _same_day(self.span.end))

    def month_spans(self, item: Indicator) -> list[Span]:
        """Twelve months up to the last day: whole months for a flowing figure, their last days for a standing one."""
        first, spans = add_months(self.span.end.replace(day=1), -11), []
        for index in range(12):
            start = add_months(first, index)
            end = min(add_months(first, index + 1) - timedelta(days=1), self.span.end)
            spans.append(Span(start if item.flowing else end, end))
        return spans


def _same_day(day: date) -> date:
    """The day one year earlier; a month's last day stays the month's last day."""
    return add_months(day + timedelta(days=1), -12) - timedelta(days=1)


def asked(request: OfficeRequest) -> Question:
    """The question in an address. Raises Refused for a period or place that is not there for this reader."""
    return question_of(request, request.GET.get("period", ""), request.GET.get("org", ""))


def question_of(request: OfficeRequest, code: str, org: str) -> Question:
    """The question about a period and a place by their codes; empty ones mean the usual. Raises Refused as above."""
    period = parse_period(code or usual_period(request.moment.today))
    span = period.span.cut(request.moment.today)
    tree = tree_on(span.end)
    org = org.strip()
    if not org and not every_total(request) and request.offices:
        org = own_office(request).union.code
    node = node_of(org or None)
    check_readable(tree, node, EVERYTHING if every_total(request) else request.scope)
    if node == ("union", tree.root):
        org = org if not every_total(request) else ""
    return Question(period, span, tree, node, org, _name(node))


def every_total(request: OfficeRequest) -> bool:
    """Whether this person sees the figures of every place, and a figure by places."""
    return request.rights.may(Doing.EVERY_TOTAL)


def breaks_down(request: OfficeRequest, question: Question) -> bool:
    """Whether this person sees the figure of a place by what lies in it: all of that is his, or every total is."""
    kind, key = question.node
    return every_total(request) or (kind == "union" and request.scope.may_open(key))


def counters_on(spans: Sequence[Span], node: Node, root: int) -> list[Counter]:
    """A counter for each span, folding by the tree of its last day; the whole town needs no tree."""
    if node == ("union", root):
        return counters([(Tree(root, {}, {}, {}), span) for span in spans])
    return counters([(tree_on(span.end), span) for span in spans])


def _name(node: Node) -> str:
    kind, key = node
    return (Union if kind == "union" else Area).objects.values_list("name", flat=True).get(pk=key)


def periods(today: date, chosen: Period) -> list[Choice]:
    """The present and the last half-year, year, quarter and month, and the chosen period."""
    half = half_year_of(today)
    last_half = half_year_of(half.before())
    month, quarter = f"{today:%Y-%m}", f"{today.year}Q{(today.month + 2) // 3}"
    before_month = parse_period(month).before()
    before_quarter = parse_period(quarter).before()
    codes = [half.code, last_half.code, str(today.year), str(today.year - 1), quarter,
             f"{before_quarter.year}Q{(before_quarter.month + 2) // 3}", month, f"{before_month:%Y-%m}"]  # fmt: skip
    if chosen.code not in codes:
        codes.insert(0, chosen.code)
    return [Choice(code, parse_period(code).title) for code in codes]


def places(request: OfficeRequest, question: Question) -> list[Choice]:
    """The places a reader may choose: the town, for its office the areas and middle levels, else his own unions."""
    root = town()
    found = [Choice("" if every_total(request) else root.code, f"全镇（{root.name}）")]
    if every_total(request):
        found += [Choice(code, name) for code, name in Area.objects.exclude(parent=None).values_list("code", "name")]
        middle = UnionPlacement.objects.on(question.span.end).filter(exists_on(question.span.end))
        middle = middle.exclude(kind__in=(*GRASSROOTS, UnionKind.BRANCH, UnionKind.GROUP)).exclude(union=root)
        names = middle.order_by("union__code").values_list("union__code", "union__name")
        found += [Choice(code, name) for code, name in names]
    else:
        above = {up for own in request.scope.unions or () for up in question.tree.ancestors(own)} - {root.pk}
        mine = Union.objects.filter(Q(pk__in=request.scope.unions or ()) | Q(pk__in=above)).order_by("code")[:300]
        found += [Choice(union.code, union.name) for union in mine]
    if question.org and question.org not in {choice.value for choice in found}:
        found.append(Choice(question.org, question.place))
    return found
