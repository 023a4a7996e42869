"""Comparing the database with what was sealed: every row changed, added, deleted or swapped from outside is named."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, models, transaction

from gonghui.kernel.audit.models import Event, Seal, SealedRows
from gonghui.kernel.audit.proof.chain import Anchor, anchor, digest_of, filed_anchor, root_of, short
from gonghui.kernel.audit.proof.digest import (
    SIZE,
    BadText,
    Digests,
    Table,
    list_mac,
    table_names,
    table_of,
    tolerate_bad_text,
    unpacked,
)
from gonghui.kernel.audit.proof.guards import guarded
from gonghui.kernel.audit.proof.ledgers import sealed_models
from gonghui.kernel.audit.proof.marks import pending
from gonghui.kernel.audit.proof.sealing import sealed_columns

Lists = dict[str, dict[int, str]]


@dataclass(frozen=True)
class Finding:
    """Something that the product did not do. `kind`: changed, added, deleted, swapped, list, chain, tail, table, mark."""

    kind: str
    what: str
    entity: str = ""
    key: int | None = None
    other: int | None = None

    def as_json(self) -> dict[str, object]:
        return {"kind": self.kind, "table": self.entity, "key": self.key, "other": self.other, "what": self.what}


@dataclass
class Verdict:
    """What `verify` found: nothing, or the findings; how far the chain goes; what still waits to be sealed."""

    findings: list[Finding] = field(default_factory=list)
    anchor: Anchor | None = None
    batches: int = 0
    rows: int = 0
    waiting: int = 0

    @property
    def ok(self) -> bool:
        return not self.findings

    def add(self, kind: str, what: str, entity: str = "", key: int | None = None, other: int | None = None) -> None:
        self.findings.append(Finding(kind, what, entity, key, other))


def verify(printed: Anchor | None = None) -> Verdict:
    """Compare every sealed row and the chain with the database, and with an anchor from paper if one is given.

    Writes nothing. What the product itself wrote since the last sealing is counted as waiting, not found.
    """
    verdict = Verdict()
    with _as_of_one_moment():
        seals = list(Seal.objects.order_by("number"))
        verdict.anchor, verdict.batches = anchor(), len(seals)
        _check_chain(seals, verdict)
        _check_anchors(seals, printed, verdict)
        if seals:
            _check_rows(seals, verdict)
        if not guarded():
            verdict.add(
                "table", "保护办理记录的触发器不见了：有人从系统以外动过数据库的结构。", Event._meta.label_lower
            )
    return verdict


@contextmanager
def _as_of_one_moment() -> Iterator[None]:
    """Read everything as of one moment without keeping anybody from writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _check_chain(seals: list[Seal], verdict: Verdict) -> None:
    if not seals:
        verdict.add("chain", "还没有存过证，无从核对。请先运行 gonghui tick。")
        return
    expected, previous = 1, ""
    for seal in seals:
        if seal.number != expected:
            verdict.add("chain", f"第{expected}批到第{seal.number - 1}批存证不见了。")
        elif seal.previous != previous or seal.book != seals[0].book:
            verdict.add("chain", f"第{seal.number}批存证和上一批接不上。")
        if seal.digest != digest_of(seal):
            verdict.add("chain", f"第{seal.number}批存证被改过。")
        expected, previous = seal.number + 1, seal.digest


def _check_anchors(seals: list[Seal], printed: Anchor | None, verdict: Verdict) -> None:
    """The end of the chain must reach at least as far as the anchors say that it once did."""
    last = seals[-1].number if seals else 0
    known = {seal.number: seal for seal in seals}
    filed = filed_anchor()
    if filed is not None:
        seal = known.get(filed["number"])
        if seal is None or (seal.digest, seal.book) != (filed["digest"], filed["book"]):
            here = f"密钥旁边记着存证到过第{filed['number']}批（{short(filed['digest'])}）"
            verdict.add("tail", f"{here}，数据库里最后是第{last}批，{_how(seal)}。")
    if printed is not None:
        seal = known.get(printed.number)
        if seal is None or not printed.fits(seal):
            verdict.add("tail", f"存证号{printed}是第{printed.number}批的，数据库里最后是第{last}批，{_how(seal)}。")


def _how(seal: Seal | None) -> str:
    if seal is None:
        return "后面的被截掉了；如果恢复过更早的备份，就是备份以后的部分没有了；如果搬过数据库，这是搬以前的那一个"
    return "那一批和当时的不是同一份"


