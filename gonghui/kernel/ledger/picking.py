"""Records that a form or a spreadsheet may name: which ones a reader may name, and how a name is matched."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from gonghui.kernel.ledger.reader import Reader
from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets.cells import BadValue

EXACT = ("name", "short_name", "code__iexact", "uscc__iexact", "username")


@dataclass(frozen=True)
class Pickable:
    """`word` is what such a record is called (工会); `rows(reader)` are those that this reader may name.

    With `few` a form lists them to choose from; otherwise the person types a name, short name, code or initials.
    `proposes` is what an import may propose to register when nobody has the name ("union", "employer", or nothing);
    `gone(reader, name)` says why the record of that name can no longer be named.
    """

    word: str
    rows: Callable[[Reader], QuerySet[Any]]
    few: bool = False
    proposes: str = ""
    gone: Callable[[Reader, str], Refused | None] = lambda reader, name: None


_known: dict[str, Pickable] = {}


def register_pickable(model: type[models.Model], pickable: Pickable) -> None:
    """Let fields of every ledger point at records of `model`."""
    _known[model._meta.label_lower] = pickable


def pickable_for(model: Any) -> Pickable | None:
    """How records of `model` are named; None when nobody has said so."""
    return _known.get(model._meta.label_lower) if isinstance(model, type) and issubclass(model, models.Model) else None


def named(word: str) -> Pickable | None:
    """The pickable that is called `word`."""
    return next((one for one in _known.values() if one.word == word), None)


def find_record(rows: QuerySet[Any], text: str, word: str) -> Any:
    """The one record that `text` names. Raises BadValue for none or several, with names to choose from."""
    fields = {field.name for field in rows.model._meta.get_fields()}
    exact = Q()
    for path in EXACT:
        if path.partition("__")[0] in fields:
            exact |= Q(**{path: text})
    head, _, code = text.removesuffix("）").partition("（")
    if code and "code" in fields:
        exact |= Q(name=head, code__iexact=code)
    like = Q(name__contains=text)
    if "initials" in fields:
        like |= Q(initials=text.lower())
    found = list(rows.filter(exact)[:2]) or list(rows.filter(like)[:6])
    if len(found) == 1:
        return found[0]
    if found:
        told = [f"{row.name}（{row.code}）" if getattr(row, "code", "") else row.name for row in found[:5]]
        way = (
            "请写全名"
            if len({row.name for row in found}) > 1
            else "请写编号"
            if told[0] != found[0].name
            else "请从那一条的页面登记"
        )
        raise BadValue(f"有{len(found)}个对得上：{'、'.join(told)}", way)
    names = list(rows.values_list("name", flat=True)[:2000])
    near = difflib.get_close_matches(text, names, n=1, cutoff=0.4)
    raise BadValue(f"没有这个{word}", f"您是不是指“{near[0]}”？" if near else "请核对名称")
