"""Offices held: given, ended, covered for a while, handed over; and what the county may read."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.dated import close, holds_from, holds_on, refuse_future
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import all_ledgers
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Union, town_key
from gonghui.people.choices import Line, Role
from gonghui.people.handing import pass_everything
from gonghui.people.models import Account, Cover, OfficeHeld, RecordGrant, Worker
from gonghui.people.rights import IN_THE_TOWN, clash

LONGEST = 366
"""Days that a cover or a grant lasts at most: the product's own limit; what lasts longer is given anew."""


@transaction.atomic
def office_give(
    *, account: Account, union: Union, role: Role, on: date, by: writes.Hand, at: datetime,
    lines: Sequence[str] = (), worker: Worker | None = None,
) -> OfficeHeld:  # fmt: skip
    """Give an account an office from `on`; its rights cover that union and all below it.

    Raises Refused when the account holds that very office already, when the office does not belong into this union or
    has no lines of work, and when it goes badly with another office of the same person.
    """
    _refuse_place(union, role)
    lines = _known_lines(role, lines)
    writes.hold(account)
    later = list(OfficeHeld.objects.filter(holds_from(on), account=account))
    if any(held.union_id == union.pk and held.role == role and held.lines == lines for held in later):
        label = Role(role).label
        raise Refused(f"{account.name}已经任{union.name}{label}。", "不用再登记；要改起始日期请先终止再任命。", "role")
    covering = Cover.objects.filter(holds_from(on), account=account).select_related("office")
    _refuse_clash(account, role, lines, [*later, *(cover.office for cover in covering)])
    made = OfficeHeld(account=account, union=union, role=role, lines=lines, worker=worker, start_on=on)
    office = writes.create(made, by)
    summary = f"{account.name}任{office.whole_title}，{cn_date(on)}起"
    writes.log("office_give", office, summary, by, at, union_id=union.pk)
    return office


@transaction.atomic
def office_end(*, office: OfficeHeld, on: date, by: writes.Hand, at: datetime, because: str = "") -> None:
    """End an office: `on` is the first day without its rights. Covers of it end with it.

    Raises Refused for an office that has ended already, and for the town's last chair: somebody must give offices.
    """
    _refuse_ended(office)
    others = OfficeHeld.objects.filter(holds_from(on), role=Role.TOWN_CHAIR, account__is_active=True)
    if office.role == Role.TOWN_CHAIR and not others.exclude(pk=office.pk).exists():
        raise Refused("这是全镇最后一位主席，终止以后没有人能任命。", "请先任命新主席，或者办理交接。", "on")
    close(office, on, by, ended_because=because.strip()[:120])
    summary = f"{cn_date(on)}起{office.account.name}不再任{office.whole_title}"
    writes.log("office_end", office, f"{summary}{f'，原因：{because.strip()}' if because.strip() else ''}"[:300], by, at,
               union_id=office.union_id)  # fmt: skip


@transaction.atomic
def office_divide(*, office: OfficeHeld, lines: Sequence[str], on: date, by: writes.Hand, at: datetime) -> OfficeHeld:
    """Another division of work from `on`: the office held so far ends the day before, one with `lines` follows.

    Returns the office that holds then. Raises Refused for a change of nothing.
    """
    _refuse_ended(office)
    wanted = _known_lines(office.role, lines)
    if wanted == office.lines:
        raise Refused("分工没有变。", "不用再登记。", "lines")
    others = OfficeHeld.objects.filter(holds_from(on), account=office.account).exclude(pk=office.pk)
    _refuse_clash(office.account, office.role, wanted, list(others))
    if on <= office.start_on:
        changes = writes.change(office, by, lines=wanted)
        writes.log(
            "office_divide",
            office,
            f"{office.account.name}的分工改为{_words(wanted)}",
            by,
            at,
            changes,
            office.union_id,
        )
        return office
    close(office, on, by, ended_because="调整分工")
    made = OfficeHeld(account=office.account, union=office.union, role=office.role, lines=wanted, worker=office.worker,
                      start_on=on)  # fmt: skip
    new = writes.create(made, by)
    summary = f"{cn_date(on)}起{office.account.name}的分工改为{_words(wanted)}"
    writes.log("office_divide", new, summary, by, at, union_id=office.union_id)
    return new


