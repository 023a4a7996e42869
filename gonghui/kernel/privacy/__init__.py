"""Private values: encrypted at rest, found by a blind index, masked unless someone has the right to look."""

from gonghui.kernel.privacy.seal import (
    MASK,
    blind_index,
    blind_number,
    derived_key,
    open_bytes,
    open_text,
    seal_bytes,
    seal_text,
    trace_of,
)

__all__ = [
    "MASK",
    "blind_index",
    "blind_number",
    "derived_key",
    "open_bytes",
    "open_text",
    "seal_bytes",
    "seal_text",
    "trace_of",
]
