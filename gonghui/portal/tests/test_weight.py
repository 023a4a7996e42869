"""A phone page and all that it loads is at most 100 KB on the wire, also for somebody who opens it for the first time."""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import URLPattern

from gonghui.activities.public import attend, check_in_code, comer_of, sign_up
from gonghui.emulation.public import Suggestion
from gonghui.portal.urls import urlpatterns
from tests.ledger_town import TODAY, LedgerTown
from tests.phones import NOW, activity, quiz_round, text

MOST = 100_000
"""Bytes."""

SENT_ONLY = {"my-check-in"}
"""Addresses that take a form and have no page of their own."""


def loaded(page: str) -> set[str]:
    """The static files that a page asks for: styles, scripts, drawings."""
    return set(re.findall(r'(?:href|src)="/static/([^"#?]+)', page))


def weight(client: Client, path: str) -> int:
    """Bytes of a page as it is sent (pages go out as they are, static files compressed) with all that it loads."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    files = [finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.)", "", name)) for name in loaded(answer.content.decode())]
    assert len(files) > 4 and all(files)
    texts = [Path(str(file)).read_bytes() for file in files]
    assert not any(b"url(" in text for text in texts), "a style that loads more must be weighed with it"
    return len(answer.content) + sum(len(gzip.compress(text)) for text in texts)


def test_no_phone_page_weighs_more_than_a_hundred_kilobytes(town: LedgerTown) -> None:
    phone = town.sign_in("zhang")
    keys = lived_long(town, phone)
    pages = {path_of(each, keys) for each in urlpatterns if each.name not in SENT_ONLY}
    assert len(pages) == len(urlpatterns) - len(SENT_ONLY)
    weighed = {page: weight(phone, page) for page in pages}
    assert max(weighed.values()) <= MOST, weighed


def lived_long(town: LedgerTown, phone: Client) -> dict[str, object]:
    """Fill every list of 张三; returns what stands in the addresses."""
    row = town.members["张三"]
    for number in range(15):
        one = activity(town, name=f"第{number}期工会大讲堂夏季劳动保护专题", topic="高温作业", partners="卫生院、团委")
        sign_up(activity=one, worker=row.worker, **NOW)
        words = {"title": f"第{number}条", "matter": "other", "content": "一句话说清楚改哪里。" * 150}
        text(phone, "/my/suggestions/new", words)
    attend(activity=one, comers=[comer_of(row.worker, row.union_id)], **NOW)
    quiz = quiz_round(town)
    text(phone, f"/my/quizzes/{quiz.pk}", {})
    return {"my-suggestion": Suggestion.objects.latest("pk").pk, "quiz": quiz.pk, "pk": one.pk, "place": 2,
            "code": check_in_code(one, TODAY)}  # fmt: skip


def test_the_door_before_them_is_as_light() -> None:
    assert weight(Client(), "/sign-in") <= MOST


def path_of(each: URLPattern, keys: dict[str, object]) -> str:
    name = str(each.name)
    pk = keys["quiz"] if name.startswith("my-quiz") else keys.get(name, keys["pk"])
    return "/my/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str((keys | {"pk": pk})[found[1]]), str(each.pattern))
