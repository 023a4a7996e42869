"""Gonghui (工会通): plan, ledgers, clocks, report and assessment of a township trade union in one place."""

__version__ = "0.1.0"
