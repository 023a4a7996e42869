"""Plans, their tasks and targets, and the reviews through which proposals enter them."""

from gonghui.planning.models.drafts import DraftItem, PlanDraft
from gonghui.planning.models.plans import Change, Heading, Plan, Target, Task, TaskRecord

__all__ = ["Change", "DraftItem", "Heading", "Plan", "PlanDraft", "Target", "Task", "TaskRecord"]
