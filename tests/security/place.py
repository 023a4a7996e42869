"""A small town with something behind most addresses, and the walk of three persons through all of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import connection
from django.test import Client

from gonghui.bargaining.public import ContractKind, bargaining_open
from gonghui.people.public import Role
from gonghui.planning.public import accept_all, draft_enter, plan_import
from tests.fuzz.attack import Heard
from tests.fuzz.site import Site, crawl, name_of
from tests.ledger_town import AT, CLERK, LedgerTown, found_ledger_town
from tests.planted import plant_entries
from tests.prepared import prepared

PERSONS = {"zhou": 340, "hedong": 60, "gaoming": 40, "zhangsan": 30}
"""The town's chair, who may nearly everything; the chair of one side; the administrator, who sees no records; a member with
a phone. With the most pages that each opens."""

OTHER_PAGES = frozenset({"export", "print"})
"""Parameters that make another page of an address; with all the others it is walked through once."""

PLAN = "石桥镇总工会2026年工作计划\n一、组织建设\n1.新建企业工会3家，9月底前完成。\n2.发展会员100人。\n二、权益\n1.签订集体合同5份。\n"
LOCAL = "127.0.0.1"


@prepared
def found_town() -> LedgerTown:
    """The ledger town with a chair, an administrator, a member with a phone, a plan, a review and a procedure."""
    town = found_ledger_town()
    town.person("zhou", "周立新", town.root, Role.TOWN_CHAIR)
    town.person("gaoming", "高明", town.root, Role.ADMINISTRATOR)
    town.person("zhangsan", "张三", town.unions["宏达机械工会"], Role.WORKER, town.members["张三"].worker)
    stamp: dict[str, Any] = {"by": CLERK, "at": AT}
    for number in range(2):
        drafts = plan_import(union=town.root, data=f"{PLAN}{number}".encode(), filename="计划.txt", year=2026, **stamp)
        if number == 0:
            accept_all(draft=drafts[0], **stamp)
            draft_enter(draft=drafts[0], plan=None, title="", reason="", **stamp)
    plant_entries(town.unions["宏达机械工会"], town.members["李四"], "东语", stamp)
    firm = town.employers["宏达机械"]
    bargaining_open(union=town.unions["宏达机械工会"], kind=ContractKind.WAGE, covers={firm.pk: None}, **stamp)
    return town


def browser(town: LedgerTown, username: str, **more: Any) -> Client:
    """A browser of this person; without a name, a stranger's."""
    client = Client(SERVER_NAME=LOCAL, **more)
    if username:
        client.force_login(town.accounts[username], backend="django.contrib.auth.backends.ModelBackend")
    return client


@dataclass
class Answered:
    """What came back for one GET: `wrote` are the statements that changed something."""

    person: str
    path: str
    status: int
    headers: dict[str, str]
    text: str
    wrote: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return name_of(self.path)


@dataclass
class Walk:
    """Everything that was answered, and what each person found."""

    answers: list[Answered] = field(default_factory=list)
    sites: dict[str, Site] = field(default_factory=dict)
    heard: dict[str, Heard] = field(default_factory=dict)


def watched(client: Client, person: str, heard: Heard, seen: Callable[[Answered], None]) -> None:
    """Let every GET of a browser be noted, with what it wrote and which parameters it asked for."""
    plain = client.get

    def get(path: str, *more: Any, **named: Any) -> Any:
        wrote: list[str] = []
        heard.here = name_of(path)

        def note(execute: Any, sql: str, *rest: Any) -> Any:
            if sql.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE"):
                wrote.append(sql[:80])
            return execute(sql, *rest)

        with connection.execute_wrapper(note):
            answer = plain(path, *more, **named)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = body.decode("utf-8", "replace") if "html" in answer.get("Content-Type", "") else ""
        seen(Answered(person, path, answer.status_code, dict(answer.headers), text, wrote))
        return answer

    client.get = get  # type: ignore[assignment]


@lru_cache(maxsize=1)
def _walked() -> Walk:
    town, walk = found_town(), Walk()
    for person, most in PERSONS.items():
        client, heard = browser(town, person), walk.heard.setdefault(person, Heard())
        watched(client, person, heard, walk.answers.append)
        with heard.listening():
            walk.sites[person] = crawl(client, most, asks=OTHER_PAGES)
    return walk


def walked() -> Walk:
    """The walk of all three, once a process; needs an empty database the first time, and leaves what it saw."""
    return _walked()
