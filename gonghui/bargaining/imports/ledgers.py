"""Declares the spreadsheets of this context."""

from gonghui.bargaining.imports.contracts import ContractLedger
from gonghui.kernel.imports.ledger import register

register(ContractLedger())
