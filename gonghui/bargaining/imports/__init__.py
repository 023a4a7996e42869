"""Contracts from and to spreadsheets."""