@transaction.atomic
def office_cover(
    *, office: OfficeHeld, account: Account, start_on: date, end_on: date, reason: str, by: writes.Hand, at: datetime
) -> Cover:
    """代管: from `start_on` to the day before `end_on` another account has the office's rights besides its holder.

    Raises Refused for days that lie before today, are too many or outside the office, and for a person who must not
    hold such an office beside his own.
    """
    _refuse_days(start_on, end_on, at)
    if account.pk == office.account_id:
        raise Refused("代管人就是本人。", "请选另一位同事。", "account")
    if start_on < office.start_on or (office.end_on is not None and start_on >= office.end_on):
        raise Refused(f"{office.account.name}那时不任这个职务。", "请核对日期。", "start_on")
    if len(reason.strip()) < 2:
        raise Refused("还没有写代管的原因。", "请写一句，比如休假、外出学习。", "reason")
    writes.hold(account)
    if Cover.objects.filter(office=office, account=account, start_on__lt=end_on, end_on__gt=start_on).exists():
        raise Refused(f"这几天已经由{account.name}代管。", "不用再登记；要改日期请先结束那一次。", "start_on")
    mine = OfficeHeld.objects.filter(holds_from(start_on), account=account, start_on__lt=end_on)
    _refuse_clash(account, office.role, office.lines, list(mine), "account")
    made = Cover(office=office, account=account, start_on=start_on, end_on=end_on, reason=reason.strip()[:120])
    cover = writes.create(made, by)
    last = end_on - timedelta(days=1)
    summary = f"{cn_date(start_on)}至{cn_date(last)}{account.name}代管{office.account.name}的{office.title}，原因：{reason.strip()}"
    writes.log("office_cover", cover, summary[:300], by, at, union_id=office.union_id)
    return cover


@transaction.atomic
def cover_end(*, cover: Cover, by: writes.Hand, at: datetime) -> None:
    """End a cover before its last day: the rights are gone at once. Raises Refused when it is over already."""
    day = at.date()
    if cover.end_on is not None and cover.end_on <= day:
        raise Refused("这次代管已经结束了。", "不用再登记。")
    close(cover, max(day, cover.start_on), by)
    words = f"{cover.account.name}不再代管{cover.office.account.name}的{cover.office.title}"
    writes.log("cover_end", cover, words, by, at, union_id=cover.office.union_id)


@transaction.atomic
def office_hand_over(
    *, office: OfficeHeld, to: Account, on: date, by: writes.Hand, at: datetime
) -> tuple[OfficeHeld, dict[str, int]]:
    """交接: `on` is the successor's first day, at most today; the predecessor's rights end the day before.

    What the predecessor held open goes to the successor. Returns the new office and {kind: how many}. Raises Refused
    as `office_give`, for a day ahead, and for the day of the predecessor's own start.
    """
    _refuse_ended(office)
    refuse_future(on, at)
    if to.pk == office.account_id:
        raise Refused("接任人就是本人。", "请选接任的同事。", "to")
    if on <= office.start_on:
        raise Refused(f"{office.account.name}{cn_date(office.start_on)}才到任。", "交接日期要在到任以后。", "on")
    new = office_give(account=to, union=office.union, role=Role(office.role), on=on, lines=office.lines, by=by, at=at)
    office_end(office=office, on=on, because=f"交接给{to.name}", by=by, at=at)
    moved = pass_everything(office, to, by, at)
    words = "，".join(f"{title}{count}件" for title, count in moved.items()) or "没有未办完的事"
    summary = f"{office.account.name}把{office.whole_title}交给{to.name}，{cn_date(on)}起；{words}"
    writes.log("office_hand_over", new, summary[:300], by, at, union_id=office.union_id)
    return new, moved


