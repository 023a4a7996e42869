"""Start-up checks of what only the pages know: lines of work on the rail, addresses that are taken."""

from typing import Any

from django.core import checks
from django.urls import URLPattern, URLResolver


@checks.register("declarations")
def ledgers_have_their_place(app_configs: Any, **options: Any) -> list[checks.CheckMessage]:
    """Errors for a ledger on no line of work, and for one whose address belongs to another page."""
    from gonghui.console.navigation import LINES
    from gonghui.console.urls import urlpatterns
    from gonghui.kernel.ledger.api import all_ledgers

    lines, taken = [line.label for line in LINES], set(_first_words(urlpatterns))
    found: list[checks.CheckMessage] = []
    for ledger in all_ledgers():
        if ledger.line not in lines:
            said = f"No line of work is called {ledger.line!r}: use one of {'、'.join(lines)}."
            found.append(checks.Error(said, obj=f"ledger {ledger.key!r}", id="gonghui.C001"))
        if ledger.key in taken:
            said = f"The address /{ledger.key} belongs to another page: give the ledger another key."
            found.append(checks.Error(said, obj=f"ledger {ledger.key!r}", id="gonghui.C002"))
    return found


def _first_words(patterns: list[URLPattern | URLResolver]) -> list[str]:
    """The first words of the addresses that are not the ledgers' own."""
    out: list[str] = []
    for one in patterns:
        if isinstance(one, URLResolver):
            if getattr(one.urlconf_name, "__name__", "") != "gonghui.console.ledgers.urls":
                out += _first_words(one.url_patterns)
        else:
            out.append(str(one.pattern).partition("/")[0])
    return [word for word in out if word]
