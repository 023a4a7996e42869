"""What stands against a step of a suggestion."""

from datetime import date
from decimal import Decimal

from gonghui.emulation.models import Suggestion
from gonghui.emulation.queries import names_in, proposers
from gonghui.emulation.scoring import refuse_points
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.flow import Asked

DECISIONS = ("adopt", "reject", "defer")


def day_of(asked: Asked, key: str) -> date | None:
    """A day that the step would record."""
    value = asked.facts.get(key)
    return date.fromisoformat(value) if value else None


def after_handing_in(row: Suggestion, asked: Asked) -> None:
    """A number is given from the day of handing in on."""
    if asked.on is not None and asked.on < row.handed_on:
        raise Refused(f"这条建议{cn_date(row.handed_on)}才提出。", "请核对编号日期。", "on")


def not_ones_own(row: Suggestion, asked: Asked) -> None:
    """Nobody reviews what he suggested himself, neither at the desk nor on the panel."""
    own = proposers(row)
    mine = own & names_in(asked.facts.get("reviewers") or "")
    if mine:
        raise Refused(f"{'、'.join(sorted(mine))}是建议人，不能评审自己的建议。", "请由别人评审。", "reviewers")
    if asked.by is not None and asked.by.name in own:
        raise Refused("这是您自己的建议，不能由您登记评审。", "请换一位同事登记。")


def adopted_soundly(row: Suggestion, asked: Asked) -> None:
    """What is adopted is carried out from that day on."""
    not_ones_own(row, asked)
    if asked.on is not None:
        refuse_points(asked.facts.get("scores"), asked.on)
    last = day_of(asked, "implement_by")
    if last is not None and asked.on is not None and last < asked.on:
        raise Refused(f"实施期限{cn_date(last)}早于采纳日期{cn_date(asked.on)}。", "请核对日期。", "implement_by")


def deferred_soundly(row: Suggestion, asked: Asked) -> None:
    not_ones_own(row, asked)
    again = day_of(asked, "relook_on")
    if again is not None and asked.on is not None and again <= asked.on:
        raise Refused("再看的日期不在暂缓日期之后。", "请写以后的日期，比如下个季度初。", "relook_on")


def later_than_before(row: Suggestion, asked: Asked) -> None:
    """Postponing means a later day."""
    last = day_of(asked, "implement_by")
    if last is not None and row.implement_by is not None and last <= row.implement_by:
        raise Refused(
            f"现在的期限就是{cn_date(row.implement_by)}，新的期限不比它晚。", "请写更晚的日期。", "implement_by"
        )


def untold(row: Suggestion, asked: Asked) -> None:
    """Whoever suggested is answered once for each decision."""
    decision, told = asked.steps.last(*DECISIONS), asked.steps.last("tell")
    if decision is not None and told is not None and told.pk > decision.pk:
        raise Refused(f"{cn_date(told.on)}已经答复过了。", "再谈的情况可以写在原来那一步的说明里。")


def told_first(row: Suggestion, asked: Asked) -> None:
    """A matter is closed when the person knows what became of it."""
    decision, told = asked.steps.last(*DECISIONS), asked.steps.last("tell")
    if told is None or (decision is not None and told.pk < decision.pk):
        raise Refused("还没有答复建议人。", "请先登记答复，再办结。")


def some_reward(row: Suggestion, asked: Asked) -> None:
    """A reward is money or a thing."""
    if not Decimal(asked.facts.get("amount") or 0) and not asked.facts.get("item"):
        raise Refused("没有写奖了什么。", "请写金额或者奖品；不奖励的，请登记“不奖励，办结”。", "amount")


def benefit_by_another(row: Suggestion, asked: Asked) -> None:
    """The benefit is confirmed by somebody who neither made the suggestion nor judged it."""
    name = asked.by.name if asked.by is not None else ""
    if name and name in proposers(row):
        raise Refused("这是您自己的建议，效益不能由您核定。", "请换一位同事核定。")
    judged = names_in(asked.steps.fact("adopt", "reviewers") or "")
    if name and name in judged:
        raise Refused("您参加了评审，效益要由没有评审过的人核定。", "请换一位同事核定。")
