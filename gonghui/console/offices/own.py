"""A member's own record: everything that is held on him, private values masked; and whose record that is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, JSONField, Model
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gonghui.console.request import OfficeRequest
from gonghui.kernel.privacy.erasing import held_on, values_of
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Union
from gonghui.people.public import Doing, Worker, members_on, rights_of_role


@require_safe
def own_record(request: OfficeRequest) -> HttpResponse:
    """The record that the reader's office as a member names; without one the page is not there."""
    person = own_worker(request)
    if person is None:
        raise Http404
    return render(request, "console/offices/own.html", {"own": own_holdings(person, 100)})


@dataclass(frozen=True)
class OwnTable:
    """What one table holds on somebody: how many rows, and the latest of them as (label, value)."""

    title: str
    count: int
    rows: list[list[tuple[str, Any]]]


@dataclass(frozen=True)
class Own:
    """Everything that is held on somebody, private values masked; how often it was looked at and changed."""

    tables: list[OwnTable]
    looks: int
    changes: int


def own_holdings(person: Worker, most: int) -> Own:
    """What a member reads of himself, at most `most` rows of a table, the latest first."""
    held = held_on(person)
    tables = [OwnTable(one.title, len(one.rows), [list(_told(each)) for each in reversed(one.rows[-most:])])
              for one in held.holdings]  # fmt: skip
    return Own(tables, held.looks, held.changes)


def _told(row: Model) -> Iterator[tuple[str, Any]]:
    """The columns that say something to the person: no marks by which rows are told apart, and no questions with their
    right answers, which are the office's until a contest is over."""
    silent = {str(column.verbose_name) for column in row._meta.concrete_fields
              if isinstance(column, JSONField | BigIntegerField)}  # fmt: skip
    return ((label, value) for label, value in values_of(row) if label not in silent)


def own_worker(request: OfficeRequest) -> Worker | None:
    """The person of the register whom the reader's own office as a member names; None without one."""
    for post in request.offices:
        opens = {right.doing for right in rights_of_role(post.role)}
        if Doing.OWN_RECORD in opens and post.worker_id is not None and not post.covered:
            return Worker.objects.filter(pk=post.worker_id).first()
    return None


def member_named(union: Union, name: str, day: date) -> Worker:
    """The one member of that name on a union's roll on `day`. Raises Refused for none or several."""
    rolls = members_on(day).filter(union=union, worker__name=name.strip())
    found = list(rolls.select_related("worker")[:2])
    if len(found) != 1:
        many = f"{union.name}有几位同名的会员" if found else f"{union.name}名册上没有这位会员"
        raise Refused(f"{many}。", "请核对姓名和工会；同名的，请先在名册上把姓名写得能分开。", "member")
    return found[0].worker
