"""The small town with everything that a union can have, on either side; what stands in the west is marked to be found."""

import io
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from gonghui.activities.public import Activity, attend, comer_of, sign_up, turnout_declare, unions_invite
from gonghui.bargaining.public import (
    Bargaining,
    Checked,
    ComplianceCheck,
    Contract,
    ContractKind,
    Delegate,
    Kept,
    Side,
    bargaining_open,
    bargaining_step,
    check_record,
    contract_amend,
    delegate_name,
)
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.files.scans import keep_scan
from gonghui.kernel.files.tests.pictures import pdf
from gonghui.kernel.imports.apps import load_ledgers
from gonghui.kernel.imports.ledger import ledger_named
from gonghui.kernel.imports.models import Batch
from gonghui.kernel.imports.running import import_file
from gonghui.kernel.ledger.api import entry_record, ledger_of
from gonghui.kernel.notices.models import Notice
from gonghui.kernel.scope import Scope
from gonghui.kernel.sheets import write_rows
from gonghui.kernel.workflow.models import Step
from gonghui.kernel.workflow.poller import tick
from gonghui.kernel.workflow.settling import settled_at_the_end
from gonghui.orgs.public import Employer, Union, head_count_record
from gonghui.people.public import (
    Account,
    Membership,
    OfficeHeld,
    Role,
    office_cover,
    office_give,
    record_grant,
    worker_amend,
)
from gonghui.planning.public import (
    DraftItem,
    Level,
    Plan,
    PlanDraft,
    TargetKind,
    Task,
    heading_add,
    plan_approve,
    plan_import,
    plan_open,
    plan_submit,
    target_add,
    task_add,
    task_assign,
)
from tests.planted import plant_entries
from tests.prepared import prepared
from tests.small_town import HAND, NOW, TODAY, account, build, id_number

CANARIES = ("西塘", "西明", "雀语", "13877778888", "XQ7788")
"""What stands only in the west: names of union, employer, village and members; words; a phone; a number."""
PERSONAS = ("zhou", "zuzhi", "quanyi", "ma", "dong", "xi", "jie", "xian", "granted", "gao", "su", "nobody")


@dataclass
class SideOf:
    """Everything of one side by short names."""

    union: Union
    employer: Employer
    member: Membership
    contract: Contract
    ended: Contract
    bargaining: Bargaining
    delegate: Delegate
    step: Step
    check: ComplianceCheck
    plan: Plan
    task: Task
    draft: PlanDraft
    item: DraftItem
    standing: Any
    seal_use: Any
    wage: Any
    batch: Batch
    scan: str
    activity: Activity
    entries: dict[str, Any] = field(default_factory=dict)
    notice: Notice | None = None
    office: OfficeHeld | None = None


@dataclass
class TwoSides:
    """The town, its two sides, and the accounts of `PERSONAS`."""

    town: Union
    east: SideOf
    west: SideOf
    task: Task
    plan: Plan
    more: dict[str, Any] = field(default_factory=dict)


@prepared
def two_sides() -> TwoSides:
    """Build it. People: zhou chair, zuzhi and quanyi officers of one line each, ma auditor, dong and xi chairs, jie a
    paired cadre with a task, xian of the county, granted the same with a grant for the east, gao administrator, su a
    member; chen an officer without a division of work."""
    sides = build()
    root = sides["town"]
    for name, label, role, where, lines in (
        ("zhou", "周立新", Role.TOWN_CHAIR, root, ""), ("zuzhi", "陈组织", Role.TOWN_OFFICER, root, "组织 综合"),
        ("quanyi", "吴权益", Role.TOWN_OFFICER, root, "权益"), ("jie", "解结对", Role.PAIRED_CADRE, root, ""),
        ("xian", "刘志远", Role.COUNTY, root, ""), ("granted", "县一人", Role.COUNTY, root, ""),
        ("gao", "高明", Role.ADMINISTRATOR, root, ""), ("su", "苏会员", Role.WORKER, sides["east"], ""),
    ):  # fmt: skip
        made = account(name, label, None, root)
        worker = Membership.objects.filter(union=where).order_by("pk")[1].worker if role == Role.WORKER else None
        office_give(
            account=made,
            union=where,
            role=role,
            lines=lines.split(),
            worker=worker,
            on=date(2024, 1, 2),
            by=HAND,
            at=NOW,
        )
    with settled_at_the_end(lambda: HAND, NOW):
        east, west = _plant(sides["east"], "dong", "东语", "13911112222", "DQ"), _plant(
            sides["west"], "xi", "雀语", "13877778888", "XQ7788")  # fmt: skip
        plan, task = _town_plan(root)
    record_grant(account=_account("granted"), union=east.union, ledgers=["contracts", "members", "unions"], start_on=TODAY,
                 end_on=TODAY + timedelta(days=9), reason="云工〔2026〕8号", by=HAND, at=NOW)  # fmt: skip
    town = TwoSides(root, east, west, task, plan)
    town.more["grant"] = _account("granted").grants.get()
    town.more["cover"] = office_cover(
        office=_account("quanyi").offices.get(), account=_account("chen"), start_on=TODAY,
        end_on=TODAY + timedelta(days=5), reason="休假", by=HAND, at=NOW,
    )  # fmt: skip
    tick(NOW)
    for side, who in ((town.east, "dong"), (town.west, "xi")):
        side.notice = Notice.objects.filter(account_id=_account(who).pk).first()
        side.office = _account(who).offices.get()
    return town


