"""The tables of people: the register, and those who sign in."""

from gonghui.people.models.accounts import (
    Account,
    Counter,
    CounterSeat,
    Cover,
    OfficeHeld,
    RecordGrant,
    SavedView,
    SignInCode,
    SignInPolicy,
    WrongTries,
)
from gonghui.people.models.persons import PersonEntry
from gonghui.people.models.register import MemberGroup, Membership, Worker

__all__ = [
    "Account",
    "Counter",
    "CounterSeat",
    "Cover",
    "MemberGroup",
    "Membership",
    "OfficeHeld",
    "PersonEntry",
    "RecordGrant",
    "SavedView",
    "SignInCode",
    "SignInPolicy",
    "Worker",
    "WrongTries",
]
