"""Reviews: a document read or a year rolled over, decided item by item, and what was accepted put into a plan."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.dates import cn_date
from gonghui.kernel.files import keep
from gonghui.kernel.indicators import all_indicators
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Union
from gonghui.people.public import Account, OfficeHeld
from gonghui.planning.actions.plans import plan_open
from gonghui.planning.actions.shared import check_open, clean_text, seen
from gonghui.planning.actions.targets import target_add
from gonghui.planning.actions.tasks import heading_add, task_add
from gonghui.planning.choices import Comparison, DraftKind, ItemKind, ItemState, Level, TargetKind
from gonghui.planning.models import DraftItem, Heading, Plan, PlanDraft, Task
from gonghui.planning.proposals import Proposal, checked_task, of_reading
from gonghui.planning.reading.reader import read_plan
from gonghui.planning.rolling import proposals

TAKEN = (ItemState.ACCEPTED, ItemState.MENDED)


def known_codes() -> set[str]:
    """The codes that a target may be bound to."""
    return {indicator.code for indicator in all_indicators()}


def plan_import(
    *, union: Union, data: bytes, filename: str, year: int, by: writes.Hand, at: datetime, level: Level = Level.TOWN
) -> list[PlanDraft]:
    """Read a plan document and keep what it says as reviews, one for each plan in the file. Nothing enters a plan.

    `year` holds where the document's title states none. Raises Refused for what is no readable plan, and for a file
    that was read for this union before and not discarded.
    """
    found = read_plan(data, filename, year=year, known_indicators=known_codes())
    digest = sha256(data).hexdigest()
    _refuse_again(union, digest)
    name = keep(data)
    with transaction.atomic():
        writes.hold(union)
        _refuse_again(union, digest)
        drafts = []
        for part, one in enumerate((one for one in found.plans if one.sections), 1):
            draft = PlanDraft(
                union=union, kind=DraftKind.IMPORT, level=level, title=(one.title or f"{one.year}年工作计划")[:120],
                year=one.year, document=name, document_name=filename[:200], digest=digest, part=part,
                left_out=[[heading, line] for heading, line in one.left_out], at=at, by_name=by.name,
            )  # fmt: skip
            writes.create(draft, by)
            _store(draft, of_reading(one, one.year), by)
            writes.log("plan_import", draft, f"读入“{filename}”，待审阅", by, at, union_id=union.pk)
            drafts.append(draft)
        if not drafts:
            raise Refused("文件里只有回顾，没有要做的工作。", "请核对是不是总结；计划在另一个文件的，请传那一个。")
    return drafts


def _refuse_again(union: Union, digest: str) -> None:
    earlier = PlanDraft.objects.filter(union=union, digest=digest, dropped_at=None).first()
    if earlier is not None:
        raise Refused(
            f"这个文件{cn_date(earlier.at.date())}已经读入过（{earlier.by_name}）。",
            "请打开那份审阅接着办；要重新读，先把那份作废。", "file",
        )  # fmt: skip


def _store(draft: PlanDraft, found: Sequence[Proposal], by: writes.Hand) -> None:
    position = 0
    for heading in found:
        position += 1
        top = writes.create(_item(draft, heading, position, None), by)
        rows = []
        for task in heading.below:
            position += 1
            rows.append(_item(draft, task, position, top))
        writes.create_many(rows, by)


def _item(draft: PlanDraft, one: Proposal, position: int, under: DraftItem | None) -> DraftItem:
    return DraftItem(
        draft=draft, under=under, position=position, kind=one.kind, source=one.source, told=one.told, why=one.why,
        line_number=one.line_number, proposed=one.data, prior_id=one.prior,
    )  # fmt: skip


@transaction.atomic
def plan_roll(*, plan: Plan, year: int, by: writes.Hand, at: datetime, title: str = "") -> PlanDraft:
    """Propose next year's plan from this one: dates moved, open tasks, gaps. Nothing enters a plan by itself.

    Raises Refused for a programme, a year that does not follow, and when the roll is being reviewed already.
    """
    if plan.level == Level.PROGRAMME:
        raise Refused("多年规划不推到下一年。", "请从规划里开出那一年的计划。")
    if year <= plan.year:
        raise Refused(f"要推到的年份得在{plan.year}年以后。", "请核对年份。", "year")
    open_one = PlanDraft.objects.filter(from_plan=plan, year=year, dropped_at=None).first()
    if open_one is not None:
        raise Refused(f"{year}年的草稿{cn_date(open_one.at.date())}已经推出来了。", "请打开那份审阅接着办。")
    title = title or plan.title.replace(str(plan.year), str(year))
    if title == plan.title:
        title = f"{title}（{year}年）"
    draft = PlanDraft(
        union_id=plan.union_id, kind=DraftKind.ROLL, level=plan.level, title=title[:120], year=year, from_plan=plan,
        at=at, by_name=by.name,
    )  # fmt: skip
    writes.create(draft, by)
    _store(draft, proposals(plan, year, at.date()), by)
    writes.log("plan_roll", draft, f"从“{plan.title}”推出{year}年草稿，待审阅", by, at, union_id=plan.union_id)
    return draft


@transaction.atomic
def item_decide(
    *, item: DraftItem, state: ItemState, by: writes.Hand, at: datetime, data: dict[str, Any] | None = None,
    version: int | None = None,
) -> DraftItem:  # fmt: skip
    """Accept, mend (with `data`), drop an item, or lay it back open. A heading carries its undecided tasks along.

    Raises Refused for a discarded review, an item that has entered a plan, and mended data that cannot stand; Stale
    when somebody else decided it since `version`.
    """
    _check_open_review(item.draft)
    seen(item, version)
    if item.entered_id or (item.kind == ItemKind.HEADING and item.heading_id):
        raise Refused("这一条已经写进计划了。", "请在计划里改。")
    values: dict[str, Any] = {"state": state}
    if state == ItemState.MENDED:
        values["mended"] = _mended(item, data or {})
    elif state == ItemState.PROPOSED:
        values["mended"] = None
    writes.change(item, by, **values)
    if item.kind == ItemKind.HEADING and state in (ItemState.ACCEPTED, ItemState.DROPPED, ItemState.PROPOSED):
        _carry_along(item, state, by)
    label = ItemState(state).label
    writes.log("item_decide", item, f"“{item.now.get('text', '')[:60]}”：{label}", by, at, union_id=item.draft.union_id)
    return item


def _carry_along(heading: DraftItem, state: ItemState, by: writes.Hand) -> None:
    """Deciding a heading decides the tasks under it that nobody has decided; laying it open lays all open."""
    below = heading.below.filter(entered=None)
    if state == ItemState.PROPOSED:
        below = below.filter(state__in=(ItemState.ACCEPTED, ItemState.DROPPED))
    else:
        below = below.filter(state=ItemState.PROPOSED)
    for item in below:
        writes.change(item, by, state=state)


def _mended(item: DraftItem, data: dict[str, Any]) -> dict[str, Any]:
    if item.kind == ItemKind.TASK:
        return checked_task({**item.now, **data}, known_codes())
    text = clean_text(str(data.get("text", item.now.get("text", ""))), "标题", "text", 200)
    return {**item.now, "text": text, **{key: str(data[key]) for key in ("above", "line") if key in data}}


def _check_open_review(draft: PlanDraft) -> None:
    if draft.dropped_at:
        raise Refused("这份审阅已经作废了。", "请重新读入文件，或者重新推出草稿。")


@transaction.atomic
def accept_all(*, draft: PlanDraft, by: writes.Hand, at: datetime) -> int:
    """Accept every item that nobody has decided yet; returns how many."""
    _check_open_review(draft)
    rows = list(draft.items.filter(state=ItemState.PROPOSED))
    for item in rows:
        writes.change(item, by, state=ItemState.ACCEPTED)
    if rows:
        writes.log("accept_all", draft, f"收下其余{len(rows)}条", by, at, union_id=draft.union_id)
    return len(rows)


@transaction.atomic
def draft_enter(*, draft: PlanDraft, by: writes.Hand, at: datetime, plan: Plan | None = None,
                title: str = "", reason: str = "") -> Plan:  # fmt: skip
    """Put the accepted and mended items that have not entered yet into a plan: the review's own, `plan`, or a new one.

    Raises Refused when nothing is accepted, or the plan cannot be changed.
    """
    _check_open_review(draft)
    items = list(draft.items.filter(kind=ItemKind.TASK, state__in=TAKEN, entered=None).select_related("under", "prior"))
    if not items:
        raise Refused("还没有收下的任务。", "请先逐条收下，或者整个标题收下。")
    plan = plan or draft.plan or _new_plan(draft, title, by, at)
    reason = check_open(plan, reason)
    headings: dict[int, Heading | None] = {}
    owners = _owners(plan, at.date())
    for item in items:
        if item.under is not None and item.under_id not in headings:
            headings[item.under.pk] = _heading(item.under, plan, reason, by, at)
        heading = headings.get(item.under_id) if item.under_id else None
        writes.change(item, by, entered=_enter(item, plan, heading, owners, reason, by, at))
    writes.change(draft, by, plan=plan)
    writes.log("draft_enter", plan, f"收进{len(items)}项任务（{draft.get_kind_display()}）", by, at,
               union_id=plan.union_id)  # fmt: skip
    return plan


def _new_plan(draft: PlanDraft, title: str, by: writes.Hand, at: datetime) -> Plan:
    title = title or draft.title
    base, number = title, 1
    while Plan.objects.filter(union=draft.union, title=title, start_on=date(draft.year, 1, 1)).exists():
        number += 1
        title = f"{base[:110]}（{number}）"
    return plan_open(
        union=draft.union, title=title, start_on=date(draft.year, 1, 1), end_on=date(draft.year, 12, 31),
        level=Level(draft.level), document=draft.document, document_name=draft.document_name, by=by, at=at,
    )  # fmt: skip


def _heading(item: DraftItem, plan: Plan, reason: str, by: writes.Hand, at: datetime) -> Heading | None:
    """The heading in the plan: the one entered before, else a new one; None for a heading that was dropped."""
    if item.state == ItemState.DROPPED:
        return None
    if item.heading is not None and item.heading.plan_id == plan.pk:
        return item.heading
    data = item.now
    heading = heading_add(plan=plan, text=data["text"], above=data.get("above", ""), line=data.get("line", ""),
                          reason=reason, by=by, at=at)  # fmt: skip
    writes.change(item, by, heading=heading)
    return heading


def _owners(plan: Plan, day: date) -> dict[str, Account]:
    """The people of the plan's union by name, where the name is theirs alone."""
    held = OfficeHeld.objects.on(day).filter(union=plan.union_id).select_related("account")
    found: dict[str, list[Account]] = {}
    for office in held:
        found.setdefault(office.account.name, []).append(office.account)
    return {name: accounts[0] for name, accounts in found.items() if len({a.pk for a in accounts}) == 1}


