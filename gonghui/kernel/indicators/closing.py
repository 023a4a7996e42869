"""Closing a period: its figures and their records are kept as reported; opening it again needs a reason."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import F

from gonghui.kernel.audit import writes
from gonghui.kernel.dates import Period, Span, cn_date, parse_period
from gonghui.kernel.indicators.define import SIDES, Indicator, Part, Sum
from gonghui.kernel.indicators.digest import definition
from gonghui.kernel.indicators.frozen import closing_of, tree_as_json
from gonghui.kernel.indicators.measure import opened
from gonghui.kernel.indicators.models import Closing, Frozen, FrozenPart, FrozenRow
from gonghui.kernel.indicators.registry import all_indicators
from gonghui.kernel.indicators.tree import Node, Tree
from gonghui.kernel.refusal import Refused


def check_closable(period: Period, node: Node, today: date) -> None:
    """Raise Refused for a period that has not ended by `today`, or that is closed for this node already."""
    if period.span.end >= today:
        raise Refused(f"{period.title}到{cn_date(period.span.end)}才结束，还不能封存。", "请等时段过完再封存。")
    earlier = closing_of(period.span, node)
    if earlier is not None:
        day = cn_date(earlier.closed_at.date())
        raise Refused(f"{period.title}的数字{day}已经由{earlier.closed_by}封存。", "要重新封存，请先启封并写明原因。")


def period_close(*, period: str, tree: Tree, node: Node, by: writes.Hand, at: datetime) -> Closing:
    """Keep every figure of a period at a node, with the records that make it; `tree` is that of the last day.

    From now on `figures(...)` gives the kept ones for this node and all below it. Reading comes first; only the
    writing is one transaction. Raises Refused before the period has ended and when it is closed already.
    """
    return closing_ready(period=period, tree=tree, node=node, by=by, at=at)()


def closing_ready(
    *, period: str, tree: Tree, node: Node, by: writes.Hand, at: datetime
) -> Callable[[], Closing]:  # fmt: skip
    """Read all that `period_close` keeps; what is returned writes it. Raises Refused as there."""
    asked = parse_period(period)
    check_closable(asked, node, at.date())
    items = all_indicators()
    parts = list(dict.fromkeys(part for item in items for side in SIDES if (part := item.part(side))))
    found = {part: _gathered(part, tree, node, asked.span) for part in parts}
    closing = Closing(
        period=asked.code, start_on=asked.span.start, end_on=asked.span.end, node_kind=node[0], node_id=node[1],
        whole=tree.below(node) == (None, None), tree=tree_as_json(tree), closed_at=at, closed_by=by.name,
    )  # fmt: skip

    @transaction.atomic
    def write() -> Closing:
        check_closable(asked, node, at.date())  # again: somebody else may have closed it while this was counting
        writes.create(closing, by)
        kept = {part: _keep(closing, part, rows, by) for part, rows in found.items()}
        writes.create_many([_figure(closing, item, kept) for item in items], by)
        count = sum(len(rows) for rows in found.values())
        summary = f"封存{asked.title}的数字：{len(items)}项，明细{count}条"
        writes.log("period_close", closing, summary, by, at, union_id=node[1] if node[0] == "union" else None)
        return closing

    return write


@transaction.atomic
def period_reopen(*, closing: Closing, reason: str, by: writes.Hand, at: datetime) -> None:
    """Open a closed period again: its figures follow the records again, what was kept stays readable.

    Raises Refused without a reason or when it is open already.
    """
    if len(reason.strip()) < 2:
        raise Refused("还没有写启封的原因。", "请写明为什么要改已经封存的数字。", "reason")
    open_again = Closing.objects.filter(pk=closing.pk, reopened_at=None)
    changed = writes.change_rows(open_again, by, reopened_at=at, reopened_by=by.name, reason=reason.strip()[:200])
    if not changed:
        raise Refused("这个时段已经启封了。", "请刷新页面再看。")
    union = closing.node_id if closing.node_kind == "union" else None
    title = parse_period(closing.period).title
    writes.log("period_reopen", closing, f"启封{title}的数字：{reason.strip()[:200]}", by, at, union_id=union)


def _gathered(part: Part, tree: Tree, node: Node, span: Span) -> list[FrozenRow]:
    """The rows of one part as they will be kept, without their owner."""
    slices = {f"slice_{each.key}": each.on(span) for each in part.dimensions}
    amount = F(part.field) if isinstance(part, Sum) else models.Value(1)
    rows = opened(part, tree, node, span).annotate(
        kept_subject=F(part.subject), kept_union=F(part.union), kept_area=F(part.area or part.union),
        kept_amount=amount, **slices,
    )  # fmt: skip
    return list(_rows(part, rows))


def _rows(part: Part, rows: Any) -> Iterator[FrozenRow]:
    for row in rows:
        kind, key = part.key(row)
        yield FrozenRow(
            subject=row.kept_subject, kind=kind, key=key, union_id=row.kept_union,
            area_id=row.kept_area if part.area else None, amount=row.kept_amount,
            cells=[_cell(column.of(row)) for column in part.columns],
            slices={each.key: _plain(getattr(row, f"slice_{each.key}")) for each in part.dimensions}, refs=refs_of(row),
        )  # fmt: skip


def refs_of(row: models.Model) -> list[list[Any]]:
    """[entity, key] of a record and of what it points at: their events explain why it counts or no longer counts."""
    found = [[row._meta.label_lower, row.pk]]
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, models.ForeignKey) and value is not None:
            found.append([field.related_model._meta.label_lower, value])
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _cell(value: Any) -> Any:
    """A column's value as it can be kept: days as text, numbers as they are, everything else in words."""
    value = _plain(value)
    return value if value is None or isinstance(value, int | float | str) else str(value)


def _keep(closing: Closing, part: Part, rows: Sequence[FrozenRow], by: writes.Hand) -> FrozenPart:
    row = FrozenPart(
        closing=closing, label=part.label[:60], words=part.words[:300], total=sum(each.amount for each in rows),
        summed=isinstance(part, Sum), columns=[[column.title, column.numeric] for column in part.columns],
    )  # fmt: skip
    writes.create(row, by)
    for each in rows:
        each.part = row
    writes.create_many(rows, by)
    return row


def _figure(closing: Closing, item: Indicator, kept: dict[Part, FrozenPart]) -> Frozen:
    return Frozen(
        closing=closing, code=item.code, definition=definition(item), numerator=kept[item.numerator],
        denominator=kept[item.denominator] if item.denominator else None,
        exempt=kept[item.exempt] if item.exempt else None,
    )  # fmt: skip
