"""Verbs that change areas, employers, unions and their dated facts."""

from gonghui.orgs.actions.areas import area_register, town_found
from gonghui.orgs.actions.bodies import (
    body_end,
    body_record,
    certificate_record,
    committee_record,
    seat_fill,
)
from gonghui.orgs.actions.employers import (
    duty_set,
    employer_amend,
    employer_attach,
    employer_place,
    employer_register,
    head_count_record,
)
from gonghui.orgs.actions.unions import union_amend, union_close, union_place, union_register

__all__ = [
    "area_register", "body_end", "body_record", "certificate_record", "committee_record", "duty_set",
    "employer_amend", "employer_attach", "employer_place", "employer_register", "head_count_record", "seat_fill",
    "town_found", "union_amend", "union_close", "union_place", "union_register",
]  # fmt: skip
