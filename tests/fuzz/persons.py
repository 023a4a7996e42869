"""A person of the sample town let loose: signs in, looks around, sends wrong requests."""

from random import Random
from typing import Any

from django.test import Client

from gonghui.people.public import Account
from tests.fuzz.attack import Attacker, Heard
from tests.fuzz.site import Site, crawl, name_of


def browser(username: str) -> Client:
    """A browser in which this person has signed in; without a name, a stranger's."""
    client = Client(SERVER_NAME="127.0.0.1")
    if username:
        client.force_login(Account.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    return client


def attack(username: str, rounds: int, chance: Random, most: int = 400) -> tuple[str, dict[str, str]]:
    """(what was sent, faults) of so many wrong requests by one person."""
    heard = Heard()
    site = looked_around(username, heard, most)
    attacker = Attacker(browser(username), site, chance, heard)
    statuses = attacker.send_many(rounds, lambda: browser(username).cookies)
    told = f"{len(site.pages)} pages, {len(site.forms)} forms, {rounds} requests: {dict(sorted(statuses.items(), key=str))}"
    return told, attacker.faults


def looked_around(username: str, heard: Heard, most: int) -> Site:
    """What this person reaches by links, while the names of the parameters are noted."""
    client = browser(username)
    plain = client.get

    def noted(path: str, *more: Any, **named: Any) -> Any:
        heard.here = name_of(path)
        return plain(path, *more, **named)

    client.get = noted  # type: ignore[assignment]
    with heard.listening():
        return crawl(client, most)
