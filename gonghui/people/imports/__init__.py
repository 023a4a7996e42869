"""Rosters from and to spreadsheets."""
