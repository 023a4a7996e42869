"""Every address of the product with real keys of either side."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from gonghui.activities.public import check_in_code
from gonghui.kernel.printing.forms import form_named
from gonghui.kernel.workflow.steps import steps_of
from tests.small_town import TODAY
from tests.two_sides import SideOf, TwoSides

OUTSIDE = {"django"}


@cache
def patterns() -> dict[str, tuple[str, ...]]:
    """{address name: names of its parameters} of every URL pattern of the project."""
    return dict(_walk(get_resolver()))


def _walk(resolver: URLResolver) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            yield each.name or str(each.pattern), tuple(each.pattern.converters)
        else:
            yield from _walk(each)


def address(name: str, side: SideOf, town: TwoSides) -> str:
    """The address of that name for a side of the town; keys that no side has are the town's."""
    space = "portal" if name.startswith("my-") else "console"
    return reverse(f"{space}:{name}", kwargs={one: _key(name, one, side, town) for one in patterns()[name]})


def _key(name: str, parameter: str, side: SideOf, town: TwoSides) -> Any:
    if name.startswith("my-") and parameter == "code":
        return check_in_code(side.activity, TODAY)
    if parameter == "code":
        return side.union.code if name == "owes-union" else "people.members"
    if parameter == "part":
        return "numerator"
    if parameter == "ref":
        return _ref(name, side)
    if parameter == "name":
        steps = {"scan": side.scan, "plan-step": "submit", "nomination-step": "withdraw", "suggestion-step": "adopt"}
        return steps.get(name, "reply")
    if parameter == "key":
        return {"print": "orgs.renew_certificate", "law": "bargaining.reply", "report": "intro",
                "privacy": "members"}[name.split("-")[0]]  # fmt: skip
    if parameter == "source":
        return "step"
    if parameter == "entity":
        return "people.membership"
    if parameter == "step":
        return _step(name, side)
    return {"delegate": side.delegate.pk, "year": 2026, "consent": 1, "place": 1}.get(parameter) or _pk(
        name, side, town
    )


def _step(name: str, side: SideOf) -> int:
    """The key of the last step of the record that the address is about; that of the bargaining without one."""
    row = side.entries.get(name.split("-")[0])
    return steps_of(row).steps[-1].pk if row is not None and steps_of(row).steps else side.step.pk


def _ref(name: str, side: SideOf) -> Any:
    rows = {"contract": side.contract, "member": side.member, "employer": side.employer, "standing": side.standing,
            "sealuse": side.seal_use, "wagestandard": side.wage,
            "activity": side.activity} | side.entries  # fmt: skip
    kind = name.split("-")[0]
    of_activity = {
        "attendance": "attendances",
        "turnout": "turnouts",
        "signup": "sign_ups",
        "invitation": "invitations",
    }
    if kind in of_activity:
        return getattr(side.activity, of_activity[kind]).order_by("-pk")[0].pk
    return side.union.code if kind == "union" else rows[kind].pk


def _pk(name: str, side: SideOf, town: TwoSides) -> int:
    """The key of the record that an address of that name is about: the longest beginning says which."""
    about: dict[str, Any] = {
        "account": side.office.account if side.office else None, "offices": side.office, "grants": town.more["grant"],
        "offices-cover-end": town.more["cover"], "bargaining": side.bargaining, "bargaining-over": side.contract,
        "bargaining-contract-clauses": side.contract, "quality-of": side.contract, "check-new": side.contract,
        "check": side.check, "plan": side.plan, "task": side.task, "review": side.draft, "review-item": side.item,
        "import": side.batch, "notices-follow": side.notice, "print-record": side.union, "scans-attach": side.step,
        "trail": side.member, "privacy": side.member, "my-activity": side.activity, "my-check-in": side.activity,
        "my-suggestion": side.entries["suggestion"], "my-suggestion-new": None,
        "awarding": side.entries["round"],
        "my-opinion": side.activity, "my-quiz": side.entries["quizround"],
    } | side.entries  # fmt: skip
    best = max((start for start in about if name == start or name.startswith(f"{start}-")), key=len, default="")
    return about[best].pk if best and about[best] is not None else 999_999


def forms_exist() -> bool:
    """Whether the form whose address the tests use is declared."""
    return form_named("orgs.renew_certificate") is not None
