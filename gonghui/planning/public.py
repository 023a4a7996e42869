"""What other contexts may use of planning."""

from gonghui.planning.reading.documents import MAX_BYTES
from gonghui.planning.reading.reader import read_plan
from gonghui.planning.reading.shapes import OnePlan, Plan, Section, Target, Task

__all__ = ["MAX_BYTES", "OnePlan", "Plan", "Section", "Target", "Task", "read_plan"]
