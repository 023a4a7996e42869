"""What became of a suggestion, in the words of the person who made it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gonghui.emulation.public import Suggestion, reply_by
from gonghui.kernel.dates import cn_date
from gonghui.kernel.workflow.models import Step


@dataclass(frozen=True)
class Stage:
    """One stage: what happened (or what comes next, when not `done`), on which day, and what was said."""

    words: str
    on: date | None = None
    text: str = ""
    done: bool = True


def stages(row: Suggestion) -> list[Stage]:
    """From handing in to the reward, in order; the last one says what comes next unless all is over."""
    taken = {step.name: step for step in Step.objects.filter(
        entity="emulation.suggestion", object_id=row.pk, undone_at=None).order_by("on", "pk")}  # fmt: skip
    found = [Stage("交上去了", row.handed_on), *_decided(row, taken), *_carried_out(row, taken)]
    return [one for one in found if one.done] + [one for one in found if not one.done][:1]


def _said(step: Step | None, key: str = "opinion") -> str:
    facts: dict[str, Any] = step.facts if step is not None else {}
    return str(facts.get(key) or "")


def _decided(row: Suggestion, taken: dict[str, Step]) -> Iterator[Stage]:
    if row.voided_on is not None:
        yield Stage("撤下了", row.voided_on, row.void_reason)
        return
    if "register" in taken:
        yield Stage(f"编了号：{row.number}", taken["register"].on)
    if row.state in ("handed_in", "registered"):
        yield Stage(f"等评审，{_day(reply_by(row), row)}前给您答复", done=False)
    if row.state == "deferred":
        yield Stage("先放一放", taken["defer"].on, _said(taken["defer"]))
        yield Stage("以后再看", done=False)
    if row.state in ("rejected", "declined"):
        yield Stage("没有采纳", row.decided_on, _said(taken.get("reject")))
    if row.adopted_on is not None:
        yield Stage(
            f"采纳了（{row.get_level_display()}）" if row.level else "采纳了", row.adopted_on, _said(taken.get("adopt"))
        )
    if row.replied_on is not None:
        yield Stage("给了答复", row.replied_on, _said(taken.get("tell") or taken.get("decline"), "said"))


def _carried_out(row: Suggestion, taken: dict[str, Step]) -> Iterator[Stage]:
    if row.adopted_on is None or row.voided_on is not None:
        return
    if row.implemented_on is not None:
        yield Stage("办好了", row.implemented_on, _said(taken.get("implement"), "done"))
    elif row.state == "dropped":
        yield Stage("没有实施", taken["drop"].on, taken["drop"].reason)
        return
    elif row.implement_by is not None:
        yield Stage(f"正在办，{_day(row.implement_by, row)}前办好", done=False)
        return
    if row.confirmed_on is None:
        yield Stage("等财务算有多少效益", done=False)
        return
    yield Stage(f"核定效益{_yuan(row.benefit)}", row.confirmed_on)
    if row.rewarded_on is not None:
        yield Stage(
            f"奖励{_yuan(row.reward)}" if row.reward else "给了奖品", row.rewarded_on, "领到了请到“工会发的”签收。"
        )
    elif row.state != "closed":
        yield Stage("等奖励", done=False)


def _yuan(amount: Decimal | None) -> str:
    return f"{amount or 0:,.2f}元".replace(".00元", "元")


def _day(day: date, row: Suggestion) -> str:
    return cn_date(day, row.handed_on.year)
