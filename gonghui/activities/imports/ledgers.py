"""Declares the spreadsheets of this context."""

from gonghui.activities.imports.comers import ComersLedger
from gonghui.kernel.imports.ledger import register

register(ComersLedger())
