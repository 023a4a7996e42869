"""Puts the reading together: file → outline → sections with tasks, targets, months, owners and lines of work."""

import re
from collections.abc import Collection
from dataclasses import replace

from gonghui.kernel.refusal import Refused
from gonghui.planning.reading import lines_of_work
from gonghui.planning.reading.binding import bind
from gonghui.planning.reading.documents import read_document
from gonghui.planning.reading.headings import begins_new_plan, numbering, time_heading
from gonghui.planning.reading.lines import mended
from gonghui.planning.reading.lost import fill_lost_months
from gonghui.planning.reading.numbers import plain
from gonghui.planning.reading.outline import LOST, TIME, Draft, Item, Part, drafts
from gonghui.planning.reading.quantities import find_targets
from gonghui.planning.reading.sentences import grouped, parts, sentences
from gonghui.planning.reading.shapes import OnePlan, Plan, Section, Target, Task
from gonghui.planning.reading.tables import Row
from gonghui.planning.reading.when import When, find_when
from gonghui.planning.reading.who import Who, find_who, names_in, take_owner
from gonghui.planning.reading.words import (
    ACTION,
    AIMS_ONLY,
    GOAL,
    PAST,
    PAST_HEADING,
    PAST_LEAD,
    PLAN_HEADING,
    PLAN_TITLE,
    WHOLE,
)

_EXPECTED = "计划里要有标题（一、二、三）和一条一条的工作，或者有“工作内容、时间、责任人”的表。"
_STATED_YEAR = re.compile(r"(20\d\d|二[〇○零]二[〇○零一二三四五六七八九])\s*年?")
_BARE_MONTH = re.compile(r"^\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*$")
_CN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def read_plan(data: bytes, filename: str, *, year: int, known_indicators: Collection[str] = ()) -> Plan:
    """A plan document as sections with tasks.

    `year` is the plan's year where its title states none; `known_indicators` are the codes that may be proposed.
    Raises Refused for a file that cannot be read and for a document that is no plan.
    """
    plans = [_Reading(draft, year, known_indicators).plan() for draft in drafts(mended(read_document(data, filename)))]
    plan = Plan([one for one in plans if one.sections or one.left_out])
    if not _is_plan(plan):
        raise Refused("这个文件不像工作计划，没有读出要做的工作。", _EXPECTED)
    return plan


def _is_plan(plan: Plan) -> bool:
    """Tasks of union work under a plan's title, or several of them that begin as work does."""
    tasks = [task for section in plan.sections for task in section.tasks]
    at_work = [task for task in tasks if lines_of_work.weigh(task.text)]
    titled = any(PLAN_TITLE.search(one.title) for one in plan.plans)
    told = [task for task in at_work if ACTION.match(task.text) or task.targets or task.months]
    return bool(tasks) and (
        (titled and (bool(at_work) or any("工会" in one.title for one in plan.plans))) or len(told) >= 2
    )


def _is_month(text: str) -> bool:
    said = time_heading(_BARE_MONTH.sub(r"\1月", text))
    return said is not None and not said[1]


