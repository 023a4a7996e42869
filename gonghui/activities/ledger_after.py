"""What is done to an activity on its card when people have come: what they thought, prizes and gifts, a check-up's summary."""

import re
from typing import Any

from gonghui.activities.actions import findings_set, opinions_enter
from gonghui.activities.choices import FEWEST, Answer, Kind, Question
from gonghui.activities.models import Activity
from gonghui.benefits.public import gifts_act
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import Act, Done, Field, Reader
from gonghui.kernel.refusal import Refused

LINE = re.compile(r"(.+?)[\s:：,，]*([0-9]{1,5})\s*人?")


def _said(row: Activity, values: dict[str, Any], by: Hand, at: Any) -> Done:
    counts: dict[tuple[str, str], int] = {
        (question, answer): values[f"{question}-{answer}"] or 0 for question in Question for answer in Answer
    }
    forms = opinions_enter(activity=row, counts=counts, by=by, at=at)
    few = f"不到{FEWEST}份先不显示结果，免得看出是谁写的。" if forms < FEWEST else ""
    return Done(f"{forms}份满意度记好了。{few}")


def _found(row: Activity, values: dict[str, Any], by: Hand, at: Any) -> Done:
    findings: dict[str, int] = {}
    for line in filter(None, (line.strip() for line in values["findings"].splitlines())):
        found = LINE.fullmatch(line)
        if found is None:
            raise Refused(f"“{line[:30]}”看不懂。", "请一行一项：项目，空格，人数，比如“血压偏高 23”。", "findings")
        findings[found[1].strip()[:60]] = int(found[2])
    findings_set(activity=row, findings=findings, by=by, at=at)
    return Done(f"体检汇总{len(findings)}项记好了。")


def not_begun(row: Activity, reader: Reader) -> Refused | None:
    """Nobody has come yet."""
    if row.on > reader.today:
        return Refused(f"{cn_date(row.on)}才开始。", "现在可以报名；人来了再登记。")
    return None


def _lines(row: Activity) -> str:
    return "\n".join(f"{one.what} {one.heads}" for one in row.findings.order_by("pk"))


AFTER = (
    Act(key="opinions", title="登记满意度", icon="chat-square-text", do=_said, barred=not_begun, fields=tuple(
        Field(f"{question}-{answer}", f"{question.label}：{answer.label}", "count", unit="份", required=False)
        for question in Question for answer in Answer),
        note="收上来的问卷数一数，写各个回答有几份，不写是谁。手机上填的自动加上。"),
    gifts_act(since=lambda row: row.until or row.on, barred=not_begun),
    Act(key="findings", title="体检汇总", icon="clipboard-pulse", do=_found, barred=not_begun, town=True,
        fits=lambda row: row.kind == Kind.CHECKUP, first=lambda row, reader: {"findings": _lines(row)},
        fields=(Field("findings", "汇总", "long", size=2000, help=f"一行一项，比如“血压偏高 23”；不足{FEWEST}人的并进“其他”"),),
        note="只记各项有几个人，不记是谁；个人的结果只交给本人。"),
)  # fmt: skip
