"""What a ledger has when its declaration does not say: list, search, columns, filters, the three plain acts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger import verbs
from gonghui.kernel.ledger.acts import SAME, Act, Done
from gonghui.kernel.ledger.entry import VALID, voided
from gonghui.kernel.ledger.fields import Field, column_of
from gonghui.kernel.ledger.parts import Column, Days, Filter, Preset, choice_filter
from gonghui.kernel.ledger.reader import Badge, Reader
from gonghui.kernel.privacy import open_text
from gonghui.kernel.refusal import Refused

if TYPE_CHECKING:
    from gonghui.kernel.ledger.declared import Ledger

NO_DAY = date.min
MOST_OPTIONS = 300
ON_PHONE = 3
"""How many facts a phone shows under the name of a row."""

ALL = Preset("all", "全部", VALID)
VOIDED = Preset("voided", "已作废", ~VALID)
CHIPPED = ("day", "choice", "flag", "yesno", "record")
"""Kinds by which a list is filtered."""


def universe(ledger: "Ledger") -> Callable[[Reader], QuerySet[Any]]:
    def rows(reader: Reader) -> QuerySet[Any]:
        found: QuerySet[Any] = ledger.model._default_manager.all()
        if ledger.union:
            return reader.scope.limit(found, ledger.union)
        return found if reader.scope.everything else found.none()

    return rows


def dress(ledger: "Ledger") -> Callable[[QuerySet[Any], Reader], QuerySet[Any]]:
    links = tuple(one.key for one in ledger.bound if one.kind == "record")
    return lambda rows, reader: rows.select_related(*links) if links else rows


def _searched(ledger: "Ledger") -> list[tuple[str, str]]:
    """(lookup path, label) of what the search box looks into."""
    texts = [(one.key, one.label) for one in ledger.bound if one.kind in ("text", "long", "person") and not one.private]
    return texts + [(f"{one.key}__name", one.label) for one in ledger.bound if one.kind == "record"]


def search(ledger: "Ledger") -> Callable[[str, Reader], Q]:
    paths = [path for path, _ in _searched(ledger)]

    def where(text: str, reader: Reader) -> Q:
        found = Q(pk__in=[])
        for path in paths:
            found |= Q(**{f"{path}__contains": text})
        return found

    return where


def search_hint(ledger: "Ledger") -> str:
    return "、".join(label for _, label in _searched(ledger)[:4])


def columns(ledger: "Ledger") -> tuple[Column, ...]:
    """The naming field first, then the others in their order; long and private ones wait in the chooser."""
    ordered = sorted(ledger.bound, key=lambda one: one.key != ledger.name)
    shown = ledger.phone or [one.key for one in ordered[1:] if _listed(one)][:ON_PHONE]
    own = [_column(ledger, one, one.key in shown) for one in ordered]
    out = [*own[:1], *ledger.given, *own[1:]]
    if ledger.plain:
        flowing, telling = ledger.flow is not None, ledger.state is not valid
        out.append(Column("state", "状态", ledger.state, "state" if flowing else "", default=telling))
    return tuple(out)


def _listed(one: Field) -> bool:
    return one.listed if one.listed is not None else not (one.private or one.kind in ("long", "several"))


def _column(ledger: "Ledger", one: Field, line: bool) -> Column:
    sortable = column_of(ledger.model, one.key) is not None and one.kind not in ("several", "long") and not one.private
    sort = f"{one.key}__name" if one.kind == "record" else one.key
    return one.listed_as(lambda row, reader: one.shown(row), sort if sortable else "", default=_listed(one), line=line)


def filters(ledger: "Ledger") -> tuple[Filter | Days, ...]:
    chosen = (one for one in ledger.bound if one.kind in CHIPPED and not one.private)
    chips = tuple(record_filter(ledger, one) if one.kind == "record" else one.chip() for one in chosen)
    if ledger.flow is None:
        return chips
    return (choice_filter("state", "状态", [(each.key, each.label) for each in ledger.flow.states]), *chips)


def record_filter(ledger: "Ledger", one: Field) -> Filter:
    """A chip with the names of the records that the reader may name; a town with very many searches instead."""

    def options(reader: Reader) -> list[tuple[str, str]]:
        target = one.target
        rows = target.rows(reader).order_by("name").values_list("pk", "name")[:MOST_OPTIONS] if target else ()
        return [(str(pk), name) for pk, name in rows]

    return replace(link_filter(ledger, one.key, one.label), options=options)


def link_filter(ledger: "Ledger", key: str, label: str) -> Filter:
    """A chip for the records that a column names. Without options it shows only on a list opened from a record's card."""

    def known(values: Sequence[str], reader: Reader) -> Iterable[tuple[str, str]]:
        from gonghui.kernel.ledger.registry import ledger_about  # it knows the ledgers, whose parts are made here

        about = ledger_about(ledger.model._meta.get_field(key).related_model._meta.label_lower)  # type: ignore[union-attr]
        if about is None:
            return ()
        rows = about.universe(reader).filter(pk__in=[one for one in values if one.isdecimal() and len(one) < 18])
        return [(str(row.pk), about.row_name(row)) for row in about.dress(rows, reader)]

    return Filter(key, label, lambda values, reader: Q(**{f"{key}__in": values}), lambda reader: (), known)