def _account(username: str) -> Account:
    return Account.objects.get(username=username)


def _hand(username: str, **more: Any) -> Hand:
    found = _account(username)
    return Hand(found.pk, found.name, **more)


def _plant(union: Union, chair: str, mark: str, phone: str, number: str) -> SideOf:
    """One side: `mark` stands in every free text, `phone` with a member, `number` on the contract."""
    stamp = {"by": _hand(chair), "at": NOW}
    employer = Employer.objects.get(union_links__union=union)
    member = Membership.objects.filter(union=union).order_by("pk")[0]
    worker_amend(worker=member.worker, union_id=union.pk, phone=phone, remarks=f"{mark}备注", **stamp)
    contract, ended = Contract.objects.filter(union=union).order_by("kind")
    contract_amend(contract=contract, number=number, handler=f"{mark}经办", remarks=f"{mark}合同备注", **stamp)
    check = check_record(contract=contract, on=date(2026, 6, 20), checkers=f"{mark}检查人", findings=f"{mark}发现",
                         items=[Checked("pay", Kept.BROKEN, f"{mark}问题")], rectify_by=date(2026, 7, 20), **stamp)  # fmt: skip
    bargaining, delegate = _bargaining(union, employer, mark, stamp)
    plan, task = _plan(union, mark, stamp, chair)
    text = f"{union.name}2026年工作计划\n一、{mark}标题\n1、{mark}组织技能比武1次。\n".encode()
    draft = plan_import(union=union, data=text, filename=f"{mark}计划.txt", year=2026, level=Level.GRASSROOTS, **stamp)[
        0
    ]
    standing = entry_record(
        ledger=ledger_of("standings"),
        by=HAND,
        at=NOW,
        values={
            "union": union,
            "programme": "three_in_one",
            "achieved_on": date(2026, 5, 6),
            "number": f"{mark}批复1号",
        },
    )
    seal = entry_record(
        ledger=ledger_of("seal-uses"),
        by=HAND,
        at=NOW,
        values={
            "on": TODAY,
            "matter": f"{mark}用印",
            "copies": 1,
            "applicant": "陈秀兰",
            "approver": "周立新",
            "union": union,
        },
    )
    wage = entry_record(ledger=ledger_of("wage-standards"), by=HAND, at=NOW, values=_wage(union, mark))
    scan = keep_scan([pdf(mark.encode())])
    head_count_record(
        employer=employer, on=date(2026, 7, 1), staff=41, by=_hand("chen", for_whom=union.name, scan=scan), at=NOW
    )
    return SideOf(union, employer, member, contract, ended, bargaining, delegate, Step.objects.filter(
        entity="bargaining.bargaining", object_id=bargaining.pk).latest("pk"), check, plan, task, draft,
        DraftItem.objects.filter(draft=draft).order_by("pk")[0], standing, seal, wage, _batch(union, mark, stamp), scan,
        _activity(union, mark, member), plant_entries(union, member, mark, stamp))  # fmt: skip


