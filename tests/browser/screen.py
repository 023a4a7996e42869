"""A person's screen in the tests: who sits there, what the browser complains about, whether everybody can read it."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


@dataclass
class Screen:
    """One browser page at one server. `complaints` grows with blocked scripts, errors and files that are not there."""

    page: Page
    address: str
    axe: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def come_in(self, client: Client) -> None:
        """The person who has signed in to `client` sits down here."""
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.address}])

    def open(self, path: str) -> None:
        """Open a page and wait until what it fetches later is there."""
        self.page.goto(self.address + path)
        self.page.wait_for_function("!document.querySelector('.htmx-request')")

    def violations(self) -> list[Any]:
        """What axe finds on the page as it stands: [rule, elements]."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(self.axe)
        seen = "{resultTypes: ['violations'], selectors: false}"
        told = "found => found.violations.map(one => [one.id, one.nodes.map(node => node.html)])"
        return list(self.page.evaluate(f"axe.run({seen}).then({told})"))

    def unfit(self) -> list[Any]:
        """What is wrong with the page as it stands, on a phone and at a desk: too wide, or not for everybody."""
        wrong: list[Any] = []
        for size in (PHONE, DESK):
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            if self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                wrong.append(f"wider than {size['width']}")
            wrong += self.violations()
        return wrong

    def all_fit(self, *paths: str) -> None:
        """Each page fits a phone and a desk and can be read by everybody; nobody complained. Raises AssertionError."""
        wrong: dict[str, list[Any]] = {}
        for path in paths:
            self.open(path)
            if found := self.unfit():
                wrong[path] = found
        assert wrong == {}
        assert [said for said in self.complaints if "404" not in said] == []
