"""Names of uploaded files, as they may be shown and given back: no path, nothing unseen, nothing that a system keeps for itself."""

import re
import unicodedata

MOST = 120
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.|$)", re.IGNORECASE)


def plain_name(given: str | None, usual: str = "文件") -> str:
    """The last part of a path, without control and direction marks, at most 120 characters, its ending kept.

    Signs that Windows refuses in names go too; a name that it keeps for a device gets an underscore before it.
    """
    last = re.split(r"[/\\]", given or "")[-1]
    seen = "".join(char for char in last if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    name = re.sub(r'[<>:"|?*]', "", seen).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if dot and len(ending) <= 10:
        name = f"{stem[: MOST - len(ending) - 1].rstrip(' .')}.{ending}"
    name = name[:MOST].strip(" .")
    if not name:
        return usual
    return f"_{name}" if _DEVICES.match(name) else name
