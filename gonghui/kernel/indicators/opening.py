"""Opening a figure: the rows a reader may see, and how many more there are."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from gonghui.kernel.dates import Span
from gonghui.kernel.indicators.define import Part
from gonghui.kernel.indicators.define import Sum as SumPart
from gonghui.kernel.indicators.measure import Number, number, opened, total_of
from gonghui.kernel.indicators.tree import Node, Tree
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope


@dataclass(frozen=True)
class Opened:
    """A part opened for a reader: `count` rows make the figure, `visible` of them are in `rows`, `closed` are not.

    `total` is the sum over all rows for a Sum part, else None.
    """

    count: int
    visible: int
    total: Number | None
    rows: QuerySet[Any]

    @property
    def closed(self) -> int:
        return self.count - self.visible

    @property
    def rest(self) -> str:
        """The one line for what the reader may not open; "" when he may open all. It names nobody."""
        return f"另有{self.closed:,}条记录不在您的查看范围" if self.closed else ""


def open_part(part: Part, tree: Tree, node: Node, span: Span, scope: Scope) -> Opened:
    """Open a part at a node. The office's figure counts all rows; the reader gets those of his scope."""
    return open_rows(part, opened(part, tree, node, span), scope)


def open_rows(part: Part, rows: QuerySet[Any], scope: Scope) -> Opened:
    """Open some of a part's rows (a slice of it, a step of a change) for a reader."""
    from gonghui.kernel.ledger.registry import names_for  # a ledger may cite figures, so it cannot stand above

    scope = scope.on(*names_for(rows.model))
    found = rows.order_by().aggregate(count=Count("pk"), total=total_of(part))
    mine = rows if scope.everything else scope.limit(rows, part.union)
    visible = found["count"] if scope.everything else mine.count()
    return Opened(found["count"], visible, number(found["total"]) if isinstance(part, SumPart) else None, mine)


def check_readable(tree: Tree, node: Node, scope: Scope) -> None:
    """A reader may ask for figures of his own unions, of those above them, and of the whole town.

    Raises Refused, in the same words as for a place that does not exist.
    """
    if scope.everything or node == ("union", tree.root):
        return
    kind, key = node
    mine = scope.unions or frozenset()
    if kind == "union" and (key in mine or any(key in tree.ancestors(own) for own in mine)):
        return
    raise Refused("没有这个工会或片区，或者不归您管。", "请从自己的工会打开。")
