"""What other contexts may use of unions and employers."""

from gonghui.orgs.actions import (
    area_register,
    body_end,
    body_record,
    certificate_record,
    committee_record,
    duty_set,
    employer_amend,
    employer_attach,
    employer_place,
    employer_register,
    head_count_record,
    seat_fill,
    town_found,
    union_amend,
    union_close,
    union_place,
    union_register,
)
from gonghui.orgs.choices import (
    GRASSROOTS,
    SEVERAL_EMPLOYERS,
    WORKPLACE,
    AreaKind,
    BodyKind,
    DutyBasis,
    DutyKind,
    EmployerKind,
    Ownership,
    UnionKind,
)
from gonghui.orgs.models import (
    Area,
    Certificate,
    Committee,
    Duty,
    Employer,
    EmployerPlacement,
    HeadCount,
    Seat,
    SisterBody,
    Union,
    UnionEmployer,
    UnionPlacement,
)
from gonghui.orgs.queries import (
    employers_of,
    exists_on,
    node_of,
    placed_on,
    town,
    tree_on,
    union_of_employer,
    unions_of,
    with_place,
)

__all__ = [
    "GRASSROOTS", "SEVERAL_EMPLOYERS", "WORKPLACE", "Area", "AreaKind", "BodyKind", "Certificate", "Committee",
    "Duty", "DutyBasis", "DutyKind", "Employer", "EmployerKind", "EmployerPlacement", "HeadCount", "Ownership",
    "Seat", "SisterBody", "Union", "UnionEmployer", "UnionKind", "UnionPlacement", "area_register", "body_end",
    "body_record", "certificate_record", "committee_record", "duty_set", "employer_amend", "employer_attach",
    "employer_place", "employer_register", "employers_of", "exists_on", "head_count_record", "node_of", "placed_on",
    "seat_fill", "town", "town_found", "tree_on", "union_amend", "union_close", "union_of_employer", "union_place",
    "union_register", "unions_of", "with_place",
]  # fmt: skip
