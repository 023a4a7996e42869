"""One declaration → menu, list, filters, search, card, forms, bulk acts, import, export, print and history."""

from gonghui.kernel.ledger.acts import KEPT, SAME, Act, Done, Never
from gonghui.kernel.ledger.declared import Ledger
from gonghui.kernel.ledger.entry import Entry, entered_once
from gonghui.kernel.ledger.fields import Field, Fields
from gonghui.kernel.ledger.parts import (
    Column,
    Days,
    Equality,
    Filter,
    Preset,
    Share,
    choice_filter,
    equal_to,
    figure_in,
    listed,
    yes_no_filter,
)
from gonghui.kernel.ledger.picking import Pickable, register_pickable
from gonghui.kernel.ledger.reader import Badge, Due, Reader
from gonghui.kernel.ledger.registry import all_ledgers, ledger_of, register_ledger
from gonghui.kernel.ledger.verbs import entry_amend, entry_record, entry_void

__all__ = [
    "KEPT", "SAME", "Act", "Badge", "Column", "Days", "Done", "Due", "Entry", "Equality", "Field", "Fields", "Filter",
    "Ledger", "Never", "Pickable", "Preset", "Reader", "Share", "all_ledgers", "choice_filter", "entered_once",
    "entry_amend", "entry_record", "entry_void", "equal_to", "figure_in", "ledger_of", "listed", "register_ledger",
    "register_pickable", "yes_no_filter",
]  # fmt: skip
