"""What the papers share: the parties, their people, days and facts of the steps, grounds from the rules."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from gonghui.bargaining.choices import ContractKind, Side
from gonghui.bargaining.delegates import sitting
from gonghui.bargaining.models import Bargaining, Delegate
from gonghui.bargaining.naming import bargaining_parties
from gonghui.kernel.printing.forms import (
    PrintContext,
    PrintField,
    PrintRows,
    WordForm,
    register_form,
)
from gonghui.kernel.printing.layout import Column, Layout
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import rule
from gonghui.kernel.scope import Scope
from gonghui.kernel.workflow.steps import Taken, steps_of
from gonghui.orgs.public import OFFICE_FIELDS, grounds, province

ENTITY = "bargaining.bargaining"


def records(scope: Scope, day: date) -> QuerySet[Bargaining]:
    rows = scope.limit(Bargaining.objects.select_related("union", "earlier", "contract"))
    return rows.prefetch_related("covers__employer", "delegates", "clauses").order_by("-pk")


def steps_in(record: Bargaining, ctx: PrintContext) -> Taken:
    return ctx.once(f"steps {record.pk}", lambda: steps_of(record))


def fact_of(name: str, key: str) -> Callable[[Bargaining, PrintContext], Any]:
    return lambda record, ctx: steps_in(record, ctx).fact(name, key)


def day_of(*names: str) -> Callable[[Bargaining, PrintContext], date | None]:
    return lambda record, ctx: steps_in(record, ctx).day(*names)


def chief_of(side: Side) -> Callable[[Bargaining, PrintContext], str]:
    def name(record: Bargaining, ctx: PrintContext) -> str:
        here = sitting(list(record.delegates.all()), ctx.today)
        return next((each.name for each in here if each.side == side and each.chief), "")

    return name


def people_of(side: Side) -> Callable[[Bargaining, PrintContext], Iterable[Delegate]]:
    def rows(record: Bargaining, ctx: PrintContext) -> list[Delegate]:
        here = [each for each in sitting(list(record.delegates.all()), ctx.today) if each.side == side]
        return sorted(here, key=lambda each: (not each.chief, each.pk))

    return rows


def legal_rep(record: Bargaining, ctx: PrintContext) -> str:
    covers = list(record.covers.all())
    return str(covers[0].employer.legal_rep) if len(covers) == 1 else ""


def ground(wage: str, other: str) -> Callable[[Bargaining, PrintContext], str]:
    def words(record: Bargaining, ctx: PrintContext) -> str:
        key = wage if record.kind == ContractKind.WAGE else other
        return grounds(rule(key).at(ctx.today, province(ctx) or None))

    return words


def length_of(wage: str, other: str) -> Callable[[Bargaining, PrintContext], str]:
    """20日, 10个工作日: the law's time at this place."""

    def words(record: Bargaining, ctx: PrintContext) -> str:
        value = rule(wage if record.kind == ContractKind.WAGE else other).at(ctx.today, province(ctx) or None)
        return f"{value.value}{value.unit}"

    return words


PARTIES = (
    PrintField("unit", "单位名称", lambda r, ctx: bargaining_parties(r), "永安纺织有限公司"),
    PrintField("union", "工会名称", lambda r, ctx: r.union.name, "永安纺织有限公司工会"),
    PrintField("kind", "合同类别", lambda r, ctx: r.get_kind_display(), "综合集体合同"),
    PrintField("purpose", "事由", lambda r, ctx: r.get_purpose_display(), "续订"),
    PrintField("staff_chief", "职工首席代表", chief_of(Side.STAFF), "何建平"),
    PrintField("employer_chief", "单位首席代表", chief_of(Side.EMPLOYER), "郑国强"),
    PrintField("legal_rep", "法定代表人", legal_rep, "郑国强"),
)
STAFF = PrintRows("staff", "职工方代表", people_of(Side.STAFF), (
    PrintField("name", "姓名", lambda d, ctx: d.name, "何建平"),
    PrintField("post", "职务", lambda d, ctx: d.post, "工会主席"),
    PrintField("role", "代表身份", lambda d, ctx: "首席代表" if d.chief else "代表", "首席代表"),
))  # fmt: skip
EMPLOYER = PrintRows("employer", "单位方代表", people_of(Side.EMPLOYER), STAFF.fields)
PEOPLE = (Column("姓名", "name"), Column("职务", "post", 1.5), Column("代表身份", "role"), Column("签名", ""))


def not_dropped(record: Bargaining, day: date) -> Refused | None:
    return Refused("这次协商已经撤回。", "不用再印文书。") if record.state == "dropped" else None


def paper(key: str, title: str, why: str, fields: tuple[PrintField, ...], layout: Layout, rows: tuple[PrintRows, ...] = (),
          fits: Callable[[Any, date], Refused | None] = not_dropped) -> WordForm:  # fmt: skip
    return register_form(WordForm(
        key=f"bargaining.{key}", title=title, why=why, line="权益", entity=ENTITY, records=records, fits=fits,
        names=bargaining_parties, fields=(*PARTIES, *fields, *OFFICE_FIELDS), rows=rows, layout=layout,
    ))  # fmt: skip
