"""The chain of sealings and its anchors: short codes that tell, on paper or in a file, how far the chain went."""

import base64
import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

from django.conf import settings

from gonghui.kernel.audit.models import Seal, SealedRows
from gonghui.kernel.audit.proof.digest import mac
from gonghui.kernel.files.store import write_whole
from gonghui.kernel.refusal import Refused

COVERED = ("number", "book", "first_event", "last_event", "events", "rows", "marks_through", "columns", "parts", "root",
           "note", "previous")  # fmt: skip


def digest_of(seal: Seal) -> str:
    """The keyed digest over everything in a sealing, the one before it included."""
    covered = {name: getattr(seal, name) for name in COVERED} | {"at": seal.at.astimezone(UTC).isoformat()}
    return mac("seal", json.dumps(covered, sort_keys=True, ensure_ascii=False)).hex()


def root_of(lists: dict[tuple[str, int], str]) -> str:
    """The digest of all kept lists: {(table, bucket): digest of the list}."""
    lines = "\n".join(f"{entity} {bucket} {digest}" for (entity, bucket), digest in sorted(lists.items()))
    return mac("root", lines).hex()


def kept_lists() -> dict[tuple[str, int], str]:
    """The digests of the lists as the database names them now."""
    rows = SealedRows.objects.values_list("entity", "bucket", "mac")
    return {(entity, bucket): digest for entity, bucket, digest in rows}


def last_seal() -> Seal | None:
    """The newest sealing."""
    return Seal.objects.order_by("-number").first()


@dataclass(frozen=True)
class Anchor:
    """How far the chain went: the number of a sealing and the beginning of its digest."""

    number: int
    start: str

    def __str__(self) -> str:
        return f"{self.number}-{self.start[:4]}-{self.start[4:]}"

    def fits(self, seal: Seal) -> bool:
        return seal.number == self.number and short(seal.digest) == self.start


def short(digest: str) -> str:
    """Eight letters of a digest, for paper."""
    return base64.b32encode(bytes.fromhex(digest)[:5]).decode("ascii")


def anchor() -> Anchor | None:
    """The anchor of the newest sealing; None before the first."""
    seal = last_seal()
    return Anchor(seal.number, short(seal.digest)) if seal else None


def anchor_line() -> str:
    """One line for the foot of what is printed, e.g. 存证号 123-7K3M-XQ4T; empty before the first sealing."""
    now = anchor()
    return f"存证号 {now}" if now else ""


def parse_anchor(code: str) -> Anchor:
    """Read a code as somebody copied it from paper. Raises Refused for anything else."""
    found = re.fullmatch(r"\s*(\d{1,15})[-\s]*([A-Z2-7]{4})[-\s]*([A-Z2-7]{4})\s*", code.upper())
    if not found:
        raise Refused(f"“{code[:30]}”不是存证号。", "存证号印在报告末尾，写法像 123-7K3M-XQ4T。")
    return Anchor(int(found[1]), found[2] + found[3])


def anchor_file() -> Path:
    """Where the newest anchor is kept beside the key, apart from the data."""
    return Path(settings.PRIVACY_KEY_FILE).with_name("anchor")


def filed_anchor() -> dict[str, Any] | None:
    """The anchor in the file: book, number, digest; None when there is none or it cannot be read."""
    with suppress(OSError, ValueError):
        found = json.loads(anchor_file().read_text("utf-8"))
        if isinstance(found, dict) and {"book", "number", "digest"} <= found.keys():
            return found
    return None


def in_chain(filed: dict[str, Any]) -> bool:
    """Whether the sealing that the file names is in the database as it was."""
    return Seal.objects.filter(book=filed["book"], number=filed["number"], digest=filed["digest"]).exists()


def file_anchor() -> None:
    """Write the newest anchor beside the key. An anchor that the database no longer knows is evidence and stays."""
    seal, filed = last_seal(), filed_anchor()
    if seal is None or (filed is not None and not in_chain(filed)):
        return
    content = json.dumps({"book": seal.book, "number": seal.number, "digest": seal.digest}).encode()
    anchor_file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(anchor_file(), lambda out: out.write(content))


def forget_anchor() -> None:
    """A new office begins: the anchor of an earlier database says nothing about it."""
    anchor_file().unlink(missing_ok=True)
