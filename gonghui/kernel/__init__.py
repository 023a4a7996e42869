"""What every ledger stands on; knows no noun of the union's work and imports no context."""