class _Reading:
    """Reads one plan of a document."""

    def __init__(self, draft: Draft, year: int, known: Collection[str]) -> None:
        stated = _STATED_YEAR.search(plain(draft.title))
        self.year = int(stated[1].translate(_CN_DIGITS)) if stated else year
        self.stated = stated is not None
        self.draft = draft
        self.headed = any(part.level in (1, 2) and numbering(part.heading) for part in draft.parts)
        self.known = known

    def plan(self) -> OnePlan:
        """The plan with its sections; parts that look back are named in `left_out`."""
        plan = OnePlan(self.draft.title, self.year, self.stated)
        state = _Tense(self.draft.title)
        for part in self.draft.parts:
            if state.looks_back(part):
                plan.left_out.append((part.heading or self.draft.title, part.line))
                continue
            for section in self._sections(part):
                if section.tasks or section.note:
                    plan.sections.append(section)
        if not any(section.tasks for section in plan.sections):
            plan.sections = []
        fill_lost_months(plan.sections)
        return plan

    def _sections(self, part: Part) -> list[Section]:
        sections = []
        if part.items:
            section = Section(
                part.heading or LOST, part.line, parent=part.parent, missing=part.missing or not part.heading
            )
            heading_time = find_when(part.heading, year=self.year, deadline=part.level == TIME)
            aims_only = bool(AIMS_ONLY.search(part.heading)) or (part.level == 0 and self.headed)
            for item in part.items:
                self._read_item(item, section, aims_only)
            for task in section.tasks:
                _inherit(task, heading_time, part.level == TIME)
            sections.append(section)
        sections.extend(self._of_rows(part))
        for section in sections:
            self._give_lines(section)
        return sections

    def _read_item(self, item: Item, section: Section, aims_only: bool) -> None:
        lead, listed = parts(item.text)
        if listed:
            self._lead(lead, section, item)
            section.tasks += [self._task(text, item.line) for one in listed for text in grouped(one, self._has_own)]
        elif item.index:
            section.tasks += [self._task(text, item.line) for text in grouped(item.text, self._has_own)]
        else:
            self._paragraph(item, section, aims_only)

    def _lead(self, lead: str, section: Section, item: Item) -> None:
        """The words before 一是: a task only where they hold a target."""
        for sentence in sentences(lead):
            if find_targets(sentence, year=self.year):
                section.tasks.append(self._task(sentence, item.line))
            else:
                section.note += sentence

    def _paragraph(self, item: Item, section: Section, aims_only: bool) -> None:
        for sentence in sentences(item.text):
            bare = sentence.rstrip("。；;！!")
            if self._has_own(sentence) and not _only_past(bare):
                section.tasks.append(self._task(sentence, item.line))
            elif aims_only or _only_past(bare) or not _is_work(bare):
                section.note += sentence
            else:
                section.tasks.append(self._task(sentence, item.line))

    def _has_own(self, text: str) -> bool:
        return bool(find_targets(text, year=self.year) or find_when(text, year=self.year).due)

    def _task(self, text: str, line: int, given: str = "") -> Task:
        shown = _shown(text)
        task = Task(shown, line, self._targets(shown), whole=[found[0] for found in WHOLE.finditer(shown)])
        if given:
            told = {(target.quantity, target.unit) for target in task.targets}
            more = self._targets(given, task.text, given=True)
            task.targets += [target for target in more if (target.quantity, target.unit) not in told]
        when, who = find_when(shown, year=self.year), find_who(shown)
        task.months, task.due = when.months, when.due
        task.owner, task.helpers, task.partners = who.owner, who.helpers, who.partners
        return task

    def _targets(self, text: str, context: str = "", given: bool = False) -> list[Target]:
        out = []
        for found in find_targets(text, year=self.year, given=given):
            code = bind(replace(found, subject=f"{context}，{found.subject}") if context else found, self.known)
            what = found.what or context[:20]
            out.append(Target(found.quantity, found.unit, found.comparison, what, code, found.maximum, found.per))
        return out

    def _of_rows(self, part: Part) -> list[Section]:
        sections: list[Section] = []
        by_month = not any(row.category for row in part.rows) and all(_is_month(row.time) for row in part.rows)
        for row in part.rows:
            heading = row.category or (row.time if by_month else "") or part.heading
            if not sections or sections[-1].heading != heading:
                parent = part.heading if heading != part.heading else part.parent
                sections.append(
                    Section(heading, row.line, parent=parent, missing=part.missing and heading == part.heading)
                )
            sections[-1].tasks.append(self._of_row(row))
        return sections

    def _of_row(self, row: Row) -> Task:
        task = self._task(row.text, row.line, row.target)
        task.work, task.measures = row.work, row.measures
        when = When()
        for text, deadline in ((row.limit, True), (row.time, True)):
            text = _BARE_MONTH.sub(r"\1月", text)
            said = find_when(text, year=self.year, deadline=deadline)
            when.add(said.months, said.due if when.due is None else None)
        if when.months:
            task.months, task.due = when.months, when.due
        who = Who()
        take_owner(who, names_in(row.owner))
        if who.owner:
            task.owner, task.helpers = who.owner, who.helpers
        task.partners += [name for name in names_in(row.partners) if name not in task.partners]
        return task

    def _give_lines(self, section: Section) -> None:
        tasks = "".join(task.text for task in section.tasks)
        general = lines_of_work.line_of(tasks)
        section.line_of_work = lines_of_work.line_of(section.heading, general) if not section.missing else general
        for task in section.tasks:
            task.line_of_work = lines_of_work.line_of(task.text, section.line_of_work)


class _Tense:
    """Whether the parts of a half-year report look back or ahead."""

    def __init__(self, title: str) -> None:
        only_report = re.search(r"总结|汇报|报告", title) and not re.search(r"计划|打算|安排|要点|思路", title)
        self.back = bool(only_report) and not begins_new_plan(title)
        self.level = 0

    def looks_back(self, part: Part) -> bool:
        """Headings tell; without one, what a part says; a lost heading is judged by the part's own words."""
        ahead, behind = PLAN_HEADING.search(part.heading), PAST_HEADING.search(part.heading)
        if part.level and behind and not (ahead and ahead.start() > behind.start()):
            self.back, self.level = True, part.level
        elif part.level and ahead:
            self.back = False
        elif PAST_LEAD.search(part.items[0].text if part.items else ""):
            self.back, self.level = True, max(part.level, 1)
        elif self.back and (part.missing or (part.level and part.level <= self.level)):
            self.back = self._tells_past(part)
        return self.back

    @staticmethod
    def _tells_past(part: Part) -> bool:
        past, goal = len(PAST.findall(part.text)), len(GOAL.findall(part.text))
        return past > 0 and past * 2 >= goal


def _only_past(text: str) -> bool:
    """A sentence that tells what was done."""
    past = list(PAST.finditer(text))
    return bool(past) and not GOAL.search(text)


def _is_work(text: str) -> bool:
    """The sentence names work: it begins as work does, or asks for it."""
    if len(text) < 6 or text.endswith(("：", ":")):
        return False
    clauses = re.split(r"[，,]", text)
    return any(ACTION.match(clause.strip()) for clause in clauses[:3]) and not re.search(
        r"是.{2,30}的(?:基础|保证|职责|前提|大会|一年)", text
    )


def _inherit(task: Task, heading: When, calendar: bool) -> None:
    """A task takes the heading's time when it has none; in a month's list also when it only names a feast."""
    if heading.months and (not task.months or (calendar and task.due is None)):
        task.months, task.due = list(heading.months), task.due or heading.due


def _shown(text: str) -> str:
    """The text without the spaces that copying left between Chinese signs."""
    return re.sub(r"(?<=[\u3400-\u9fff，。；：、])\s+(?=[\u3400-\u9fff“])", "", text).strip()
