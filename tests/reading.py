"""A page as a person reads it, and its form as a browser sends it back."""

import re
from typing import Any

from django.test import Client


def words(response: Any) -> str:
    """The page as a person reads it, without the spaces."""
    body = re.sub(r"(?s)<(script|style|datalist).*?</\1>", "", response.content.decode())
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", body))


def plain(text: str) -> str:
    """A text without its spaces, to be found on a page that was read by `words`."""
    return re.sub(r"\s+", "", str(text))


def form(client: Client, url: str) -> dict[str, Any]:
    """The form of a page as a browser would send it back."""
    page = client.get(url)
    assert page.status_code == 200, words(page)[-600:]
    body = page.content.decode().split('class="gh-form"')[1].split("</form>")[0]
    data: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", body):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name is None or 'type="file"' in tag or ('type="checkbox"' in tag and "checked" not in tag):
            continue
        if 'type="checkbox"' in tag:
            data.setdefault(name[1], []).append(value[1] if value else "on")
        else:
            data[name[1]] = value[1] if value else ""
    for name, inner in re.findall(r'(?s)<select name="([^"]+)".*?>(.*?)</select>', body):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        data[name] = chosen[1] if chosen else ""
    for name, inner in re.findall(r'(?s)<textarea name="([^"]+)".*?>(.*?)</textarea>', body):
        data[name] = inner.strip()
    return data
