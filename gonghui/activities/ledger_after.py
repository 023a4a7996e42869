"""What is done to an activity on its card when people have come: what they thought, prizes and gifts, a check-up's summary."""

import re
from typing import Any

from gonghui.activities.actions import findings_set, opinions_enter
from gonghui.activities.choices import FEWEST, Answer, Question
from gonghui.activities.choices import Kind as Sort
from gonghui.activities.models import Activity
from gonghui.benefits.public import Given, Kind, Source, benefits_give
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import Act, Done, Field, Reader
from gonghui.kernel.refusal import Refused
from gonghui.people.public import person_named

GOODS = tuple((kind.value, kind.label) for kind in (Kind.PRIZE, Kind.KEEPSAKE, Kind.BOOK, Kind.BONUS, Kind.OTHER))
NAMES = re.compile(r"[\n、,，;；]+")
LINE = re.compile(r"(.+?)[\s:：,，]*([0-9]{1,5})\s*人?")


def _said(row: Activity, values: dict[str, Any], by: Hand, at: Any) -> Done:
    counts: dict[tuple[str, str], int] = {
        (question, answer): values[f"{question}-{answer}"] or 0 for question in Question for answer in Answer
    }
    forms = opinions_enter(activity=row, counts=counts, by=by, at=at)
    few = f"不到{FEWEST}份先不显示结果，免得看出是谁写的。" if forms < FEWEST else ""
    return Done(f"{forms}份满意度记好了。{few}")


def _gifts(row: Activity, values: dict[str, Any], by: Hand, at: Any) -> Done:
    union = values["union"]
    items = [
        Given(person_named(name.strip(), union.pk, row.on), values["amount"], values["what"] or "", None)
        for name in NAMES.split(values["names"])
        if name.strip()
    ]
    if not items:
        raise Refused("还没有写姓名。", "请一行写一个。", "names")
    benefits_give(items=items, kind=values["kind"], occasion=row.name[:120], on=values["on"], source=Source.DUES, cause=row,
                  given_by=by.name, by=by, at=at)  # fmt: skip
    return Done(f"{len(items)}人的记好了，请到“实惠发放”里登记签收。")


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
    Act(key="gifts", title="登记奖品礼品", icon="gift", do=_gifts, barred=not_begun, fields=(
        Field("kind", "发什么", "choice", choices=GOODS, blank="请选"),
        Field("what", "名称", "text", size=60, required=False, help="奖金可以空着"),
        Field("amount", "每人金额或价值", "money", required=False), Field("on", "发放日期", "day"),
        Field("names", "发给谁", "long", size=4000, help="一行一个，同名的后面写证件号后四位"),
        Field("union", "所属工会", "record", of="工会")), first=lambda row, reader: {"on": row.until or row.on}),
    Act(key="findings", title="体检汇总", icon="clipboard-pulse", do=_found, barred=not_begun, town=True,
        fits=lambda row: row.kind == Sort.CHECKUP, first=lambda row, reader: {"findings": _lines(row)},
        fields=(Field("findings", "汇总", "long", size=2000, help=f"一行一项，比如“血压偏高 23”；不足{FEWEST}人的并进“其他”"),),
        note="只记各项有几个人，不记是谁；个人的结果只交给本人。"),
)  # fmt: skip
