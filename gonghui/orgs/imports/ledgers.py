"""Declares the spreadsheets of this context."""

from gonghui.kernel.imports.ledger import register
from gonghui.orgs.imports.employers import EmployerLedger
from gonghui.orgs.imports.headcounts import HeadCountLedger
from gonghui.orgs.imports.unions import UnionLedger

register(EmployerLedger(), UnionLedger(), HeadCountLedger())
