"""What the console and the command line may use of reporting."""

from gonghui.reporting.actions import (
    figures_take,
    passage_leave_out,
    passage_reset,
    passage_write,
    value_clear,
    value_fill,
)
from gonghui.reporting.compose import compose
from gonghui.reporting.gaps import Concerned, Gap, GapKind
from gonghui.reporting.outline import half_year
from gonghui.reporting.queries import draft_gaps, half_year_report, insertable, readable_text
from gonghui.reporting.records import names_people, part_named, per_union
from gonghui.reporting.report import PassageView, Report, Run, Source, in_prose
from gonghui.reporting.word import cn_number, half_year_docx

__all__ = [
    "Concerned", "Gap", "GapKind", "PassageView", "Report", "Run", "Source", "cn_number", "compose", "draft_gaps", "figures_take",
    "half_year", "half_year_docx", "half_year_report", "in_prose", "insertable", "names_people", "part_named",
    "passage_leave_out", "passage_reset", "passage_write", "per_union", "readable_text", "value_clear", "value_fill",
]  # fmt: skip
