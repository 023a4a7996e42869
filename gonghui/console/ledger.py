"""The ledgers whose lists draw on several contexts, and are therefore declared here."""

from gonghui.console.ledgers.employers import EMPLOYERS
from gonghui.console.ledgers.unions import UNIONS
from gonghui.kernel.ledger.api import register_ledger

register_ledger(UNIONS, EMPLOYERS)
