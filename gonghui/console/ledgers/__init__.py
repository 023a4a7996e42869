"""The four ledgers of the office: their lists, cards and forms."""
