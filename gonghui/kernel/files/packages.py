"""Looks through a zipped office document (docx, xlsx) for what acts by itself: macros, controls, fetches, definitions."""

import re
from collections.abc import Mapping
from xml.etree import ElementTree

_MACROS = re.compile(r"vbaproject\.bin$|/macrosheets/", re.IGNORECASE)
_DEFINED = (b"<!DOCTYPE", b"<!ENTITY")
_XML = (".xml", ".rels", ".vml")
_AFAR = re.compile(r"(?:https?|ftp|smb|mhtml|ms-\w+):|\\\\|//|file:/*\\\\|file:////", re.IGNORECASE)
OLE_MACROS = "_VBA_PROJECT".encode("utf-16-le")
"""How an old document (doc, xls) names its macros."""

Parts = Mapping[str, bytes]


def has_macros(parts: Parts) -> bool:
    """Whether a package carries programs, by its parts and by what it says its kind is (docm, dotm, xlsm)."""
    kinds = parts.get("[Content_Types].xml", b"")
    return b"macroEnabled" in kinds or any(_MACROS.search(name) for name in parts)


def has_controls(parts: Parts) -> bool:
    """Whether a package carries other files or controls that can be started from it."""
    return any(re.match(r"(?:word|xl|ppt)/(?:embeddings|activeX)/", name) for name in parts)


def has_definitions(parts: Parts) -> bool:
    """Whether a part defines entities: the way to read other files, or to grow without end. No office program writes them."""
    return any(mark in content for name, content in parts.items() if name.lower().endswith(_XML) for mark in _DEFINED)


def fetches(parts: Parts, *, afar: bool = False) -> bool:
    """Whether a part fetches something from outside when it is opened; a plain hyperlink does not.

    With `afar` only what lies on another machine counts: Word writes the user's own Normal.dotm into every document.
    """
    return any(_links_out(content, afar) for name, content in parts.items() if name.endswith(".rels"))


def _links_out(relations: bytes, afar: bool) -> bool:
    try:
        tree = ElementTree.fromstring(relations)
    except ElementTree.ParseError:
        return True
    outside = [
        link
        for link in tree
        if link.get("TargetMode") == "External" and not (link.get("Type") or "").endswith("/hyperlink")
    ]
    return any(not afar or _AFAR.match(link.get("Target") or "") for link in outside)
