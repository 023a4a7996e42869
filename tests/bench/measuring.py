"""What a measure is and how it is judged: medians of repeated runs, product and floor in turn."""

import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any


@dataclass
class Measure:
    """One line of the result. `ratio` is value ÷ floor where there is a floor; `limit` bounds the ratio, else the value.

    `runs` holds every single measurement, `more` what helps to understand it.
    """

    name: str
    value: float
    unit: str
    limit: float
    floor: float | None = None
    ratio: float | None = None
    best_ratio: float | None = None
    runs: list[Any] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return (self.value if self.ratio is None else self.ratio) <= self.limit

    def as_json(self) -> dict[str, Any]:
        return {**{key: rounded(value) for key, value in asdict(self).items()}, "ok": self.ok}


def rounded(value: Any) -> Any:
    """Four digits behind the point are enough for any clock."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Mapping):
        return {key: rounded(item) for key, item in value.items()}
    return [rounded(item) for item in value] if isinstance(value, list | tuple) else value


def against_floor(name: str, runs: Sequence[tuple[float, float]], limit: float, **more: Any) -> Measure:
    """Seconds of (product, floor) pairs, measured in turn: the ratio of the medians has to stay within `limit`."""
    product, floor = ([run[side] for run in runs] for side in (0, 1))
    return Measure(
        name, median(product), "s", limit, median(floor), median(product) / median(floor), min(product) / min(floor),
        [{"product": p, "floor": f} for p, f in runs], more,
    )  # fmt: skip


def at_most(name: str, values: Sequence[float], unit: str, limit: float, **more: Any) -> Measure:
    """Values without a floor: the median has to stay within `limit`."""
    return Measure(name, median(values), unit, limit, runs=list(values), more={"best": min(values), **more})


def same_queries(name: str, small: int, large: int, **more: Any) -> Measure:
    """Numbers of queries in a small and in a large office: the large one may need no more."""
    return Measure(name, large, "queries", 1, small, large / small, large / small, [{"product": large, "floor": small}],
                   more)  # fmt: skip


def say(text: str) -> None:
    """A progress line for the person who waits."""
    print(text, file=sys.stderr, flush=True)


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    words = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    models = [line.partition(":")[2].strip() for line in words.splitlines() if line.startswith("model name")]
    import os
    import sqlite3

    return {
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "processor": models[0] if models else platform.processor(),
        "processors": os.cpu_count(),
        "load": list(os.getloadavg()),
    }


def peak_megabytes() -> float:
    """The most memory that this process ever held, in MB of 2^20 bytes.

    VmHWM and not getrusage: the latter starts from the size of the process that started this one.
    """
    return _status("VmHWM") / 1024


def _status(key: str) -> int:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(key):
            return int(line.split()[1])
    raise OSError(f"/proc tells no {key}")