@transaction.atomic
def record_grant(
    *, account: Account, union: Union, ledgers: Collection[str], start_on: date, end_on: date, reason: str,
    by: writes.Hand, at: datetime,
) -> RecordGrant:  # fmt: skip
    """Let somebody of the county read some ledgers of a union and all below it, from `start_on` to the day before `end_on`.

    Private values stay masked. Raises Refused without a document or reason, for ledgers that nobody declared or that
    are the office's alone, and for an account that holds no office of the county.
    """
    _refuse_days(start_on, end_on, at)
    if not OfficeHeld.objects.filter(holds_on(start_on), account=account, role=Role.COUNTY).exists():
        raise Refused(f"{account.name}不是县总工会的账号。", "只给县总工会授权；本镇的人请登记任职。", "account")
    known = {one.key: one.title for one in all_ledgers() if not one.office_only}
    chosen = [key for key in known if key in ledgers]
    if not chosen or set(ledgers) - known.keys():
        raise Refused("还没有选可以看的台账。", "请至少选一个。", "ledgers")
    if len(reason.strip()) < 2:
        raise Refused("还没有写依据。", "请写上级来函的文号，或者一句原因。", "reason")
    made = RecordGrant(account=account, union=union, ledgers=chosen, reason=reason.strip()[:120], start_on=start_on,
                       end_on=end_on)  # fmt: skip
    grant = writes.create(made, by)
    what = "、".join(known[key] for key in chosen)
    last = end_on - timedelta(days=1)
    summary = (
        f"授权{account.name}查看{union.name}的{what}，{cn_date(start_on)}至{cn_date(last)}，依据：{reason.strip()}"
    )
    writes.log("record_grant", grant, summary[:300], by, at, union_id=union.pk)
    return grant


@transaction.atomic
def grant_end(*, grant: RecordGrant, by: writes.Hand, at: datetime) -> None:
    """Take a grant back: it is gone at once. Raises Refused when it is over already."""
    day = at.date()
    if grant.end_on is not None and grant.end_on <= day:
        raise Refused("这次授权已经到期了。", "不用再登记。")
    close(grant, max(day, grant.start_on), by)
    writes.log(
        "grant_end", grant, f"收回{grant.account.name}查看{grant.union.name}的授权", by, at, union_id=grant.union_id
    )


def _refuse_place(union: Union, role: str) -> None:
    root = town_key()
    label = Role(role).label
    if role in IN_THE_TOWN and union.pk != root:
        raise Refused(f"{label}是镇总工会的职务，不在{union.name}。", "请选镇总工会。", "union")
    if role == Role.GRASSROOTS_CHAIR and union.pk == root:
        raise Refused("镇总工会没有基层工会主席。", "请选这位主席所在的工会。", "union")


def _known_lines(role: str, lines: Iterable[str]) -> list[str]:
    """The lines in the order of the declaration. Raises Refused for words that are none, and for roles without any."""
    wanted = set(lines)
    unknown = wanted - set(Line.values)
    if unknown:
        raise Refused(
            f"没有“{'、'.join(sorted(unknown))[:40]}”这条线。", f"可以选：{'、'.join(Line.values)}。", "lines"
        )
    if wanted and role != Role.TOWN_OFFICER:
        raise Refused(f"{Role(role).label}没有分工。", "只有镇总工会干事分线。", "lines")
    return [line for line in Line.values if line in wanted]


def _refuse_clash(
    account: Account, role: str, lines: Sequence[str], others: Sequence[OfficeHeld], field: str = "role"
) -> None:
    found = clash(role, lines, [(held.role, held.lines) for held in others])
    if found:
        held = "、".join(dict.fromkeys(each.title for each in others))
        raise Refused(f"{account.name}任{held}，不能又任{Role(role).label}：{found.reason}（{found.ground}）",
                      "请换一个人，或者先终止原来的任职。", field)  # fmt: skip


def _refuse_ended(office: OfficeHeld) -> None:
    if office.end_on is not None:
        raise Refused(f"这次任职{cn_date(office.end_on)}起已经终止。", "不用再登记。", "on")


def _refuse_days(start_on: date, end_on: date, at: datetime) -> None:
    """`end_on` is the first day after. Rights cannot be given for days that have passed."""
    if start_on < at.date():
        raise Refused(f"{cn_date(start_on)}已经过了，不能补给权限。", "请从今天或以后的日子开始。", "start_on")
    if end_on <= start_on:
        raise Refused("最后一天早于第一天。", "请核对日期。", "end_on")
    if (end_on - start_on).days > LONGEST:
        raise Refused("一次最长一年。", "请写近一些的日期；到期还要，再登记一次。", "end_on")


def _words(lines: Sequence[str]) -> str:
    return "、".join(lines) or "不分线"