def _activity(union: Union, mark: str, member: Membership) -> Activity:
    """What the side's union runs today: somebody signed up and came, and the union declared more than him."""
    values = {
        "name": f"{mark}活动",
        "kind": "sport",
        "run_by": "union",
        "union": union,
        "on": TODAY,
        "place": f"{mark}球场",
        "topic": f"{mark}主题",
    }
    made: Activity = entry_record(ledger=ledger_of("activities"), values=values, by=HAND, at=NOW)
    unions_invite(activity=made, unions=[union], by=HAND, at=NOW)
    sign_up(activity=made, worker=member.worker, by=HAND, at=NOW)
    attend(activity=made, comers=[comer_of(member.worker, union.pk, f"{mark}名次")], by=HAND, at=NOW)
    turnout_declare(activity=made, union=union, heads=9, proof=f"{mark}回执", by=HAND, at=NOW)
    return made


def _wage(union: Union, mark: str) -> dict[str, Any]:
    return {"union": union, "industry": f"{mark}纺织", "post": f"{mark}挡车工", "amount": Decimal(3000), "unit": "month",
            "area": f"{mark}片", "start_on": date(2026, 1, 1), "number": f"{mark}协议1号"}  # fmt: skip


def _bargaining(union: Union, employer: Employer, mark: str, stamp: dict[str, Any]) -> tuple[Bargaining, Delegate]:
    record = bargaining_open(union=union, kind=ContractKind.SAFETY, covers={employer.pk: None}, handler=f"{mark}经办",
                             remarks=f"{mark}协商", **stamp)  # fmt: skip
    made = [
        delegate_name(bargaining=record, side=side, name=f"{mark}{name}", chief=at == 0, since=date(2026, 6, 10), **stamp)
        for side, names in ((Side.STAFF, "甲乙丙"), (Side.EMPLOYER, "丁戊己")) for at, name in enumerate(names)
    ]  # fmt: skip
    bargaining_step(bargaining=record, name="offer", on=date(2026, 6, 10), facts={"matters": f"{mark}事项"}, **stamp)
    return record, made[1]


def _plan(union: Union, mark: str, stamp: dict[str, Any], chair: str) -> tuple[Plan, Task]:
    year = {"start_on": date(2026, 1, 1), "end_on": date(2026, 12, 31)}
    plan = plan_open(union=union, title=f"{mark}{union.name}计划", level=Level.GRASSROOTS, **year, **stamp)
    heading = heading_add(plan=plan, text=f"一、{mark}一块", **stamp)
    task = task_add(plan=plan, heading=heading, text=f"{mark}技能比武", months=[7], owner=_account(chair), **stamp)
    target_add(task=task, kind=TargetKind.INDICATOR, code="people.members", quantity=Decimal(10), unit="人", **stamp)
    task_assign(union=union, text=f"{mark}交办的事", assigned_by=f"{mark}上级", assigned_on=date(2026, 6, 1),
                due_on=date(2026, 7, 9), **stamp)  # fmt: skip
    return plan, task


def _town_plan(root: Union) -> tuple[Plan, Task]:
    stamp = {"by": _hand("chen"), "at": NOW}
    plan = plan_open(union=root, title="清河镇总工会2026年工作计划", level=Level.TOWN, start_on=date(2026, 1, 1),
                     end_on=date(2026, 12, 31), **stamp)  # fmt: skip
    heading = heading_add(plan=plan, text="一、帮扶", **stamp)
    task = task_add(plan=plan, heading=heading, text="走访结对户", months=[7], owner=_account("jie"), **stamp)
    target_add(task=task, kind=TargetKind.INDICATOR, code="orgs.unions", quantity=Decimal(9), unit="家", **stamp)
    plan_submit(plan=plan, **stamp)
    plan_approve(plan=plan, by=_hand("zhou"), at=NOW)
    return plan, task


def _batch(union: Union, mark: str, stamp: dict[str, Any]) -> Batch:
    """An import of the side's chair: one good row, one bad one."""
    load_ledgers()
    out = io.BytesIO()
    serial = 400 + union.pk
    rows = [
        (f"{mark}新人", id_number(serial), union.name, "2026-06-01"),
        (f"{mark}坏行", "123", union.name, "2026-06-01"),
    ]
    write_rows(out, None, ["姓名", "身份证号", "所属工会", "入会日期"], rows)
    result = import_file(ledger=ledger_named("members"), data=out.getvalue(), filename=f"{mark}名册.xlsx",
                         scope=Scope(frozenset({union.pk})), **stamp)  # fmt: skip
    assert result.batch is not None
    return Batch.objects.get(pk=result.batch)
