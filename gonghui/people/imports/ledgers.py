"""Declares the spreadsheets of this context."""

from gonghui.kernel.imports.ledger import register
from gonghui.people.imports.roster import RosterLedger

register(RosterLedger())
