"""Putting a report together: figures of the period, the office's draft, gaps, numbered sources."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from gonghui.kernel.dates import Period, Span, cn_date, parse_period
from gonghui.kernel.indicators import Figure, Node, all_indicators, figures
from gonghui.kernel.indicators.measure import Number, plain
from gonghui.kernel.indicators.slices import slices_said
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import town, tree_on
from gonghui.reporting.gaps import Gap, Measured, gap_of
from gonghui.reporting.models import Draft, HandValue, Passage
from gonghui.reporting.outline import Block, Outline, Section, Sentence, half_year
from gonghui.reporting.report import (
    BlockView,
    Change,
    PassageView,
    Report,
    Run,
    SectionView,
    Source,
    in_prose,
)
from gonghui.reporting.wording import Placeholder, fill, pieces, placeholders, typed_numbers

SAID = {"H1": ("上半年", "下半年"), "H2": ("下半年", "明年"), "": ("全年", "明年")}


def half_year_period(code: str) -> Period:
    """The period of a summary: a half-year or a year. Raises Refused for a quarter or month."""
    period = parse_period(code)
    if period.code[4:] not in SAID:
        raise Refused(f"{period.title}没有工作总结。", "请写半年（2026H1、2026H2）或者全年（2026）。", "period")
    return period


def words_of(period: Period, span: Span, office: str) -> dict[str, str]:
    """The words that the proposed sentences take from the period and the office."""
    now, then = SAID[period.code[4:]]
    return {
        "期间": now,
        "下期": then,
        "截止日": cn_date(span.end, span.end.year),
        "工会": office,
        "年份": f"{span.end.year}年",
    }


def measured_at(span: Span, node: Node | None = None) -> Measured:
    """All figures at a node (default: the town) for a span that has happened."""
    tree = tree_on(span.end)
    node = node or ("union", tree.root)
    items = all_indicators()
    found = dict(zip((item.code for item in items), figures(items, tree, node, span), strict=True))
    return Measured(found, tree, node, span)


@dataclass
class Composer:
    """Turns sentences into runs and hands out source numbers in the order of the text."""

    outline: Outline
    measured: Measured
    last: Mapping[str, Figure]
    words: Mapping[str, str]
    passages: Mapping[str, Passage]
    hands: Mapping[str, HandValue]
    sources: dict[str, Source] = field(default_factory=dict)
    gaps: dict[Placeholder, Gap | None] = field(default_factory=dict)

    def gap(self, place: Placeholder) -> Gap | None:
        if place not in self.gaps:
            self.gaps[place] = gap_of(place, self.measured, self.outline)
        return self.gaps[place]

    def proposed(self, sentence: Sentence) -> str:
        """The sentence that the records call for: the plain one, or the one for a figure that is truly nought."""
        for key, text in sentence.zero.items():
            place = placeholders("{" + key + "}")[0]
            gap = self.gap(place)
            if not (gap and gap.blocks) and self._number(place) == 0:
                return fill(text, self.words)
        return fill(sentence.text, self.words)

    def _number(self, place: Placeholder) -> Number | None:
        number = self.measured.number(place)
        return self.measured.figures[place.code].numerator if number is None else number

    def _shown(self, place: Placeholder, figure: Figure) -> str:
        number = self.measured.number(place)
        return in_prose(figure) if number is None else str(number)

    def _source(self, place: Placeholder, shown: str, hand: HandValue | None) -> Source:
        if place.code not in self.sources:
            figure = None if hand else self.measured.figures[place.code]
            wanted = self.outline.wanted.get(place.code)
            known = self.measured.figures.get(place.code)
            title = known.indicator.title if known else wanted.title if wanted else place.code
            tree, node, span = self.measured.tree, self.measured.node, self.measured.span
            said = slices_said(figure.indicator, tree, node, span) if figure else ""
            self.sources[place.code] = Source(
                len(self.sources) + 1, place.code, title, figure, self.last.get(place.code), shown, hand, said
            )
        return self.sources[place.code]

    def run(self, place: Placeholder, number_it: bool) -> Run:
        gap = self.gap(place)
        hand = self.hands.get(place.code)
        if gap and gap.blocks and not hand:
            return Run("gap", gap.words, place=place, gap=gap)
        if gap and gap.blocks and hand:
            source = self._source(place, hand.value, hand) if number_it else None
            return Run("hand", hand.value, place=place, source=source, gap=gap)
        figure = self.measured.figures[place.code]
        shown = self._shown(place, figure)
        source = self._source(place, shown, None) if number_it else None
        before = self.last.get(place.code)
        last = "" if before is None or place.field else in_prose(before)
        return Run("figure", shown, place=place, source=source, gap=gap, last=last)

    def runs(self, text: str, number_them: bool) -> Iterator[Run]:
        """The runs of a sentence; the unit right behind a number goes with it."""
        parts = list(pieces(text))
        taken = 0
        for at, part in enumerate(parts):
            if isinstance(part, str):
                if part[taken:]:
                    yield Run("text", part[taken:])
                taken = 0
                continue
            run = self.run(part, number_them)
            after = parts[at + 1] if at + 1 < len(parts) else ""
            taken = self._unit_length(part, after)
            tail = after[:taken] if isinstance(after, str) else ""
            yield Run(run.kind, run.text, tail, run.place, run.source, run.gap, run.last)

    def _unit_length(self, place: Placeholder, after: str | Placeholder) -> int:
        if not isinstance(after, str):
            return 0
        wanted = self.outline.wanted.get(place.code)
        figure = self.measured.figures.get(place.code)
        units = [figure.indicator.unit if figure else "", wanted.unit if wanted else "", *"家人份名项个件户次"]
        return next((len(unit) for unit in units if unit and unit != "%" and after.startswith(unit)), 0)

    def view(self, sentence: Sentence) -> PassageView:
        mine = self.passages.get(sentence.key)
        proposed = self.proposed(sentence)
        text = mine.text if mine and mine.text else proposed
        left_out = bool(mine and mine.left_out)
        known = all(place.code in self.measured.figures or self.outline.wanted.get(place.code)
                    for place in placeholders(text))  # fmt: skip
        # A sentence that will not be printed gets no source numbers, so that the list of sources has no holes.
        printed = not left_out and known and not any(run.kind == "gap" for run in self.runs(text, False))
        runs = tuple(self.runs(text, printed))
        typed = typed_numbers(text, self._titles()) if mine and mine.text else []
        return PassageView(
            sentence.key, text, proposed, runs, bool(mine and mine.text), left_out, mine.version if mine else 0,
            mine.by_name if mine else "", mine.at if mine else None, tuple(typed),
        )  # fmt: skip

    def _titles(self) -> dict[str, str]:
        return {figure.indicator.title: in_prose(figure) for figure in self.measured.figures.values()}

    def block(self, block: Block) -> BlockView:
        return BlockView(block.title, tuple(self.view(sentence) for sentence in block.sentences), block.apart)

    def section(self, section: Section) -> SectionView:
        return SectionView(fill(section.title, self.words), tuple(self.block(block) for block in section.blocks))


def _last_year(period: Period, span: Span, node: Node | None) -> dict[str, Figure]:
    """Figures of the same stretch of last year; those that are nought or have no base say nothing and fall out."""
    before = period.previous_year().span
    measured = measured_at(before, node)
    return {code: figure for code, figure in measured.figures.items() if figure.numerator and figure.value is not None}


def snapshot(found: Mapping[str, Figure]) -> dict[str, list[int | float | None]]:
    """Figures as a draft keeps them: code → [numerator, denominator]."""
    return {code: [plain(figure.numerator), plain(figure.denominator)] for code, figure in found.items()}


def _changes(draft: Draft | None, found: Mapping[str, Figure], used: Mapping[str, Source]) -> tuple[Change, ...]:
    """Figures of the text that differ from what was last taken over."""
    taken = draft.taken if draft else {}
    out = []
    for code, source in used.items():
        before = taken.get(code)
        figure = found.get(code)
        if before and figure and [figure.numerator, figure.denominator] != before:
            then = Figure(figure.indicator, before[0], before[1])
            was, now = in_prose(then), in_prose(figure)
            if was == now and figure.denominator is not None:
                was, now = f"{before[0]}/{before[1]}", f"{figure.numerator}/{figure.denominator}"
            out.append(Change(source.title, was, now))
    return tuple(out)


def compose(period_code: str, *, today: date, node: Node | None = None) -> Report:
    """The half-year summary of a node (default: the town) for a period, as the records and the draft give it.

    Standing figures are those of the period's last day or of `today` if that comes first. Raises Refused for a
    period that has not begun, or that is no half-year or year.
    """
    period = half_year_period(period_code)
    span = period.span.cut(today)
    measured = measured_at(span, node)
    office = town().name
    draft = Draft.objects.filter(kind=Draft.Kind.HALF_YEAR, period=period.code).first()
    outline = half_year()
    composer = Composer(
        outline, measured, _last_year(period, span, node), words_of(period, span, office),
        {row.key: row for row in draft.passages.all()} if draft else {},
        {row.code: row for row in draft.hand_values.all()} if draft else {},
    )  # fmt: skip
    intro = BlockView("", tuple(composer.view(sentence) for sentence in outline.intro))
    sections = tuple(composer.section(section) for section in outline.sections)
    unused = tuple(row for code, row in composer.hands.items() if not _is_used(code, composer))
    return Report(
        fill(outline.title, composer.words), office, period, span, today, measured.node, measured.tree, intro, sections,
        tuple(composer.sources.values()), dict(measured.figures), _changes(draft, measured.figures, composer.sources),
        draft.taken_at if draft else None, draft.taken_by if draft else "", unused,
        tuple(composer.hands.values()),
    )  # fmt: skip


def _is_used(code: str, composer: Composer) -> bool:
    """A hand value is no longer used once the ledger gives the figure."""
    return any(place.code == code and gap and gap.blocks for place, gap in composer.gaps.items())
