"""Who may open, change and approve a plan."""

from dataclasses import replace

from django.http import Http404

from gonghui.console.request import OfficeRequest
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Union, node_of, town
from gonghui.people.public import Doing
from gonghui.planning.public import DraftItem, Plan, PlanDraft, Task

LINE = "计划"
REPORTS = ("report",)
"""What a person may do with a task that is his own and nothing more."""


def own_union(request: OfficeRequest) -> Union:
    """The union whose plan a person looks at first. Raises Refused for somebody who may open no union's records."""
    if request.scope.everything:
        return town()
    mine = next((office.union for office in request.offices if request.scope.may_open(office.union_id)), None)
    if mine is None:
        raise Refused("您的职务不看工作计划。", "要看，请找镇总工会。")
    return mine


def union_for(request: OfficeRequest) -> tuple[Union, Hand]:
    """Whose plan a form is about, and the hand that signs: the reader's own union, or for the town's office the union
    that the field `for` names (代录). Raises Refused for a union that is not there."""
    named = request.POST.get("for", "").strip()
    own = own_union(request)
    if not named or not request.scope.everything:
        return own, request.hand
    kind, key = node_of(named)
    if kind != "union":
        raise Refused(f"“{named[:40]}”不是工会。", "请写工会的全名或编号。", "for")
    union = Union.objects.get(pk=key)
    return union, request.hand if union.pk == own.pk else replace(request.hand, for_whom=union.name)


def plan_of(request: OfficeRequest, pk: int) -> Plan:
    """The plan. Outside the reader's scope it does not exist."""
    plan = Plan.objects.select_related("union", "parent").filter(pk=pk).first()
    if plan is None or not request.scope.may_open(plan.union_id):
        raise Http404
    return plan


def task_of(request: OfficeRequest, pk: int) -> Task:
    """The task, as `plan_of`; a person's own task is there for him, too."""
    task = Task.objects.select_related("union", "plan__union", "heading", "owner", "carried_from").filter(pk=pk).first()
    if task is None or not (request.scope.may_open(task.union_id) or is_own(request, task)):
        raise Http404
    return task


def is_own(request: OfficeRequest, task: Task) -> bool:
    """Whether the task is assigned to this person, in a union where he still holds an office."""
    return task.owner_id == request.user.pk and request.rights.assigned.may_open(task.union_id)


def review_of(request: OfficeRequest, pk: int) -> PlanDraft:
    """The review, as `plan_of`."""
    draft = PlanDraft.objects.select_related("union", "plan", "from_plan").filter(pk=pk).first()
    if draft is None or not request.scope.may_open(draft.union_id):
        raise Http404
    return draft


def item_of(request: OfficeRequest, pk: int) -> DraftItem:
    """The item of a review, as `plan_of`."""
    item = DraftItem.objects.select_related("draft__plan", "under", "prior", "entered", "heading").filter(pk=pk).first()
    if item is None or not request.scope.may_open(item.draft.union_id):
        raise Http404
    return item


def may_change(request: OfficeRequest, union_id: int) -> bool:
    """Whether this person may write in a union's plan."""
    return request.rights.write.on(LINE).may_open(union_id)


def may_approve(request: OfficeRequest) -> bool:
    """Whether this person approves plans: the town's office does."""
    return request.scope.everything and request.rights.may(Doing.APPROVE)


def check_change(request: OfficeRequest, union_id: int) -> None:
    """Raise Refused for somebody who may look but not write."""
    if not may_change(request, union_id):
        raise Refused("您的职务不能改计划。", "请让本会主席或镇总工会来改。")
