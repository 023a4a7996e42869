"""Copy the few built front-end files that the product publishes out of node_modules.

Map references are cut: the manifest storage refuses a reference to a file that is not there.
"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "gonghui" / "console" / "static" / "vendor"
TESTS = ROOT / "tests" / "browser" / "vendor"

PICKED = [
    ("@tabler/core/dist/css/tabler.min.css", VENDOR / "tabler.min.css"),
    ("bootstrap-icons/font/bootstrap-icons.min.css", VENDOR / "bootstrap-icons.min.css"),
    ("bootstrap-icons/font/fonts/bootstrap-icons.woff2", VENDOR / "fonts" / "bootstrap-icons.woff2"),
    ("bootstrap-icons/font/fonts/bootstrap-icons.woff", VENDOR / "fonts" / "bootstrap-icons.woff"),
    ("echarts/dist/echarts.min.js", VENDOR / "echarts.min.js"),
    ("axe-core/axe.min.js", TESTS / "axe.min.js"),
]

MAP_REFERENCE = re.compile(r"\s*(?:/\*[#@] sourceMappingURL=[^*]*\*/|//[#@] sourceMappingURL=\S*)")
FONT_STAMP = re.compile(r"(fonts/bootstrap-icons\.woff2?)\?[0-9a-f]+")


def cleaned(text: str) -> str:
    """Without map references, and with plain font names (the manifest storage adds its own hash)."""
    return FONT_STAMP.sub(r"\1", MAP_REFERENCE.sub("", text)).rstrip() + "\n"


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix in {".css", ".js"}:
        target.write_text(cleaned(source.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        shutil.copyfile(source, target)


def main() -> int:
    missing = [name for name, _ in PICKED if not (MODULES / name).is_file()]
    if missing:
        print("Missing in node_modules: " + ", ".join(missing) + ". Run `npm ci` first.", file=sys.stderr)
        return 1
    for folder in (VENDOR, TESTS):
        shutil.rmtree(folder, ignore_errors=True)
    for name, target in PICKED:
        copy(MODULES / name, target)
        print(f"  {target.relative_to(ROOT)}  {target.stat().st_size / 1024:.0f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
