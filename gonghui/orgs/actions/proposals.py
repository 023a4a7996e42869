"""Registering by name alone what a spreadsheet names: kinds follow from the name, the rest is filled in later."""

from datetime import datetime

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.orgs.actions.employers import employer_attach, employer_register
from gonghui.orgs.actions.unions import union_register
from gonghui.orgs.directory import Directory
from gonghui.orgs.models import Employer, Union
from gonghui.orgs.wording import employer_kind_by_name, union_kind_by_name


@transaction.atomic
def employer_register_named(*, name: str, by: writes.Hand, at: datetime) -> Employer:
    """Register an employer of which only the name is known."""
    return employer_register(name=name, kind=employer_kind_by_name(name, None), by=by, at=at)


@transaction.atomic
def union_register_named(*, name: str, by: writes.Hand, at: datetime) -> Union:
    """Register a union of which only the name is known, below the town's; attached to the employer of that name."""
    names = Directory()
    title = name if name.endswith(("工会", "委员会", "联合会")) else f"{name}工会"
    kind = union_kind_by_name(None, title, None)
    union = union_register(name=title, kind=kind, parent=names.town, by=by, at=at)
    employer = names.employer_of_union_name(title)
    if employer and employer.pk not in names.links:
        employer_attach(employer=employer, union=union, on=at.date(), by=by, at=at)
    return union
