"""What the sample town's people do by phone: more sign up than there are places, two give back, those who came check in."""

from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from gonghui.activities.public import (
    Activity,
    SignUp,
    SignUpState,
    activity_close,
    check_in,
    check_in_code,
    sign_up,
    sign_up_withdraw,
)
from gonghui.benefits.public import Benefit, Given, benefit_give, benefit_sign
from gonghui.demo.deeds import Town
from gonghui.emulation.public import Suggestion, suggestion_hand_in, suggestion_step
from gonghui.kernel.ledger.api import entry_amend, entry_record, ledger_of
from gonghui.people.public import Membership, Worker, members_on, person_of

BY = "shenyan"
MEMBER = "wangsufen"
MATCH = ("职工游泳比赛", "0-06-24", "0-07-11", "0-07-08", 12)
"""Name, announced, held, last day of signing up, places."""

SIGN, OWN, BACK, STAYED_AWAY, FILED = "0-06-26", "0-06-30", "0-07-05", 3, 9
"""When the unions sign people up, when the sample member does so herself, when two give back; how many who had a place
did not come; after how many days it is filed."""


IDEA = {"title": "女更衣室装一台排风扇", "matter": "service", "expected": "工作服当天能干",
        "content": "夏天更衣室又闷又潮，衣服一天都不干。在北窗装一台排风扇，上下班各开半小时。"}  # fmt: skip
DESK = "chenxiulan"
HANDED, NUMBERED, ADOPTED, TOLD, DONE = "0-07-01", "0-07-02", "0-07-13", "0-07-14", "0-08-06"
BOOK = ("0-07-01", "七一读书会", "《劳动合同法问答》", 28, "0-07-03")
"""Given, occasion, what, yuan, signed for by phone."""


class Phones:
    """Enters one match with quota and waiting list, one suggestion and one gift into the town's diary."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def enter(self) -> None:
        _, announced, held, _, _ = MATCH
        for day, deed in ((announced, self._announce), (SIGN, self._unions_sign), (OWN, self._she_signs), (BACK, self._two_back),
                          (held, self._come)):  # fmt: skip
            self.town.enter(self.town.day(day), deed)
        self.town.enter(self.town.day(held) + timedelta(days=FILED), self._file)
        for day, deed in ((HANDED, self._hand_in), (BOOK[0], self._give), (BOOK[4], self._sign)):
            self.town.enter(self.town.day(day), deed)
        self._follow()

    @property
    def _her(self) -> Worker:
        worker = self.town.offices[MEMBER].worker
        assert worker is not None
        return worker

    def _hand_in(self, at: datetime) -> None:
        union = self.town.unions["宏达机械"]
        suggestion_hand_in(union=union, name=self._her.name, worker=self._her, on=at.date(), by=self.town.hands[MEMBER], at=at,
                           **IDEA)  # fmt: skip

    def _follow(self) -> None:
        """Numbered the next day, adopted, told, carried out; finance and reward are still to come."""
        adopted = {"reviewers": "沈国良、顾海燕", "opinion": "投入不大，马上能办。", "level": "encouraged", "responsible": "何建平",
                   "implement_by": self.town.day("0-07-31").isoformat()}  # fmt: skip
        steps: tuple[tuple[str, str, dict[str, str]], ...] = (
            (NUMBERED, "register", {}), (ADOPTED, "adopt", adopted), (TOLD, "tell", {"how": "face"}),
            (DONE, "implement", {"done": "排风扇装好了，晚了六天。"}))  # fmt: skip
        for day, name, facts in steps:
            self.town.enter(self.town.day(day), partial(self._step, name, facts))

    def _step(self, name: str, facts: dict[str, str], at: datetime) -> None:
        row = Suggestion.objects.get(title=IDEA["title"], worker=self._her)
        suggestion_step(suggestion=row, name=name, on=at.date(), facts=facts, by=self.town.hands[DESK], at=at)

    def _give(self, at: datetime) -> None:
        _, occasion, what, yuan, _ = BOOK
        item = Given(person_of(self._her, self.town.unions["宏达机械"].pk), Decimal(yuan), what, 1)
        benefit_give(
            item=item, kind="book", occasion=occasion, on=at.date(), given_by="沈燕", by=self.town.hands[BY], at=at
        )

    def _sign(self, at: datetime) -> None:
        row = Benefit.objects.get(occasion=BOOK[1], worker=self._her)
        benefit_sign(row=row, on=at.date(), by=self.town.hands[MEMBER], at=at)

    def _match(self) -> Activity:
        found: Activity = Activity.objects.get(name=MATCH[0], on=self.town.day(MATCH[2]))
        return found

    def _announce(self, at: datetime) -> None:
        name, _, held, until, quota = MATCH
        values = {"name": name, "kind": "sport", "run_by": "town", "union": self.town.unions["T"], "on": self.town.day(held),
                  "place": "镇中学游泳馆", "sign_up_until": self.town.day(until), "quota": quota, "topic": "五十米自由泳、蛙泳",
                  "partners": "团委"}  # fmt: skip
        entry_record(ledger=ledger_of("activities"), values=values, by=self.town.hands[BY], at=at)

    def _roll(self, union: str, at: datetime, but: str = "") -> list[Membership]:
        rows = members_on(at.date()).filter(union=self.town.unions[union]).exclude(worker__name=but)
        return list(rows.select_related("worker").order_by("pk"))

    def _unions_sign(self, at: datetime) -> None:
        """Seven of one firm and six of another: the thirteenth waits."""
        for union, count in (("恒泰包装", 7), ("宏达机械", 6)):
            for row in self._roll(union, at, "王素芬")[:count]:
                sign_up(activity=self._match(), worker=row.worker, by=self.town.hands[BY], at=at)

    def _she_signs(self, at: datetime) -> None:
        sign_up(activity=self._match(), worker=self._her, by=self.town.hands[MEMBER], at=at)

    def _two_back(self, at: datetime) -> None:
        held = SignUp.objects.filter(activity=self._match(), state=SignUpState.IN).order_by("place")
        for row in list(held[1:3]):
            sign_up_withdraw(sign_up=row, by=self.town.hands[BY], at=at)

    def _come(self, at: datetime) -> None:
        match = self._match()
        code = check_in_code(match, at.date())
        held = list(
            SignUp.objects.filter(activity=match, state=SignUpState.IN).select_related("worker").order_by("-place")
        )
        for row in held[:-STAYED_AWAY]:
            check_in(activity=match, worker=row.worker, code=code, by=self.town.hands[BY], at=at)

    def _file(self, at: datetime) -> None:
        by, match = self.town.hands[BY], self._match()
        values = {"report": "九人参赛，两项都决出了前三名，秩序很好，照片和签到记录已经存档。", "cost": Decimal(2100)}
        entry_amend(ledger=ledger_of("activities"), row=match, values=values, by=by, at=at)
        activity_close(activity=match, by=by, at=at)
