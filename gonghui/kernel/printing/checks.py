"""Start-up checks of the declared forms, with ids that stay the same."""

import keyword
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

from gonghui.kernel.printing.forms import PrintField, PrintRows, WordForm, all_forms
from gonghui.kernel.refusal import Refused

_TAKEN = frozenset({"loop", "行", *keyword.kwlist, "true", "false", "none", "set", "block", "macro"})


@register("declarations")
def check_forms(app_configs: Any = None, forms: Sequence[WordForm] | None = None, **options: Any) -> list[CheckMessage]:
    """Every slip in the declarations; `forms` are all that are registered unless given."""
    forms = all_forms() if forms is None else forms
    return [found for form in forms for found in _form(form)]


def _form(form: WordForm) -> Iterator[CheckMessage]:
    if not form.fields:
        yield _error("has no fields.", form, "P002")
    try:
        apps.get_model(form.entity)
    except (LookupError, ValueError):
        yield _error(f"is for {form.entity!r}, which is no model.", form, "P003")
    parts: list[PrintField | PrintRows] = [*form.fields, *form.rows]
    yield from _names(form, [word for part in parts for word in {part.name, part.label}])
    for table in form.rows:
        if not table.fields:
            yield _error(f"has a list {table.name!r} without fields.", form, "P002")
        yield from _names(form, [word for part in table.fields for word in {part.name, part.label}])
    for part in (*form.fields, *(part for table in form.rows for part in table.fields)):
        yield from _field(form, part)
    yield from _template(form)


def _names(form: WordForm, words: list[str]) -> Iterator[CheckMessage]:
    for word in words:
        if not word.isidentifier() or word in _TAKEN:
            yield _error(f"has {word!r}, which cannot be typed as a field: letters, digits, no signs.", form, "P004")
    for word, times in Counter(words).items():
        if times > 1:
            yield _error(f"uses the word {word!r} for {times} fields.", form, "P005")


def _field(form: WordForm, part: PrintField) -> Iterator[CheckMessage]:
    if not part.example.strip():
        yield _error(f"has no example for {part.name!r}; the preview and the list of fields show it.", form, "P006")


def _template(form: WordForm) -> Iterator[CheckMessage]:
    from gonghui.kernel.printing.checking import (  # Word's library is loaded only when checks run
        WrongTemplate,
        check_template,
    )

    try:
        data = form.build()
    except Exception as broken:
        yield _error(f"has a layout that cannot be built: {broken!r}.", form, "P007")
        return
    try:
        check_template(data, form)
    except WrongTemplate as wrong:
        yield _error(f"has a layout that its own rules refuse: {wrong.what}", form, "P008")
    except Refused as refused:
        yield _error(f"has a layout that does not fill: {refused}", form, "P007")


def _error(what: str, form: WordForm, code: str) -> CheckMessage:
    return Error(f"Form {form.key} {what}", id=f"gonghui.{code}")
