"""Honours of the sample town: rounds of the year, an objection before and one after an award, corrections, model workers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from gonghui.benefits.public import Benefit, benefit_sign
from gonghui.demo.deeds import Deed, Town
from gonghui.demo.honour_tables import DIED, EARLIER, MODELS, PROGRAMMES, ROUNDS, VISITS
from gonghui.honours.public import (
    HONOUR_FLOW,
    ForWhom,
    Honour,
    ModelWorker,
    Nomination,
    Objection,
    Outcome,
    Programme,
    Round,
    Vote,
    care_record,
    care_void,
    honour_publicise,
    honour_recheck,
    model_worker_died,
    nomination_open,
    nomination_step,
    objection_handle,
    objection_record,
    round_award,
    round_publicise,
    round_recommend,
    round_review,
)
from gonghui.kernel.ledger.api import entry_record, ledger_of
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.moving import correct
from gonghui.kernel.workflow.steps import steps_of
from gonghui.orgs.public import Union, certificates_ending, terms_ending
from gonghui.people.public import Sex, members_on

BY = "chenxiulan"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """One round of the tables."""

    programme: str
    quota: int
    candidates: int
    each: int
    announced: date
    until: date
    voters: int
    reviewed: date
    posted: date
    over: date
    awarded: date
    number: str
    unions: tuple[str, ...]
    fail: int


class Honours:
    """Enters honours and model workers into the town's diary."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.programmes: dict[str, Programme] = {}
        self.rounds: dict[str, Round] = {}
        self.models: dict[str, ModelWorker] = {}

    def enter(self) -> None:
        self.town.enter(self.town.opening, self._programmes)
        for text in EARLIER.strip().splitlines():
            self._earlier(*text.split("|"))
        for text in MODELS.strip().splitlines():
            self.town.enter(self.town.opening, self._model(*text.split("|")))
        for text in VISITS.strip().splitlines():
            day, names, kind, yuan = text.split("|")
            self.town.enter(self.town.day(day), self._cared(self.town.day(day), names.split(), kind, yuan))
        name, died, known = DIED
        self.town.enter(self.town.day(known), lambda at: model_worker_died(
            model_worker=self.models[name], on=self.town.day(died), by=self._by, at=at))  # fmt: skip
        for text in ROUNDS.strip().splitlines():
            self._round(self._read(text))
        self._trouble()

    def _programmes(self, at: datetime) -> None:
        keys = ("name", "category", "level", "given_to", "valid_years", "repeat_years", "hard", "soft", "frontline_min",
                "women_min", "conditions")  # fmt: skip
        for text in PROGRAMMES.strip().splitlines():
            values: dict[str, Any] = dict(zip(keys, text.split("|"), strict=True))
            for key in ("valid_years", "repeat_years", "frontline_min", "women_min"):
                values[key] = int(values[key]) if values[key] else None
            for key in ("hard", "soft"):
                values[key] = values[key].split(",") if values[key] else []
            made = entry_record(ledger=ledger_of("honour-programmes"), values=values, by=self._by, at=at)
            self.programmes[made.name] = made

    def _earlier(self, programme: str, year: str, union: str, name: str, day: str, number: str, years: str) -> None:
        on, now = self.town.day(day), self.town.year
        written = number.format(last=now - 1, before=now - 2, third=now - 3)
        until = date(now + int(years), on.month, on.day) - DAY if years else None
        basis = "received" if programme in ("县模范职工之家", "市五一劳动奖章") else "opening"

        def write(at: datetime) -> None:
            values = {"programme": self.programmes[programme], "year": on.year, "union": self.town.unions[union], "name": name,
                      "awarded_on": on, "number": written, "basis": basis, "valid_until": until}  # fmt: skip
            entry_record(ledger=ledger_of("honours"), values=values, by=self._by, at=at)

        self.town.enter(on + timedelta(days=12), write)

    def _model(self, name: str, union: str, level: str, title: str, day: str, number: str, standing: str) -> Deed:
        def write(at: datetime) -> None:
            values = {"name": name, "union": self.town.unions[union], "level": level, "title": title, "standing": standing,
                      "honoured_on": self.town.day(day), "number": number}  # fmt: skip
            self.models[name] = entry_record(ledger=ledger_of("model-workers"), values=values, by=self._by, at=at)

        return write

    def _cared(self, on: date, names: list[str], kind: str, yuan: str) -> Deed:
        def write(at: datetime) -> None:
            for name in names:
                values = {"model_worker": self.models[name], "kind": kind, "on": on, "done_by": "周立新、陈秀兰",
                          "amount": Decimal(yuan) if yuan else None}  # fmt: skip
                row = care_record(values=values, by=self._by, at=at)
                if kind == "subsidy":
                    given = Benefit.objects.get(cause_label="honours.care", cause_id=row.pk)
                    benefit_sign(row=given, on=on, by=self._by, at=at)

        return write

    def _read(self, text: str) -> Line:
        (name, quota, candidates, each, announced, until, voters, reviewed, posted, over, awarded, number, unions,
         fail) = text.split("|")  # fmt: skip
        day = self.town.day
        return Line(name, int(quota), int(candidates), int(each), day(announced), day(until), int(voters), day(reviewed),
                    day(posted), day(over), day(awarded), number.format(year=self.town.year), tuple(unions.split()),
                    int(fail))  # fmt: skip

    def _round(self, line: Line) -> None:
        self.town.enter(line.announced, self._announced(line))
        self.town.enter(line.until - DAY, self._nominated(line))
        self.town.enter(line.reviewed, self._reviewed(line))
        self.town.enter(line.posted, self._posted(line))
        self.town.enter(line.over, self._recommended(line))
        self.town.enter(line.awarded + DAY, self._awarded(line))

    def _announced(self, line: Line) -> Deed:
        def write(at: datetime) -> None:
            values = {
                "name": f"{self.town.year}年度{line.programme}", "programme": self.programmes[line.programme],
                "year": self.town.year, "quota": line.quota, "announced_on": line.announced, "nominate_until": line.until,
                "candidates": line.candidates if line.candidates > line.quota else None, "number": line.number,
                "each_union": line.each,
            }  # fmt: skip
            self.rounds[line.programme] = entry_record(
                ledger=ledger_of("honour-rounds"), values=values, by=self._by, at=at
            )

        return write

    def _nominated(self, line: Line) -> Deed:
        def write(at: datetime) -> None:
            round = self.rounds[line.programme]
            for union, name, more in self._candidates(line, at.date()):
                if Nomination.objects.filter(round=round).count() >= line.candidates:
                    break
                try:
                    nomination_open(round=round, union=union, name=name, on=at.date(), by=self._by, at=at, **more)
                except Refused:
                    continue  # something stands against this one: the office takes the next

        return write

    def _candidates(self, line: Line, day: date) -> Iterator[tuple[Union, str, dict[str, Any]]]:
        """Whom unions put forward: the unions of the table, else the largest; every other person a woman."""
        round = self.programmes[line.programme]
        unions = [self.town.unions[key] for key in line.unions] or self._largest(day)
        for number, union in enumerate(unions):
            if round.given_to == ForWhom.PERSON:
                rows = members_on(day).filter(union=union, worker__sex=Sex.FEMALE if number % 2 else Sex.MALE)
                for row in rows.select_related("worker").order_by("pk")[:1]:
                    votes = {"due": 40, "present": 36, "in_favour": 31 + number % 5}
                    yield union, "", {"worker": row.worker, "position": "frontline", "post": row.worker.job or "一线",
                                      "deeds": "工作踏实，带头完成急难任务，工友信得过。", **votes}  # fmt: skip
            else:
                group = f"{'一二三四五六七八九十'[number % 10]}车间{'甲乙'[number % 2]}班"
                yield union, group if round.given_to == ForWhom.GROUP else "", {}

    def _largest(self, day: date) -> list[Union]:
        """The largest unions whose own papers are in order."""
        sizes: dict[int, int] = {}
        for union in members_on(day).values_list("union_id", flat=True):
            sizes[union] = sizes.get(union, 0) + 1
        owing = {row.union_id for row in terms_ending(day, 0)} | {row.union_id for row in certificates_ending(day, 0)}
        found = Union.objects.filter(pk__in=sizes.keys() - owing, closed_on=None).order_by("pk")
        return sorted(found, key=lambda union: -sizes[union.pk])[:20]

    def _reviewed(self, line: Line) -> Deed:
        def write(at: datetime) -> None:
            rows = list(self.rounds[line.programme].nominations.filter(state="nominated").order_by("pk"))
            last = len(rows) - line.fail
            votes = {row.pk: Vote(line.voters - number % 2) if number < last else Vote(line.voters // 2, 1, "事迹不够具体")
                     for number, row in enumerate(rows)}  # fmt: skip
            round_review(round=self.rounds[line.programme], on=line.reviewed, body="镇总工会常委会（扩大）会议",
                         present=line.voters, votes=votes, document="常委会纪要", by=self._by, at=at)  # fmt: skip

        return write

    def _posted(self, line: Line) -> Deed:
        return lambda at: round_publicise(
            round=self.rounds[line.programme], on=line.posted, place="镇政府公告栏和各推荐单位", document="公示照片",
            share_reason="县总工会同意按行业分布调整" if line.programme == "优秀工会干部" else "", by=self._by, at=at,
        )  # fmt: skip

    def _recommended(self, line: Line) -> Deed:
        def write(at: datetime) -> None:
            if self.programmes[line.programme].upward:
                round_recommend(
                    round=self.rounds[line.programme], on=line.over, to="县总工会转市总工会", by=self._by, at=at
                )

        return write

    def _awarded(self, line: Line) -> Deed:
        return lambda at: round_award(round=self.rounds[line.programme], on=line.awarded, number=line.number,
                                      document="表彰决定", by=self._by, at=at)  # fmt: skip

    def _trouble(self) -> None:
        """An objection during the notice that came to nothing, one after an award that did not; a nomination withdrawn
        and one entered by mistake; a number corrected; a recheck in time and publicity."""
        day = self.town.day
        self.town.enter(day("0-04-20"), self._object("镇文明职工", 1, "0-04-20", "反映去年迟到较多"))
        self.town.enter(
            day("0-04-24"), self._handle("0-04-24", Outcome.UNFOUNDED, "查了考勤和车间记录，没有迟到，已答复反映人。")
        )
        self.town.enter(day("0-07-20"), self._object("镇文明职工", 2, "0-07-20", "反映推荐材料里的获奖不实"))
        self.town.enter(day("0-08-06"), self._handle("0-08-05", Outcome.UPHELD, "向发奖单位核实，没有颁过这个奖。"))
        self.town.enter(day("0-08-10"), self._revoke("镇文明职工", 2, "0-08-10"))
        self.town.enter(day("0-11-12"), self._withdraw("工人先锋号", "0-11-12"))
        self.town.enter(day("0-05-18"), self._mend("先进单位", "0-05-18"))
        self.town.enter(day("0-04-09"), self._kept("何文斌", "0-04-08", date(self.town.year + 4, 4, 8)))
        self.town.enter(day("0-05-20"), self._publicised("镇文明职工", "0-05-20"))
        self.town.enter(day("0-02-10"), self._twice)

    def _listed(self, programme: str, at: int) -> Nomination:
        rows = self.rounds[programme].nominations.filter(voided_on=None).exclude(state__in=("declined", "withdrawn"))
        return rows.order_by("pk")[at]

    def _object(self, programme: str, at_place: int, on: str, matter: str) -> Deed:
        def write(at: datetime) -> None:
            row = self._listed(programme, at_place)
            values = {"nomination": row, "received_on": self.town.day(on), "source": "letter", "matter": matter}
            objection_record(values=values, by=self._by, at=at)

        return write

    def _handle(self, on: str, outcome: Outcome, findings: str) -> Deed:
        def write(at: datetime) -> None:
            row = Objection.objects.filter(handled_on=None).latest("pk")
            objection_handle(
                objection=row, on=self.town.day(on), outcome=outcome, findings=findings, by=self._by, at=at
            )

        return write

    def _revoke(self, programme: str, place: int, on: str) -> Deed:
        return lambda at: nomination_step(
            nomination=self._listed(programme, place), name="revoke", on=self.town.day(on), facts={"number": "石工〔撤〕1号"},
            reason="推荐材料不实，经核查属实", document="撤销决定", by=self._by, at=at,
        )  # fmt: skip

    def _withdraw(self, programme: str, on: str) -> Deed:
        """Put forward early, and taken back by its union before the others came."""

        def write(at: datetime) -> None:
            union, round = self.town.unions["中源管业"], self.rounds[programme]
            row = nomination_open(
                round=round, union=union, name="挤出班", on=self.town.day("0-11-06"), by=self._by, at=at
            )
            nomination_step(nomination=row, name="withdraw", on=self.town.day(on), reason="班组刚拆分，明年再报", by=self._by,
                            at=at)  # fmt: skip

        return write

    def _mend(self, programme: str, on: str) -> Deed:
        def write(at: datetime) -> None:
            row = self._listed(programme, 0)
            step = steps_of(row).last("award")
            if step is not None:
                correct(HONOUR_FLOW, row, step, facts={"number": f"石工〔{self.town.year}〕7号"}, reason="文号抄错了", by=self._by,
                        at=at)  # fmt: skip

        return write

    def _kept(self, name: str, on: str, until: date) -> Deed:
        return lambda at: honour_recheck(honour=Honour.objects.get(name=name), on=self.town.day(on), valid_until=until,
                                         findings="仍在技术岗位带徒弟，保留称号。", by=self._by, at=at)  # fmt: skip

    def _publicised(self, programme: str, on: str) -> Deed:
        def write(at: datetime) -> None:
            for row in Honour.objects.filter(nomination__round=self.rounds[programme]).order_by("pk")[:2]:
                honour_publicise(
                    honour=row, on=self.town.day(on), where="“石桥发布”公众号、企业宣传栏", by=self._by, at=at
                )

        return write

    def _twice(self, at: datetime) -> None:
        """A visit of the Spring Festival entered a second time, and declared void."""
        values = {
            "model_worker": self.models["郭长林"],
            "kind": "visit",
            "on": self.town.day("0-02-06"),
            "done_by": "陈秀兰",
        }
        row = care_record(values=values, by=self._by, at=at)
        care_void(care=row, reason="和2月5日的走访重复登记", by=self._by, at=at)

    @property
    def _by(self) -> Any:
        return self.town.hands[BY]
