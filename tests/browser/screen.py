"""A person's screen in the tests: who sits there, what the browser complains about, whether everybody can read it."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import ConsoleMessage, Error, Page

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
AXE = "/static/axe.min.js"
SETTLED = "!document.querySelector('.htmx-request')"
WIDTH = "document.documentElement.scrollWidth > window.innerWidth"
READ = """
async axe => {
  if (!window.axe) {
    await new Promise((came, failed) => {
      const script = Object.assign(document.createElement("script"), {src: axe, onload: came, onerror: failed});
      document.head.append(script);
    });
  }
  const found = await window.axe.run({resultTypes: ["violations"], selectors: false, preload: false});
  return found.violations.map(one => [one.id, one.nodes.map(node => node.html)]);
}
"""
"""What axe finds: [rule, elements]. It comes from the page's own server, so that the page's policy lets it in."""


@dataclass
class Screen:
    """One browser page at one server. `complaints` grows with blocked scripts, errors and files that are not there.

    `size` is that of the person's machine: a chair's phone, an officer's desk.
    """

    page: Page
    address: str
    size: dict[str, int] = field(default_factory=lambda: DESK)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", self._failed)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def _failed(self, error: Error) -> None:
        self.complaints.append(str(error))

    def leave(self) -> None:
        """Nobody listens to the page any more."""
        self.page.remove_listener("console", self._said)
        self.page.remove_listener("pageerror", self._failed)

    def come_in(self, client: Client) -> None:
        """The person who has signed in to `client` sits down here."""
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.address}])

    def on_a_phone(self) -> None:
        """The person holds a phone."""
        self.size = PHONE
        self._resize(PHONE)

    def open(self, path: str) -> None:
        """Open a page and wait until what it fetches later is there."""
        self.page.goto(self.address + path)
        if not self.page.evaluate(SETTLED):
            self.page.wait_for_function(SETTLED)

    def violations(self) -> list[Any]:
        """What axe finds on the page as it stands: [rule, elements]."""
        return list(self.page.evaluate(READ, AXE))

    def unfit(self) -> list[Any]:
        """What is wrong with the page as it stands: too wide for a phone or a desk, or not for everybody.

        Everybody reads it at the person's own size; the window is left at the size that was looked at last.
        """
        wrong: list[Any] = []
        for size in sorted((PHONE, DESK), key=lambda size: size != self.page.viewport_size):
            self._resize(size)
            if self.page.evaluate(WIDTH):
                wrong.append(f"wider than {size['width']}")
            if size == self.size:
                wrong += self.violations()
        return wrong

    def fits(self) -> None:
        """The page as it stands fits a phone and a desk and can be read by everybody. Raises AssertionError."""
        assert self.unfit() == [], self.page.url
        self._resize(self.size)

    def all_fit(self, *paths: str) -> None:
        """Each page fits a phone and a desk and can be read by everybody; nobody complained. Raises AssertionError."""
        wrong: dict[str, list[Any]] = {}
        for path in paths:
            self.open(path)
            if found := self.unfit():
                wrong[path] = found
        self._resize(self.size)
        assert wrong == {}, wrong
        assert [said for said in self.complaints if "404" not in said] == []

    def _resize(self, size: dict[str, int]) -> None:
        if self.page.viewport_size != size:
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
