"""One record of each ledger of learning, for a side of the two-sided town."""

from decimal import Decimal
from typing import Any

from gonghui.kernel.ledger.api import entry_record, ledger_of
from gonghui.orgs.public import Union, seat_fill
from gonghui.people.public import Membership
from tests.small_town import TODAY


def plant_learning(union: Union, member: Membership, mark: str, stamp: dict[str, Any]) -> dict[str, Any]:
    """A question, a round of today and one paper score; what they are called in addresses."""

    def made(key: str, **values: Any) -> Any:
        return entry_record(ledger=ledger_of(key), values=values, **stamp)

    contest = made("activities", name=f"{mark}竞赛", kind="contest", run_by="union", union=union, on=TODAY)
    question = made("questions", topic=f"{mark}主题", kind="single", text=f"{mark}题目", option_a=f"{mark}甲", option_b="乙",
                    answer="A")  # fmt: skip
    quiz = made("quiz-rounds", name=f"{mark}答题", activity=contest, topics=f"{mark}主题", count=1, minutes=10, passing=60,
                opens_on=TODAY, closes_on=TODAY)  # fmt: skip
    score = made("quiz-scores", round=quiz, name=member.worker.name, union=union, on=TODAY, score=77)
    training = made("activities", name=f"{mark}干部班", kind="cadre", run_by="union", union=union, on=TODAY)
    course = made("courses", activity=training, hours=Decimal(4))
    committee = union.committees.get()
    seat_fill(committee=committee, title="委员", holder=f"{mark}委员", on=TODAY, **stamp)
    seat = committee.seats.get(holder=f"{mark}委员")
    skill = made("skills", name=member.worker.name, union=union, level="3", trade=f"{mark}挡车工", named_on=TODAY)
    group = made("learning-groups", name=f"{mark}一班", kind="team", union=union, applied_on=TODAY)
    venue = made("venues", union=union, name=f"{mark}书屋", kind="books", opened_on=TODAY)
    stock = made("venue-stock", venue=venue, name=f"{mark}手册", kind="book", copies=2, on=TODAY, source="bought")
    loan = made("loans", name=member.worker.name, union=union, stock=stock, on=TODAY)
    use = made("venue-uses", venue=venue, on=TODAY, what=f"{mark}阅览", heads=5)
    return {"question": question, "quizround": quiz, "attempt": score, "skill": skill, "learninggroup": group,
            "venue": venue, "stock": stock, "loan": loan, "venueuse": use, "course": course,
            "cadre": seat}  # fmt: skip
