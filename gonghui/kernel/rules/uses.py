"""What in the product stands on which rule: clocks, forms, checks, figures; so that a rule's page can say it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

KINDS = {"clock": "时限", "form": "表单", "check": "核对", "indicator": "指标", "page": "页面", "print": "打印件"}


@dataclass(frozen=True)
class Use:
    """One user of a rule. `kind`: clock, form, check, indicator, page or print; `url` where it can be seen, or ""."""

    rule: str
    kind: str
    title: str
    url: str = ""

    @property
    def kind_words(self) -> str:
        return KINDS[self.kind]


Source = Callable[[], Iterable[Use]]
_sources: list[Source] = []


def register_uses(source: Source) -> Source:
    """Add a source of uses, asked when a page is shown, so that registries filled later are seen too. A decorator."""
    if source not in _sources:
        _sources.append(source)
    return source


def uses_of(rule_key: str) -> list[Use]:
    """Everything that stands on a rule, by kind and title."""
    found = {use for source in _sources for use in source() if use.rule == rule_key}
    return sorted(found, key=lambda use: (list(KINDS).index(use.kind), use.title))