def _check_rows(seals: list[Seal], verdict: Verdict) -> None:
    waiting = pending(seals[-1].marks_through)
    verdict.waiting = waiting.count
    for number in waiting.forged:
        verdict.add("mark", f"待存证的改动里，第{number}条不是系统写的。", "audit.mark", number)
    lists = _sealed_lists(seals)
    if root_of({(e, b): mac for e, macs in lists.items() for b, mac in macs.items()}) != seals[-1].root:
        verdict.add("chain", f"第{seals[-1].number}批存证的总摘要和清单对不上。")
    columns = sealed_columns()
    there = table_names()
    for model in sorted(sealed_models(), key=lambda model: model is not Event):  # planted events are known first
        entity = model._meta.label_lower
        digests = _kept(entity, lists.pop(entity, {}), verdict)
        if model._meta.db_table not in there and entity not in columns:
            continue  # a table that the next upgrade brings
        if model._meta.db_table not in there:
            verdict.add("table", f"表“{model._meta.verbose_name}”（{entity}）不见了。", entity)
            continue
        table = table_of(model)
        if table.columns != columns.get(entity, table.columns):
            verdict.add("table", f"表“{model._meta.verbose_name}”（{entity}）的列和存证时不同，逐行没有核。", entity)
            continue
        _compare(model, table, digests, waiting.keys.get(entity, set()), verdict)


def _sealed_lists(seals: list[Seal]) -> Lists:
    """The digest that each kept list must have, according to the chain."""
    out: Lists = {}
    for seal in seals:
        if seal.columns.get(Event._meta.label_lower):  # everything was sealed anew
            out = {}
        for entity, parts in seal.parts.items():
            for bucket, mac in parts.items():
                out.setdefault(entity, {})[int(bucket)] = mac
                if not mac:
                    del out[entity][int(bucket)]
    return out


def _kept(entity: str, sealed: dict[int, str], verdict: Verdict) -> Digests:
    """The digests kept for a table; lists that are not those of the chain are findings of their own."""
    out: Digests = {}
    found = set()
    for row in SealedRows.objects.filter(entity=entity).order_by("bucket").iterator(200):
        found.add(row.bucket)
        if list_mac(entity, row.bucket, row.batch, row.rows) != sealed.get(row.bucket):
            _bad_list(entity, row.bucket, "被改过或换成了旧的", verdict)
        out.update(unpacked(row.rows))
    for bucket in sealed.keys() - found:
        _bad_list(entity, bucket, "不见了", verdict)
    return out


def _bad_list(entity: str, bucket: int, what: str, verdict: Verdict) -> None:
    first = max(bucket * SIZE, 1)
    words = f"{entity}第{first}到{bucket * SIZE + SIZE - 1}号的存证清单{what}，这一段请逐条核对。"
    verdict.add("list", words, entity, first)


def _compare(model: type[models.Model], table: Table, kept: Digests, waiting: set[int], verdict: Verdict) -> None:
    changed: dict[int, tuple[bytes, bytes]] = {}
    added = []
    left = dict(kept)
    for key, digest in _read(table):
        verdict.rows += 1
        sealed = left.pop(key, None)
        if key in waiting or digest == sealed:
            continue
        if sealed is None:
            added.append((key, digest))
        else:
            changed[key] = (sealed, digest)
    gone = {digest: key for key, digest in left.items() if key not in waiting}
    name = f"{model._meta.verbose_name}（{table.entity}）"
    _tell_changed(name, table.entity, changed, verdict)
    for key, digest in added:
        before = gone.get(digest)
        moved = f"，内容是不见了的第{before}号" if before is not None else ""
        verdict.add("added", f"多出来：{name}第{key}号{moved}。", table.entity, key, before)
    for key in sorted(gone.values()):
        verdict.add("deleted", f"不见了：{name}第{key}号{_last_act(table.entity, key, verdict)}。", table.entity, key)


def _read(table: Table) -> Iterator[tuple[int, bytes]]:
    """The rows of a table; when one holds text that is none, all are read again without looking at the text."""
    last = None
    try:
        for pair in table.digests():
            last = pair[0]
            yield pair
    except BadText:
        tolerate_bad_text()
        yield from table.digests("" if last is None else "{key} > %s", [] if last is None else [last])


def _tell_changed(name: str, entity: str, changed: dict[int, tuple[bytes, bytes]], verdict: Verdict) -> None:
    sealed = {before: key for key, (before, _) in changed.items()}
    for key, (_, now) in changed.items():
        other = sealed.get(now)
        if other is not None and other != key:
            verdict.add("swapped", f"换了位置：{name}第{key}号现在是第{other}号的内容。", entity, key, other)
        else:
            verdict.add("changed", f"改过：{name}第{key}号{_last_act(entity, key, verdict)}。", entity, key)


def _last_act(entity: str, key: int, verdict: Verdict) -> str:
    """The last act on a record that the product knows of, to help find what it should say."""
    planted = [each.key for each in verdict.findings if each.entity == Event._meta.label_lower and each.key is not None]
    known = Event.objects.filter(entity=entity, object_id=key).exclude(pk__in=planted[:500]).order_by("-pk").first()
    return f"，系统里最后一次办理是{known.at:%Y-%m-%d}“{known.summary[:60]}”" if known else ""
