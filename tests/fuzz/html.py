"""Links and forms of a page as a browser would find them; needs nothing of the product."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin

Fields = list[tuple[str, str]]


@dataclass
class Form:
    """A form as it stands on a page: where it goes and what the browser would send if nobody typed anything."""

    page: str
    action: str
    method: str
    many_parts: bool
    fields: Fields = field(default_factory=list)


class _Page(HTMLParser):
    """Links and forms of a page, the htmx ones included."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._by_id: dict[str, Form] = {}
        self._form: Form | None = None
        self._select: tuple[str, Form] | None = None
        self._area: list[Any] | None = None

    def _at(self, address: str) -> str:
        return urldefrag(urljoin(self.page, address))[0]

    def handle_starttag(self, tag: str, pairs: Any) -> None:
        given = {name: value or "" for name, value in pairs}
        for key in ("href", "hx-get", "data-url"):
            if key in given and tag != "link":
                self.links.append(self._at(given[key]))
        if "hx-post" in given and tag != "form":
            self.forms.append(Form(self.page, self._at(given["hx-post"]), "POST", False))
        if tag == "form":
            self._open(given)
        owner = self._by_id.get(given["form"]) if given.get("form") else self._form
        if owner is not None:
            self._field(tag, given, owner)

    def _open(self, given: dict[str, str]) -> None:
        method = "POST" if "hx-post" in given or given.get("method", "get").lower() == "post" else "GET"
        action = given.get("action") or given.get("hx-post") or given.get("hx-get") or self.page
        self._form = Form(self.page, self._at(action), method, "multipart" in given.get("enctype", ""))
        self.forms.append(self._form)
        if given.get("id"):
            self._by_id[given["id"]] = self._form

    def _field(self, tag: str, given: dict[str, str], form: Form) -> None:
        name = given.get("name", "")
        if tag == "option" and self._select and "selected" in given:
            self._select[1].fields.append((self._select[0], given.get("value", "")))
        if not name or name == "csrfmiddlewaretoken":
            return
        kind = given.get("type", "text")
        if tag == "select":
            self._select = (name, form)
        elif tag == "textarea":
            self._area = [name, form, ""]
        elif tag == "button" or (tag == "input" and kind in ("checkbox", "radio") and "checked" not in given):
            if name not in dict(form.fields):
                form.fields.append((name, given.get("value", "on")))
        elif tag == "input" and kind not in ("submit", "image", "reset"):
            form.fields.append((name, given.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area[2] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select" and self._select:
            name, form = self._select
            if name not in dict(form.fields):
                form.fields.append((name, ""))
            self._select = None
        elif tag == "textarea" and self._area is not None:
            name, form, text = self._area
            form.fields.append((name, text.strip("\n")))
            self._area = None


def read_page(page: str, html: str) -> tuple[list[str], list[Form]]:
    """(links, forms) of a page."""
    reader = _Page(page)
    reader.feed(html)
    return reader.links, reader.forms