def _enter(
    item: DraftItem, plan: Plan, heading: Heading | None, owners: dict[str, Account], reason: str, by: writes.Hand,
    at: datetime,
) -> Task:  # fmt: skip
    data = item.now
    due = date.fromisoformat(data["due_on"]) if data.get("due_on") else None
    if due and not plan.start_on <= due <= plan.end_on:
        due = None
    task = task_add(
        plan=plan, heading=heading, text=data["text"], measures=data.get("measures", "")[:1000],
        line=data.get("line", ""), owner=owners.get(data.get("owner_name", "")), owner_name=data.get("owner_name", ""),
        helpers=data.get("helpers", ""), partners=data.get("partners", ""), months=data.get("months") or (),
        due_on=due, budget=Decimal(data["budget"]) if data.get("budget") else None, carried_from=item.prior,
        reason=reason, by=by, at=at,
    )  # fmt: skip
    for target in data.get("targets") or ():
        _enter_target(task, target, reason, by, at)
    return task


def _enter_target(task: Task, data: dict[str, Any], reason: str, by: writes.Hand, at: datetime) -> None:
    kind, code = TargetKind(data["kind"]), data.get("code", "")
    if kind == TargetKind.INDICATOR and code not in known_codes():
        kind, code = TargetKind.RECORDS, ""  # the indicator has gone since the document was read
    target_add(
        task=task, kind=kind, code=code, what=data.get("what") or task.short, quantity=_decimal(data.get("quantity")),
        maximum=_decimal(data.get("maximum")), unit=data.get("unit", ""),
        comparison=Comparison(data.get("comparison", Comparison.AT_LEAST)), per=data.get("per", ""), reason=reason,
        by=by, at=at,
    )  # fmt: skip


def _decimal(value: Any) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))


@transaction.atomic
def draft_discard(*, draft: PlanDraft, by: writes.Hand, at: datetime) -> None:
    """Give a review up; what has entered a plan stays there. The same file may be read again."""
    _check_open_review(draft)
    writes.change(draft, by, dropped_at=at)
    writes.log("draft_discard", draft, f"作废审阅“{draft.title}”", by, at, union_id=draft.union_id)
