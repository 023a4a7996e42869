"""What can be done in a ledger: one declaration gives the button, the form, the refusal and the act on many rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.ledger.fields import Field
from gonghui.kernel.ledger.reader import Reader
from gonghui.kernel.refusal import Refused


@dataclass(frozen=True)
class Done:
    """What an act came to: the sentence to say, and the record (of which ledger) to go to if it is not the same one."""

    said: str
    record: Any = None
    ledger: str = ""
    changed: bool = True


SAME = Done("没有改动。", changed=False)


Do = Callable[[Any, dict[str, Any], Hand, datetime], Done]
"""do(record or None, typed values by field, by, at): calls the verb."""


@dataclass(frozen=True, kw_only=True)
class Act:
    """An act on a record; the one with key `new` has no record yet.

    `do` calls the verb and may raise Refused. `first(record, reader)` fills the form in, and then what its address says
    (?union=H01); `check(values)` returns the Refused for values that do not go together; `barred(record, reader)` the
    one that says why the act is not possible now. `town`: only for the town's own officers. `locks`: a second person who
    saved in between is noticed. `bulk` names the fields asked for when the act is done to many rows (empty: not offered
    there); `single` False: only there; `scan`: a signed paper may come, once for all. `fits(record)` False: such a record
    never knows the act. `opens`: it opens a settled record again, or may be done to one. `shared`: whoever may open the
    record and writes in this ledger does it, not only whose record it is; what its form names is then his own.
    """

    key: str
    title: str | Callable[[Any], str]
    icon: str = "pencil"
    do: Do
    fields: tuple[Field, ...] = ()
    button: str = ""
    note: str = ""
    first: Callable[[Any, Reader], dict[str, Any]] | None = None
    check: Callable[[dict[str, Any]], Refused | None] | None = None
    barred: Callable[[Any, Reader], Refused | None] | None = None
    town: bool = False
    locks: bool = False
    bulk: tuple[str, ...] = ()
    single: bool = True
    scan: bool = False
    opens: bool = False
    shared: bool = False
    fits: Callable[[Any], bool] = lambda row: True

    def word(self, row: Any = None) -> str:
        """The act's word on a button."""
        return self.title if isinstance(self.title, str) else self.title(row)

    def offered(self, reader: Reader) -> bool:
        """Whether this reader may do such a thing at all."""
        return reader.town if self.town else reader.may_write

    def bulk_fields(self) -> tuple[Field, ...]:
        """The fields asked for when many rows are acted upon."""
        return tuple(one for one in self.fields if one.key in self.bulk)


@dataclass(frozen=True)
class Never:
    """Something that people look for and that is never done here, with the reason and the way out."""

    title: str
    why: str
    way: str


KEPT = Never("删除", "已经记入办理记录，不能删。", "写错的，可以更正；不该有的，可以作废，须写原因。")
