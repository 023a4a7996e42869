"""阵地, 图书器材, 借阅 and 阵地使用."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import (
    Act,
    Badge,
    Done,
    Field,
    Ledger,
    Pickable,
    Preset,
    Reader,
    register_ledger,
    register_pickable,
)
from gonghui.kernel.refusal import Refused
from gonghui.learning.actions.venues import loan_return
from gonghui.learning.choices import StockKind, StockSource, Weekday
from gonghui.learning.models import Loan, Stock, Venue, VenueUse
from gonghui.learning.venues import standing
from gonghui.people.public import person_follows

LOAN_DAYS = 30
"""Days for which something is lent unless another day is written: the office's own habit, no law says so."""


register_pickable(
    Venue, Pickable("阵地", lambda reader: reader.scope.limit(Venue.objects.filter(standing(reader.today))))
)
register_pickable(
    Stock, Pickable("图书器材", lambda reader: reader.scope.limit(Stock.objects.valid(), "venue__union_id"))
)


def _unused(reader: Reader) -> Q:
    used = VenueUse.objects.valid().filter(on__gt=reader.today - timedelta(days=LOAN_DAYS)).values("venue")
    return standing(reader.today) & ~Q(pk__in=used)


def _venue_state(row: Venue, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    gone = row.closed_on is not None and row.closed_on <= reader.today
    return Badge("已撤销", "end") if gone else Badge("在用", "done")


def _closes_before(row: Venue, at: datetime) -> Refused | None:
    if row.closed_on is not None and row.closed_on <= row.opened_on:
        return Refused("撤销不晚于建成。", "请核对日期。", "closed_on")
    return None


def _still_out(row: Venue, at: datetime) -> Refused | None:
    if row.pk is None or row.closed_on is None:
        return None
    out = Loan.objects.valid().filter(stock__venue=row, returned_on=None).count()
    return Refused(f"还有{out}件借出去没还。", "请先收回来登记归还，再撤销阵地。", "closed_on") if out else None


def _hours_without_days(row: Venue, at: datetime) -> Refused | None:
    if row.hours and not row.days:
        return Refused("写了开放时间，没有勾开放日。", "请勾上哪几天开放。", "days")
    return None


VENUES = Ledger(
    key="venues", title="阵地", model=Venue, line="宣教", place=70, union="union_id", unit="个", icon="house-door",
    name="name",
    help="职工书屋、阅览室、工会园地、文化和培训阵地，一处一条：在哪里、哪几天开放、谁管。", 
    state=_venue_state, natural_key=("union", "name"),
    fields=(
        Field("name", also="名称 书屋名称"), Field("kind", also="阵地类别 类型", spoken={
            "books": "书屋 农家书屋", "reading": "图书室 图书阅览室"}),
        Field("union", also="单位 所属工会"), Field("place", also="地址 地点"), Field("opened_on", also="建成时间 建立时间"),
        Field("days", choices=Weekday.choices), Field("hours", help="比如17:00到20:00"), Field("keeper", kind="person", also="负责人"),
        Field("funds", kind="money", unit="元", also="投入资金", listed=False), Field("closed_on", listed=False),
    ),
    presets=(Preset("standing", "在用的", lambda reader: standing(reader.today)),
             Preset("unused", f"{LOAN_DAYS}天没有使用记录的", _unused)),
    checks=(_closes_before, _hours_without_days, _still_out),
)  # fmt: skip
register_ledger(VENUES)


def out_of(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The stock with `out`, how many copies are lent now."""
    return rows.annotate(out=Count("loans", filter=Q(loans__voided_on=None, loans__returned_on=None)))


def _stock_rows(reader: Reader) -> QuerySet[Any]:
    return out_of(reader.scope.limit(Stock.objects.all(), "venue__union_id"))


def _stock_state(row: Any, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    return Badge("借完了", "wait") if row.out >= row.copies else Badge(f"在库{row.copies - row.out}", "done")


def _numbered(row: Stock, at: datetime) -> Mapping[str, Any]:
    """A number of its own for whoever writes none: venue and running number."""
    if row.code or row.venue_id is None:
        return {}
    return {"code": f"{row.venue_id:02d}{Stock.objects.filter(venue=row.venue).count() + 1:04d}"}


def _no_copies(row: Stock, at: datetime) -> Refused | None:
    return None if row.copies else Refused("册数或件数是0。", "没有的不用登记。", "copies")


def _giver(row: Stock, at: datetime) -> Refused | None:
    if row.source == StockSource.GIFT and not row.giver:
        return Refused("赠送的没有写赠送单位。", "请写谁送的。", "giver")
    return None


def _before_venue(row: Stock, at: datetime) -> Refused | None:
    if row.on < row.venue.opened_on:
        return Refused(f"入藏早于阵地建成（{cn_date(row.venue.opened_on)}）。", "请核对日期。", "on")
    return None


def _fewer_than_out(row: Stock, at: datetime) -> Refused | None:
    out = Loan.objects.valid().filter(stock=row, returned_on=None).count() if row.pk else 0
    if row.copies < out:
        return Refused(f"有{out}件借在外面，不能少于{out}。", "请先登记归还。", "copies")
    return None


STOCK = Ledger(
    key="venue-stock", title="图书器材", one="stock", model=Stock, line="宣教", place=72, union="venue__union_id", unit="种",
    icon="book", name="name", universe=_stock_rows, state=_stock_state, follows=_numbered, natural_key=("code",),
    help="阵地里的图书、报刊、器材，一种一条：几册、哪天来的、买的还是送的。送给个人的书记在实惠发放里。",
    fields=(
        Field("name", also="书名 图书名称 品名 名称"), Field("kind", also="类型 图书类别"), Field("venue", also="书屋 存放地点"),
        Field("copies", also="册数 数量 件数"), Field("on", also="日期 登记日期 购入日期"), Field("source", also="图书来源"),
        Field("giver", also="捐赠单位", listed=False), Field("price", kind="money", unit="元", also="价格 金额", listed=False),
        Field("code", required=False, help="空着就自动编", also="图书编号 书号"),
    ),
    presets=(
        Preset("out", "借完了的", Q(voided_on=None, out__gte=F("copies"))),
        Preset("gifts", "赠送的", Q(voided_on=None, source=StockSource.GIFT)),
        Preset("books", "图书", Q(voided_on=None, kind=StockKind.BOOK)),
    ),
    checks=(_no_copies, _giver, _before_venue, _fewer_than_out),
)  # fmt: skip
register_ledger(STOCK)


def _out(reader: Reader) -> Q:
    return Q(voided_on=None, returned_on=None)


def _overdue(reader: Reader) -> Q:
    return _out(reader) & Q(due_on__lt=reader.today)


def _loan_state(row: Loan, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    if row.returned_on is not None:
        return Badge("晚还" if row.returned_on > row.due_on else "已还", "done")
    return Badge("过期没还", "back") if row.due_on < reader.today else Badge("借着", "doing")


_who = person_follows()


def _borrower_and_day(row: Loan, at: datetime) -> Mapping[str, Any]:
    due = {} if row.due_on or not row.on else {"due_on": row.on + timedelta(days=LOAN_DAYS)}
    return {**_who(row, at), **due}


def _days_fit(row: Loan, at: datetime) -> Refused | None:
    if row.due_on < row.on:
        return Refused("应还日期早于借出日期。", "请核对日期。", "due_on")
    if row.returned_on is not None and row.returned_on < row.on:
        return Refused("归还早于借出。", "请核对日期。", "returned_on")
    if row.on < row.stock.on:
        return Refused(f"借出早于入藏（{cn_date(row.stock.on)}）。", "请核对日期。", "on")
    return None


def _none_left(row: Loan, at: datetime) -> Refused | None:
    if row.returned_on is not None:
        return None
    rows = Loan.objects.valid().filter(stock=row.stock, returned_on=None).exclude(pk=row.pk)
    if rows.filter(person=row.person).exists():
        return Refused(f"{row.name}手里还有借着的{row.stock.name}。", "请先登记归还；续借的，请更正应还日期。", "stock")
    if rows.count() < row.stock.copies:
        return None
    first = rows.order_by("due_on")[0]
    return Refused(
        f"{row.stock.name}共{row.stock.copies}件，都借出去了。", f"最早的{cn_date(first.due_on)}应还。", "stock"
    )


def _back(row: Loan, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    loan_return(loan=row, on=values["on"], by=by, at=at)
    return Done(f"{row.name}还的{row.stock.name}记好了。")


def _is_back(row: Loan, reader: Reader) -> Refused | None:
    return None if row.returned_on is None else Refused(f"{cn_date(row.returned_on)}已经还了。", "写错日期的，请更正。")


LOANS = Ledger(
    key="loans", title="借阅登记", model=Loan, line="宣教", place=74, union="stock__venue__union_id", unit="件", icon="bookmark",
    name="name", state=_loan_state, follows=_borrower_and_day,
    help=f"谁借了什么、哪天还。应还日期空着，就是借出以后{LOAN_DAYS}天。",
    fields=(
        Field("name", kind="text", also="借阅人 借书人", help="同名的，后面写会员证号或证件号后四位"), Field("union", also="工会 单位"),
        Field("stock", also="书名 品名 图书", help="同名的，写编号", at=lambda row: f"{row.stock.name}（{row.stock.code}）"),
        Field("on", also="日期 借书日期"),
        Field("due_on", required=False, future=True, also="应还时间 到期日"), Field("returned_on", also="还书日期 归还时间"),
    ),
    presets=(Preset("overdue", "过期没还的", _overdue), Preset("out", "借着的", _out)),
    checks=(_days_fit, _none_left),
    acts=(
        Act(key="back", title="登记归还", icon="box-arrow-in-left", do=_back, barred=_is_back, locks=True, bulk=("on",),
            first=lambda row, reader: {"on": reader.today}, fields=(Field("on", "归还日期", "day"),)),
    ),
)  # fmt: skip
register_ledger(LOANS)


def _heads(row: VenueUse, at: datetime) -> Refused | None:
    return None if row.heads else Refused("人次是0。", "没有人来的那天不用登记。", "heads")


def _stands(row: VenueUse, at: datetime) -> Refused | None:
    if row.on < row.venue.opened_on or (row.venue.closed_on is not None and row.on >= row.venue.closed_on):
        return Refused(f"{row.venue.name}那天不在用。", "请核对使用日期和阵地的建成、撤销日期。", "on")
    return None


def _open_day(row: VenueUse, at: datetime) -> Refused | None:
    if row.venue.days and str(row.on.isoweekday()) not in row.venue.days:
        day = Weekday(str(row.on.isoweekday())).label
        return Refused(f"{row.venue.name}{day}不开放。", "请核对日期；开放日有变的，请先更正阵地。", "on")
    return None


USES = Ledger(
    key="venue-uses", title="阵地使用", one="venueuse", model=VenueUse, line="宣教", place=76, union="venue__union_id", unit="条",
    icon="calendar-check", name="venue", natural_key=("venue", "on", "what"),
    help="阵地每开放一天或办一次活动记一条：多少人来，做什么。",
    fields=(Field("venue", also="书屋 阵地名称"), Field("on", also="日期 开放日期"), Field("what", also="活动内容 用途"),
            Field("heads", unit="人次", also="人数 读者人次")),
    presets=(Preset("month", "本月", lambda reader: Q(
        voided_on=None, on__range=(reader.today.replace(day=1), reader.today))),),
    checks=(_heads, _stands, _open_day),
)  # fmt: skip
register_ledger(USES)
