"""The composed report: sections, passages, runs, numbered sources. Plain data; page and Word print the same thing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from gonghui.kernel.dates import Period, Span
from gonghui.kernel.indicators import Figure, Node, Tree
from gonghui.kernel.indicators.define import Kept
from gonghui.reporting.gaps import Gap
from gonghui.reporting.models import HandValue
from gonghui.reporting.wording import Placeholder, Typed


@dataclass(frozen=True)
class Source:
    """One numbered source: a figure from the ledgers, or a value filled by hand (then `figure` is None).

    `said` are its slices in words, where the figure is one that says them (有名单30人次，申报人数23人次).
    """

    number: int
    code: str
    title: str
    figure: Figure | None
    last: Figure | None
    shown: str
    hand: HandValue | None = None
    said: str = ""

    @property
    def last_shown(self) -> str:
        return in_prose(self.last) if self.last else ""


@dataclass(frozen=True)
class Run:
    """A stretch of a passage: `kind` is text, figure, hand or gap. `tail` is the unit that belongs to a number."""

    kind: str
    text: str
    tail: str = ""
    place: Placeholder | None = None
    source: Source | None = None
    gap: Gap | None = None
    last: str = ""


@dataclass(frozen=True)
class PassageView:
    """One sentence as it stands: proposed or in the office's own words."""

    key: str
    text: str
    proposed: str
    runs: tuple[Run, ...]
    own: bool = False
    left_out: bool = False
    version: int = 0
    by_name: str = ""
    at: datetime | None = None
    typed: tuple[Typed, ...] = ()

    @property
    def anchor(self) -> str:
        """The passage's place on a page, fit for an address and a selector."""
        return "p-" + self.key.replace(".", "-")

    @property
    def gaps(self) -> list[Gap]:
        return [run.gap for run in self.runs if run.gap and run.kind == "gap"]

    @property
    def warnings(self) -> list[Gap]:
        return [run.gap for run in self.runs if run.gap and run.kind == "figure"]

    @property
    def printed(self) -> bool:
        """Whether the sentence goes into the Word file."""
        return not self.left_out and not self.gaps


@dataclass(frozen=True)
class BlockView:
    title: str
    passages: tuple[PassageView, ...]
    apart: bool = False

    def paragraphs(self, printed: bool = False) -> list[list[PassageView]]:
        """The passages by paragraph; with `printed` only those that go into the Word file."""
        chosen = [passage for passage in self.passages if passage.printed or not printed]
        if self.apart:
            return [[passage] for passage in chosen]
        return [chosen] if chosen else []


@dataclass(frozen=True)
class SectionView:
    title: str
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True)
class Change:
    """A figure that is not what it was when the numbers were last taken over."""

    title: str
    before: str
    now: str


@dataclass(frozen=True)
class Report:
    """The half-year summary of one node for one period, as far as it has gone by `today`."""

    title: str
    office: str
    period: Period
    span: Span
    today: date
    node: Node
    tree: Tree
    intro: BlockView
    sections: tuple[SectionView, ...]
    sources: tuple[Source, ...]
    figures: dict[str, Figure] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    taken_at: datetime | None = None
    taken_by: str = ""
    unused_hand: tuple[HandValue, ...] = ()
    hands: tuple[HandValue, ...] = ()

    def passages(self) -> Iterator[PassageView]:
        yield from self.intro.passages
        for section in self.sections:
            for block in section.blocks:
                yield from block.passages

    def passage(self, key: str) -> PassageView | None:
        return next((passage for passage in self.passages() if passage.key == key), None)

    @property
    def gaps(self) -> list[Gap]:
        """What still lacks a number, each figure once, in the order of the text; left-out sentences do not count."""
        found: dict[str, Gap] = {}
        for passage in self.passages():
            if not passage.left_out:
                for gap in passage.gaps:
                    found.setdefault(gap.code, gap)
        return list(found.values())

    @property
    def warnings(self) -> list[Gap]:
        """Figures that are printed but deserve a look."""
        found: dict[str, Gap] = {}
        for passage in self.passages():
            if not passage.left_out:
                for gap in passage.warnings:
                    found.setdefault(gap.code, gap)
        return list(found.values())

    @property
    def taken_count(self) -> int:
        """Numbers in the text that come from the ledgers."""
        return self._count("figure")

    @property
    def hand_count(self) -> int:
        return self._count("hand")

    def _count(self, kind: str) -> int:
        return sum(run.kind == kind for passage in self.passages() if not passage.left_out for run in passage.runs)

    def source_of(self, code: str) -> Source | None:
        return next((source for source in self.sources if source.code == code), None)

    def hand(self, code: str) -> HandValue | None:
        """The number that somebody filled in for a code, if any."""
        return next((row for row in self.hands if row.code == code), None)

    @property
    def kept(self) -> Kept | None:
        """The closing that its figures come from, if the period is closed."""
        found = (figure.indicator.kept for figure in self.figures.values())
        return next((kept for kept in found if kept and kept.period == self.period.code), None)

    @property
    def as_of(self) -> date:
        return self.span.end


def in_prose(figure: Figure) -> str:
    """A figure as official prose writes it: 7520, 90%, 95%.

    Percentages are rounded to whole ones, but never up to 100 or down to 0: 99.7% stays 99.7%.
    """
    if figure.value is None:
        return "—"
    if figure.denominator is None:
        return str(figure.numerator)
    whole = int(figure.value + 0.5)
    exact = whole == figure.value
    if not exact and whole in (0, 100):
        tenths = int(figure.value * 10)  # cut, not rounded: 99.97% must not read 100%
        return f"{tenths // 10}.{tenths % 10}%" if tenths else "不到0.1%"
    return f"{whole}%"