def links(ledger: "Ledger") -> tuple[Filter, ...]:
    """Chips for the further columns that name records."""
    told = {chip.key for chip in ledger.filters}
    columns = [one for one in ledger.model._meta.concrete_fields if one.is_relation and one.name not in told]
    return tuple(link_filter(ledger, one.name, str(one.verbose_name)) for one in columns)


def order(ledger: "Ledger") -> tuple[str, ...]:
    """The newest day first."""
    day = next((one.key for one in ledger.bound if one.kind == "day"), "")
    return (f"-{day}", "-pk") if day else ("-pk",)


def sort(ledger: "Ledger") -> str:
    return ledger.order[0] if ledger.column(ledger.order[0].removeprefix("-")) else ""


def beside(ledger: "Ledger") -> Callable[[Any], str]:
    """What a search result says beside the name: union or day."""
    rest = [one for one in ledger.bound if one.key != ledger.name and one.kind in ("record", "day")][:2]
    return lambda row: "，".join(str(one.shown(row)) for one in rest if one.shown(row))


def caption(ledger: "Ledger") -> Callable[[Any], str]:
    """The heading of a card."""
    return lambda row: ledger.row_name(row)


def unit_of(ledger: "Ledger") -> Callable[[Any], str]:
    """The name of the union that a row belongs to; "" for the office's own."""
    link = ledger.union.removesuffix("_id")
    return lambda row: getattr(getattr(row, link, None), "name", "") if link else ""


def secrets(ledger: "Ledger") -> Callable[[Any], list[tuple[str, str]]]:
    """The private values of a row in clear; callers log the look first."""
    private = [one for one in ledger.bound if one.private]
    return lambda row: [(one.label, open_text(held)) for one in private if (held := getattr(row, one.key))]


def may_look(ledger: "Ledger") -> Callable[[Any, Reader], bool]:
    """Private values are for those who have the duty: the ledger's line, or the union's own chair."""
    return lambda row, reader: reader.may_look(verbs.union_of(ledger, row))


def state(ledger: "Ledger") -> Callable[[Any, Reader], Badge]:
    """What the badge of a row says: where it stands in its flow, or that it is valid."""
    flow = ledger.flow
    if flow is None:
        return valid

    def badge(row: Any, reader: Reader) -> Badge:
        if voided(row):
            return Badge("已作废", "end")
        now = flow.state(row.state)
        return Badge(now.label, now.look)

    return badge


def valid(row: Any, reader: Reader) -> Badge:
    """What a badge says where nothing more is declared; such a column waits in the chooser."""
    return Badge("已作废", "end") if voided(row) else Badge("有效", "done")


def settled(row: Any) -> Refused | None:
    day = voided(row)
    if day is None:
        return None
    return Refused(f"这一条已于{cn_date(day)}作废，原因：{row.void_reason}。", "要用的话，请另登记一条。")


def acts(ledger: "Ledger") -> tuple[Act, ...]:
    """The plain acts that the declaration does not replace, then its own."""
    own = {act.key for act in ledger.acts}
    plain = (_new(ledger), _amend(ledger), _void(ledger))
    return (*(act for act in plain if act.key not in own and act.key != "void"), *ledger.acts,
            *(act for act in plain if act.key == "void" and "void" not in own))  # fmt: skip


def _town(ledger: "Ledger") -> bool:
    return ledger.town_writes or ledger.office_only


def _new(ledger: "Ledger") -> Act:
    def do(row: Any, data: dict[str, Any], by: Any, at: Any) -> Done:
        made = verbs.entry_record(ledger=ledger, values=data, by=by, at=at)
        return Done(f"{ledger.title}“{ledger.row_name(made)}”记好了。", made)

    usual = _usual(ledger)
    return Act(key="new", title=ledger.new_title, icon="plus-lg", fields=ledger.bound, do=do, note=ledger.help,
               town=_town(ledger), first=lambda row, reader: usual)  # fmt: skip


def _usual(ledger: "Ledger") -> dict[str, Any]:
    """The usual values of the columns."""
    found = {
        one.key: column.default for one in ledger.bound if (column := column_of(ledger.model, one.key)) is not None
    }
    return {key: value for key, value in found.items() if value and isinstance(value, str | int)}


def _amend(ledger: "Ledger") -> Act:
    def do(row: Any, data: dict[str, Any], by: Any, at: Any) -> Done:
        changes = verbs.entry_amend(ledger=ledger, row=row, values=data, by=by, at=at)
        return Done("更正记好了。") if changes else SAME

    def first(row: Any, reader: Reader) -> dict[str, Any]:
        return {one.key: getattr(row, one.key) for one in ledger.bound if not one.private}

    return Act(key="amend", title="更正", button="保存更正", fields=verbs.amendable(ledger), do=do, first=first, locks=True,
               town=_town(ledger))  # fmt: skip


def _void(ledger: "Ledger") -> Act:
    def do(row: Any, data: dict[str, Any], by: Any, at: Any) -> Done:
        verbs.entry_void(ledger=ledger, row=row, reason=data["reason"], by=by, at=at)
        return Done("已作废，原来的内容和原因都留着。")

    reason = Field("reason", "作废原因", "text", required=True, size=120, help="记错了、重复了，写一句就行")
    return Act(key="void", title="作废", button="登记作废", icon="slash-circle", fields=(reason,), do=do, locks=True,
               bulk=("reason",), town=_town(ledger),
               note="作废的不再计入任何数字，也不能恢复；内容和原因都留着，可以查。")  # fmt: skip
