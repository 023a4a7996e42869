"""What the office does to its draft: write a sentence, take ours back, leave it out, fill a number, take figures over."""

from datetime import date, datetime

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.refusal import Refused, Stale
from gonghui.reporting.compose import half_year_period, measured_at, snapshot
from gonghui.reporting.models import Draft, HandValue, Passage
from gonghui.reporting.outline import half_year
from gonghui.reporting.wording import Placeholder, pieces, stored


def _draft(period: str, by: writes.Hand) -> Draft:
    """The draft of a period, begun when somebody first writes something."""
    code = half_year_period(period).code
    found = Draft.objects.filter(kind=Draft.Kind.HALF_YEAR, period=code).first()
    return found or writes.create(Draft(period=code), by)


def _passage(draft: Draft, key: str, version: int) -> Passage | None:
    """The stored passage, if any. Raises Stale when it is not the one the person saw, Refused for an unknown key."""
    if key not in half_year().sentence_keys:
        raise Refused("报告里没有这句话。", "请重新打开这份报告。")
    row = Passage.objects.filter(draft=draft, key=key).first()
    if (row.version if row else 0) != version:
        who = f"{row.by_name}刚改过这句话" if row else "别人刚把这句话恢复成原文"
        raise Stale(f"没有保存：{who}。", "您写的还在，请对照最新的再保存。")
    return row


def _keep(draft: Draft, row: Passage | None, key: str, by: writes.Hand, at: datetime, **values: object) -> Passage:
    if row is None:
        return writes.create(Passage(draft=draft, key=key, by_name=by.name, at=at, **values), by)
    writes.change(row, by, by_name=by.name, at=at, **values)
    return row


@transaction.atomic
def passage_write(*, period: str, key: str, text: str, version: int, by: writes.Hand, at: datetime) -> Passage:
    """Keep the office's own wording of a sentence. `text` has figures as `{基层工会}` or `{code}`.

    `version` is the passage's version that the person saw (0 = the proposed sentence). Numbers typed by hand are
    kept. Raises Refused for an empty text or an unknown figure, Stale when somebody else wrote in between.
    """
    draft = _draft(period, by)
    row = _passage(draft, key, version)
    kept = stored(text, half_year())
    if not kept:
        raise Refused("这句话是空的。", "不想要这句，请点“这句不要”。", "text")
    if len(kept) > 2000:
        raise Refused(f"这句话有{len(kept)}个字，太长了。", "请控制在2000字以内。", "text")
    before = row.text if row else ""
    row = _keep(draft, row, key, by, at, text=kept, left_out=False)
    writes.log("passage_write", row, f"改写{draft}中的句子", by, at, {"写法": [before, kept]})
    return row


@transaction.atomic
def passage_reset(*, period: str, key: str, version: int, by: writes.Hand, at: datetime) -> None:
    """Go back to the proposed sentence. Raises Stale when somebody else wrote in between."""
    draft = _draft(period, by)
    row = _passage(draft, key, version)
    if row is None:
        return
    writes.log("passage_reset", row, f"恢复{draft}中一句的原文", by, at, {"写法": [row.text, ""]})
    writes.remove(row, by)


@transaction.atomic
def passage_leave_out(*, period: str, key: str, version: int, by: writes.Hand, at: datetime) -> Passage:
    """Keep a sentence out of the report; its wording stays for later. Raises Stale as the others."""
    draft = _draft(period, by)
    row = _keep(draft, _passage(draft, key, version), key, by, at, left_out=True)
    writes.log("passage_leave_out", row, f"{draft}不要这句", by, at)
    return row


def _figure_codes() -> set[str]:
    outline = half_year()
    texts = [text for sentence in outline.sentences() for text in (sentence.text, *sentence.zero.values())]
    used = {piece.code for text in texts for piece in pieces(text) if isinstance(piece, Placeholder)}
    return used | set(outline.wanted)


@transaction.atomic
def value_fill(
    *, period: str, code: str, value: str, note: str, version: int, by: writes.Hand, at: datetime
) -> HandValue:
    """Fill a number that no ledger gives, with where it comes from. It counts only while the ledger has none.

    `value` is a number, with % or a decimal if need be. Raises Refused for anything else or without a source,
    Stale when somebody else filled it in between.
    """
    draft = _draft(period, by)
    if code not in _figure_codes():
        raise Refused("没有这个数字。", "请重新打开这份报告。")
    number = _number(value)
    if not note.strip():
        raise Refused("没有写这个数从哪里来。", "请写依据，比如哪份通知、谁报的。", "note")
    row = HandValue.objects.filter(draft=draft, code=code).first()
    if (row.version if row else 0) != version:
        raise Stale(f"没有保存：{row.by_name if row else '别人'}刚填过这个数。", "请对照最新的再保存。")
    values = {"value": number, "note": note.strip()[:120], "by_name": by.name, "at": at}
    before = row.value if row else ""
    if row is None:
        row = writes.create(HandValue(draft=draft, code=code, **values), by)
    else:
        writes.change(row, by, **values)
    writes.log("value_fill", row, f"{draft}手填{number}", by, at, {code: [before, number], "依据": ["", row.note]})
    return row


def _number(value: str) -> str:
    """A plain number: full-width digits narrowed, separators dropped. Raises Refused for anything else."""
    text = value.strip().translate(str.maketrans("０１２３４５６７８９．％，", "0123456789.%,")).replace(",", "")
    body = text.removesuffix("%")
    if not body or not body.replace(".", "", 1).isascii() or not body.replace(".", "", 1).isdigit():
        raise Refused(f"“{value[:20]}”不是一个数。", "请只写数字，单位句子里已经有了。", "value")
    if len(text) > 20:
        raise Refused("这个数太长了。", "请核对后再填。", "value")
    return text


@transaction.atomic
def value_clear(*, period: str, code: str, version: int, by: writes.Hand, at: datetime) -> None:
    """Take a number filled by hand away again. Raises Stale when somebody else changed it in between."""
    draft = _draft(period, by)
    row = HandValue.objects.filter(draft=draft, code=code).first()
    if row is None:
        return
    if row.version != version:
        raise Stale(f"没有保存：{row.by_name}刚填过这个数。", "请对照最新的再保存。")
    writes.log("value_clear", row, f"{draft}取消手填{row.value}", by, at, {code: [row.value, ""]})
    writes.remove(row, by)


@transaction.atomic
def figures_take(*, period: str, today: date, by: writes.Hand, at: datetime) -> Draft:
    """Take the figures of today over: from now on the page says what changes against them. Wording stays as it is."""
    draft = _draft(period, by)
    span = half_year_period(period).span.cut(today)
    taken = snapshot(measured_at(span).figures)
    writes.change(draft, by, taken=taken, taken_at=at, taken_by=by.name)
    writes.log("figures_take", draft, f"{draft}重新取数", by, at)
    return draft
