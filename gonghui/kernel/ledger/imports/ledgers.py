"""Makes every plain ledger known to the import."""

from gonghui.kernel.imports.ledger import register
from gonghui.kernel.ledger.imports.rows import FieldLedger
from gonghui.kernel.ledger.registry import all_ledgers

register(*(FieldLedger(ledger) for ledger in all_ledgers() if ledger.plain and ledger.importable))
