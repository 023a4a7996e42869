"""Questions asked on every page: Django words them once, afterwards the database is asked in the same words.

Putting a count into SQL takes ten times as long as counting. What is kept here is the question, never an answer: a
page shows what stands in the database at that moment, whoever wrote it, in this process or another.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import IntegerField, Model, QuerySet

from gonghui.kernel.rules.edition import current

M = TypeVar("M", bound=Model)
Row = tuple[int | None, ...]
Words = tuple[str, tuple[Any, ...]]

MOST = 1_000
"""So many wordings are kept, those used last; each is a few kilobytes of text."""

STANDING = {True: "qzxjvqkw", False: "龘靐齉爩"}
"""What stands in a question in place of the words that somebody types."""

_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def asked_again(key: Hashable, ask: Callable[[], Iterable[Row]]) -> list[Row]:
    """The rows that `ask` finds: whole numbers or nothing in every column.

    `key` says everything that the wording depends on: what is asked, of which day, and for whom, since the reader's
    scope stands in the words. The office's own values of rules belong to every key. A question that takes more than
    one statement, or that may be answered by anything else than whole numbers, is worded anew each time.
    """
    whole = _whole(key)
    words: Words | None = _found(whole)
    if words is not None:
        return _asked(words)
    heard: list[Words] = []
    with connection.execute_wrapper(_listener(heard)):
        asked = ask()
        found = [tuple(row) for row in asked]
    if len(heard) == 1 and _numbers_alone(asked, found):
        _keep(whole, heard[0])
    return found


def asked_with(key: Hashable, text: str, ask: Callable[[str], QuerySet[Any, Row]]) -> list[Row]:
    """The rows of numbers that `ask(text)` finds, worded once for every text of its kind, with another word in its place.

    That needs words that are looked for as they stand: small letters, or characters without any; numbers and what has
    a sign in it are worded anew. Letters are a kind of their own: with them initials are looked for too.
    """
    standing = STANDING[text.isascii()]
    if text != text.lower() or not text.isalpha():
        return list(ask(text))
    whole = _whole((key, standing))
    words: Words | None = _found(whole)
    if words is None:
        try:
            words = ask(standing).query.sql_with_params()
        except EmptyResultSet:
            return []
        _keep(whole, words)
    sql, values = words
    pairs = (standing, text), (standing.upper(), text.upper())
    return _asked((sql, tuple(_put(value, pairs) for value in values)))


def _put(value: Any, pairs: tuple[tuple[str, str], ...]) -> Any:
    for standing, text in pairs if isinstance(value, str) else ():
        value = value.replace(standing, text)
    return value


def worded(key: Hashable, word: Callable[[], QuerySet[M]]) -> QuerySet[M]:
    """A query that is to be narrowed, put together once: its rows are asked for anew each time. `key` as above."""
    whole = _whole(key)
    rows: QuerySet[M] | None = _found(whole)
    if rows is None:
        rows = word()
        _keep(whole, rows)
    return rows.all()


def forget() -> None:
    """Word every question anew."""
    with _lock:
        _kept.clear()


def _whole(key: Hashable) -> Hashable:
    return connection.vendor, current().stamp, key


def _found(whole: Hashable) -> Any:
    with _lock:
        if whole in _kept:
            _kept.move_to_end(whole)
        return _kept.get(whole)


def _keep(whole: Hashable, words: Any) -> None:
    with _lock:
        _kept[whole] = words
        while len(_kept) > MOST:
            _kept.popitem(last=False)


def _numbers_alone(asked: Iterable[Row], found: list[Row]) -> bool:
    """Whether the answer is whole numbers: there is nothing for Django to turn into something else."""
    if found:
        return all(value is None or type(value) is int for row in found for value in row)
    if not isinstance(asked, QuerySet):
        return False
    columns = [*(column.field for column in asked.query.select),
               *(each.output_field for each in asked.query.annotation_select.values())]  # fmt: skip
    return all(isinstance(getattr(column, "target_field", column), IntegerField) for column in columns)


def _asked(words: Words) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(*words)
        rows = cursor.fetchall()
    # PostgreSQL sums large whole numbers to a decimal.
    return [tuple(None if value is None else int(value) for value in row) for row in rows]


def _listener(heard: list[Words]) -> Callable[..., Any]:
    def listen(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        heard.append((sql, tuple(params or ())))
        return execute(sql, params, many, context)

    return listen
